"""A refusal looked at again (复核): asked for once by the raiser, decided by the township body."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.people import staff_of, township_of
from consultations.actions.raisers import inform, tell
from consultations.actions.triage import credit_receiver, guidance_of
from consultations.enums import LimitCode
from consultations.models import Category, Issue, due_on
from core import clock
from core.access import require
from core.days import full_day
from notices import outbox


@transaction.atomic
def appeal(issue: Issue, *, by: User, why: str) -> None:
    """The raiser does not agree with the refusal (申请复核).

    What they wrote stands on the matter's own pages and in a private message, never in the record.
    """
    require(by, "appeal", issue)
    if not why.strip():
        raise ValidationError({"why": "请写明申请复核的理由。"})
    until = due_on(issue.committee, LimitCode.REVIEW, clock.today(), issue.practice)
    trail.advance(
        issue, "appeal", by=by, appealed_at=clock.now(), review_due_on=until, closed_at=None
    )
    tell(issue, f"您申请复核的理由：{why.strip()}")
    inform(issue, "consultations/raiser_appealed", until=full_day(until) if until else "")
    for people, template in (
        (township_of(issue.studio), "consultations/issue_appealed"),
        (staff_of(issue.studio), "consultations/issue_appealed_here"),
    ):
        outbox.tell(
            people,
            template,
            about=issue,
            private=True,
            title=issue.title,
            number=issue.number,
            studio=issue.studio.name,
            reason=issue.reason.name,
            why=why.strip(),
            until=full_day(until) if until else "",
        )


@transaction.atomic
def overturn(issue: Issue, *, by: User, category: Category, urgency: str, remark: str = "") -> None:
    """The matter is taken on after all (改为受理): from here it goes the way of all others."""
    claim_due_on = due_on(issue.committee, LimitCode.CLAIM, clock.today(), issue.practice)
    trail.advance(
        issue,
        "overturn",
        by=by,
        remark=remark,
        category=category,
        urgency=urgency,
        claim_due_on=claim_due_on,
        reason=None,
    )
    credit_receiver(issue)
    inform(issue, "consultations/raiser_overturned")
    _tell_studio(issue, by, "issue_overturned", remark)


@transaction.atomic
def uphold(issue: Issue, *, by: User, remark: str) -> None:
    """The refusal stands (维持不予受理): the raiser reads why, and where to go; there is no third
    look."""
    trail.advance(issue, "uphold", by=by, remark=remark, closed_at=clock.now())
    inform(issue, "consultations/raiser_upheld", why=remark, **guidance_of(issue.reason))
    _tell_studio(issue, by, "issue_upheld", remark)


def _tell_studio(issue: Issue, by: User, event: str, remark: str) -> None:
    people = staff_of(issue.studio, but=by)
    if issue.registered_by:
        people = list({one.pk: one for one in [*people, issue.registered_by]}.values())
    outbox.tell(
        people,
        f"consultations/{event}",
        about=issue,
        title=issue.title,
        number=issue.number,
        by=by.name,
        remark=remark,
    )
