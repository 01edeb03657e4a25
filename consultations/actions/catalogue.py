"""The year's catalogue (课题目录): the committee sets topics, townships choose. Handbook 3.5.4."""

from datetime import date
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.enums import Role
from accounts.models import Committee, User
from audit import trail
from consultations.actions import topics
from consultations.actions.people import office_of
from consultations.actions.topic_news import named
from consultations.enums import TopicOrigin, Verdict
from consultations.lineage.catalogue import may_be_answered, practice_of, why_no_change
from consultations.models import CatalogueEntry, EntryAnswer, Mechanism, ReasonCode, Topic
from core import clock
from core.access import NotYours, require, target_of
from core.days import full_day
from core.editing import save_edit
from core.workflow import NotAllowedNow
from notices import outbox
from studios.models import Area, SpecialCommittee, Studio
from studios.models.area import within

TEXTS = ("title", "background", "aim")
SETTLED = "您所在镇（街道）已对这个课题作出答复，不再变更。"


@transaction.atomic
def propose(
    committee: Committee,
    *,
    by: User,
    year: int,
    title: str,
    background: str,
    aim: str = "",
    special_committee: SpecialCommittee | None = None,
) -> CatalogueEntry:
    """Set a topic before the townships (政协出题)."""
    if not rules.has_perm("consultations.propose_catalogueentry", by, None):
        raise NotYours("政协出题由政协办公室、专委会办理。")
    own = by.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    key = special_committee.pk if special_committee else None
    if not by.holds(Role.OFFICE) and key not in own:
        raise NotYours("专委会只能以本专委会的名义出题。")
    entry = CatalogueEntry.objects.create(
        committee=committee,
        year=year,
        title=title,
        background=background,
        aim=aim,
        special_committee=special_committee,
        proposed_by=by,
        proposed_at=clock.now(),
    )
    trail.record(entry, "propose", by=by, label="出题", after=entry.status)
    outbox.tell(townships_in(committee), "consultations/entry_proposed", **_about(entry))
    return entry


@transaction.atomic
def change(entry: CatalogueEntry, *, by: User, seen_version: int, **texts: str) -> None:
    """Better words (修改课题): freely before anybody has answered, and once for those who declined
    it, who may then answer again."""
    require(by, "change", entry)
    target_of(entry, "change")
    answers = list(entry.answers.all())
    refuse_if_settled(entry, answers)
    changes: dict[str, Any] = {name: texts[name] for name in TEXTS if name in texts}
    if answers:
        changes["changed_at"] = clock.now()
    save_edit(entry, seen_version, by, **changes)
    trail.advance(entry, "change", by=by)
    again = [one.area for one in answers if one.verdict == Verdict.DECLINED]
    if again:
        people = townships_in(entry.committee, again)
        outbox.tell(people, "consultations/entry_changed", **_about(entry))


@transaction.atomic
def withdraw(entry: CatalogueEntry, *, by: User, remark: str) -> None:
    """Take it off the catalogue (撤下); what was chosen goes on, who put it off is told."""
    trail.advance(entry, "withdraw", by=by, remark=remark)
    later = entry.answers.filter(verdict=Verdict.SHELVED).select_related("area")
    people = townships_in(entry.committee, [one.area for one in later])
    people += [entry.proposed_by] if entry.proposed_by != by else []
    outbox.tell(people, "consultations/entry_withdrawn", remark=remark, **_about(entry))


@transaction.atomic
def reopen(entry: CatalogueEntry, *, by: User) -> None:
    """Put it back (恢复)."""
    trail.advance(entry, "reopen", by=by)


@transaction.atomic
def choose(
    entry: CatalogueEntry,
    *,
    by: User,
    studio: Studio,
    requirement: str = "",
    answer_due_on: date | None = None,
) -> Topic:
    """A township takes an entry up for one of its studios (点题): a topic begins."""
    area = township_for(by, studio)
    _refuse_if_answered(entry, area, by)
    topic = topics.put_forward(
        studio,
        by=_author_of(entry),
        mechanism=_mechanism(entry.committee),
        origin=TopicOrigin.CPPCC,
        title=entry.title,
        background=entry.background,
        aim=entry.aim,
        requirement=requirement,
        answer_due_on=answer_due_on,
    )
    topics.decide_at_once(topic, by=by, requirement=requirement, answer_due_on=answer_due_on)
    _answer(entry, area, Verdict.CHOSEN, by=by, topic=topic, said=studio.name)
    return topic


