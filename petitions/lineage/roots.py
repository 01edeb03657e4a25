"""The thing from which everything else hangs (来龙去脉): the topic, where there is one."""

from functools import singledispatch
from typing import Any

from django.db.models import Q

from consultations.models import Activity, ConsensusItem, Issue, Topic
from petitions.models import Assignment, Instruction, OpinionReport, Proposal


@singledispatch
def root_of(thing: Any) -> Any:
    """The thing from which everything hangs: the topic, where there is one."""
    return thing


@root_of.register
def _(thing: Issue) -> Any:
    whole = thing.merged_into or thing
    return whole.topic or whole


@root_of.register
def _(thing: ConsensusItem) -> Any:
    return thing.topic or root_of(thing.activity)


@root_of.register(Activity)
@root_of.register(Proposal)
def _(thing: Any) -> Any:
    return thing.topic or thing


@root_of.register
def _(thing: OpinionReport) -> Any:
    return thing.topic or (root_of(thing.consensus_item) if thing.consensus_item else thing)


@root_of.register
def _(thing: Instruction) -> Any:
    return root_of(thing.report)


@root_of.register
def _(thing: Assignment) -> Any:
    return root_of(thing.matter)


def given_for(root: Any) -> Q:
    """What units were given for a thing or for anything that hangs on it."""
    if isinstance(root, Topic):
        return (
            Q(consensus_item__topic=root)
            | Q(report__topic=root)
            | Q(report__consensus_item__topic=root)
            | Q(instruction__report__topic=root)
            | Q(instruction__report__consensus_item__topic=root)
            | Q(proposal__topic=root)
        )
    if isinstance(root, Activity):
        return (
            Q(consensus_item__activity=root)
            | Q(report__consensus_item__activity=root)
            | Q(instruction__report__consensus_item__activity=root)
        )
    if isinstance(root, OpinionReport):
        return Q(report=root) | Q(instruction__report=root)
    return Q(proposal=root) if isinstance(root, Proposal) else Q(issue=root)
