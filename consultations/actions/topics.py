"""What is done with a topic (议题): proposed, designated, agreed upon, brought to a result."""

from collections.abc import Iterable
from datetime import date

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import issues as matters
from consultations.actions.people import (
    deciders_of,
    linked_committee_of,
    members_of,
    office_of,
    staff_of,
)
from consultations.enums import LimitCode, Stage, TopicOrigin, TopicStatus
from consultations.models import (
    Category,
    Issue,
    Mechanism,
    ReasonCode,
    Topic,
    due_on,
)
from consultations.models.practice import default_of, practice
from core import clock
from core.access import NotYours, require
from core.days import full_day
from core.editing import save_edit
from core.numbers import next_number
from notices import outbox
from notices.wording import words
from scoring import ledger
from scoring.enums import Merit
from studios.models import Studio

LONGEST_ANSWER = Issue._meta.get_field("answer").max_length
EDITABLE = ("title", "background", "aim", "category", "nature")


@transaction.atomic
def propose(
    studio: Studio,
    *,
    by: User,
    title: str,
    background: str,
    aim: str = "",
    category: Category | None = None,
    nature: str = "",
    issues: Iterable[Issue] = (),
    mechanism: Mechanism | None = None,
    origin: str = TopicOrigin.STUDIO,
) -> Topic:
    """Put a topic forward (出题), alone or from several like issues: that is the merge."""
    if not rules.has_perm("consultations.propose_topic", by, studio):
        raise NotYours("提出议题由本工作室召集人、联络员、委员，本镇（街道）党委或政协机关办理。")
    committee, today = studio.committee, clock.today()
    follows = practice(mechanism.pk) if mechanism else default_of(committee.pk)
    topic = Topic.objects.create(
        committee=committee,
        studio=studio,
        mechanism_id=follows.pk,
        origin=origin,
        number=next_number(
            committee.code,
            "topic",
            on=today,
            default="YT{yyyy}-{studio}-{n:03d}",
            studio=studio.code,
        ),
        title=title,
        background=background,
        aim=aim,
        category=category,
        nature=nature,
        proposed_by=by,
        proposed_at=clock.now(),
        decision_due_on=due_on(committee, LimitCode.DECIDE, today, follows),
    )
    trail.record(topic, "propose", by=by, label="提出议题", after=topic.status)
    for issue in issues:
        matters.join(issue, topic, by=by)
    if Stage.DECIDE in follows.skipped:
        _pass_on(topic)
        return topic
    outbox.tell(
        deciders_of(topic),
        "consultations/topic_proposed",
        about=topic,
        title=title,
        number=topic.number,
        studio=studio.name,
        due_on=topic.decision_due_on,
    )
    return topic


def _pass_on(topic: Topic) -> None:
    """The mechanism has no step of deciding: the topic is taken up at once, and a line says so."""
    remark = f"{topic.practice.name}不设审定环节"
    trail.advance(topic, "designate", by=system_user(), remark=remark, decided_at=clock.now())
    _inform_raisers(topic, "consultations/raiser_topic_designated")


@transaction.atomic
def revise(topic: Topic, *, by: User, seen_version: int, **texts: object) -> None:
    """Mend a topic's words before it is decided (修改); two editors never overwrite each other."""
    require(by, "revise", topic)
    topic.workflow.target("revise", topic.status)
    save_edit(topic, seen_version, by, **{name: texts[name] for name in EDITABLE if name in texts})
    trail.record(topic, "revise", by=by, label="修改")


@transaction.atomic
def designate(
    topic: Topic, *, by: User, requirement: str = "", answer_due_on: date | None = None
) -> None:
    """The township Party office takes a topic up (点题): the studio is to answer it."""
    require(by, "designate", topic)
    if answer_due_on and answer_due_on <= clock.today():
        raise ValidationError({"answer_due_on": "完成时限应在今天以后。"})
    trail.advance(
        topic,
        "designate",
        by=by,
        remark=requirement,
        requirement=requirement,
        answer_due_on=answer_due_on,
        decided_at=clock.now(),
        reason=None,
        review_on=None,
    )
    people = [*staff_of(topic.studio), *members_of(topic.studio)]
    outbox.tell(
        people,
        "consultations/topic_designated",
        about=topic,
        title=topic.title,
        number=topic.number,
        requirement=requirement,
        until=full_day(answer_due_on) if answer_due_on else "",
    )
    _inform_raisers(topic, "consultations/raiser_topic_designated")


