"""What is done with a citizen's matter (意见办理),  to the last word."""

from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions.claiming import (
    assign,
    claim,
    hand_over,
    put_back,
    refuse_if_taken,
    release,
)
from consultations.actions.likes import part_likes
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
from core import clock
from core.access import state_text
from core.crypto import digest, read_code
from core.days import full_day
from core.workflow import NotAllowedNow
from notices import outbox
from scoring import ledger
from scoring.enums import Merit

__all__ = [
    "accept", "answer", "assign", "claim", "close", "close_unsatisfied", "decline", "dispatch",
    "find_by_code", "hand_over", "inform", "join", "leave", "lock", "raise_issue", "refer",
    "refuse_if_taken",
    "rehandle", "release", "resolve", "reveal_contact", "tell", "unlock", "withdraw",
]  # fmt: skip


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
def join(issue: Issue, topic: Topic, *, by: User) -> None:
    """Make a matter part of a topic (转入议题); its raiser keeps being told."""
    if topic.status not in OPEN_TO_ISSUES or topic.committee_id != issue.committee_id:
        raise NotAllowedNow(f"议题“{topic}”当前为“{state_text(topic)}”，不能再并入意见。")
    trail.advance(issue, "join", by=by, topic=topic, mechanism_id=topic.mechanism_id)
    inform(issue, "consultations/raiser_joined", topic=topic.title)


@transaction.atomic
def leave(issue: Issue, *, by: User, remark: str) -> None:
    """Take a matter out of its topic (移出议题): it waits for a member again."""
    put_back(issue, "leave", by=by, remark=remark)
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
    if issue.is_locked:
        return
    people = staff_of(issue.studio) + account_of(issue.claimed_by)
    outbox.tell(
        people, "consultations/issue_resolved", about=issue, title=issue.title, number=issue.number
    )


@transaction.atomic
def rehandle(issue: Issue, *, by: User, remark: str) -> None:
    """The raiser is not satisfied (再次办理): the matter is handled once more."""
    # One that was made one with another comes into the hands that answered the other.
    hands = issue.claimed_by or (issue.merged_into and issue.merged_into.claimed_by)
    again = {"round": issue.round + 1, "rating_due_on": None, "claimed_by": hands}
    trail.advance(issue, "rehandle", by=by, remark=remark, **again)
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
    part_likes(issue)
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
