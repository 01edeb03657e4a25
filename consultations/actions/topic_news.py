"""Who hears how it goes with a topic (议题通知): its proposer, and everybody who raised it."""

from typing import Any

from accounts.models import User
from consultations.actions.people import staff_of
from consultations.actions.raisers import inform
from consultations.lineage.turns import decider_of
from consultations.models import Topic
from core.access import worded


def inform_raisers(topic: Topic, template: str, **context: object) -> None:
    """A line for everybody who raised what the topic is made of."""
    for issue in topic.issues.awaiting_outcome().select_related("studio", "committee"):
        inform(issue, template, topic=topic.title, **context)


def proposers_of(topic: Topic) -> list[User]:
    """Who put it forward, and who runs its studio."""
    return [topic.proposed_by, *staff_of(topic.studio)]


def deciding(topic: Topic) -> dict[str, Any]:
    """How a message names who decides, and what deciding is called there (点题、审定)."""
    step = topic.workflow.steps["designate"]
    return {"decider": decider_of(topic), "deed": worded(step, topic).label}


def named(topic: Topic) -> dict[str, Any]:
    """How a message names the topic."""
    return {"title": topic.title, "number": topic.number}
