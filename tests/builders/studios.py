"""Areas, studios and members. A studio is open unless told otherwise."""

from datetime import date
from itertools import count
from typing import Any

from accounts.models import Committee, User
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Affiliation, Area, Member, Studio, pinyin_of
from tests.builders.people import make_committee, make_user

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)


def make_area(name: str = "城关镇", *, committee: Committee | None = None, **changes: Any) -> Area:
    """A township; the same one for the same name and county."""
    fields = {"code": f"area-{next(_numbers)}", "level": "township"}
    return Area.objects.get_or_create(
        committee=committee or make_committee(), name=name, defaults=fields | changes
    )[0]


def make_studio(name: str = "", *, committee: Committee | None = None, **changes: Any) -> Studio:
    """A studio in 城关镇 that receives the public."""
    number = next(_numbers)
    area = changes.pop("area", None) or make_area(committee=committee)
    fields = {
        "committee": area.committee,
        "area": area,
        "code": f"studio-{number}",
        "name": name or f"第{number}委员工作室",
        "address": f"城关镇人民路{number}号",
        "status": StudioStatus.RUNNING,
        "opened_on": LONG_AGO,
    }
    return Studio.objects.create(**fields | changes)


def make_member(
    name: str = "",
    *,
    committee: Committee | None = None,
    studio: Studio | None = None,
    role: str = AffiliationRole.MEMBER,
    has_account: bool = True,
    **changes: Any,
) -> Member:
    """A member of the CPPCC with an account; `studio` affiliates them."""
    number = next(_numbers)
    name = name or f"赵{number}"
    committee = committee or (studio.committee if studio else make_committee())
    user: User | None = changes.pop("user", None)
    if user is None and has_account:
        user = make_user(name, committee=committee)
    fields = {"pinyin": pinyin_of(name), "post": "县实验小学校长"}
    member = Member.objects.create(committee=committee, name=name, user=user, **fields | changes)
    if studio is not None:
        make_affiliation(member, studio, role=role)
    return member


def make_affiliation(member: Member, studio: Studio, **changes: Any) -> Affiliation:
    """A member belongs to a studio, since long ago."""
    return Affiliation.objects.create(
        member=member, studio=studio, **{"starts_on": LONG_AGO} | changes
    )
