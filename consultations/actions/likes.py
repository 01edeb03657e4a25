"""Matters that say the same, and one that says two things (同类意见并入、拆分).

Joining loses nobody: each raiser keeps their own number, hears what becomes of the one matter,
gets the answer and rates it.
"""

from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions.people import account_of, staff_of
from consultations.actions.raisers import inform
from consultations.actions.raising import raise_issue
from consultations.actions.triage import credit_receiver
from consultations.enums import IssueStatus, LimitCode
from consultations.models import Issue, due_on
from core import clock
from core.access import require, target_of
from core.workflow import NotAllowedNow
from notices import outbox

NOT_OPEN = "只能并入本县已受理、还没有答复的另一件意见，请重新选择。"
PARENT_ENDED = "所并入的意见未经答复即已结束"


def candidates(issue: Issue, reader: User):
    """The matters with which this one may be made one, as far as the reader may see them."""
    open_ones = Issue.objects.visible_to(reader).open_to_likes().exclude(pk=issue.pk)
    return open_ones.filter(is_locked=False, committee_id=issue.committee_id)


@transaction.atomic
def merge(issue: Issue, into: Issue, *, by: User, remark: str = "") -> None:
    """Make a matter one with another that says the same (并入同类意见)."""
    require(by, "merge", issue)
    target_of(issue, "merge")
    # Whoever answers the other one at this moment is waited for, or waits.
    Issue.objects.select_for_update().filter(pk=into.pk).first()
    if not candidates(issue, by).filter(pk=into.pk).exists():
        raise NotAllowedNow(NOT_OPEN)
    said = f"并入{into.number}。{remark}"
    trail.advance(issue, "merge", by=by, remark=said, merged_into=into, claim_due_on=None)
    for like in issue.merged.filter(status=IssueStatus.MERGED):
        Issue.objects.filter(pk=like.pk).update(merged_into=into)
        trail.record(like, "merge", by=by, remark=said)
    credit_receiver(issue)
    inform(issue, "consultations/raiser_merged")
    _tell_of(issue, into, by)


@transaction.atomic
def part(issue: Issue, *, by: User, remark: str) -> None:
    """Take a matter out again, because it is another one after all (拆出)."""
    require(by, "part", issue)
    target_of(issue, "part")
    category = issue.category or (issue.merged_into and issue.merged_into.category)
    trail.advance(
        issue,
        "part",
        by=by,
        remark=remark,
        merged_into=None,
        category=category,
        claim_due_on=due_on(issue.committee, LimitCode.CLAIM, clock.today(), issue.practice),
    )
    inform(issue, "consultations/raiser_parted")
    outbox.tell(
        staff_of(issue.studio, but=by),
        "consultations/issue_parted",
        about=issue,
        title=issue.title,
        number=issue.number,
        remark=remark,
    )


def part_likes(parent: Issue) -> None:
    """The one matter ended without an answer: those that were one with it go on by themselves."""
    likes = parent.merged.filter(status=IssueStatus.MERGED)
    for like in likes.select_related("committee", "studio", "category"):
        part(like, by=system_user(), remark=PARENT_ENDED)


@transaction.atomic
def split(issue: Issue, *, by: User, title: str, body: str) -> Issue:
    """One letter, two matters (拆分): the second gets a number of its own and the same raiser."""
    require(by, "split", issue)
    target_of(issue, "split")
    contact = getattr(issue, "contact", None)
    made, _ = raise_issue(
        issue.studio,
        title=title,
        body=body,
        place=issue.place,
        source=issue.source,
        consent_version=issue.consent_version,
        may_publish=issue.may_publish,
        contact_name=contact.name if contact else "",
        contact_phone=contact.phone if contact else "",
        urgency=issue.urgency,
        sent_by=issue.sent_by,
        sent_number=issue.sent_number,
        split_from=issue,
        by=by,
    )
    trail.advance(issue, "split", by=by, remark=f"拆分出{made.number}")
    return made


def _tell_of(issue: Issue, into: Issue, by: User) -> None:
    """Whoever has the one matter in hand hears that more people wait for it."""
    people = [*staff_of(into.studio, but=by), *account_of(into.claimed_by)]
    outbox.tell(
        people,
        "consultations/issue_merged",
        about=into,
        title=into.title,
        number=into.number,
        like=issue.number,
        count=into.merged.count(),
    )
