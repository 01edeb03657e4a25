"""Committees, units and people. A user's flags say which offices they hold, and where."""

from datetime import date
from itertools import count
from typing import Any

from accounts.enums import Role, UnitSystem
from accounts.models import Committee, Grant, Unit, User

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)


def make_committee(code: str = "qingxi", **changes: Any) -> Committee:
    """The county's CPPCC committee; the same one for the same code."""
    fields = {
        "name": "政协青溪县委员会",
        "short_name": "青溪县政协",
        "county_name": "青溪县",
    }
    return Committee.objects.get_or_create(code=code, defaults=fields | changes)[0]


def make_unit(name: str = "", *, committee: Committee | None = None, **changes: Any) -> Unit:
    """An undertaking unit."""
    number = next(_numbers)
    fields = {
        "committee": committee or make_committee(),
        "code": f"unit-{number}",
        "name": name or f"县第{number}局",
        "system": UnitSystem.GOVERNMENT,
        "dispatch_authority": "县政府办",
    }
    return Unit.objects.create(**fields | changes)


def make_user(
    name: str = "", *, committee: Committee | None = None, email: str | None = None, **flags: Any
) -> User:
    """A person who signs in: `make_user(office=True)`, `make_user(convener=studio)`,
    `make_user(unit=unit)`. A flag that is no role is a field of the user."""
    number = next(_numbers)
    roles = {flag: flags.pop(flag) for flag in list(flags) if flag in Role.values}
    user = User.objects.create_user(
        username=flags.pop("username", f"user{number}"),
        email=f"user{number}@example.cn" if email is None else email,
        password=flags.pop("password", None),
        name=name or f"王{number}",
        committee=committee or make_committee(),
        **flags,
    )
    for role, scope in roles.items():
        if scope:
            make_grant(user, role, scope)
    return user


def make_grant(user: User, role: str, scope: Any = True, *, since: date = LONG_AGO) -> Grant:
    """An office: for a unit, for a studio, area or special committee, or (True) for the county."""
    place: dict[str, Any] = {}
    if isinstance(scope, Unit):
        place = {"unit": scope}
    elif role == Role.UNIT:
        place = {"unit": make_unit(committee=user.committee)}
    elif scope is not True:
        place = {"scope_label": scope._meta.label, "scope_id": scope.pk}
    return Grant.objects.create(user=user, role=role, starts_on=since, **place)
