"""Who must hear of what is done to a studio (通知对象)."""

from datetime import date

from accounts.enums import Role
from accounts.models import User
from studios.enums import AffiliationRole
from studios.models import Member, SpecialCommittee, Studio
from studios.models.area import above


def conveners_of(studio: Studio) -> list[User]:
    """The account of whoever convenes the studio now (召集人)."""
    rows = studio.people(AffiliationRole.CONVENER).select_related("member__user")
    return accounts_of(row.member for row in rows)


def runners_of(studio: Studio, on: date) -> list[User]:
    """Convener and liaison officer (召集人、联络员)."""
    scope = {"scope_label": studio._meta.label, "scope_id": studio.pk}
    people = [
        person
        for role in (Role.CONVENER, Role.LIAISON)
        for person in User.objects.holding(role, on, **scope).select_related("committee")
    ]
    return list(dict.fromkeys(people))


def township_of(studio: Studio, on: date) -> list[User]:
    """The township Party office of the place (镇党委), at whatever level one has been named."""
    scope = {"scope_label": studio.area._meta.label, "scope_id__in": above(studio.area_id)}
    return list(User.objects.holding(Role.TOWNSHIP, on, **scope).select_related("committee"))


def office_of(studio: Studio, on: date) -> list[User]:
    """The office of the county's committee (政协办公室)."""
    found = User.objects.holding(Role.OFFICE, on).filter(committee=studio.committee_id)
    return list(found.select_related("committee"))


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
