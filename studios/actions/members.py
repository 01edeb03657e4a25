"""The member's file: entered, corrected, on leave, in another studio (委员档案).

How a term ends and the next begins is in `studios.actions.terms`.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import actions as accounts
from accounts.enums import Role
from accounts.models import Committee, User
from audit import trail
from core import clock
from core.access import require
from core.days import full_day
from core.editing import save_edit
from notices import outbox
from studios.actions import people
from studios.enums import Basis, Ending
from studios.models import Affiliation, Area, Leave, Member, MemberPlace, Studio, pinyin_of

# Where a member lives, works, keeps contact and helps (四地); what is left out stays as it is.
Places = Mapping[str, Collection[Area]]


@transaction.atomic
def enter(
    committee: Committee,
    *,
    by: User,
    name: str,
    on: date,
    since: date | None = None,
    studio: Studio | None = None,
    basis: str | Basis = "",
    places: Places | None = None,
    pinyin: str = "",
    **facts: Any,
) -> Member:
    """Open the file of a CPPCC member, or of somebody whom a studio has invited (登记委员).

    `since`: the first day in office, where it is known; `studio`: the first one they belong to.
    """
    require(by, "add", Member)
    if facts.get("is_cppcc_member", True):
        facts["term"] = facts.get("term") or committee.term
    else:
        facts |= OF_NO_TERM
    member = Member.objects.create(
        committee=committee, name=name, pinyin=pinyin or pinyin_of(name), **facts
    )
    if member.term:
        member.terms.create(term=member.term, starts_on=since)
    _settle(member, places or {})
    trail.record(member, "add", by=by, label="登记委员", after=member.status)
    if studio is not None:
        people.add_affiliation(studio, member, by=by, on=on, basis=basis)
    return member


# What an invited person has no share in: terms, standing committee, offices of the CPPCC.
OF_NO_TERM = {"term": "", "is_standing": False, "cppcc_post": ""}


@transaction.atomic
def edit(
    member: Member,
    *,
    by: User,
    seen_version: int,
    places: Places | None = None,
    **facts: Any,
) -> None:
    """Correct what the file says (修改档案); a name that changes takes its sound along."""
    require(by, "edit", member)
    member.workflow.target("edit", member.status)
    if not facts.get("is_cppcc_member", member.is_cppcc_member):
        facts |= OF_NO_TERM
    name = facts.get("name", member.name)
    if not facts.get("pinyin") and ("pinyin" in facts or name != member.name):
        facts["pinyin"] = pinyin_of(name)
    term = member.term
    changed = [_label(name) for name, new in facts.items() if getattr(member, name) != new]
    save_edit(member, seen_version, by=by, **facts)
    if member.term != term:
        _correct_term(member, term)
    changed += _settle(member, places or {})
    if member.user_id and "name" in facts:
        accounts.rename(member.user, by=by, name=member.name)
    if changed:
        trail.advance(member, "edit", by=by, remark="、".join(changed))


@transaction.atomic
def change_phone(member: Member, *, by: User, seen_version: int, phone: str) -> None:
    """A member writes down their own telephone (修改手机号); the number stays out of the record."""
    require(by, "phone", member)
    member.workflow.target("edit", member.status)
    is_new = member.phone != phone
    save_edit(member, seen_version, by=by, phone=phone)
    if is_new:
        trail.record(member, "phone", by=by, label="修改手机号")


@transaction.atomic
def leave(member: Member, *, by: User, starts_on: date, ends_on: date, reason: str) -> Leave:
    """Note that a member is away (登记请假); the reason stays between the office and the member."""
    trail.advance(member, "leave", by=by, remark=f"{full_day(starts_on)}至{full_day(ends_on)}")
    if clash := member.leaves.touching(starts_on, ends_on).first():
        raise ValidationError(
            f"与{full_day(clash.starts_on)}至{full_day(clash.ends_on)}的请假重叠，请核对日期。"
        )
    noted = member.leaves.create(
        starts_on=starts_on, ends_on=ends_on, reason=reason, recorded_by=by
    )
    tell_studios(
        member,
        "studios/member_on_leave",
        since=full_day(starts_on),
        until=full_day(ends_on),
    )
    return noted


@transaction.atomic
def end_leave(noted: Leave, *, by: User, on: date) -> None:
    """A member is back on `on`, earlier than noted (销假); a leave that never began is struck."""
    member = noted.member
    require(by, "leave", member)
    member.workflow.target("leave", member.status)
    if on > noted.ends_on:
        raise ValidationError("这次请假已经结束，不必销假。")
    if on <= noted.starts_on:
        noted.delete()
    else:
        noted.ends_on = on - timedelta(days=1)
        noted.save(update_fields=["ends_on"])
    trail.record(member, "end_leave", by=by, label="销假", remark=f"自{full_day(on)}起到岗")


@transaction.atomic
def transfer(
    member: Member,
    *,
    by: User,
    from_studio: Studio,
    to_studio: Studio,
    on: date,
    role: str = "",
    basis: str | Basis = "",
) -> Affiliation:
    """Move a member to another studio (调整工作室), where their days begin on `on`.

    The post goes along unless another is named; whatever was held for the old studio ends.
    """
    remark = f"{from_studio}→{to_studio}，自{full_day(on)}起"
    trail.advance(member, "transfer", by=by, remark=remark)
    old = _row_to_end(member, from_studio, to_studio, on)
    people.end_affiliation(old, by=by, on=on - timedelta(days=1))
    new = people.add_affiliation(
        to_studio, member, by=by, on=on, role=role or old.role, basis=basis or old.basis
    )
    tell_studios(member, "studios/member_moved", old=from_studio.name, new=to_studio.name)
    return new


def _row_to_end(member: Member, from_studio: Studio, to_studio: Studio, on: date) -> Affiliation:
    """The belonging that a transfer ends; refuses one that makes no sense."""
    now = member.affiliations.filter(ends_on=None)
    old = now.filter(studio=from_studio).select_related("studio").first()
    if old is None:
        raise ValidationError(f"{member}现在不在{from_studio}，请核对。")
    if now.filter(studio=to_studio).exists():
        raise ValidationError(f"{member}已经在{to_studio}，请直接退出原工作室。")
    if on < old.starts_on:
        raise ValidationError(f"日期不能早于进入原工作室的{full_day(old.starts_on)}。")
    return old


def tell_studios(member: Member, template: str, **words: Any) -> None:
    """Conveners and liaison officers hear what changes in their ranks, and so does the member."""
    studios = list(member.affiliations.filter(ends_on=None).values_list("studio_id", flat=True))
    scope = {"scope_label": Studio._meta.label, "scope_id__in": studios}
    staff = [
        person
        for role in (Role.CONVENER, Role.LIAISON)
        for person in User.objects.holding(role, clock.today(), **scope).select_related("committee")
    ]
    hearers = [*staff, *([member.user] if member.user_id else [])]
    outbox.tell(hearers, template, about=member, member=member.name, **words)


def _label(name: str) -> str:
    return str(Member._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _settle(member: Member, places: Places) -> list[str]:
    """Write the places of each tie that is named; returns which ties have changed."""
    changed = []
    for basis, areas in places.items():
        rows = member.places.filter(basis=basis)
        before, after = set(rows.values_list("area_id", flat=True)), {area.pk for area in areas}
        if before == after:
            continue
        rows.exclude(area__in=after).delete()
        MemberPlace.objects.bulk_create(
            MemberPlace(member=member, basis=basis, area_id=key) for key in sorted(after - before)
        )
        changed.append(str(Basis(basis).label))
    return changed


def _correct_term(member: Member, before: str) -> None:
    """The row of the present term follows the file: named anew, begun, or at its end."""
    present = member.terms.filter(term=before, ends_on=None).first()
    if not member.term:
        if present:
            present.ends_on = max(clock.today(), present.starts_on or date.min)
            present.ending = Ending.OTHER
            present.save(update_fields=["ends_on", "ending"])
        return
    if present and not member.terms.filter(term=member.term).exists():
        present.term = member.term
        present.save(update_fields=["term"])
        return
    member.terms.get_or_create(term=member.term, defaults={"starts_on": clock.today()})
