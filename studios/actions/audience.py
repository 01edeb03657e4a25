"""Who must hear of what is done to a studio (通知对象)."""

from datetime import date

from accounts.enums import Role
from accounts.models import User
from studios.enums import AffiliationRole
from studios.models import Member, SpecialCommittee, Studio


def conveners_of(studio: Studio) -> list[User]:
    """The account of whoever convenes the studio now (召集人)."""
    rows = studio.people(AffiliationRole.CONVENER).select_related("member__user")
    return accounts_of(row.member for row in rows)


def committee_of(studio: Studio, on: date) -> list[User]:
    """The staff of the special committee in charge (对口专委会)."""
    return staff_of(studio.special_committee, on) if studio.special_committee else []


def staff_of(committee: SpecialCommittee, on: date) -> list[User]:
    """Who works for a special committee."""
    scope = {"scope_label": committee._meta.label, "scope_id": committee.pk}
    return list(User.objects.holding(Role.COMMITTEE_STAFF, on, **scope))


def accounts_of(members) -> list[User]:
    """Those of these members who use the portal."""
    return [member.user for member in members if member.user_id]


def account_of(member: Member) -> list[User]:
    """A member's own account, if there is one."""
    return accounts_of([member])
