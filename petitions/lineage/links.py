"""What an assignment comes from and leads to, where it stands and whose turn it is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from audit.models import Entry
from consultations import lineage as issue_lineage
from consultations.enums import AWAITING_OUTCOME
from consultations.models import Activity, ConsensusItem, Issue, Topic
from core import days, sequels
from core.access import state_text
from core.sequels import Sequel
from petitions import clock
from petitions.enums import ANSWERED, RequestStatus
from petitions.enums import AssignmentStatus as A
from petitions.models import (
    Assignment,
    Instruction,
    LightRule,
    OpinionReport,
    Promise,
    Proposal,
    Rating,
)

# A step and what the raiser is told of it are written in one transaction.
ONE_DEED = timedelta(seconds=2)


class Link(NamedTuple):
    """A thing upstream or downstream; without an address the reader may not open it."""

    noun: str
    text: str
    url: str


class Turn(NamedTuple):
    """Whose turn it is, until when and what for; `closed` says how it ended."""

    who: str = ""
    until: str = ""
    why: str = ""
    closed: str = ""


STAGES = ("交办", "签收", "办理", "答复", "审核", "办结")
REACHED = {
    A.DISPATCHED: 1,
    A.RETURN_REQUESTED: 1,
    A.ACKNOWLEDGED: 2,
    A.REHANDLING: 2,
    A.REPLIED: 4,
    A.TRACKING: 5,
    A.CONCLUDED: 6,
}


def stages_of(assignment: Assignment) -> list[tuple[str, str, str]]:
    """The steps of an assignment for the stage bar: label, state, by whom."""
    if assignment.status == A.WITHDRAWN:
        return [("交办", "done", ""), ("已撤回", "now", "")]
    place = REACHED[A(assignment.status)]
    labels = [*STAGES[:-1], "承诺跟踪", "办结"] if assignment.status == A.TRACKING else STAGES
    states = ["done" if n < place else "now" if n == place else "todo" for n in range(len(labels))]
    return [(label, state, "") for label, state in zip(labels, states, strict=True)]


def turn_of(assignment: Assignment, on: date) -> Turn:
    """Whose turn it is on `on`, until which day, and why."""
    unit, due = str(assignment.lead_unit), days.deadline(assignment.due_on, on, "workday")
    match assignment.status:
        case A.DISPATCHED:
            until = assignment.sign_due_on or assignment.due_on
            return Turn(unit, days.deadline(until, on, "workday"), "主办单位尚未签收")
        case A.ACKNOWLEDGED:
            return Turn(unit, due, "主办单位尚未答复")
        case A.REHANDLING:
            return Turn(unit, due, "评价不满意，主办单位二次办理")
        case A.RETURN_REQUESTED:
            return Turn("政协办公室", "", f"{unit}申请退回，等待答复")
        case A.REPLIED:
            return Turn("政协办公室", "", "答复等待审核")
        case A.TRACKING:
            return _promise_turn(assignment, on)
    status = state_text(assignment)
    how = clock.light(assignment, on, {}).distance
    return Turn(closed=status if how == status else f"{status} · {how}")


def upstream(assignment: Assignment, user: Any) -> list[Link]:
    """From what it comes; only what this reader may see can be opened."""
    chain: list[Any] = [assignment.matter]
    if item := assignment.consensus_item:
        chain += [item.activity] + ([item.topic] if item.topic else [])
    if assignment.report_id or assignment.proposal_id:
        chain += [topic] if (topic := assignment.matter.topic) else []
    links = [_link(thing, user) for thing in chain]
    return links[:1] + [link for link in links[1:] if link.url]


def downstream(thing: Any, user: Any) -> list[Assignment]:
    """What units were given because of an issue, a topic, an item, a report or a proposal."""
    ways = {
        Issue: lambda: Q(pk__in=assignments_of(thing).values("pk")),
        Topic: lambda: (
            Q(consensus_item__topic=thing) | Q(proposal__topic=thing) | Q(report__topic=thing)
        ),
        Activity: lambda: Q(consensus_item__activity=thing),
        ConsensusItem: lambda: Q(consensus_item=thing),
        OpinionReport: lambda: Q(report=thing) | Q(instruction__report=thing),
        Proposal: lambda: Q(proposal=thing),
    }
    rows = Assignment.objects.visible_to(user).filter(ways[type(thing)]())
    return list(rows.select_related("lead_unit", "committee"))


@sequels.told_of(Issue, Topic, Activity)
def sequels_of(thing: Any, user: Any) -> Iterator[Sequel]:
    """What the page of an issue, a topic or an activity shows of us: assignments, papers."""
    for row in downstream(thing, user):
        due_on = row.due_on if row.is_awaiting_reply else None
        yield Sequel("交办件", row, f"{row.lead_unit}主办", due_on)
    if isinstance(thing, Issue):
        return
    written = Q(consensus_item__activity=thing)
    if isinstance(thing, Topic):
        written = Q(topic=thing) | Q(consensus_item__topic=thing)
        proposals = Proposal.objects.visible_to(user).filter(topic=thing)
        for proposal in proposals.select_related("author", "committee"):
            yield Sequel("提案", proposal, f"{proposal.author}提出")
    reports = OpinionReport.objects.visible_to(user).filter(written)
    for report in reports.select_related("author", "committee").distinct():
        yield Sequel("社情民意", report, f"{report.author}反映")


def shown(rows: list[Assignment], on: date) -> list[Assignment]:
    """The same rows, each with its light."""
    rules = LightRule.objects.by_light(rows[0].committee_id) if rows else {}
    for row in rows:
        row.shown = clock.light(row, on, rules)
    return rows


NOUNS = {
    Issue: "意见",
    Topic: "议题",
    Activity: "协商活动",
    ConsensusItem: "共识事项",
    OpinionReport: "社情民意",
    Proposal: "提案",
    Instruction: "领导批示",
}


def _link(thing: Any, user: Any) -> Link:
    may_see = type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()
    noun = NOUNS[type(thing)]
    if not may_see:
        return Link(noun, "", "")
    return Link(noun, str(thing), thing.get_absolute_url())


def _promise_turn(assignment: Assignment, on: date) -> Turn:
    promises = Promise.objects.filter(reply__assignment=assignment, kept_on=None)
    first = promises.order_by("due_on").first()
    until = days.deadline(first.due_on, on) if first else ""
    return Turn(str(assignment.lead_unit), until, "答复中的承诺尚未兑现")


def ratings_of(assignment: Assignment) -> list[Rating]:
    """How those who raised the matter found the result, without their names."""
    raised = Q(pk__in=[])
    if assignment.issue_id:
        raised = Q(issue=assignment.issue_id) | Q(issue__merged_into=assignment.issue_id)
    if assignment.consensus_item and assignment.consensus_item.topic_id:
        topic = assignment.consensus_item.topic_id
        raised = Q(issue__topic=topic) | Q(issue__merged_into__topic=topic)
    return list(Rating.objects.filter(raised).select_related("issue"))


class Event(NamedTuple):
    """Something that happened to a citizen's matter, as the citizen reads it: no names."""

    at: datetime
    label: str
    text: str


