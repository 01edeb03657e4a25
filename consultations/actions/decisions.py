"""Whether a topic is taken up (审定议题): 点题, 缓议, 不予采纳, 退回补充, and what follows.

Who decides is for the topic's mechanism to say; what 主席会议 decides is recorded by the office,
with the meeting's name and day.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import issues as matters
from consultations.actions.people import deciders_of, members_of, staff_of
from consultations.actions.topic_news import deciding, inform_raisers, named, proposers_of
from consultations.enums import Decider, LimitCode, Stage
from consultations.models import ReasonCode, Topic, due_on
from core import clock, gates
from core.access import require, target_of
from core.days import full_day
from core.editing import save_edit
from core.workdays import calendar
from notices import outbox

# Where a county has set no limit for it, what the handbook says (3.2, stage PROPOSE).
DAYS_TO_RESUBMIT = 5
EDITABLE = ("title", "background", "aim", "category", "nature")


@transaction.atomic
def ask_to_decide(topic: Topic) -> None:
    """Let whoever decides know (提请审定); a mechanism without that step passes the topic on."""
    if Stage.DECIDE in topic.practice.skipped:
        remark = f"{topic.practice.name}不设审定环节"
        trail.advance(topic, "designate", by=system_user(), remark=remark, decided_at=clock.now())
        inform_raisers(topic, "consultations/raiser_topic_designated")
        return
    outbox.tell(
        deciders_of(topic),
        "consultations/topic_proposed",
        about=topic,
        studio=topic.studio.name,
        due_on=topic.decision_due_on,
        **named(topic),
        **deciding(topic),
    )


@transaction.atomic
def decide_at_once(
    topic: Topic, *, by: User, requirement: str = "", answer_due_on: date | None = None
) -> None:
    """The township has chosen the topic itself, so nothing is left to decide; unless somebody else
    decides in this county, or something must come first."""
    is_theirs = topic.practice.decider == Decider.TOWNSHIP
    is_asked = Stage.DECIDE not in topic.practice.skipped
    if is_theirs and is_asked and not gates.missing(topic, "designate", by, clock.today()):
        designate(topic, by=by, requirement=requirement, answer_due_on=answer_due_on)
    else:
        ask_to_decide(topic)


@transaction.atomic
def designate(
    topic: Topic,
    *,
    by: User,
    requirement: str = "",
    answer_due_on: date | None = None,
    meeting: str = "",
) -> None:
    """A topic is taken up (点题): the studio is to answer it."""
    require(by, "designate", topic)
    if answer_due_on and answer_due_on <= clock.today():
        raise ValidationError({"answer_due_on": "完成时限应在今天以后。"})
    trail.advance(
        topic,
        "designate",
        by=by,
        remark=_recorded(topic, meeting, requirement),
        requirement=requirement,
        answer_due_on=answer_due_on,
        decided_at=clock.now(),
        reason=None,
        review_on=None,
    )
    outbox.tell(
        [*staff_of(topic.studio), *members_of(topic.studio)],
        "consultations/topic_designated",
        about=topic,
        requirement=requirement,
        until=full_day(answer_due_on) if answer_due_on else "",
        **named(topic),
        **deciding(topic),
    )
    inform_raisers(topic, "consultations/raiser_topic_designated", **deciding(topic))


@transaction.atomic
def shelve(
    topic: Topic,
    *,
    by: User,
    reason: ReasonCode,
    review_on: date,
    remark: str = "",
    meeting: str = "",
) -> None:
    """Not now, but looked at again on a day (缓议)."""
    require(by, "shelve", topic)
    if review_on <= clock.today():
        raise ValidationError({"review_on": "复议日期应在今天以后。"})
    trail.advance(
        topic,
        "shelve",
        by=by,
        remark=_recorded(topic, meeting, remark),
        reason=reason,
        review_on=review_on,
        decided_at=clock.now(),
    )
    outbox.tell(
        proposers_of(topic),
        "consultations/topic_shelved",
        about=topic,
        reason=reason.name,
        review_on=full_day(review_on),
        **named(topic),
        **deciding(topic),
    )
    inform_raisers(topic, "consultations/raiser_topic_shelved", review_on=full_day(review_on))


@transaction.atomic
def decline(
    topic: Topic, *, by: User, reason: ReasonCode, remark: str = "", meeting: str = ""
) -> None:
    """Not taken up (不予采纳): its issues go back to the studio, and their raisers are told."""
    trail.advance(
        topic,
        "decline",
        by=by,
        remark=_recorded(topic, meeting, remark),
        reason=reason,
        decided_at=clock.now(),
        review_on=None,
    )
    outbox.tell(
        proposers_of(topic),
        "consultations/topic_declined",
        about=topic,
        reason=reason.name,
        remark=remark,
        **named(topic),
        **deciding(topic),
    )
    _let_go(topic, f"议题未予采纳：{reason.name}")


@transaction.atomic
def send_back(topic: Topic, *, by: User, remark: str, meeting: str = "") -> None:
    """Something is missing in it (退回补充): it is to come again by a day."""
    require(by, "send_back", topic)
    until = _resubmit_by(topic)
    trail.advance(
        topic,
        "send_back",
        by=by,
        remark=_recorded(topic, meeting, remark),
        resubmit_due_on=until,
        returns=topic.returns + 1,
        decision_due_on=None,
        review_on=None,
        reason=None,
    )
    outbox.tell(
        proposers_of(topic),
        "consultations/topic_sent_back",
        about=topic,
        remark=remark,
        until=full_day(until),
        **named(topic),
        **deciding(topic),
    )


@transaction.atomic
def resubmit(topic: Topic, *, by: User, seen_version: int, **texts: object) -> None:
    """It comes again, with better words (补充后重报); after a refusal that was its one chance."""
    require(by, "resubmit", topic)
    target_of(topic, "resubmit")
    was_declined = topic.reason_id is not None
    save_edit(topic, seen_version, by, **{name: texts[name] for name in EDITABLE if name in texts})
    trail.advance(
        topic,
        "resubmit",
        by=by,
        resubmit_due_on=None,
        reason=None,
        decided_at=None,
        returns=topic.returns + was_declined,
        decision_due_on=due_on(topic.committee, LimitCode.DECIDE, clock.today(), topic.practice),
    )
    ask_to_decide(topic)


@transaction.atomic
def lapse(topic: Topic, *, by: User) -> None:
    """It did not come again in time (逾期失效): its issues go back to the studio."""
    trail.advance(topic, "lapse", by=by, remark="退回补充后未在期限内重报")
    outbox.tell(proposers_of(topic), "consultations/topic_lapsed", about=topic, **named(topic))
    _let_go(topic, "议题逾期未补充，已失效")


def _resubmit_by(topic: Topic) -> date:
    today = clock.today()
    until = due_on(topic.committee, LimitCode.RESUBMIT, today, topic.practice)
    return until or calendar().add(today, DAYS_TO_RESUBMIT)


def _let_go(topic: Topic, remark: str) -> None:
    for issue in topic.issues.awaiting_outcome():
        matters.leave(issue, by=system_user(), remark=remark)


def _recorded(topic: Topic, meeting: str, remark: str) -> str:
    """What is written down of a decision: where a meeting took it, the meeting first."""
    if topic.practice.decider != Decider.BOARD:
        return remark
    if not meeting.strip():
        raise ValidationError({"meeting": "请填写作出决定的主席会议名称和日期。"})
    return "：".join(part for part in (meeting.strip(), remark) if part)
