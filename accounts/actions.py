"""What the administrator does to accounts and to the calendar; each deed stands in the record."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.enums import APART, SCOPE_OF_ROLE, Role
from accounts.models import Committee, Grant, Unit, User
from audit import trail
from core import clock
from core.access import require
from core.models import CalendarDay

# No letter or digit that is misread when it is read out over the telephone.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
DIGITS = "23456789"
MIXED_OFFICES = "系统管理员、审计员与业务角色须由不同的人担任（三员分立），不能授予同一个人。"


def one_time_password() -> str:
    """A password to be told once and changed at the first sign-in."""
    groups = (LETTERS, DIGITS, LETTERS, DIGITS)
    return "-".join("".join(secrets.choice(group) for _ in range(4)) for group in groups)


@transaction.atomic
def add(
    committee: Committee, *, by: User, username: str, name: str, **facts: str
) -> tuple[User, str]:
    """Open an account (新增人员); its password is shown once and must be changed."""
    require(by, "add", User)
    password = one_time_password()
    person = User.objects.create_user(
        username,
        password=password,
        name=name,
        committee=committee,
        must_change_password=True,
        **facts,
    )
    trail.record(person, "add", by=by, label="新增账户")
    return person, password


@transaction.atomic
def disable(person: User, *, by: User) -> None:
    """Close an account (停用): who is signed in is signed out, what they did stays theirs."""
    require(by, "disable", person)
    _save(person, is_active=False)
    end_sessions(person)
    trail.record(person, "disable", by=by, label="停用账户")


@transaction.atomic
def enable(person: User, *, by: User) -> None:
    """Open a closed account again (启用)."""
    require(by, "enable", person)
    _save(person, is_active=True)
    trail.record(person, "enable", by=by, label="启用账户")


@transaction.atomic
def reset(person: User, *, by: User) -> str:
    """Give a new one-time password (重置密码) and end every session; returns the password."""
    require(by, "reset", person)
    password = one_time_password()
    person.set_password(password)
    _save(person, password=person.password, must_change_password=True)
    end_sessions(person)
    trail.record(person, "reset", by=by, label="重置密码")
    return password


@transaction.atomic
def change_password(person: User, *, password: str, by: User) -> None:
    """A person sets a password of their own (修改密码)."""
    person.set_password(password)
    _save(person, password=person.password, must_change_password=False)
    trail.record(person, "change_password", by=by, label="修改密码")


@transaction.atomic
def grant(
    person: User,
    *,
    by: User,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    unit: Unit | None = None,
    scope: models.Model | None = None,
) -> Grant:
    """Give an office (授权) for a unit, for an object of the directory or for the whole county."""
    require(by, "grant", person)
    return give(
        person, by=by, role=role, starts_on=starts_on, ends_on=ends_on, unit=unit, scope=scope
    )


@transaction.atomic
def give(person, *, by, role, starts_on, ends_on=None, unit=None, scope=None) -> Grant:
    """Write a grant; for upper apps whose own step has asked who may (appointing a convener)."""
    _refuse_mixed_offices(person, role, starts_on)
    _refuse_wrong_scope(person, role, unit, scope)
    given = Grant.objects.create(
        user=person,
        role=role,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by,
        scope_label=scope._meta.label if scope else "",
        scope_id=scope.pk if scope else None,
    )
    remark = f"{given.get_role_display()}（{unit or scope or '全县'}），自{starts_on}起"
    trail.record(person, "grant", by=by, label="授权", remark=remark)
    return given


@transaction.atomic
def end(given: Grant, *, by: User, on: date) -> None:
    """An office is held for the last time on `on` (终止授权)."""
    require(by, "end", given.user)
    take(given, by=by, on=on)


@transaction.atomic
def take(given: Grant, *, by: User, on: date) -> None:
    """Close a grant; the counterpart of `give`. One that never began is left one day long."""
    given.ends_on = max(on, given.starts_on)
    if given.ends_on < clock.today() - timedelta(days=366):
        raise ValidationError("终止日期不能早于一年以前。")
    given.save(update_fields=["ends_on"])
    remark = f"{given.get_role_display()}，至{given.ends_on}止"
    trail.record(given.user, "end", by=by, label="终止授权", remark=remark)


@transaction.atomic
def retire(people: Iterable[User], *, by: User, on: date) -> list[User]:
    """Close the accounts of those who hold no office after `on` (离任停用); returns whose.

    For upper apps whose own step has asked who may (archiving a member).
    """
    going = {person.pk: person for person in people if person.is_active}
    staying = Grant.objects.filter(user__in=going).filter(
        models.Q(ends_on=None) | models.Q(ends_on__gt=on)
    )
    for key in set(staying.values_list("user_id", flat=True)):
        del going[key]
    for person in going.values():
        _save(person, is_active=False)
        trail.record(person, "disable", by=by, label="停用账户", remark="离任归档")
    end_sessions(*going.values())
    return list(going.values())


@transaction.atomic
def readmit(person: User, *, by: User, on: date) -> None:
    """Open the account of somebody who acts as a member again; the counterpart of `retire`."""
    held = person.grants.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))
    if held.filter(role__in=APART).exists():
        raise ValidationError(MIXED_OFFICES)
    if not person.is_active:
        _save(person, is_active=True)
        trail.record(person, "enable", by=by, label="启用账户", remark="恢复在任")


@transaction.atomic
def rename(person: User, *, by: User, name: str) -> None:
    """Write a name as it is written in the directory; for upper apps, like `give`."""
    if person.name != name:
        _save(person, name=name)
        trail.record(person, "rename", by=by, label="更正姓名")


@transaction.atomic
def begin_term(committee: Committee, *, by: User, term: str) -> None:
    """A committee's next term begins (换届); for upper apps, like `give`."""
    committee.term = term
    committee.save(update_fields=["term"])
    committee.trail_scope = committee.code  # type: ignore[attr-defined]  # a committee is its own
    trail.record(committee, "begin_term", by=by, label="换届", remark=term)