def assignments_of(issue: Issue) -> QuerySet[Assignment]:
    """What units were given for this matter, or for the one it was made one with: for itself, or
    for what its topic agreed on."""
    reach = Q()
    for one in {issue, issue.merged_into or issue}:
        reach |= Q(issue=one)
        if one.topic_id:
            reach |= Q(consensus_item__topic=one.topic_id)
    return Assignment.objects.filter(reach)


def chain_of(issue: Issue, on: date) -> list[Assignment]:
    """What units were given for a citizen's matter: unit, light, day and outcome, nothing else."""
    rows = assignments_of(issue).exclude(status=A.WITHDRAWN)
    rows = rows.select_related("lead_unit", "consensus_item", "committee").prefetch_related(
        "replies__reply_class", "replies__promises"
    )
    found = shown(list(rows.order_by("dispatched_at", "id")), on)
    for row in found:
        accepted = [r for r in row.replies.all() if r.verdict == RequestStatus.GRANTED]
        row.answer = accepted[-1] if accepted and row.status in ANSWERED else None
    return found


def turn_for_raiser(issue: Issue, chain: list[Assignment], on: date) -> Turn | None:
    """Whose turn it is, as the raiser reads it: the unit by its name, if a unit has it."""
    working = [row for row in chain if row.is_awaiting_reply or row.status == A.REPLIED]
    if issue.status in AWAITING_OUTCOME and working:
        first = min(working, key=lambda row: row.due_on)
        return turn_of(first, on)
    found = issue_lineage.turn_of(issue, on)
    if found is None:
        return None
    return Turn(found.who, days.deadline(found.until, on) if found.until else "", found.why)


def timeline_of(issue: Issue) -> list[Event]:
    """What the raiser was told and the steps that are public, newest first."""
    steps = list(Entry.objects.about(issue).public().values_list("at", "label"))
    told = list(issue.tellings.values_list("at", "text"))
    events = [Event(at, "", text) for at, text in told]
    events += [Event(at, label, "") for at, label in steps if not _is_told(told, at)]
    # Sorted backwards and then turned: what happened in one moment keeps its order as well.
    return sorted(events, key=lambda event: event.at)[::-1]


def _is_told(told: list[tuple[datetime, str]], at: datetime) -> bool:
    return any(abs(moment - at) < ONE_DEED for moment, _ in told)