@transaction.atomic
def shelve(
    topic: Topic, *, by: User, reason: ReasonCode, review_on: date, remark: str = ""
) -> None:
    """Not now, but looked at again on a day (缓议)."""
    require(by, "shelve", topic)
    if review_on <= clock.today():
        raise ValidationError({"review_on": "复议日期应在今天以后。"})
    trail.advance(
        topic,
        "shelve",
        by=by,
        remark=remark,
        reason=reason,
        review_on=review_on,
        decided_at=clock.now(),
    )
    outbox.tell(
        _proposers(topic),
        "consultations/topic_shelved",
        about=topic,
        title=topic.title,
        number=topic.number,
        reason=reason.name,
        review_on=full_day(review_on),
    )
    _inform_raisers(topic, "consultations/raiser_topic_shelved", review_on=full_day(review_on))


@transaction.atomic
def decline(topic: Topic, *, by: User, reason: ReasonCode, remark: str = "") -> None:
    """Not taken up (不予采纳): its issues go back to the studio, and their raisers are told."""
    trail.advance(
        topic,
        "decline",
        by=by,
        remark=remark,
        reason=reason,
        decided_at=clock.now(),
        review_on=None,
    )
    outbox.tell(
        _proposers(topic),
        "consultations/topic_declined",
        about=topic,
        title=topic.title,
        number=topic.number,
        reason=reason.name,
        remark=remark,
    )
    for issue in topic.issues.awaiting_outcome():
        matters.leave(issue, by=system_user(), remark=f"议题未予采纳：{reason.name}")


@transaction.atomic
def claim(topic: Topic, *, by: User) -> None:
    """A member takes the lead on a topic (接题)."""
    require(by, "claim", topic)
    trail.advance(topic, "claim", by=by, lead=by.member)
    ledger.award(by.member, Merit.ISSUE_CLAIMED, source=topic)
    people = [*staff_of(topic.studio, but=by), *linked_committee_of(topic.studio)]
    outbox.tell(
        people,
        "consultations/topic_claimed",
        about=topic,
        title=topic.title,
        number=topic.number,
        member=by.name,
    )


@transaction.atomic
def conclude(topic: Topic, *, by: User) -> None:
    """Something was agreed (形成共识): the office is to dispatch it."""
    trail.advance(topic, "conclude", by=by)
    count = topic.consensus_items.count()
    people = [*office_of(topic.committee), *linked_committee_of(topic.studio)]
    outbox.tell(
        people,
        "consultations/topic_concluded",
        about=topic,
        title=topic.title,
        number=topic.number,
        studio=topic.studio.name,
        count=count,
    )
    _inform_raisers(topic, "consultations/raiser_topic_concluded", count=count)


@transaction.atomic
def dispatch(topic: Topic, *, by: User) -> None:
    """The first of its items went to a unit (交办); further ones change nothing."""
    is_first = topic.status == TopicStatus.CONCLUDED
    if topic.status == TopicStatus.DISPATCHED:
        return
    trail.advance(topic, "dispatch", by=by)
    if is_first:
        _inform_raisers(topic, "consultations/raiser_topic_dispatched")


@transaction.atomic
def complete(topic: Topic, *, by: User) -> None:
    """Everything that was agreed has an outcome (有结果): every raiser joined to it is answered."""
    trail.advance(topic, "complete", by=by)
    answer = _outcome(topic)
    for issue in topic.issues.awaiting_outcome().select_related("studio", "committee"):
        matters.resolve(issue, by=system_user(), answer=answer)
    outbox.tell(
        [*staff_of(topic.studio), *_proposers(topic)],
        "consultations/topic_completed",
        about=topic,
        title=topic.title,
        number=topic.number,
    )


@transaction.atomic
def close(topic: Topic, *, by: User) -> None:
    """Put a topic with its results on the shelf (归档)."""
    trail.advance(topic, "close", by=by)


def _outcome(topic: Topic) -> str:
    """What became of each item that was agreed, in one text for the people who raised it."""
    lines = [
        f"{item.no}. {item.text}：{item.outcome or item.get_status_display()}"
        for item in topic.consensus_items.order_by("activity__held_on", "activity", "no")
    ]
    _, text = words(
        topic.committee.code,
        "consultations/topic_outcome",
        {"title": topic.title, "outcomes": "\n".join(lines)},
    )
    return text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1]}…"


def _inform_raisers(topic: Topic, template: str, **context: object) -> None:
    for issue in topic.issues.awaiting_outcome().select_related("studio", "committee"):
        matters.inform(issue, template, topic=topic.title, **context)


def _proposers(topic: Topic) -> list[User]:
    return [topic.proposed_by, *staff_of(topic.studio)]
