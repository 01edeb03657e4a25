"""How a matter comes into a member's hands, into another's, and back (接单、指派、转交、退单)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.people import account_of, linked_committee_of, staff_of
from consultations.actions.raisers import inform
from consultations.actions.standing_aside import heed, note_down, refuse_if_tied
from consultations.enums import IssueStatus, LimitCode
from consultations.models import Issue, due_on
from consultations.models.practice import for_source
from core import clock
from core.access import require, worded
from core.days import full_day
from core.workflow import NotAllowedNow
from notices import outbox
from scoring import ledger
from scoring.enums import Merit
from studios.models import Member

# A promise further off than this is not a promise.
LONGEST_PROMISE = timedelta(days=60)


@transaction.atomic
def claim(issue: Issue, *, by: User, promised_on: date, interest_note: str = "") -> None:
    """A member takes a matter on with a day (接单); of two at once, one does."""
    member = by.member_in_office
    refuse_if_tied(member, issue)
    _take_on(issue, "claim", by=by, member=member, promised_on=promised_on, note=interest_note)
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
def assign(
    issue: Issue, *, by: User, member: Member, promised_on: date, interest_note: str = ""
) -> None:
    """Give an unclaimed matter to a member (指派委员)."""
    _take_on(issue, "assign", by=by, member=member, promised_on=promised_on, note=interest_note)
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
    _hold(issue)
    member = issue.claimed_by
    put_back(issue, "release", by=by, remark=remark)
    credit(member, issue, holds=False, remark="退单")
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
def hand_over(
    issue: Issue, *, by: User, member: Member, remark: str, interest_note: str = ""
) -> None:
    """Another member goes on with a claimed matter (转交); the promised day stays."""
    require(by, "hand_over", issue)
    _hold(issue)
    former = issue.claimed_by
    if former and member.pk == former.pk:
        raise ValidationError({"member": f"这件意见正由{member}办理，请选择其他委员。"})
    heed(member, issue, interest_note, by=by)
    remark = f"由{former}转交{member}：{remark}"
    trail.advance(
        issue, "hand_over", by=by, remark=remark, claimed_by=member, claimed_at=clock.now()
    )
    note_down(member, issue, interest_note, by=by)
    credit(former, issue, holds=False, remark="转交")
    credit(member, issue, holds=True, remark="接手")
    _tell_of_handing_over(issue, former, by=by, remark=remark)


def _tell_of_handing_over(issue: Issue, former: Member | None, *, by: User, remark: str) -> None:
    """Both members and the studio hear; the raiser hears who now handles it."""
    until = full_day(issue.promised_on) if issue.promised_on else ""
    member = str(issue.claimed_by)
    inform(issue, "consultations/raiser_handed_over", member=member, promised_on=until)
    people = {one.pk: one for one in account_of(former) + account_of(issue.claimed_by)}
    people |= {one.pk: one for one in staff_of(issue.studio)}
    people.pop(by.pk, None)
    outbox.tell(
        people.values(),
        "consultations/issue_handed_over",
        about=issue,
        title=issue.title,
        number=issue.number,
        member=member,
        promised_on=until,
        remark=remark,
    )


def refuse_if_taken(issue: Issue) -> None:
    """Say who took the matter on (接单), and until when they promised an answer."""
    if issue.status == IssueStatus.CLAIMED:
        word = worded(issue.workflow.steps["claim"], issue).label
        raise NotAllowedNow(
            f"这件意见已由{issue.claimed_by}委员{word}，承诺{full_day(issue.promised_on)}前答复。"
            f"请看看其他可{word}的意见。"
        )


def put_back(issue: Issue, verb: str, *, by: User, remark: str) -> None:
    """It waits for a member again, under a fresh clock and the mechanism of its way in."""
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


def credit(member: Member | None, matter, *, holds: bool, remark: str) -> None:
    """The points for having taken a matter on are with whoever has it."""
    if member is not None:
        ledger.restate(
            member,
            Merit.ISSUE_CLAIMED,
            source=matter,
            holds=holds,
            on=clock.today(),
            remark=remark,
        )


def _hold(issue: Issue) -> None:
    """Nobody gives away what another has in hand since the page was read; who comes second waits
    here and is told."""
    # The member is looked up afterwards: what is joined is read as it was before the waiting.
    now = Issue.objects.select_for_update().filter(pk=issue.pk).first()
    if now and now.status == IssueStatus.CLAIMED and now.claimed_by_id != issue.claimed_by_id:
        raise NotAllowedNow(f"这件意见已转交{now.claimed_by}委员办理，请刷新后再办。")


def _take_on(
    issue: Issue, verb: str, *, by: User, member: Member | None, promised_on: date, note: str
) -> None:
    require(by, verb, issue)
    today = clock.today()
    if not today < promised_on <= today + LONGEST_PROMISE:
        raise ValidationError({"promised_on": "承诺答复日期应在明天以后、60天以内。"})
    heed(member, issue, note, by=by)
    trail.advance(
        issue,
        verb,
        by=by,
        claimed_by=member,
        claimed_at=clock.now(),
        promised_on=promised_on,
        claim_due_on=None,
    )
    note_down(member, issue, note, by=by)
    credit(member, issue, holds=True, remark="再次接单")
    inform(
        issue, "consultations/raiser_claimed", member=str(member), promised_on=full_day(promised_on)
    )
