"""The studio's first word on a matter (甄别受理): taken on, shown elsewhere, or not taken on."""

from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.people import office_of, staff_of
from consultations.actions.raisers import inform, withhold
from consultations.enums import LimitCode
from consultations.models import Category, Issue, ReasonCode, due_on
from core import clock
from notices import outbox
from scoring import ledger
from scoring.enums import Merit


@transaction.atomic
def accept(issue: Issue, *, by: User, category: Category, urgency: str, remark: str = "") -> None:
    """Take a matter on (受理): the raiser is told, and the member who registered it is credited."""
    claim_due_on = due_on(issue.committee, LimitCode.CLAIM, clock.today(), issue.practice)
    trail.advance(
        issue,
        "accept",
        by=by,
        remark=remark,
        category=category,
        urgency=urgency,
        claim_due_on=claim_due_on,
    )
    credit_receiver(issue)
    inform(issue, "consultations/raiser_accepted")
    _tell_registrar(issue, by, "已受理")


@transaction.atomic
def refer(issue: Issue, *, by: User, reason: ReasonCode, remark: str = "") -> None:
    """Show the raiser the right door (转其他渠道), with its name and telephone."""
    trail.advance(issue, "refer", by=by, remark=remark, reason=reason, closed_at=clock.now())
    inform(issue, "consultations/raiser_referred", **guidance_of(reason))
    _tell_registrar(issue, by, "已转其他渠道")


@transaction.atomic
def decline(issue: Issue, *, by: User, reason: ReasonCode, remark: str = "") -> None:
    """Not take a matter on (不予受理); the raiser reads why, and where to go."""
    trail.advance(issue, "decline", by=by, remark=remark, reason=reason, closed_at=clock.now())
    inform(issue, "consultations/raiser_declined", **guidance_of(reason))
    _tell_registrar(issue, by, "未予受理")


@transaction.atomic
def lock(issue: Issue, *, by: User, remark: str = "") -> None:
    """Hide a matter that may be secret (疑似涉密) from all but the office."""
    trail.advance(issue, "lock", by=by, remark=remark, is_locked=True)
    outbox.withhold(issue, issue.title)
    ledger.withhold(issue)
    withhold(issue)
    outbox.tell(
        office_of(issue.committee),
        "consultations/issue_locked",
        about=issue,
        urgent=True,
        number=issue.number,
        studio=issue.studio.name,
    )


@transaction.atomic
def unlock(issue: Issue, *, by: User, remark: str = "") -> None:
    """The office finds nothing secret in it (解除锁定)."""
    trail.advance(issue, "unlock", by=by, remark=remark, is_locked=False)
    ledger.name_anew(issue)
    outbox.tell(
        staff_of(issue.studio),
        "consultations/issue_unlocked",
        about=issue,
        title=issue.title,
        number=issue.number,
    )


def credit_receiver(issue: Issue) -> None:
    """The member who wrote it down for somebody is credited, once it is taken on."""
    if issue.registered_by and (receiver := getattr(issue.registered_by, "member", None)):
        ledger.award(receiver, Merit.ISSUE_RECEIVED, source=issue)


def guidance_of(reason: ReasonCode) -> dict[str, str]:
    """What the raiser of a refused matter is told: why, and which door is the right one."""
    return {
        "reason": reason.name,
        "guidance": reason.guidance,
        "channel": reason.channel,
        "phone": reason.phone,
    }


def _tell_registrar(issue: Issue, by: User, outcome: str) -> None:
    """Whoever registered it for somebody hears what the studio decided."""
    if issue.registered_by and issue.registered_by != by:
        outbox.tell(
            [issue.registered_by],
            "consultations/issue_triaged",
            about=issue,
            title=issue.title,
            number=issue.number,
            outcome=outcome,
        )
