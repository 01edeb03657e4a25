"""The people and the studios of the demo county (演员表): accounts, offices, members, plates."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts import actions as accounts
from accounts.enums import Role
from accounts.models import User
from audit import trail
from core.workdays import add_months
from dashboards.demo import texts
from dashboards.demo.county import County
from dashboards.demo.stories import files
from studios.actions import charge, members, merging, people, studios
from studios.enums import AffiliationRole, Basis
from studios.models import Area, Member, Sector, SpecialCommittee, Studio, StudioKind, pinyin_of

CONVENERS_MONTHS = 36
SUBSIDY = "每月200元"
SCOPES: dict[str, Any] = {Role.TOWNSHIP: Area, Role.COMMITTEE_STAFF: SpecialCommittee}


def take_office(county: County, on: date) -> None:
    """Everybody takes their place, before the first citizen comes."""
    cast = texts.read("cast")
    password = make_password(settings.DEMO_PASSWORD)
    for row in sorted(cast["people"], key=lambda row: row.get("account") != "admin"):
        _appoint(county, row, on, _open_account(county, row, password))
    for row in cast["studios"]:
        _found(county, row, on)
    for row in cast["members"]:
        _take_in(county, row, on, _open_account(county, row, password))


def _open_account(county: County, row: dict[str, Any], password: str) -> User:
    """Demo accounts share one password; the others can be given one by the administrator."""
    account = row.get("account")
    person = User.objects.create(
        username=account or pinyin_of(row["name"]).replace(" ", ""),
        name=row["name"],
        post=row["post"],
        committee=county.committee,
        email=f"{account}@qingxi.example" if account else "",
        password=password if account else make_password(None),
    )
    county.users[account or row["name"]] = person
    trail.record(person, "add", by=county.users["admin"], label="新增账户")
    return person


def _appoint(county: County, row: dict[str, Any], on: date, person: User) -> None:
    role, at = row["role"], row.get("at")
    place: dict[str, Any] = {}
    if role == Role.UNIT:
        place = {"unit": county.unit(at)}
        county.handlers[at] = person
    elif role in SCOPES:
        place = {"scope": SCOPES[role].objects.get(committee=county.committee, code=at)}
    if role == Role.TOWNSHIP:
        county.townships[place["scope"].pk] = person
    accounts.give(person, by=county.users["admin"], role=role, starts_on=on, **place)


def _found(county: County, row: dict[str, Any], on: date) -> None:
    """A studio is set up and gets its plate."""
    within = {"committee": county.committee}
    office = county.office
    studio = studios.found(
        county.committee,
        by=office,
        **{name: row[name] for name in ("code", "name", "address", "phone", "venue", "intro")},
        area=Area.objects.get(**within, code=row["area"]),
        kinds=[StudioKind.objects.get(**within, code=row["kind"])],
        covers=Area.objects.filter(**within, code__in=row["covers"]),
    )
    charge.assign(
        studio,
        leader=county.users[row["leader"]],
        committee=SpecialCommittee.objects.get(**within, code=row["guide"]),
        by=office,
        on=on,
    )
    if "group" in row:
        merging.merge_with_group(studio, by=office, on=on, group_name=row["group"])
    studios.open(studio, by=office, on=on, remark="经主席会议研究同意")
    county.studios[studio.code] = studio
    county.staff[studio.code] = {}


def _take_in(county: County, row: dict[str, Any], on: date, person: User) -> None:
    """A member, or somebody a studio has invited, with a place in one studio or more."""
    within = {"committee": county.committee}
    is_invited = row.get("invited", False)
    facts: dict[str, Any] = {"is_cppcc_member": not is_invited}
    if not is_invited:
        facts |= {
            "sector": Sector.objects.get(**within, code=row["sector"]),
            "special_committee": SpecialCommittee.objects.get(**within, code=row["committee"]),
            "party": row.get("party", ""),
            "is_standing": row.get("standing", False),
            "term": county.committee.term,
        }
    first, *others = (county.studios[code] for code in row["studios"])
    _, ended = files.last_term(county.year.first)
    member = members.enter(
        county.committee, by=county.office, name=row["name"], user=person, on=on,
        since=None if is_invited else ended + timedelta(days=1),
        places={Basis.WORK: [first.area], Basis.CONTACT: [studio.area for studio in others]},
        gender=row["gender"], post=row["post"], **facts,
    )  # fmt: skip
    county.members[row["name"]] = member
    role = row.get("role", AffiliationRole.MEMBER)
    _join(county, first, member, role, on)
    for studio in others:
        people.add_affiliation(studio, member, by=county.office, on=on, basis=Basis.CONTACT)
    if role != AffiliationRole.MEMBER:
        county.staff[first.code][Role(role)] = person


def _join(county: County, studio: Studio, member: Member, role: str, on: date) -> None:
    """The first studio of a member; a convener is chosen for a term, and paid a little."""
    common: dict[str, Any] = {"by": county.office, "on": on, "basis": Basis.WORK}
    if role != AffiliationRole.CONVENER:
        people.add_affiliation(studio, member, role=role, **common)
        return
    until = add_months(on, CONVENERS_MONTHS)
    people.appoint_convener(
        studio, member, term_until=until, subsidy=SUBSIDY, remark="经遴选产生", **common
    )
