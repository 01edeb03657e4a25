"""Somebody else than who solved it asks how it went (查单、回访). Handbook 3.5.5, F19."""

from datetime import date

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions.people import account_of, linked_committee_of, staff_of
from consultations.actions.raisers import inform
from consultations.actions.standing_aside import refuse_if_tied
from consultations.enums import FollowUpResult, FollowUpWay
from consultations.models import FollowUp, Issue, Topic
from core import clock
from core.access import NotYours
from core.days import full_day
from notices import outbox


@transaction.atomic
def follow_up(
    matter: Issue | Topic,
    *,
    by: User,
    done_on: date,
    way: str,
    is_reached: bool,
    result: str,
    remark: str = "",
) -> FollowUp:
    """Keep what was found (查单); the studio hears, and whoever solved it when it is not solved."""
    refuse_if_tied(by.member_in_office, matter)
    _refuse_other_days(matter, done_on)
    found = f"{FollowUpWay(way).label}，{FollowUpResult(result).label}"
    trail.advance(matter, "follow_up", by=by, remark=found if is_reached else f"{found}，未联系上")
    about = {"issue": matter} if isinstance(matter, Issue) else {"topic": matter}
    row = FollowUp.objects.create(
        **about,
        round=matter.round,
        done_on=done_on,
        way=way,
        is_reached=is_reached,
        result=result,
        remark=remark,
        done_by=by,
        recorded_at=clock.now(),
    )
    outbox.tell(
        _concerned(matter, result, but=by),
        "consultations/followed_up",
        about=matter,
        title=matter.title,
        number=matter.number,
        by=by.name,
        result=FollowUpResult(result).label,
        remark=remark,
    )
    return row


@transaction.atomic
def handle_again(issue: Issue, *, by: User, remark: str) -> None:
    """What was found unsolved is handled once more (再次办理), before its raiser has to ask."""
    refuse_unless_unsolved(issue, by=by)
    trail.advance(
        issue,
        "rehandle",
        by=system_user(),
        remark=f"{by.name}：{remark}",
        round=issue.round + 1,
        rating_due_on=None,
    )
    inform(issue, "consultations/raiser_handled_again")
    outbox.tell(
        [*account_of(issue.claimed_by), *linked_committee_of(issue.studio)],
        "consultations/handled_again",
        about=issue,
        urgent=True,
        title=issue.title,
        number=issue.number,
        remark=remark,
    )


def refuse_unless_unsolved(issue: Issue, *, by: User) -> None:
    """Whether the studio may have it handled again now."""
    if not rules.has_perm("consultations.handle_again_issue", by, issue):
        raise NotYours("查单结果为“未解决”的，由本工作室召集人、联络员安排再次办理。")


def _concerned(matter: Issue | Topic, result: str, *, but: User) -> list[User]:
    people = staff_of(matter.studio, but=but)
    if result == FollowUpResult.UNSOLVED:
        handled_by = matter.claimed_by if isinstance(matter, Issue) else matter.lead
        people += [person for person in account_of(handled_by) if person not in (*people, but)]
    return people


def _refuse_other_days(matter: Issue | Topic, done_on: date) -> None:
    """Not before there was something to ask about, and not in the future."""
    if done_on > clock.today():
        raise ValidationError({"done_on": "查单日期不能晚于今天。"})
    answered = matter.answered_at if isinstance(matter, Issue) else None
    if answered and done_on < clock.local_day(answered):
        since = full_day(clock.local_day(answered))
        raise ValidationError({"done_on": f"{since}才答复反映人，查单日期不能早于这天。"})
