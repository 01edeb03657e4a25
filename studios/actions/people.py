"""Who belongs to a studio, as what, from when to when (人员); every change is a dated row."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import actions as accounts
from accounts.enums import Role
from accounts.models import Committee, Grant, User
from audit import trail
from core.access import require
from studios.enums import AffiliationRole, Basis
from studios.models import Affiliation, Member, Studio, pinyin_of

# The offices in a studio that let their holder act for it in the portal.
OFFICES = {AffiliationRole.CONVENER: Role.CONVENER, AffiliationRole.LIAISON: Role.LIAISON}


@transaction.atomic
def add_member(committee: Committee, *, by: User, name: str, **facts: Any) -> Member:
    """Enter a member or an invited person into the directory, found by the sound of the name."""
    require(by, "add", Member)
    member = Member.objects.create(committee=committee, name=name, pinyin=pinyin_of(name), **facts)
    trail.record(member, "add", by=by, label="登记委员")
    return member


def appoint_convener(studio: Studio, member: Member, *, by: User, on: date) -> Affiliation:
    """Make a member the convener (召集人): in the directory, and as an office of the account."""
    return appoint(studio, member, by=by, on=on, role=AffiliationRole.CONVENER)


def appoint_liaison(studio: Studio, member: Member, *, by: User, on: date) -> Affiliation:
    """Make a member the liaison officer (联络员), likewise."""
    return appoint(studio, member, by=by, on=on, role=AffiliationRole.LIAISON)


@transaction.atomic
def appoint(studio: Studio, member: Member, *, by: User, on: date, role: str) -> Affiliation:
    """Give a member a post in a studio; whoever has an account may act for it from then on."""
    require(by, "appoint", studio)
    affiliation = _belong(studio, member, on=on, role=role, basis="")
    office = OFFICES.get(AffiliationRole(role))
    if office and member.user_id and not _offices(studio, member).filter(role=office).exists():
        accounts.give(member.user, by=by, role=office, starts_on=on, scope=studio)
    _record(affiliation, "appoint", "任命", by)
    return affiliation


@transaction.atomic
def add_affiliation(
    studio: Studio,
    member: Member,
    *,
    by: User,
    on: date,
    role: str = AffiliationRole.MEMBER,
    basis: str | Basis = "",
) -> Affiliation:
    """Take a member into a studio (纳入工作室); one may belong to several (双重管理)."""
    require(by, "affiliate", studio)
    if AffiliationRole(role) in OFFICES:
        return appoint(studio, member, by=by, on=on, role=role)
    affiliation = _belong(studio, member, on=on, role=role, basis=basis)
    _record(affiliation, "affiliate", "纳入工作室", by)
    return affiliation


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, by: User, on: date) -> None:
    """A member leaves a studio (退出工作室), and with it every office held for it."""
    require(by, "affiliate", affiliation.studio)
    affiliation.ends_on = max(on, affiliation.starts_on)
    affiliation.save(update_fields=["ends_on"])
    for grant in _offices(affiliation.studio, affiliation.member):
        accounts.take(grant, by=by, on=on)
    _record(affiliation, "end_affiliation", "退出工作室", by)


def _belong(studio: Studio, member: Member, *, on: date, role: str, basis: str) -> Affiliation:
    """The member's one belonging to this studio, raised to `role` if it existed."""
    if studio.committee_id != member.committee_id:
        raise ValidationError("该委员不属于本级政协，不能纳入本工作室。")
    affiliation, is_new = Affiliation.objects.get_or_create(
        studio=studio,
        member=member,
        ends_on=None,
        defaults={"role": role, "basis": basis, "starts_on": on},
    )
    if not is_new:
        affiliation.role, affiliation.basis = role, basis or affiliation.basis
        affiliation.save(update_fields=["role", "basis"])
    return affiliation


def _offices(studio: Studio, member: Member):
    """The grants by which a member acts for a studio, not yet ended."""
    return Grant.objects.filter(
        user_id=member.user_id, scope_label=studio._meta.label, scope_id=studio.pk, ends_on=None
    )


def _record(affiliation: Affiliation, verb: str, label: str, by: User) -> None:
    remark = f"{affiliation.member}（{affiliation.get_role_display()}）"
    trail.record(affiliation.studio, verb, by=by, label=label, remark=remark)