@transaction.atomic
def shelve(
    entry: CatalogueEntry,
    *,
    by: User,
    area: Area,
    reason: ReasonCode,
    review_on: date,
    remark: str = "",
) -> None:
    """Not this time, but looked at again on a day (缓议)."""
    _refuse_if_answered(entry, area, by)
    if review_on <= clock.today():
        raise ValidationError({"review_on": "复议日期应在今天以后。"})
    said = f"{reason.name}，{full_day(review_on)}复议"
    why = {"reason": reason, "review_on": review_on, "remark": remark}
    _answer(entry, area, Verdict.SHELVED, by=by, said=said, **why)


@transaction.atomic
def decline(
    entry: CatalogueEntry, *, by: User, area: Area, reason: ReasonCode, remark: str = ""
) -> None:
    """Not taken up (不予采纳), with a reason: the committee may change it once."""
    _refuse_if_answered(entry, area, by)
    said = "：".join(part for part in (reason.name, remark) if part)
    _answer(entry, area, Verdict.DECLINED, by=by, said=said, reason=reason, remark=remark)


@transaction.atomic
def add(studio: Studio, *, by: User, title: str, background: str, **facts: Any) -> Topic:
    """The township's own topic for one of its studios (加题), at any time of the year."""
    township_for(by, studio)
    topic = topics.put_forward(
        studio,
        by=by,
        mechanism=_mechanism(studio.committee),
        origin=TopicOrigin.PARTY,
        title=title,
        background=background,
        **facts,
    )
    topics.decide_at_once(
        topic, by=by, requirement=topic.requirement, answer_due_on=topic.answer_due_on
    )
    town = studio.area.township().name
    said = {"town": town, "studio": studio.name, **named(topic)}
    outbox.tell(office_of(studio.committee), "consultations/topic_added", about=topic, **said)
    return topic


def refuse_if_settled(entry: CatalogueEntry, answers: list[EntryAnswer]) -> None:
    """Say why the words of an entry stay as they are."""
    if why := why_no_change(entry, answers):
        raise NotAllowedNow(why)


def already_answered() -> NotAllowedNow:
    """What somebody reads whose office has given its word."""
    return NotAllowedNow(SETTLED)


def township_for(by: User, studio: Studio) -> Area:
    """The township for which this person speaks and in which the studio lies."""
    for key in by.scopes(Role.TOWNSHIP, "studios.Area"):
        if studio.area_id in within([key]):
            return Area.objects.get(pk=key)
    raise NotYours("只能为本镇（街道）的工作室点题。")


def _refuse_if_answered(entry: CatalogueEntry, area: Area, by: User) -> None:
    require(by, "answer", entry)
    target_of(entry, "answer")
    if area.pk not in by.scopes(Role.TOWNSHIP, "studios.Area"):
        raise NotYours("只能代表本镇（街道）答复。")
    # Of two in the same office who answer at once, the second sees the first.
    CatalogueEntry.objects.select_for_update().get(pk=entry.pk)
    if not may_be_answered(entry, entry.answers.filter(area=area).first()):
        raise already_answered()


def _answer(
    entry: CatalogueEntry, area: Area, verdict: Verdict, *, by: User, said: str, **facts: Any
) -> None:
    """What the township says stands in the place of what it said before; the trail keeps both."""
    blank = {"topic": None, "reason": None, "remark": "", "review_on": None}
    given = {"verdict": verdict, "answered_by": by, "answered_at": clock.now()}
    EntryAnswer.objects.update_or_create(entry=entry, area=area, defaults=blank | given | facts)
    remark = f"{area.name}{verdict.label}：{said}"
    trail.advance(entry, "answer", by=by, remark=remark)
    outbox.tell(
        [entry.proposed_by],
        "consultations/entry_answered",
        town=area.name,
        verdict=verdict.label,
        said=said,
        **_about(entry),
    )


def _author_of(entry: CatalogueEntry) -> User:
    """Who set it; the office where its author has left."""
    people = [entry.proposed_by, *office_of(entry.committee)]
    able = (p for p in people if p.is_active and p.holds(Role.OFFICE, Role.COMMITTEE_STAFF))
    found = next(able, None)
    if found is None:
        raise NotAllowedNow("出题人已离任，政协办公室也没有在任人员，请联系系统管理员。")
    return found


def _mechanism(committee: Committee) -> Mechanism | None:
    key = practice_of(committee.pk).pk
    return Mechanism.objects.get(pk=key) if key else None


def _about(entry: CatalogueEntry) -> dict[str, Any]:
    return {"about": entry, "title": entry.title, "year": entry.year}


def townships_in(committee: Committee, areas: list[Area] | None = None) -> list[User]:
    """The Party offices of these places, or of all (各镇街党委)."""
    people = User.objects.holding(Role.TOWNSHIP, clock.today()).filter(committee=committee)
    people = people.select_related("committee")
    if areas is None:
        return list(people)
    keys = {area.pk for area in areas}
    return [p for p in people if keys & p.scopes(Role.TOWNSHIP, "studios.Area")]
