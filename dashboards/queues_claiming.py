"""What nobody has taken on, as it waits for whoever is to see to it next (逾期无人接单)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from consultations.enums import LimitCode
from consultations.lineage.suited import suited_to
from consultations.models import Issue, limit
from consultations.models.vocabulary import last_start_before
from dashboards.heaps import Queue, queue

PAGE = "consultations:issue_list"
ONE_DAY = timedelta(days=1)


def of_member(user: User, on: date) -> Iterator[Queue]:
    """A member: what suits them among all that may be taken on."""
    claimable = Issue.objects.visible_to(user).claimable().filter(is_locked=False)
    rows = suited_to(claimable, user.member, on).order_by("claim_due_on", "raised_at", "id")
    hint = "按您的界别、岗位、四地和办过的类别推荐。"
    yield queue("适合您的意见", rows, PAGE, "?tab=suited", hint)


def of_studio(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: the members' days are over, somebody must be named."""
    studios = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
        Role.LIAISON, "studios.Studio"
    )
    late = Issue.objects.visible_to(user).filter(studio__in=studios).unclaimed(on)
    yield queue("逾期无人接单，请指派", late.order_by("claim_due_on", "id"), PAGE, "?tab=unclaimed")


def of_committee_staff(user: User, on: date) -> Iterator[Queue]:
    """A special committee: what its studios left lying is theirs to assign."""
    keys = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    yield _left_lying(user, on, Q(studio__special_committee__in=keys))


def of_office(user: User, on: date) -> Iterator[Queue]:
    """The office stands in where no special committee is in charge."""
    yield _left_lying(user, on, Q(studio__special_committee=None))


def _left_lying(user: User, on: date, whose: Q) -> Queue:
    """Neither claimed nor assigned in time."""
    allowed = limit(user.committee, LimitCode.ASSIGN)
    rows = Issue.objects.visible_to(user).filter(whose)
    rows = rows.unclaimed(last_start_before(on, allowed) + ONE_DAY) if allowed else rows.none()
    return queue("逾期无人接单", rows.order_by("claim_due_on", "id"), PAGE, "?tab=unclaimed")


MAKERS = (
    (Role.OFFICE, of_office),
    (Role.CONVENER, of_studio),
    (Role.LIAISON, of_studio),
    (Role.COMMITTEE_STAFF, of_committee_staff),
)
