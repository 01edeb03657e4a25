"""Of whom somebody may see how far they are (定额进度): no ranks, and no member sees another."""

from typing import Any

from django.db.models import QuerySet

from accounts.enums import Role
from scoring.enums import QuotaScope
from studios.models import Area, Member, SpecialCommittee, Studio
from studios.models.area import TOWNSHIP, within

# Those who see the whole county.
SEE_ALL = (Role.OFFICE, Role.LEADER, Role.COMMITTEE_STAFF)


def studios_of(user: Any) -> QuerySet[Studio]:
    """The office, leaders and special committees see all; a township those in its places; convener
    and liaison officer their own."""
    county = Studio.objects.filter(committee_id=user.committee_id)
    if user.holds(*SEE_ALL):
        return county
    places = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
    return county.filter(area__in=places) | county.run_by(user)


def townships_of(user: Any) -> QuerySet[Area]:
    """A township sees itself, and nobody else's."""
    county = Area.objects.filter(committee_id=user.committee_id, level=TOWNSHIP)
    if user.holds(*SEE_ALL):
        return county
    return county.filter(pk__in=within(user.scopes(Role.TOWNSHIP, "studios.Area")))


def committees_of(user: Any) -> QuerySet[SpecialCommittee]:
    """Special committees are seen by those who see the whole county."""
    county = SpecialCommittee.objects.filter(committee_id=user.committee_id)
    return county if user.holds(*SEE_ALL) else county.none()


def members_of(user: Any) -> QuerySet[Member]:
    """A member sees themselves (只看本人，不排名)."""
    own = user.member_in_office
    return Member.objects.filter(pk=own.pk) if own else Member.objects.none()


def subjects_of(scope: str, user: Any) -> QuerySet[Any]:
    """Those of one sort whose progress this person may see."""
    match QuotaScope(scope):
        case QuotaScope.STUDIO:
            return studios_of(user)
        case QuotaScope.TOWNSHIP:
            return townships_of(user)
        case QuotaScope.COMMITTEE:
            return committees_of(user)
    return members_of(user)
