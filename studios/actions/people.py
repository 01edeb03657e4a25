"""Who belongs to a studio, as what, from when to when (人员); every change is a dated row."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Committee, User
from audit import trail
from core.access import require
from core.days import full_day
from notices import outbox
from studios.actions import audience, posts
from studios.enums import AffiliationRole, Basis, MemberStatus
from studios.models import Affiliation, Member, Studio, pinyin_of


@transaction.atomic
def add_member(committee: Committee, *, by: User, name: str, **facts: Any) -> Member:
    """Enter a member or an invited person into the directory, found by the sound of the name."""
    require(by, "add", Member)
    member = Member.objects.create(committee=committee, name=name, pinyin=pinyin_of(name), **facts)
    trail.record(member, "add", by=by, label="登记委员")
    return member


def appoint_convener(
    studio: Studio, member: Member, *, by: User, on: date, **facts: Any
) -> Affiliation:
    """Make a member the convener (召集人): in the directory, and as an office of the account."""
    return appoint(studio, member, by=by, on=on, role=AffiliationRole.CONVENER, **facts)


def appoint_liaison(
    studio: Studio, member: Member, *, by: User, on: date, **facts: Any
) -> Affiliation:
    """Make a member the liaison officer (联络员), likewise."""
    return appoint(studio, member, by=by, on=on, role=AffiliationRole.LIAISON, **facts)


@transaction.atomic
def appoint(
    studio: Studio,
    member: Member,
    *,
    by: User,
    on: date,
    role: str,
    term_until: date | None = None,
    subsidy: str = "",
    remark: str = "",
    basis: str = "",
) -> Affiliation:
    """Give a member a post in a studio (任命); whoever has an account may act for it from then on.

    A studio has one convener: the one before becomes a member of it on the same day.
    """
    require(by, "appoint", studio)
    _take_turns(studio)
    _refuse_archived([member])
    if role == AffiliationRole.CONVENER:
        _relieve_convener(studio, member, by=by, on=on)
    row = posts.hold(
        studio, member, by=by, on=on, role=role,
        term_until=term_until, subsidy=subsidy, remark=remark, basis=basis,
    )  # fmt: skip
    _record(row, "appoint", "任命", by, _terms(row, on))
    outbox.tell(
        audience.account_of(member), "studios/appointed", about=studio, studio=studio.name,
        post=row.get_role_display(), on=on, term_until=term_until,
    )  # fmt: skip
    return row


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
    if role != AffiliationRole.MEMBER:
        return appoint(studio, member, by=by, on=on, role=role, basis=basis)
    _take_turns(studio)
    _refuse_archived([member])
    row = posts.hold(studio, member, by=by, on=on, role=role, basis=basis)
    _record(row, "affiliate", "纳入工作室", by)
    return row


@transaction.atomic
def add_several(
    studio: Studio, members: Collection[Member], *, by: User, on: date, basis: str = ""
) -> list[Affiliation]:
    """Take many members into a studio at once: all of them or none, in one line of the record."""
    require(by, "affiliate", studio)
    _take_turns(studio)
    _refuse_archived(members)
    inside = set(studio.people().values_list("member", flat=True))
    if twice := [member.name for member in members if member.pk in inside]:
        raise ValidationError(f"{'、'.join(twice)}已在本工作室，请取消勾选后再提交。")
    role = AffiliationRole.MEMBER
    rows = [posts.hold(studio, member, by=by, on=on, role=role, basis=basis) for member in members]
    names = "、".join(member.name for member in members)
    remark = f"{len(rows)}人，自{full_day(on)}起：{names}"
    trail.record(studio, "affiliate", by=by, label="纳入工作室", remark=remark)
    return rows


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, by: User, on: date, remark: str = "") -> None:
    """A member leaves a studio (退出工作室), and with it every office held for it."""
    require(by, "affiliate", affiliation.studio)
    if affiliation.ends_on:
        raise ValidationError(f"{affiliation.member}已于{full_day(affiliation.ends_on)}退出。")
    posts.leave(affiliation, by=by, on=on, remark=remark)
    _record(affiliation, "end_affiliation", "退出工作室", by, remark)


def _take_turns(studio: Studio) -> None:
    """Two clerks who change the same studio's people at once do it one after the other."""
    Studio.objects.select_for_update().get(pk=studio.pk)


def _relieve_convener(studio: Studio, successor: Member, *, by: User, on: date) -> None:
    """Whoever convened until now stays as a member, without the office."""
    before = studio.affiliations.filter(role=AffiliationRole.CONVENER).exclude(member=successor)
    if last := before.filter(ends_on__gte=on).select_related("member").first():
        raise ValidationError(
            {"on": f"{last.member}任召集人到{full_day(last.ends_on)}，新任须从其后起。"}
        )
    for former in before.filter(ends_on=None).select_related("member__user"):
        role = AffiliationRole.MEMBER
        row = posts.hold(studio, former.member, by=by, on=on, role=role)
        _record(row, "relieve", "不再任召集人", by, f"自{full_day(on)}起")
        outbox.tell(
            audience.account_of(former.member), "studios/relieved", about=studio,
            studio=studio.name, successor=successor.name, on=on,
        )  # fmt: skip


def _refuse_archived(members: Collection[Member]) -> None:
    gone = [member.name for member in members if member.status == MemberStatus.ARCHIVED]
    if gone:
        raise ValidationError(f"{'、'.join(gone)}已离任归档，不能纳入工作室。")


def _terms(row: Affiliation, on: date) -> str:
    """From when, until when, for what pay."""
    said = [f"自{full_day(on)}起"]
    said += [f"任期至{full_day(row.term_until)}"] if row.term_until else []
    said += [f"补贴：{row.subsidy}"] if row.subsidy else []
    return "，".join([*said, *([row.remark] if row.remark else [])])


def _record(affiliation: Affiliation, verb: str, label: str, by: User, more: str = "") -> None:
    remark = f"{affiliation.member}（{affiliation.get_role_display()}）"
    remark += f"：{more}" if more else ""
    trail.record(affiliation.studio, verb, by=by, label=label, remark=remark)
