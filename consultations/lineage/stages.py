"""Where a matter stands in the county's own steps (步骤).

Nothing here is stored: the stage is read off the object and the topic it belongs to.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from audit.models import Entry
from consultations.enums import (
    AWAITING_CONSULTATION,
    GateVerb,
    IssueStatus,
    RelayStatus,
    Stage,
    TopicStatus,
)
from consultations.lineage import gates
from consultations.lineage.topics import awaits_paper, is_being_studied
from consultations.models import Issue, Relay, Topic
from consultations.models.practice import StepRule
from core import clock

ORDER = {stage: number for number, stage in enumerate(Stage)}
OVER = len(ORDER)


class StageView(NamedTuple):
    """One step as a reader sees it; `state` is done, now, todo or skipped."""

    label: str
    state: str
    note: str = ""


ISSUE_STAGES: dict[str, Stage] = {
    IssueStatus.REGISTERED: Stage.TRIAGE,
    IssueStatus.REVIEWING: Stage.TRIAGE,
    IssueStatus.ACCEPTED: Stage.CLAIM,
    IssueStatus.CLAIMED: Stage.CONSULT,
    IssueStatus.JOINED: Stage.DECIDE,
    IssueStatus.DISPATCHED: Stage.HANDLE,
    IssueStatus.REHANDLING: Stage.HANDLE,
    IssueStatus.ANSWERED: Stage.EVALUATE,
}
TOPIC_STAGES: dict[str, Stage] = {
    TopicStatus.PROPOSED: Stage.DECIDE,
    TopicStatus.RETURNED: Stage.PROPOSE,
    TopicStatus.SHELVED: Stage.DECIDE,
    TopicStatus.DESIGNATED: Stage.CLAIM,
    TopicStatus.CLAIMED: Stage.CONSULT,
    TopicStatus.NO_CONSENSUS: Stage.CONSULT,
    TopicStatus.CONCLUDED: Stage.DISPATCH,
    TopicStatus.DISPATCHED: Stage.HANDLE,
    TopicStatus.COMPLETED: Stage.EVALUATE,
}
RELAY_STAGES: dict[str, Stage] = {
    RelayStatus.REGISTERED: Stage.TRIAGE,
    RelayStatus.VERIFIED: Stage.DISPATCH,
    RelayStatus.HANDLING: Stage.HANDLE,
    RelayStatus.SETTLED: Stage.REPLY,
}
TALKED_OVER = {Stage.PROPOSE, Stage.DECIDE, Stage.RESEARCH, Stage.CONSULT, Stage.CONCLUDE}
HANDED_OUT = {Stage.SUBMIT, Stage.DISPATCH, Stage.HANDLE}
AFTER_TRIAGE = {stage for stage in Stage if ORDER[stage] > ORDER[Stage.TRIAGE]}
AFTER_DECISION = {stage for stage in Stage if ORDER[stage] > ORDER[Stage.DECIDE]}
# A word that is carried is given to a unit at once, and told to the people by the member.
NOT_FOR_RELAYS = {*TALKED_OVER, Stage.CLAIM, Stage.EVALUATE}
AFTER_TALK = {stage for stage in Stage if ORDER[stage] > ORDER[Stage.CONSULT]}
# Ended without having gone the whole way.
TURNED_AWAY = {IssueStatus.REFERRED, IssueStatus.DECLINED, IssueStatus.WITHDRAWN}


def stages_of(matter: Issue | Topic | Relay, on: date | None = None) -> list[StageView]:
    """The county's steps in order, each done, at hand, to come or left out."""
    if isinstance(matter, Issue):
        place, left_out = _issue_place(matter), _left_out_of_issue(matter)
    elif isinstance(matter, Relay):
        place, left_out = _relay_place(matter)
    else:
        place, left_out = _topic_place(matter), _left_out_of_topic(matter)
    rules = matter.practice
    left_out = left_out | {Stage(code) for code in rules.skipped}
    views: list[StageView] = []
    for step in rules.steps:
        stages = {Stage(code) for code in step.stages}
        view = _view(step.label, stages, step.actor, place, left_out)
        if not stages:
            view = _gate_view(_topic_of(matter), step, views, on or clock.today())
        views.append(view)
    return _one_at_a_time(_topic_of(matter), rules.steps, views, on or clock.today())


def _topic_of(matter: Issue | Topic | Relay) -> Topic | None:
    """The topic whose conditions count: the matter itself, or the one it has joined."""
    return matter if isinstance(matter, Topic) else getattr(matter, "topic", None)


