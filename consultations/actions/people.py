"""Who must hear of a step (通知对象). Handbook 3.4, notification matrix."""

from accounts.enums import Role
from accounts.models import Committee, User
from consultations.enums import Decider
from consultations.models import Topic
from core import clock
from studios.actions import audience
from studios.models import Member, Studio


def staff_of(studio: Studio, *, but: User | None = None) -> list[User]:
    """Convener and liaison officer (召集人、联络员) of a studio."""
    people = audience.runners_of(studio, clock.today())
    return [person for person in people if but is None or person.pk != but.pk]


def members_of(studio: Studio) -> list[User]:
    """The members of a studio who use the portal."""
    members = Member.objects.of_studio(studio).filter(user__isnull=False).select_related("user")
    return [member.user for member in members]


def township_of(studio: Studio) -> list[User]:
    """The township Party office (镇党委) that decides on the studio's topics."""
    return audience.township_of(studio, clock.today())


def deciders_of(topic: Topic) -> list[User]:
    """Whoever decides whether a topic is taken up, as its mechanism says (审定主体)."""
    match topic.practice.decider:
        case Decider.BOARD:
            return office_of(topic.committee)
        case Decider.COMMITTEE:
            return linked_committee_of(topic.studio)
        case Decider.STUDIO:
            return staff_of(topic.studio, but=topic.proposed_by)
    return township_of(topic.studio)


def linked_committee_of(studio: Studio) -> list[User]:
    """The special committee that guides the studio (对口专委会)."""
    return audience.committee_of(studio, clock.today())


def office_of(committee: Committee) -> list[User]:
    """The office of the county's committee (政协办公室)."""
    return list(User.objects.holding(Role.OFFICE, clock.today()).filter(committee=committee))


def account_of(member: Member | None) -> list[User]:
    """A member's own account, if there is one."""
    return [member.user] if member and member.user else []
