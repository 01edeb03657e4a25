"""Topics made one (并题) and made two (拆分议题): what was raised goes along, its raisers hear."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import topics
from consultations.actions.raisers import inform
from consultations.actions.topic_news import deciding, named, proposers_of
from consultations.enums import OPEN_TO_ISSUES
from consultations.lineage.topics import mergeable_with
from consultations.models import Issue, Topic
from core.access import require, state_text
from core.workflow import NotAllowedNow
from notices import outbox


@transaction.atomic
def merge(topic: Topic, *, by: User, into: Topic, remark: str = "") -> None:
    """Make a topic part of another (并题); what the studio did for it stays on its page."""
    require(by, "merge", topic)
    # Two topics merged into one another in the same second would never end.
    list(Topic.objects.select_for_update().filter(pk__in=[topic.pk, into.pk]).order_by("pk"))
    into.refresh_from_db()
    if into.status not in OPEN_TO_ISSUES:
        raise NotAllowedNow(f"议题“{into}”当前为“{state_text(into)}”，不能再并入。")
    if not mergeable_with(topic).filter(pk=into.pk).exists():
        raise ValidationError({"into": "只能并入本镇（街道）的另一个议题。"})
    said = "；".join(part for part in (f"并入{into.number}", remark) if part)
    trail.advance(topic, "merge", by=by, remark=said, merged_into=into)
    trail.record(into, "take_in", by=by, label="并入其他议题", remark=topic.number)
    for issue in topic.issues.awaiting_outcome().select_related("committee", "studio"):
        _move(issue, into, by=system_user(), remark=f"{topic.number}并入{into.number}")
        inform(issue, "consultations/raiser_topic_merged", topic=topic.title, into=into.title)
    outbox.tell(
        [*proposers_of(topic), *proposers_of(into)],
        "consultations/topic_merged",
        about=into,
        into=into.title,
        into_number=into.number,
        **named(topic),
        **deciding(into),
    )


@transaction.atomic
def split(
    topic: Topic, *, by: User, title: str, background: str, issues: Iterable[Issue] = ()
) -> Topic:
    """Take a part of a topic out as a topic of its own (拆分议题), to be decided on anew."""
    require(by, "split", topic)
    part = topics.put_forward(
        topic.studio,
        by=by,
        title=title,
        background=background,
        category=topic.category,
        nature=topic.nature,
        mechanism=topic.mechanism,
        origin=topic.origin,
    )
    trail.advance(topic, "split", by=by, remark=f"拆出{part.number}")
    for issue in issues:
        if issue.topic_id != topic.pk:
            raise ValidationError({"issues": "有的意见已经不在这个议题里，请刷新后重新选择。"})
        _move(issue, part, by=by, remark=f"由{topic.number}拆出")
        inform(issue, "consultations/raiser_topic_split", topic=topic.title, part=title)
    topics.ask_to_decide(part)
    return part


def _move(issue: Issue, topic: Topic, *, by: User, remark: str) -> None:
    """Out of one topic and into another; the raiser hears of it in one sentence."""
    trail.advance(issue, "leave", by=by, remark=remark, topic=None)
    trail.advance(issue, "join", by=by, remark=remark, topic=topic, mechanism_id=topic.mechanism_id)
