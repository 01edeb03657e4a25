"""What becomes of one thing that was agreed (共识事项)."""

from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import topics
from consultations.enums import ConsensusStatus, TopicStatus
from consultations.models import ConsensusItem, Topic


@transaction.atomic
def dispatch(item: ConsensusItem, *, by: User) -> None:
    """A unit is to do it (交办); its topic is then being handled."""
    trail.advance(item, "dispatch", by=by)
    if item.topic:
        topics.dispatch(item.topic, by=by)


@transaction.atomic
def settle(item: ConsensusItem, *, by: User, outcome: str) -> None:
    """It has an outcome (落实); with the last one the topic is complete."""
    trail.advance(item, "settle", by=by, outcome=outcome[:300])
    if not item.topic_id:
        return
    # Of two last items settled in the same second, the second must see the first.
    topic = Topic.objects.select_for_update().get(pk=item.topic_id)
    is_last = not topic.consensus_items.exclude(status=ConsensusStatus.SETTLED).exists()
    if is_last and topic.status in topic.workflow.steps["complete"].sources:
        topics.complete(topic, by=system_user())
    item.topic = topic


@transaction.atomic
def reopen(item: ConsensusItem, *, by: User) -> None:
    """A raiser was not satisfied (重新办理): the unit is to do it again."""
    trail.advance(item, "reopen", by=by)
    if item.topic and item.topic.status == TopicStatus.COMPLETED:
        topics.dispatch(item.topic, by=system_user())
