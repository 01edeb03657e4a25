"""The people of one county: everybody who may knock at a door, and the places they belong to."""

from types import SimpleNamespace

from accounts.enums import Role
from accounts.models import Grant
from core import clock
from studios.enums import StudioStatus
from studios.models import Area, StudioKind
from tests.builders.directory import join_studio, make_special_committee, open_studio
from tests.builders.people import LONG_AGO, make_committee, make_unit, make_user

# Everybody who signs in; `anonymous` is added where doors are tried.
ROLES = (
    "member", "member2", "convener", "liaison", "convener2", "township", "township2", "committee",
    "office", "proposals", "signer", "leader", "unit", "unit2", "unit3", "auditor", "admin",
    "stranger",
)  # fmt: skip


def settle(code: str) -> SimpleNamespace:
    """Places and people of the county `code`: two studios in two townships, three units."""
    county = make_committee(code, name=f"政协{code}县委员会")
    place = SimpleNamespace(county=county, code=code)
    place.linked = make_special_committee(county)
    place.area, place.area2 = (
        Area.objects.create(committee=county, code=f"{code}-{n}", name=f"{n}镇", level="township")
        for n in ("east", "west")
    )
    place.studio = open_studio(
        committee=county, area=place.area, special_committee=place.linked, code=f"{code}-room"
    )
    place.studio2 = open_studio(committee=county, area=place.area2, code=f"{code}-room2")
    place.studio.kinds.add(StudioKind.objects.create(committee=county, code="room", name="工作室"))
    place.units = [make_unit(committee=county) for _ in range(3)]
    place.people = _people(place)
    place.by = SimpleNamespace(**place.people)
    place.studios = {
        status: open_studio(
            committee=county, area=place.area, code=f"{code}-{status}", status=status
        )
        for status in StudioStatus
    }
    return place


def _people(place) -> dict:
    studio, studio2, units = place.studio, place.studio2, place.units
    offices = {
        "convener": (Role.CONVENER, studio),
        "liaison": (Role.LIAISON, studio),
        "convener2": (Role.CONVENER, studio2),
        "township": (Role.TOWNSHIP, place.area),
        "township2": (Role.TOWNSHIP, place.area2),
        "committee": (Role.COMMITTEE_STAFF, place.linked),
        "unit": (Role.UNIT, units[0]),
        "unit2": (Role.UNIT, units[1]),
        "unit3": (Role.UNIT, units[2]),
    }
    people = {}
    for name in ROLES:
        role, scope = offices.get(name, (name, True))
        flags = {role: scope} if role in Role.values else {}
        people[name] = make_user(
            f"{place.code}{name}", committee=place.county, username=f"{place.code}-{name}", **flags
        )
    place.member = join_studio(studio, user=people["member"])
    place.member2 = join_studio(studio2, user=people["member2"])
    place.ended = Grant.objects.create(
        user=people["stranger"], role=Role.OFFICE, starts_on=LONG_AGO, ends_on=LONG_AGO
    )
    assert place.ended.ends_on < clock.today()
    return people
