"""An assignment given to a unit, worked on, taken back or given again (交办、签收、办理、重办)."""

from collections.abc import Callable, Iterable
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import Unit, User, system_user
from audit import trail
from consultations.actions import consensus, issues
from consultations.enums import ConsensusStatus, IssueStatus
from core import clock
from core.access import NotYours, state_text
from core.days import full_day
from core.enums import LimitKind
from core.numbers import next_number
from core.workflow import NotAllowedNow
from petitions import clock as due_clock
from petitions.actions import hearers, proposals
from petitions.enums import AssignmentStatus, ProposalStatus, ReportStatus, UndertakingRole
from petitions.models import Assignment, LimitClass, Progress, Undertaking

FIELD_OF = {
    "consultations.Issue": "issue",
    "consultations.ConsensusItem": "consensus_item",
    "petitions.OpinionReport": "report",
    "petitions.Proposal": "proposal",
    "petitions.Instruction": "instruction",
}
SENDERS: dict[str, Callable[..., None]] = {
    "issue": issues.dispatch,
    "consensus_item": consensus.dispatch,
    "proposal": proposals.dispatch,
}
# A matter that has left for a unit; it may leave again only after it was taken back.
SENT = {IssueStatus.DISPATCHED, ConsensusStatus.DISPATCHED, ProposalStatus.DISPATCHED}


@transaction.atomic
def dispatch(
    matter: Any,
    *,
    by: User,
    lead_unit: Unit,
    supporting_units: Iterable[Unit] = (),
    limit_class: LimitClass,
    title: str,
    demand: str,
    authority: str = "",
) -> Assignment:
    """Give a matter to a unit, with a limit that starts to run at once (交办)."""
    if not rules.has_perm("petitions.dispatch_assignment", by, matter):
        raise NotYours("交办由政协办公室办理（提案由提案委员会、政协办公室），您不能代办。")
    supporting = _supporting(lead_unit, supporting_units, matter)
    _send(matter, by)
    assignment = draft(matter, lead_unit=lead_unit, limit_class=limit_class, title=title)
    assignment.number = next_number(
        matter.committee.code, "assignment", on=clock.today(), default="JB{yyyy}{n:04d}"
    )
    assignment.demand = demand
    assignment.authority = authority or lead_unit.dispatch_authority
    assignment.dispatched_by = by
    assignment.next_rung_on = assignment.starts_on
    assignment.save(force_insert=True)
    _undertake(assignment, lead_unit, UndertakingRole.LEAD)
    for unit in supporting:
        _undertake(assignment, unit, UndertakingRole.SUPPORT)
    units = f"主办：{lead_unit}" + "".join(f"；会办：{unit}" for unit in supporting)
    trail.record(assignment, "dispatch", by=by, label="交办", after=assignment.status, remark=units)
    _announce(assignment, [lead_unit, *supporting])
    return assignment


def draft(matter: Any, *, lead_unit: Unit, limit_class: LimitClass, title: str) -> Assignment:
    """What would be dispatched now, unsaved: its clock can be read before anybody decides."""
    now = clock.now()
    assignment = Assignment(
        committee=matter.committee,
        studio=_studio_of(matter),
        title=title,
        lead_unit=lead_unit,
        limit_class=limit_class,
        limit_n=limit_class.due,
        limit_kind=limit_class.kind,
        sign_days=limit_class.sign_days,
        warn_days=limit_class.warn_days,
        dispatched_at=now,
        clock_from=now,
        **{FIELD_OF[matter._meta.label]: matter},
    )
    for name, value in due_clock.dates_of(assignment).items():
        setattr(assignment, name, value)
    return assignment


@transaction.atomic
def acknowledge(assignment: Assignment, *, by: User, contact_name: str, contact_phone: str) -> None:
    """The lead unit signs for it and names who handles it (签收)."""
    now = clock.now()
    trail.advance(assignment, "acknowledge", by=by, acknowledged_at=now)
    assignment.undertakings.filter(unit=assignment.lead_unit, ended_at=None).update(
        acknowledged_at=now,
        acknowledged_by=by,
        contact_name=contact_name,
        contact_phone=contact_phone,
    )


@transaction.atomic
def report_progress(assignment: Assignment, *, by: User, stage: str, text: str) -> Progress:
    """What the unit has done so far (登记进展)."""
    trail.advance(assignment, "report_progress", by=by)
    return Progress.objects.create(assignment=assignment, stage=stage, text=text, by=by)


@transaction.atomic
def give_opinion(assignment: Assignment, *, by: User, opinion: str) -> None:
    """A supporting unit's opinion for the lead unit (会办意见)."""
    trail.advance(assignment, "give_opinion", by=by)
    parts = assignment.undertakings.filter(
        unit__in=by.unit_ids(), role=UndertakingRole.SUPPORT, ended_at=None, opinion=""
    )
    if not parts.update(opinion=opinion, opinion_at=clock.now()):
        raise NotAllowedNow("会办意见已由本单位其他同志提交，请刷新后查看。")
    names = "、".join(sorted(grant.unit.name for grant in by.current_grants if grant.unit))
    hearers.tell(hearers.people_of(assignment.lead_unit), "opinion_given", assignment, by=names)


