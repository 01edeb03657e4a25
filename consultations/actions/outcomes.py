"""How a topic goes on when nothing was agreed (未达成共识): talked over again, or ended."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import issues as matters
from consultations.actions.people import account_of, linked_committee_of, members_of, staff_of
from consultations.models import Topic
from core.access import require
from notices import outbox
from studios.models import Member


@transaction.atomic
def disagree(topic: Topic, *, by: User, remark: str) -> None:
    """Talked over, put to the vote, and not agreed (未达成共识): the studio says how it goes on."""
    require(by, "disagree", topic)
    if not topic.activities.exists():
        raise ValidationError("还没有协商记录，请先记录协商活动，再登记未达成共识。")
    trail.advance(topic, "disagree", by=by, remark=remark)
    _tell(topic, "topic_disagreed", by, remark)
    inform_raisers(topic, "consultations/raiser_topic_disagreed")


@transaction.atomic
def consult_again(topic: Topic, *, by: User, lead: Member | None = None, remark: str = "") -> None:
    """Talk it over once more (再协商): a new round. Reviews and votes of the last no longer count;
    what was promised and agreed upon so far stays."""
    require(by, "consult_again", topic)
    lead = lead or topic.lead
    if lead is None:
        raise ValidationError({"lead": "这个议题还没有牵头委员，请选择一位。"})
    trail.advance(topic, "consult_again", by=by, remark=remark, lead=lead, round=topic.round + 1)
    _tell(topic, "topic_again", by, remark)
    inform_raisers(topic, "consultations/raiser_topic_again")


@transaction.atomic
def end(topic: Topic, *, by: User, remark: str) -> None:
    """Given up (终止): its issues go back to the studio, and their raisers are told."""
    trail.advance(topic, "end", by=by, remark=remark)
    _tell(topic, "topic_ended", by, remark)
    inform_raisers(topic, "consultations/raiser_topic_ended")
    for issue in topic.issues.awaiting_outcome():
        matters.leave(issue, by=system_user(), remark=f"议题终止：{remark}"[:300])


def inform_raisers(topic: Topic, template: str, **context: object) -> None:
    """Whoever raised what became part of the topic reads of it on their own page."""
    for issue in topic.issues.awaiting_outcome().select_related("studio", "committee"):
        matters.inform(issue, template, topic=topic.title, **context)


def _tell(topic: Topic, event: str, by: User, remark: str) -> None:
    people = [
        *staff_of(topic.studio, but=by),
        *members_of(topic.studio),
        *account_of(topic.lead),
        *linked_committee_of(topic.studio),
    ]
    outbox.tell(
        people,
        f"consultations/{event}",
        about=topic,
        title=topic.title,
        number=topic.number,
        remark=remark,
        round=topic.round,
    )
