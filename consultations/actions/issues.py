"""What is done with a citizen's matter (意见办理),  to the last word."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions.people import (
    account_of,
    linked_committee_of,
    staff_of,
)
from consultations.actions.raisers import inform, tell
from consultations.actions.raising import raise_issue
from consultations.actions.triage import accept, decline, lock, refer, unlock
from consultations.enums import OPEN_TO_ISSUES, IssueStatus, LimitCode
from consultations.models import Issue, Topic, due_on
from consultations.models.practice import for_source
from core import clock
from core.access import require
from core.crypto import digest, read_code
from core.days import full_day
from core.workflow import NotAllowedNow
from notices import outbox
from scoring import ledger
from scoring.enums import Merit
from scoring.models import ScoreEntry
from studios.models import Member

__all__ = [
    "accept", "answer", "assign", "claim", "close", "close_unsatisfied", "decline", "dispatch",
    "find_by_code", "inform", "join", "leave", "lock", "raise_issue", "refer", "refuse_if_taken",
    "rehandle", "release", "resolve", "reveal_contact", "tell", "unlock", "withdraw",
]  # fmt: skip

# A promise further off than this is not a promise.
LONGEST_PROMISE = timedelta(days=60)


def find_by_code(code: str) -> Issue | None:
    """The issue behind a tracking code, however it was typed; None when there is none."""
    known = read_code(code)
    return Issue.objects.filter(tracking_digest=digest(known)).first() if known else None


@transaction.atomic
def answer(issue: Issue, *, by: User, answer: str) -> None:
    """Answer the raiser (答复), on the spot or after having taken the matter on."""
    _answer(issue, "answer", by=by, answer=answer)
    if issue.claimed_by and issue.claimed_by.user_id == by.pk:
        outbox.tell(
            staff_of(issue.studio),
            "consultations/issue_answered",
            about=issue,
            title=issue.title,
            number=issue.number,
            by=by.name,
        )


@transaction.atomic
def claim(issue: Issue, *, by: User, promised_on: date) -> None:
    """A member takes a matter on with a day (接单); of two at once, one does."""
    member = by.member_in_office
    _take_on(issue, "claim", by=by, member=member, promised_on=promised_on)
    people = staff_of(issue.studio, but=by) + linked_committee_of(issue.studio)
    outbox.tell(
        people,
        "consultations/issue_claimed",
        about=issue,
        title=issue.title,
        number=issue.number,
        member=by.name,
        promised_on=full_day(promised_on),
    )


@transaction.atomic
def assign(issue: Issue, *, by: User, member: Member, promised_on: date) -> None:
    """Give an unclaimed matter to a member (指派委员)."""
    _take_on(issue, "assign", by=by, member=member, promised_on=promised_on)
    outbox.tell(
        account_of(member),
        "consultations/issue_assigned",
        about=issue,
        title=issue.title,
        number=issue.number,
        by=by.name,
        promised_on=full_day(promised_on),
    )


@transaction.atomic
def release(issue: Issue, *, by: User, remark: str) -> None:
    """Give a claimed matter back (退单): the points go back with it."""
    member = issue.claimed_by
    _put_back(issue, "release", by=by, remark=remark)
    for entry in ScoreEntry.objects.filter(
        member=member,
        merit=Merit.ISSUE_CLAIMED,
        source_label=issue._meta.label,
        source_id=issue.pk,
        reverses=None,
    ):
        ledger.revoke(entry, remark="退单")
    inform(issue, "consultations/raiser_released")
    outbox.tell(
        staff_of(issue.studio, but=by),
        "consultations/issue_released",
        about=issue,
        title=issue.title,
        number=issue.number,
        member=by.name,
        remark=remark,
    )


@transaction.atomic
def join(issue: Issue, topic: Topic, *, by: User) -> None:
    """Make a matter part of a topic (转入议题); its raiser keeps being told."""
    if topic.status not in OPEN_TO_ISSUES or topic.committee_id != issue.committee_id:
        raise NotAllowedNow(f"议题“{topic}”当前为“{topic.get_status_display()}”，不能再并入意见。")
    trail.advance(issue, "join", by=by, topic=topic, mechanism_id=topic.mechanism_id)
    inform(issue, "consultations/raiser_joined", topic=topic.title)


@transaction.atomic
def leave(issue: Issue, *, by: User, remark: str) -> None:
    """Take a matter out of its topic (移出议题): it waits for a member again."""
    _put_back(issue, "leave", by=by, remark=remark)
    inform(issue, "consultations/raiser_left")


@transaction.atomic
def dispatch(issue: Issue, *, by: User) -> None:
    """A unit is now to handle the matter (交办)."""
    trail.advance(issue, "dispatch", by=by)
    inform(issue, "consultations/raiser_dispatched")


@transaction.atomic
def resolve(issue: Issue, *, by: User, answer: str) -> None:
    """The topic or the unit has a result (反馈结果): it becomes the raiser's answer."""
    _answer(issue, "resolve", by=by, answer=answer)
    people = staff_of(issue.studio) + account_of(issue.claimed_by)
    outbox.tell(
        people, "consultations/issue_resolved", about=issue, title=issue.title, number=issue.number
    )


