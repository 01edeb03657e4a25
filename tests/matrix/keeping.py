"""What the office keeps of a studio: links, hours, villages, people who have left."""

from datetime import time
from itertools import count

from accounts.enums import Role
from studios.enums import LinkKind
from studios.models import Affiliation, Area
from tests.builders.directory import open_studio
from tests.builders.people import LONG_AGO, make_user

_numbers = count(1)


def keep(place) -> None:
    """The studio of the county is in somebody's charge and receives; another is merged."""
    place.merged = open_studio(
        committee=place.county, area=place.area, code=f"{place.code}-merged",
        merged_with_group=True, group_name=f"{place.code}联络组",
    )  # fmt: skip
    leader, studio = place.by.leader, place.studio
    studio.linked_leader = leader
    studio.save(update_fields=["linked_leader"])
    studio.links.create(kind=LinkKind.LEADER, leader=leader, starts_on=LONG_AGO)
    studio.links.create(
        kind=LinkKind.COMMITTEE, special_committee=place.linked, starts_on=LONG_AGO
    )  # fmt: skip
    for other in place.studios.values():
        other.kinds.set(studio.kinds.all())
    studio.openings.create(weekday=2, opens_at=time(9), closes_at=time(11, 30))


def keep_more(place, member) -> None:
    """One more of everything that the page of a studio lists."""
    number, past = next(_numbers), {"starts_on": LONG_AGO, "ends_on": LONG_AGO}
    village = Area.objects.create(
        committee=place.county, code=f"village-{number}", name=f"{number}村", level="village",
        parent=place.area,
    )  # fmt: skip
    place.studio.covers.add(village)
    former = make_user(committee=place.county, **{Role.LEADER: True})
    place.studio.links.create(kind=LinkKind.LEADER, leader=former, **past)
    place.studio.links.create(kind=LinkKind.COMMITTEE, special_committee=place.linked, **past)
    Affiliation.objects.create(member=member, studio=place.studio, **past)