@transaction.atomic
def withdraw(assignment: Assignment, *, by: User, remark: str) -> None:
    """The office takes it back; the matter can then be dispatched anew (撤回交办)."""
    trail.advance(assignment, "withdraw", by=by, remark=remark)
    units = [part.unit for part in assignment.undertakings.filter(ended_at=None)]
    assignment.undertakings.filter(ended_at=None).update(ended_at=clock.now())
    hearers.silence(assignment)
    hearers.tell(hearers.people_of(*units), "withdrawn", assignment, remark=remark)


@transaction.atomic
def rehandle(assignment: Assignment, *, by: User, remark: str, said: str = "评价为不满意") -> None:
    """The result did not satisfy: the unit handles it a second time (二次办理). Handbook 6.2.

    `remark` is what the raiser wrote: the unit reads it inside the portal, the record never.
    `said` is what they chose, in the county's word.
    """
    days = assignment.limit_class.rehandle_days
    trail.advance(
        assignment,
        "rehandle",
        by=by,
        remark=said,
        round=assignment.round + 1,
        clock_from=clock.now(),
        limit_n=days,
        limit_kind=LimitKind.WORKDAY,
        replied_at=None,
        concluded_at=None,
    )
    due_clock.store(assignment)
    if assignment.consensus_item_id:
        consensus.reopen(assignment.consensus_item, by=system_user())
    if assignment.proposal_id:
        proposals.reopen(assignment.proposal, by=system_user())
    people = hearers.people_of(assignment.lead_unit)
    hearers.tell(
        people, "rehandle", assignment, said=said, reason=remark, urgent=True, private=True
    )


def reassign(assignment: Assignment, lead_unit: Unit) -> None:
    """Hand the lead to another unit: the old one loses sight at once, the clock starts anew."""
    parts = assignment.undertakings.filter(ended_at=None)
    parts.filter(Q(role=UndertakingRole.LEAD) | Q(unit=lead_unit)).update(ended_at=clock.now())
    _undertake(assignment, lead_unit, UndertakingRole.LEAD)
    due_clock.store(assignment)


def _supporting(lead: Unit, units: Iterable[Unit], matter: Any) -> list[Unit]:
    """The supporting units, each once and none of another county."""
    chosen = list({unit.pk: unit for unit in units}.values())
    if any(unit.committee_id != matter.committee.pk for unit in [lead, *chosen]):
        raise ValidationError("承办单位不属于本县，请重新选择。")
    if lead in chosen:
        raise ValidationError(f"{lead}已是主办单位，不能同时会办。")
    return chosen


def _send(matter: Any, by: User) -> None:
    """Let the matter itself leave; one that was taken back has left already."""
    kind = FIELD_OF[matter._meta.label]
    locked = type(matter)._base_manager.select_for_update(of=("self",)).get(pk=matter.pk)
    if kind in ("report", "instruction"):
        report = locked if kind == "report" else locked.report
        if report.status != ReportStatus.ISSUED:
            raise NotAllowedNow(f"这篇社情民意现为“{state_text(report)}”，印发以后才能转办。")
        return
    if locked.status in SENT and not _is_with_a_unit(kind, matter):
        return
    SENDERS[kind](matter, by=by)


def _is_with_a_unit(kind: str, matter: Any) -> bool:
    """An assignment of this matter stands that was not taken back."""
    standing = Assignment.objects.filter(**{kind: matter.pk})
    return standing.exclude(status=AssignmentStatus.WITHDRAWN).exists()


def _studio_of(matter: Any):
    """The studio from which it comes; instructions are known to their addressees only."""
    kind = FIELD_OF[matter._meta.label]
    if kind == "consensus_item":
        return matter.activity.studio
    if kind == "proposal":
        return matter.topic.studio if matter.topic_id else None
    return matter.studio if kind in ("issue", "report") else None


def _undertake(assignment: Assignment, unit: Unit, role: UndertakingRole) -> None:
    is_support = role == UndertakingRole.SUPPORT
    opinion_due = due_clock.opinion_due_on(assignment.starts_on, assignment.due_on)
    Undertaking.objects.create(
        assignment=assignment,
        unit=unit,
        role=role,
        opinion_due_on=opinion_due if is_support else None,
    )


def _announce(assignment: Assignment, units: list[Unit]) -> None:
    """The units hear of their duty, the raisers hear who has their matter now."""
    promoter = hearers.promoter_of(assignment)
    hearers.tell(
        hearers.people_of(*units),
        "dispatched",
        assignment,
        limit_class=assignment.limit_class.name,
        sign_due_on=assignment.sign_due_on or assignment.due_on,
        member=promoter.name if promoter else "",
    )
    text = (
        f"您反映的事项已由{assignment.authority}交{assignment.lead_unit}办理，"
        f"办理期限{full_day(assignment.due_on)}。"
    )
    hearers.tell_raisers(assignment, text)
