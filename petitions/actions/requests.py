"""What a unit asks for: to give it back, or more time (申退、延期). Handbook 5.2."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Unit, User
from audit import trail
from core import clock
from core.access import require
from core.days import full_day
from core.workflow import NotAllowedNow
from petitions import clock as due_clock
from petitions.actions import assignments, hearers, hindrances
from petitions.enums import RequestStatus
from petitions.models import Assignment, Extension, ReturnRequest


@transaction.atomic
def request_return(
    assignment: Assignment, *, by: User, reason: str, suggested_unit: Unit | None = None
) -> ReturnRequest:
    """The unit says that the matter is not its own (申退); the clock keeps running."""
    require(by, "request_return", assignment)
    hindrances.check(assignment, "request_return", clock.today())
    trail.advance(assignment, "request_return", by=by, remark=reason)
    asked = ReturnRequest.objects.create(
        assignment=assignment,
        unit=assignment.lead_unit,
        reason=reason,
        suggested_unit=suggested_unit,
        requested_by=by,
    )
    hearers.tell(hearers.office_of(assignment), "return_requested", assignment, reason=reason)
    return asked


@transaction.atomic
def grant_return(assignment: Assignment, *, by: User, lead_unit: Unit, remark: str = "") -> None:
    """It goes to another unit, whose clock starts anew; the old one loses sight at once."""
    if lead_unit == assignment.lead_unit:
        raise ValidationError("改派的单位不能是原承办单位。")
    if lead_unit.committee_id != assignment.committee_id:
        raise ValidationError("承办单位不属于本县，请重新选择。")
    old = assignment.lead_unit
    trail.advance(
        assignment,
        "grant_return",
        by=by,
        remark=f"改派{lead_unit}。{remark}",
        lead_unit=lead_unit,
        authority=lead_unit.dispatch_authority,
        clock_from=clock.now(),
        acknowledged_at=None,
    )
    _decide_return(assignment, RequestStatus.GRANTED, remark)
    assignments.reassign(assignment, lead_unit)
    hearers.silence(assignment)
    hearers.tell(hearers.people_of(old), "returned", assignment, remark=remark)
    hearers.tell(
        hearers.people_of(lead_unit),
        "dispatched",
        assignment,
        limit_class=assignment.limit_class.name,
        member="",
        sign_due_on=assignment.sign_due_on or assignment.due_on,
    )
    hearers.tell_raisers(
        assignment,
        f"您反映的事项已改由{lead_unit}办理，办理期限{full_day(assignment.due_on)}。",
    )


@transaction.atomic
def refuse_return(assignment: Assignment, *, by: User, remark: str) -> None:
    """It stays where it is; the clock has run on from the first dispatch."""
    trail.advance(assignment, "refuse_return", by=by, remark=remark, acknowledged_at=None)
    _decide_return(assignment, RequestStatus.REFUSED, remark)
    hearers.tell(
        hearers.people_of(assignment.lead_unit), "return_refused", assignment, remark=remark
    )


@transaction.atomic
def request_extension(assignment: Assignment, *, by: User, days: int, reason: str) -> Extension:
    """The unit asks for more time (申请延期): once, in good time, and not too much."""
    require(by, "request_extension", assignment)
    hindrances.check(assignment, "request_extension", clock.today())
    most = assignment.limit_class.extension_days
    if not 0 < days <= most:
        raise ValidationError(f"“{assignment.limit_class}”类最多延期{most}个工作日。")
    trail.advance(assignment, "request_extension", by=by, remark=f"{days}个工作日。{reason}")
    asked = _new_extension(assignment, days=days, reason=reason, requested_by=by)
    hearers.tell(
        hearers.office_of(assignment), "extension_requested", assignment, days=days, reason=reason
    )
    return asked


@transaction.atomic
def grant_extension(extension: Extension, *, by: User, remark: str = "") -> None:
    """More time is given; units and raisers hear of the new day."""
    assignment = _decide_extension(extension, "grant", by, remark, "同意")
    due_clock.store(assignment)
    hearers.silence(assignment)
    count = assignment.extensions.filter(status=RequestStatus.GRANTED).count()
    units = [part.unit for part in assignment.undertakings.filter(ended_at=None)]
    hearers.tell(
        hearers.people_of(*units), "extension_granted", assignment, count=count, remark=remark
    )
    hearers.tell_raisers(
        assignment,
        f"承办单位{assignment.lead_unit}经批准延期，办理期限改为{full_day(assignment.due_on)}。",
    )


@transaction.atomic
def refuse_extension(extension: Extension, *, by: User, remark: str) -> None:
    """The day stands."""
    assignment = _decide_extension(extension, "refuse", by, remark, "不同意")
    hearers.tell(
        hearers.people_of(assignment.lead_unit), "extension_refused", assignment, reason=remark
    )


def _new_extension(assignment: Assignment, **fields) -> Extension:
    try:
        with transaction.atomic():
            return Extension.objects.create(assignment=assignment, **fields)
    except IntegrityError as error:
        raise NotAllowedNow("已有一次延期申请正在审批。") from error


def _decide_extension(
    extension: Extension, verb: str, by: User, remark: str, word: str
) -> Assignment:
    """The verdict, on the request and in the history of the assignment."""
    assignment = extension.assignment
    assignment.workflow.target("decide_extension", assignment.status)
    trail.advance(
        extension,
        verb,
        by=by,
        remark=remark,
        decided_by=by,
        decided_at=clock.now(),
        decision=remark,
    )
    said = f"{word}延期{extension.days}个工作日。{remark}"
    trail.record(
        assignment,
        "decide_extension",
        by=by,
        remark=said,
        before=assignment.status,
        after=assignment.status,
    )
    return assignment


def _decide_return(assignment: Assignment, outcome: RequestStatus, remark: str) -> None:
    assignment.return_requests.filter(outcome=RequestStatus.REQUESTED).update(
        outcome=outcome, decision=remark
    )


def decide_extension(assignment: Assignment, *, by: User, verdict: str, remark: str = "") -> None:
    """Say yes or no to the request that waits (审批延期)."""
    waiting = assignment.extensions.filter(status=RequestStatus.REQUESTED).first()
    if waiting is None:
        raise NotAllowedNow("没有待批的延期申请。")
    waiting.assignment = assignment
    decide = grant_extension if verdict == "grant" else refuse_extension
    decide(waiting, by=by, remark=remark)
