"""Rules of handling, and assignments in the state that a flag says, reached by the real steps."""

from datetime import date
from itertools import count
from typing import Any

from accounts.enums import Role
from accounts.models import Committee, Unit, User
from consultations.actions import issues
from consultations.enums import ActivityKind, Exit, IssueStatus, Source, TopicStatus, Urgency
from consultations.models import Activity, Category, ConsensusItem, Issue, Topic
from core import clock
from petitions.actions import assignments, replies
from petitions.enums import ContactMode, Light, RungTrigger
from petitions.models import Assignment, LightRule, LimitClass, ReplyClass, Rung
from studios.models import Studio
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.studios import make_studio

_numbers = count(1)


def make_limit_class(code: str = "S", **changes: Any) -> LimitClass:
    """A class of handling: one day to sign, seven working days to answer."""
    fields = {
        "name": "求助、小微实事",
        "sign_days": 1,
        "due": 7,
        "extension_days": 7,
        "return_days": 2,
        "warn_days": 2,
    }
    committee = changes.pop("committee", None) or make_committee()
    return LimitClass.objects.get_or_create(
        committee=committee, code=code, defaults=fields | changes
    )[0]


def make_reply_class(code: str = "A", committee: Committee | None = None) -> ReplyClass:
    """A solves, B promises, C gives reasons."""
    fields = {
        "A": {"meaning": "已经解决或采纳", "public_label": "已解决", "is_solved": True},
        "B": {"meaning": "列入计划", "public_label": "列入计划", "needs_promise": True},
        "C": {"meaning": "暂不具备条件", "public_label": "暂不具备条件", "needs_reason": True},
    }[code]
    return ReplyClass.objects.get_or_create(
        committee=committee or make_committee(), code=code, defaults=fields
    )[0]


def make_ladder(committee: Committee | None = None) -> None:
    """E0 warns, ES asks to sign, E1 presses, E2 waits for the office's hand."""
    rungs = [
        ("E0", "到期提醒", RungTrigger.BEFORE_DUE, 0, True, "petitions/due_soon"),
        ("ES", "签收提醒", RungTrigger.SIGN_LATE, 1, True, "petitions/sign_late"),
        ("E1", "催办", RungTrigger.AFTER_DUE, 1, True, "petitions/overdue"),
        ("E2", "督办函", RungTrigger.AFTER_DUE, 3, False, "petitions/supervision_due"),
    ]
    for code, name, trigger, days, is_automatic, template in rungs:
        Rung.objects.create(
            committee=committee or make_committee(),
            code=code,
            name=name,
            trigger=trigger,
            days=days,
            is_automatic=is_automatic,
            template=template,
            new_limit_days=None if is_automatic else 5,
        )


def make_light_rule(light: Light, label: str, colour: str, from_days_late: int = 0) -> LightRule:
    """How the county calls a light."""
    return LightRule.objects.create(
        committee=make_committee(),
        light=light,
        label=label,
        colour=colour,
        from_days_late=from_days_late,
    )


def a_topic(studio: Studio | None = None, **changes: Any) -> Topic:
    """A topic on which something has been agreed."""
    studio = studio or make_studio()
    fields = {"title": "西关河堤安全", "background": "河堤破损", "status": TopicStatus.CONCLUDED}
    return Topic.objects.create(
        committee=studio.committee,
        studio=studio,
        number=f"YT{next(_numbers)}",
        proposed_by=make_user(convener=studio),
        **fields | changes,
    )


def an_issue(
    *, studio: Studio | None = None, accepted: bool = True, topic: Topic | None = None
) -> Issue:
    """What a citizen with name and telephone raised; `issue.code` is the tracking code."""
    studio = studio or (topic.studio if topic else make_studio())
    issue, code = issues.raise_issue(
        studio,
        title="河堤护栏破损",
        body="孩子放学经过，很危险。",
        source=Source.QR,
        consent_version="1",
        contact_name="赵群众",
        contact_phone="13611112222",
    )
    if accepted or topic:
        category, _ = Category.objects.get_or_create(
            committee=studio.committee, code="city", defaults={"name": "城乡建设"}
        )
        issues.accept(
            issue,
            by=make_user("冯召集", convener=studio),
            category=category,
            urgency=Urgency.NORMAL,
        )
    if topic:
        Issue.objects.filter(pk=issue.pk).update(topic=topic, status=IssueStatus.JOINED)
        issue.refresh_from_db()
    issue.code = code
    return issue


def make_item(
    unit: Unit | None = None, *, topic: Any = None, studio: Any = None, **changes: Any
) -> ConsensusItem:
    """Something agreed at a consultation, to be handled by a unit."""
    number = next(_numbers)
    studio = studio or (topic.studio if topic else make_studio())
    activity = Activity.objects.create(
        committee=studio.committee,
        studio=studio,
        topic=topic,
        number=f"XS{number}",
        kind=ActivityKind.MICRO_CONSULTATION,
        title=f"第{number}次协商",
        held_on=date(2026, 3, 1),
        place="社区会议室",
        recorded_by=make_user(convener=studio),
        host=changes.pop("host", None),
    )
    fields = {
        "no": 1,
        "text": "加固西关河堤护栏",
        "exit": Exit.DISPATCH,
        "unit": unit or make_unit(committee=studio.committee),
    }
    return ConsensusItem.objects.create(activity=activity, topic=topic, **fields | changes)


def office() -> User:
    """The one office person of a test."""
    found = User.objects.filter(grants__role=Role.OFFICE).first()
    return found or make_user("周办", office=True)


def handler_of(unit: Unit) -> User:
    """Somebody who acts for the unit."""
    return unit.people(clock.today()).first() or make_user(unit=unit)


def make_assignment(
    matter: Any = None,
    *,
    lead_unit: Unit | None = None,
    acknowledged: bool = False,
    replied: str = "",
    accepted: str = "",
    **changes: Any,
) -> Assignment:
    """An assignment dispatched now; `acknowledged=True`, `replied="A"`, `accepted="B"`."""
    matter = matter or make_item(lead_unit)
    unit = lead_unit or getattr(matter, "unit", None) or make_unit()
    fields = {
        "limit_class": changes.pop("limit_class", None) or make_limit_class(),
        "title": "加固西关河堤护栏",
        "demand": "请于汛期前完成加固。",
    }
    made = assignments.dispatch(matter, by=office(), lead_unit=unit, **fields | changes)
    if acknowledged or replied or accepted:
        acknowledge(made)
    if code := replied or accepted:
        answer(made, code)
    if accepted:
        replies.accept_reply(made, by=office())
    return made


def acknowledge(made: Assignment) -> None:
    """The lead unit signs for it."""
    assignments.acknowledge(
        made, by=handler_of(made.lead_unit), contact_name="陈经办", contact_phone="13900001111"
    )


def answer(made: Assignment, code: str = "A", **changes: Any):
    """The lead unit answers, in the way its class asks for."""
    promises = [{"text": "汛期前完工", "due_on": date(2026, 12, 1)}] if code == "B" else []
    fields = {
        "process": "已到现场查看。",
        "result": "护栏已经加固。",
        "contact_mode": ContactMode.PHONE,
        "contacted_on": clock.today(),
        "promises": promises,
        "reason": "不符合现行政策。" if code == "C" else "",
    }
    return replies.reply(
        made,
        by=handler_of(made.lead_unit),
        reply_class=make_reply_class(code),
        **fields | changes,
    )
