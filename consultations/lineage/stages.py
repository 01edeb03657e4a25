"""Where a matter stands in the county's own steps (步骤), and whose turn it is (现在轮到谁).

Nothing here is stored: the stage is read off the object and the topic it belongs to.
"""

from datetime import date
from typing import NamedTuple

from audit.models import Entry
from consultations.enums import IssueStatus, Stage, TopicStatus
from consultations.models import Issue, Mechanism, Topic

ORDER = {stage: number for number, stage in enumerate(Stage)}
OVER = len(ORDER)


class StageView(NamedTuple):
    """One step as a reader sees it; `state` is done, now, todo or skipped."""

    label: str
    state: str
    note: str = ""


class Turn(NamedTuple):
    """Whose turn it is, until when, and what for; `verbs` are the steps expected of them."""

    who: str
    until: date | None
    why: str
    verbs: tuple[str, ...] = ()


ISSUE_STAGES: dict[str, Stage] = {
    IssueStatus.REGISTERED: Stage.TRIAGE,
    IssueStatus.ACCEPTED: Stage.CLAIM,
    IssueStatus.CLAIMED: Stage.CONSULT,
    IssueStatus.JOINED: Stage.DECIDE,
    IssueStatus.DISPATCHED: Stage.HANDLE,
    IssueStatus.REHANDLING: Stage.HANDLE,
    IssueStatus.ANSWERED: Stage.EVALUATE,
}
TOPIC_STAGES: dict[str, Stage] = {
    TopicStatus.PROPOSED: Stage.DECIDE,
    TopicStatus.SHELVED: Stage.DECIDE,
    TopicStatus.DESIGNATED: Stage.CLAIM,
    TopicStatus.CLAIMED: Stage.CONSULT,
    TopicStatus.CONCLUDED: Stage.DISPATCH,
    TopicStatus.DISPATCHED: Stage.HANDLE,
    TopicStatus.COMPLETED: Stage.EVALUATE,
}
TALKED_OVER = {Stage.PROPOSE, Stage.DECIDE, Stage.RESEARCH, Stage.CONSULT, Stage.CONCLUDE}
HANDED_OUT = {Stage.SUBMIT, Stage.DISPATCH, Stage.HANDLE}
AFTER_TRIAGE = {stage for stage in Stage if ORDER[stage] > ORDER[Stage.TRIAGE]}
AFTER_DECISION = {stage for stage in Stage if ORDER[stage] > ORDER[Stage.DECIDE]}
# Ended without having gone the whole way.
TURNED_AWAY = {IssueStatus.REFERRED, IssueStatus.DECLINED, IssueStatus.WITHDRAWN}


def stages_of(matter: Issue | Topic) -> list[StageView]:
    """The county's steps in order, each done, at hand, to come or left out."""
    if isinstance(matter, Issue):
        topic, place, left_out = matter.topic, _issue_place(matter), _left_out_of_issue(matter)
    else:
        topic, place, left_out = matter, _topic_place(matter), _left_out_of_topic(matter)
    return [
        _view(label, stages, actor, place, left_out)
        for label, stages, actor in _steps(matter, topic)
    ]


def _steps(matter: Issue | Topic, topic: Topic | None) -> list[tuple[str, set[Stage], str]]:
    """The steps of the topic's mechanism or the county's default; without any, our own words."""
    mechanism = topic.mechanism if topic else None
    mechanism = (
        mechanism
        or Mechanism.objects.filter(committee_id=matter.committee_id, is_default=True).first()
    )
    if mechanism is None:
        return [(stage.label, {stage}, "") for stage in Stage]
    return [
        (step.label, {Stage(code) for code in step.stages}, step.actor)
        for step in mechanism.steps.all()
    ]


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
    """How far along the fourteen stages it is; a joined issue is where its topic is."""
    if issue.status == IssueStatus.JOINED and issue.topic:
        return _topic_place(issue.topic)
    stage = ISSUE_STAGES.get(issue.status)
    return OVER if stage is None else ORDER[stage]


def _topic_place(topic: Topic) -> int:
    stage = TOPIC_STAGES.get(topic.status)
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
    if topic.status == TopicStatus.DECLINED:
        return AFTER_DECISION
    return set()


def turn_of(matter: Issue | Topic, on: date) -> Turn | None:
    """Whose turn it is on `on`; None when the matter has come to its end."""
    return _issue_turn(matter, on) if isinstance(matter, Issue) else _topic_turn(matter)


def _issue_turn(issue: Issue, on: date) -> Turn | None:
    studio, claimant = issue.studio.name, issue.claimed_by
    if issue.is_locked:
        return Turn("政协办公室", None, "疑似涉密，待核实", ("unlock",))
    match issue.status:
        case IssueStatus.REGISTERED:
            return Turn(
                f"{studio}召集人、联络员",
                issue.triage_due_on,
                "意见尚未受理",
                ("accept", "answer", "refer", "decline"),
            )
        case IssueStatus.ACCEPTED:
            return Turn(
                f"{studio}委员",
                issue.claim_due_on,
                "等待委员接单，逾期由召集人指派",
                ("claim", "assign"),
            )
        case IssueStatus.CLAIMED:
            return Turn(f"{claimant}委员", issue.promised_on, "已接单，尚未答复反映人", ("answer",))
        case IssueStatus.JOINED:
            return _topic_turn(issue.topic)
        case IssueStatus.DISPATCHED:
            return Turn("承办单位", None, "已交办，尚未答复")
        case IssueStatus.REHANDLING:
            who = f"{claimant}委员" if claimant else f"{studio}召集人、联络员或承办单位"
            return Turn(who, None, "反映人不满意，正在再次办理", ("answer",))
        case IssueStatus.ANSWERED:
            return _rating_turn(issue, on)
    return None


def _rating_turn(issue: Issue, on: date) -> Turn:
    if issue.rating_due_on is None or issue.rating_due_on < on:
        who = f"{issue.studio.name}召集人、联络员"
        return Turn(who, None, "评价期已满，待办结归档", ("close",))
    return Turn("反映人", issue.rating_due_on, "已答复，等待反映人评价")


def _topic_turn(topic: Topic) -> Turn | None:
    studio = topic.studio.name
    match topic.status:
        case TopicStatus.PROPOSED:
            return Turn(
                f"{topic.studio.area.township()}党委",
                topic.decision_due_on,
                "议题尚未审定",
                ("designate", "shelve", "decline"),
            )
        case TopicStatus.SHELVED:
            return Turn(
                f"{topic.studio.area.township()}党委",
                topic.review_on,
                "暂缓研究，到期复议",
                ("designate", "decline"),
            )
        case TopicStatus.DESIGNATED:
            return Turn(
                f"{studio}委员", topic.answer_due_on, "议题已立，等待委员接题并组织协商", ("claim",)
            )
        case TopicStatus.CLAIMED:
            return Turn(f"{topic.lead}委员、{studio}", topic.answer_due_on, "已接题，等待协商")
        case TopicStatus.CONCLUDED:
            return _outcome_turn(topic)
        case TopicStatus.DISPATCHED:
            return Turn("承办单位", None, "共识事项正在办理")
        case TopicStatus.COMPLETED:
            return Turn(f"{studio}召集人、联络员", None, "已有结果，待归档", ("close",))
    return None


def _outcome_turn(topic: Topic) -> Turn:
    """Agreed: the office dispatches what is for units, the studio sees to the rest."""
    if topic.consensus_items.awaiting_dispatch().exists():
        return Turn("政协办公室", None, "共识事项待交办")
    return Turn(f"{topic.studio.name}召集人、联络员", None, "自办事项待落实")