def _one_at_a_time(
    topic: Topic | None, steps: Iterable[StepRule], views: list[StageView], on: date
) -> list[StageView]:
    """A step is at hand as long as its conditions are open, and what comes after it waits."""
    if topic is None or topic.status not in AWAITING_CONSULTATION:
        return views
    is_open, found = False, []
    for step, view in zip(steps, views, strict=True):
        mine = [gate for gate in step.gates if gate.verb == GateVerb.CONCLUDE]
        if is_open and view.state == "now":
            view = view._replace(state="todo")
        elif mine and view.state == "done" and not all(gates.is_met(topic, g, on) for g in mine):
            view = view._replace(state="now")
        is_open = is_open or (bool(mine) and view.state == "now")
        found.append(view)
    return found


def _gate_view(topic: Topic | None, step: StepRule, before: list[StageView], on: date) -> StageView:
    """A step of conditions alone is done when all are met, and at hand when it is their turn."""
    if topic is None:
        return StageView(step.label, "todo", step.actor)
    if all(gates.is_met(topic, gate, on) for gate in step.gates):
        return StageView(step.label, "done", step.actor)
    if topic.status == TopicStatus.CLOSED:
        return StageView(step.label, "skipped")
    is_talked_over = topic.status in AWAITING_CONSULTATION
    is_turn = is_talked_over and all(view.state in ("done", "skipped") for view in before)
    return StageView(step.label, "now" if is_turn else "todo", step.actor)


def _view(
    label: str, stages: set[Stage], actor: str, place: int, left_out: set[Stage]
) -> StageView:
    places = [ORDER[stage] for stage in stages - left_out]
    if not places:
        return StageView(label, "skipped")
    first, last = min(places), max(places)
    if last < place:
        return StageView(label, "done", actor)
    return StageView(label, "now" if first <= place else "todo", actor)


def _issue_place(issue: Issue) -> int:
    """How far along the fourteen stages it is; a joined issue is where its topic is, and one that
    was made one with another is where that one is."""
    if issue.status == IssueStatus.MERGED and issue.merged_into:
        return _issue_place(issue.merged_into)
    if issue.status == IssueStatus.JOINED and issue.topic:
        return _topic_place(issue.topic)
    stage = ISSUE_STAGES.get(issue.status)
    return OVER if stage is None else ORDER[stage]


def _relay_place(relay: Relay) -> tuple[int, set[Stage]]:
    """Where a word brought up stands, and which stages it does not go through."""
    stage = RELAY_STAGES.get(relay.status)
    left_out = AFTER_TRIAGE if relay.status == RelayStatus.DECLINED else NOT_FOR_RELAYS
    return OVER if stage is None else ORDER[stage], left_out


def _topic_place(topic: Topic) -> int:
    if topic.status == TopicStatus.MERGED and topic.merged_into:
        return _topic_place(topic.merged_into)
    stage = TOPIC_STAGES.get(topic.status)
    if topic.status in AWAITING_CONSULTATION and gates.has_plan(topic):
        stage = Stage.CONCLUDE
    elif topic.status == TopicStatus.CLAIMED and is_being_studied(topic):
        stage = Stage.RESEARCH
    elif awaits_paper(topic):
        stage = Stage.SUBMIT
    return OVER if stage is None else ORDER[stage]


def _left_out_of_issue(issue: Issue) -> set[Stage]:
    if issue.status in TURNED_AWAY:
        return AFTER_TRIAGE
    if issue.topic_id:
        return _left_out_of_topic(issue.topic)
    if _issue_place(issue) <= ORDER[Stage.CONSULT]:
        return {Stage.PROPOSE, Stage.DECIDE} if issue.claimed_by_id else set()
    left_out = {Stage.PROPOSE, Stage.DECIDE} if issue.claimed_by_id else {*TALKED_OVER, Stage.CLAIM}
    was_dispatched = Entry.objects.about(issue).filter(verb="dispatch").exists()
    return left_out if was_dispatched else left_out | HANDED_OUT


def _left_out_of_topic(topic: Topic) -> set[Stage]:
    if topic.status == TopicStatus.MERGED and topic.merged_into:
        return _left_out_of_topic(topic.merged_into)
    if topic.status in {TopicStatus.DECLINED, TopicStatus.LAPSED}:
        return AFTER_DECISION
    return AFTER_TALK if _was_ended(topic) else set()


def _was_ended(topic: Topic) -> bool:
    """Closed because nothing was agreed (终止), not because everything was done."""
    if topic.status != TopicStatus.CLOSED:
        return False
    return Entry.objects.about(topic).filter(verb="end").exists()
