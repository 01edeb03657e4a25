"""Places, studios and their people: a small township with one studio and everybody it needs."""

from itertools import count
from typing import Any

from accounts.models import Committee, User
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Affiliation, Area, Member, SpecialCommittee, Studio
from tests.builders.people import LONG_AGO, make_committee, make_user

_numbers = count(1)


def make_area(name: str = "城关镇", *, committee: Committee | None = None, **changes: Any) -> Area:
    """A township of the county."""
    fields = {"code": f"area-{next(_numbers)}", "name": name, "level": "township"}
    return Area.objects.create(committee=committee or make_committee(), **fields | changes)


def make_special_committee(committee: Committee | None = None) -> SpecialCommittee:
    """The special committee that guides a studio."""
    return SpecialCommittee.objects.create(
        committee=committee or make_committee(), code=f"sc-{next(_numbers)}", name="经济委员会"
    )


def open_studio(name: str = "", *, committee: Committee | None = None, **changes: Any) -> Studio:
    """A running studio in a township of its own."""
    number = next(_numbers)
    committee = committee or make_committee()
    fields = {
        "code": f"room-{number}",
        "name": name or f"城关镇第{number}委员工作室",
        "address": "城关镇老街12号",
        "phone": "0917-3521234",
        "hours": "每周三 9:00—11:30",
        "status": StudioStatus.RUNNING,
    }
    area = changes.pop("area", None) or make_area(committee=committee)
    return Studio.objects.create(committee=committee, area=area, **fields | changes)


def join_studio(studio: Studio, name: str = "", **changes: Any) -> Member:
    """A CPPCC member of the studio, with an account."""
    user = changes.pop("user", None) or make_user(name, committee=studio.committee)
    role = changes.pop("role", AffiliationRole.MEMBER)
    member = Member.objects.create(
        committee=studio.committee, user=user, name=user.name, pinyin=user.username, **changes
    )
    Affiliation.objects.create(member=member, studio=studio, role=role, starts_on=LONG_AGO)
    return member


def member_user(studio: Studio, name: str = "") -> User:
    """The account of a member of the studio."""
    return join_studio(studio, name).user
