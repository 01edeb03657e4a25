"""Reports, proposals and assignments of a county, in every state in which a step can be taken."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

from core import clock
from petitions import clock as due_clock
from petitions.enums import (
    AdoptionMode,
    AssignmentStatus,
    ContactMode,
    Draft,
    InstructionKind,
    ProposalStatus,
    ReportStatus,
    RequestStatus,
    UndertakingRole,
)
from petitions.models import (
    AdoptionLevel,
    Assignment,
    CoSigner,
    Instruction,
    OpinionReport,
    Proposal,
    Reply,
    Revision,
)
from tests.builders.petitions import make_limit_class, make_reply_class
from tests.matrix.matters import an_activity, an_item

_numbers = count(1)
TEXTS = {"situation": "上下学时段车速快。", "suggestion": "请加装减速带。"}


def a_report(place, status: str, **changes) -> OpinionReport:
    """What the member has written from the first studio."""
    fields = {
        "committee": place.county,
        "number": f"SQ{next(_numbers)}",
        "author": place.member,
        "studio": place.studio,
        "title": f"{place.code}社情民意{status}",
        "status": status,
    }
    if status in (ReportStatus.ACCEPTED, ReportStatus.SIGNED, ReportStatus.ISSUED):
        fields |= {"accepted_at": clock.now(), "accepted_by": place.by.office}
    if status in (ReportStatus.SIGNED, ReportStatus.ISSUED):
        fields |= {"signed_at": clock.now(), "signed_by": place.by.signer}
    if status == ReportStatus.ISSUED:
        fields |= {"issued_on": clock.today(), "issue_no": f"第{next(_numbers)}期"}
    report = OpinionReport.objects.create(**fields | TEXTS | changes)
    Revision.objects.create(
        report=report, draft=Draft.ORIGINAL, title=report.title, by=place.by.member, **TEXTS
    )
    return report


def a_proposal(place, status: str, **changes) -> Proposal:
    """What the member has proposed, with a member of the other studio."""
    fields = {
        "committee": place.county,
        "number": f"TA{next(_numbers)}",
        "author": place.member,
        "title": f"{place.code}提案{status}",
        "status": status,
    }
    if status in (ProposalStatus.FILED, ProposalStatus.DISPATCHED, ProposalStatus.REPLIED):
        fields |= {"filed_at": clock.now(), "filed_by": place.by.proposals}
    proposal = Proposal.objects.create(**fields | TEXTS | changes)
    CoSigner.objects.create(proposal=proposal, member=place.member2)
    return proposal


def an_assignment(place, status: str, **changes) -> Assignment:
    """What the first unit answers for, supported by the second; by default something agreed."""
    if not changes.keys() & {"issue", "report", "proposal", "instruction", "consensus_item"}:
        held = an_activity(place, "confirmed", title=f"{place.code}协商（交办{next(_numbers)}）")
        changes["consensus_item"] = an_item(place, held, status="dispatched")
        changes.setdefault("studio", place.studio)
    replied = status in (
        AssignmentStatus.REPLIED, AssignmentStatus.TRACKING, AssignmentStatus.CONCLUDED,
    )  # fmt: skip
    fields = {
        "committee": place.county,
        "number": f"JB{next(_numbers)}",
        "title": f"{place.code}交办{status}",
        "demand": "请于汛期前完成加固。",
        "authority": "县政府办",
        "limit_class": make_limit_class(committee=place.county),
        "lead_unit": place.units[0],
        "dispatched_by": place.by.office,
        "limit_n": 7,
        "limit_kind": "workday",
        "status": status,
        "replied_at": clock.now() if replied else None,
    }
    made = Assignment(**fields | changes)
    for name, value in due_clock.dates_of(made).items():
        setattr(made, name, value)
    made.save()
    for unit, role in zip(place.units, UndertakingRole, strict=False):
        made.undertakings.create(unit=unit, role=role)
    if replied:
        a_reply(place, made)
    return made


def a_reply(place, assignment: Assignment) -> Reply:
    """What the unit has answered; followed up when it is being tracked."""
    is_new = assignment.status == AssignmentStatus.REPLIED
    made = Reply.objects.create(
        assignment=assignment,
        reply_class=make_reply_class("A" if is_new else "B", place.county),
        process="已到现场查看。",
        result="护栏将更换。",
        contact_mode=ContactMode.PHONE,
        contacted_on=clock.today(),
        by=place.by.unit,
        verdict=RequestStatus.REQUESTED if is_new else RequestStatus.GRANTED,
    )
    if not is_new:
        made.promises.create(text="汛期前完工", due_on=date(2027, 6, 1))
    return made


def write_papers(place) -> SimpleNamespace:
    """Everything that members write and units answer for."""
    made = SimpleNamespace()
    for code in "ABC":
        make_reply_class(code, place.county)
    made.level = AdoptionLevel.objects.create(committee=place.county, code="COUNTY", name="县级")
    reports = ("draft", "submitted", "accepted", "signed", "issued")
    made.report = {status: a_report(place, status) for status in reports}
    made.proposal = {
        status: a_proposal(place, status) for status in ("draft", "submitted", "filed")
    }
    made.instruction = Instruction.objects.create(
        report=made.report["issued"],
        leader_name="林县长",
        leader_post="县长",
        kind=InstructionKind.ACTION,
        instructed_on=clock.today(),
        text=f"{place.code}批示原文：请从速办理。",
        recorded_by=place.by.office,
    )
    made.report["issued"].adoptions.create(
        level=made.level,
        organ="县委办公室",
        mode=AdoptionMode.SINGLE,
        adopted_on=clock.today(),
        recorded_by=place.by.office,
    )
    made.assignment = {status: an_assignment(place, status) for status in AssignmentStatus}
    made.assignment |= _special_assignments(place, made)
    return made


def _special_assignments(place, made) -> dict:
    """One that is late, one whose unit asks for time, one of a proposal, one of an instruction."""
    long_ago = clock.now() - timedelta(days=40)
    asking = an_assignment(place, "acknowledged", title=f"{place.code}交办延期")
    asking.extensions.create(days=5, reason="汛期不能施工", requested_by=place.by.unit)
    returning = made.assignment["return_requested"]
    returning.return_requests.create(
        unit=place.units[0], reason="不属本单位职责", requested_by=place.by.unit
    )
    filed = a_proposal(place, "dispatched")
    return {
        "late": an_assignment(place, "dispatched", clock_from=long_ago, dispatched_at=long_ago),
        "asking": asking,
        "of_proposal": an_assignment(place, "replied", proposal=filed, studio=None),
        "of_instruction": an_assignment(
            place,
            "dispatched",
            instruction=made.instruction,
            studio=None,
            title=f"{place.code}批示交办",
        ),
    }
