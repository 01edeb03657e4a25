"""Who must hear of a step (通知对象). Handbook 3.4, notification matrix."""

from accounts.enums import Role
from accounts.models import Committee, User
from core import clock
from studios.models import Member, Studio


def staff_of(studio: Studio, *, but: User | None = None) -> list[User]:
    """Convener and liaison officer (召集人、联络员) of a studio."""
    scope = {"scope_label": "studios.Studio", "scope_id": studio.pk}
    people = [
        person
        for role in (Role.CONVENER, Role.LIAISON)
        for person in User.objects.holding(role, clock.today(), **scope)
    ]
    return [person for person in people if but is None or person.pk != but.pk]


def members_of(studio: Studio) -> list[User]:
    """The members of a studio who use the portal."""
    members = Member.objects.of_studio(studio).filter(user__isnull=False).select_related("user")
    return [member.user for member in members]


def township_of(studio: Studio) -> list[User]:
    """The township Party office (镇党委) that decides on the studio's topics."""
    area = studio.area.township()
    scope = {"scope_label": "studios.Area", "scope_id": area.pk}
    return list(User.objects.holding(Role.TOWNSHIP, clock.today(), **scope))


def linked_committee_of(studio: Studio) -> list[User]:
    """The special committee that guides the studio (对口专委会)."""
    if not studio.special_committee_id:
        return []
    scope = {
        "scope_label": "studios.SpecialCommittee",
        "scope_id": studio.special_committee_id,
    }
    return list(User.objects.holding(Role.COMMITTEE_STAFF, clock.today(), **scope))


def office_of(committee: Committee) -> list[User]:
    """The office of the county's committee (政协办公室)."""
    return list(User.objects.holding(Role.OFFICE, clock.today()).filter(committee=committee))


def account_of(member: Member | None) -> list[User]:
    """A member's own account, if there is one."""
    return [member.user] if member and member.user else []