def end_sessions(*people: User) -> int:
    """Sign these people out everywhere; returns how many sessions ended."""
    if not people:
        return 0
    keys = {str(person.pk) for person in people}
    live = Session.objects.filter(expire_date__gt=clock.now())
    theirs = [s.pk for s in live if s.get_decoded().get("_auth_user_id") in keys]
    return Session.objects.filter(pk__in=theirs).delete()[0]


@transaction.atomic
def correct_day(day: date, *, by: User, is_workday: bool, name: str) -> CalendarDay:
    """Say that a day is worked or not (校正工作日历)."""
    require(by, "correct", CalendarDay)
    row, _ = CalendarDay.objects.update_or_create(
        date=day,
        defaults={
            "is_workday": is_workday,
            "name": name,
            "source": f"{by.name}校正",
            "provisional": False,
        },
    )
    row.trail_scope = by.committee.code  # type: ignore[attr-defined]  # a day is no county's
    trail.record(
        row,
        "correct",
        by=by,
        label="校正日历",
        remark=f"{day}：{'上班' if is_workday else '休息'}，{name}",
    )
    return row


def _save(person: User, **changes) -> None:
    for name, value in changes.items():
        setattr(person, name, value)
    person.save(update_fields=list(changes))


def _refuse_mixed_offices(person: User, role: str, on: date) -> None:
    held = set(
        person.grants.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))
        .exclude(role=role)
        .values_list("role", flat=True)
    )
    is_member = role in APART and person.member_in_office is not None
    if is_member or (held and role in APART) or held & APART:
        raise ValidationError(MIXED_OFFICES)


def _refuse_wrong_scope(person: User, role: str, unit, scope) -> None:
    """Every office is held for the kind of thing it is about, and in the person's own county."""
    expected = SCOPE_OF_ROLE.get(role)
    if (scope._meta.label if scope else None) != expected or bool(unit) != (role == Role.UNIT):
        raise ValidationError("请选择与角色相符的授权范围。")
    if any(thing and thing.committee_id != person.committee_id for thing in (unit, scope)):
        raise ValidationError("授权范围不属于本级政协。")