@transaction.atomic
def rehandle(issue: Issue, *, by: User, remark: str) -> None:
    """The raiser is not satisfied (再次办理): the matter is handled once more."""
    trail.advance(
        issue, "rehandle", by=by, remark=remark, round=issue.round + 1, rating_due_on=None
    )
    inform(issue, "consultations/raiser_rehandled")
    _warn_of_dissatisfaction(issue, "consultations/issue_rehandled")


@transaction.atomic
def close(issue: Issue, *, by: User, remark: str = "") -> None:
    """The raiser is satisfied, or has let the time to rate pass (办结归档)."""
    trail.advance(issue, "close", by=by, remark=remark, closed_at=clock.now())
    if issue.claimed_by:
        ledger.award(issue.claimed_by, Merit.ISSUE_SETTLED, source=issue)
    inform(issue, "consultations/raiser_closed")


@transaction.atomic
def close_unsatisfied(issue: Issue, *, by: User) -> None:
    """Handled twice, still not to the raiser's mind (办结（不满意）): figures show it."""
    trail.advance(issue, "close_unsatisfied", by=by, closed_at=clock.now())
    inform(issue, "consultations/raiser_closed_unsatisfied")
    _warn_of_dissatisfaction(issue, "consultations/issue_closed_unsatisfied")


@transaction.atomic
def withdraw(issue: Issue, *, by: User) -> None:
    """The raiser takes it back (撤回), as long as nobody works on it."""
    trail.advance(issue, "withdraw", by=by, closed_at=clock.now())
    inform(issue, "consultations/raiser_withdrew")
    outbox.tell(
        staff_of(issue.studio),
        "consultations/issue_withdrawn",
        about=issue,
        title=issue.title,
        number=issue.number,
    )


@transaction.atomic
def reveal_contact(issue: Issue, *, by: User, remark: str) -> None:
    """Read how to reach the raiser (查看联系方式): who read it and what for is kept."""
    trail.advance(issue, "reveal_contact", by=by, remark=remark)


def refuse_if_taken(issue: Issue) -> None:
    """Say who took the matter on (接单), and until when they promised an answer."""
    if issue.status == IssueStatus.CLAIMED:
        raise NotAllowedNow(
            f"这件意见已由{issue.claimed_by}委员接单，承诺{full_day(issue.promised_on)}前答复。"
            "请看看其他可接单的意见。"
        )


def _take_on(
    issue: Issue, verb: str, *, by: User, member: Member | None, promised_on: date
) -> None:
    require(by, verb, issue)
    today = clock.today()
    if not today < promised_on <= today + LONGEST_PROMISE:
        raise ValidationError({"promised_on": "承诺答复日期应在明天以后、60天以内。"})
    trail.advance(
        issue,
        verb,
        by=by,
        claimed_by=member,
        claimed_at=clock.now(),
        promised_on=promised_on,
        claim_due_on=None,
    )
    ledger.award(member, Merit.ISSUE_CLAIMED, source=issue)
    inform(
        issue, "consultations/raiser_claimed", member=str(member), promised_on=full_day(promised_on)
    )


def _put_back(issue: Issue, verb: str, *, by: User, remark: str) -> None:
    follows = for_source(issue.committee_id, issue.source)
    trail.advance(
        issue,
        verb,
        by=by,
        remark=remark,
        topic=None,
        mechanism_id=follows.pk,
        claimed_by=None,
        claimed_at=None,
        promised_on=None,
        claim_due_on=due_on(issue.committee, LimitCode.CLAIM, clock.today(), follows),
    )


def _answer(issue: Issue, verb: str, *, by: User, answer: str) -> None:
    until = due_on(issue.committee, LimitCode.RATE, clock.today(), issue.practice)
    trail.advance(issue, verb, by=by, answer=answer, answered_at=clock.now(), rating_due_on=until)
    for like in issue.merged.filter(status=IssueStatus.MERGED).select_related("committee"):
        _answer(like, "resolve", by=system_user(), answer=answer)
    shortened = answer if len(answer) <= 300 else f"{answer[:300]}…"
    inform(
        issue,
        "consultations/raiser_answered",
        answer=shortened,
        until=full_day(until) if until else "",
    )


def _warn_of_dissatisfaction(issue: Issue, template: str) -> None:
    people = [
        *staff_of(issue.studio),
        *account_of(issue.claimed_by),
        *linked_committee_of(issue.studio),
    ]
    outbox.tell(people, template, about=issue, urgent=True, title=issue.title, number=issue.number)
