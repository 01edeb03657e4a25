"""组室合一: liaison group and studio are one record with two names, and one list of people."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from core.access import require
from core.days import full_day
from core.measures import measure
from studios.actions import posts
from studios.enums import OPEN_MATTERS, AffiliationRole
from studios.models import Affiliation, Studio

RANK = [
    AffiliationRole.MEMBER,
    AffiliationRole.LIAISON,
    AffiliationRole.DEPUTY,
    AffiliationRole.CONVENER,
]


@transaction.atomic
def merge_with_group(
    studio: Studio,
    *,
    by: User,
    on: date,
    group_name: str = "",
    group: Studio | None = None,
    remark: str = "",
) -> None:
    """Group and studio become one (组室合一); what the group's own record holds moves over."""
    require(by, "merge", studio)
    group_name = group_name or (group.name if group else "")
    if studio.merged_with_group:
        raise ValidationError(f"{studio}已与{studio.group_name}组室合一。")
    if not group_name:
        raise ValidationError({"group_name": "请填写联络组名称，或选择已登记的联络组。"})
    if group is not None:
        _refuse_wrong_group(studio, group, on)
    _set(studio, merged_with_group=True, group_name=group_name)
    said = [f"与{group_name}合一，自{full_day(on)}起"]
    if group is not None:
        said.append(f"并入{_take_over(studio, group, by=by, on=on)}人")
    remark = "；".join([*said, *([remark] if remark else [])])
    trail.record(studio, "merge", by=by, label="组室合一", remark=remark)


@transaction.atomic
def split_from_group(studio: Studio, *, by: User, remark: str = "") -> None:
    """Group and studio go apart again (恢复分设); the people stay until the office moves them."""
    require(by, "merge", studio)
    if not studio.merged_with_group:
        raise ValidationError(f"{studio}没有组室合一。")
    said = f"与{studio.group_name}分设"
    _set(studio, merged_with_group=False, group_name="")
    remark = "；".join([said, *([remark] if remark else [])])
    trail.record(studio, "split", by=by, label="恢复分设", remark=remark)


def _take_over(studio: Studio, group: Studio, *, by: User, on: date) -> int:
    """The group's people, villages and stations are the studio's; its own record rests."""
    rows = list(group.people().select_related("member__user", "studio"))
    for row in rows:
        posts.leave(row, by=by, on=on - timedelta(days=1), remark="组室合一")
        _join(studio, row, by=by, on=on)
    studio.covers.add(*group.covers.all())
    _close_ranks(studio, group)
    trail.advance(group, "suspend", by=by, remark=f"组室合一，并入{studio}")
    return len(rows)


def _close_ranks(studio: Studio, group: Studio) -> None:
    """The group's stations stand under the studio; those above the studio move up by one."""
    above = studio.line()
    for child in group.children.all():
        child.parent = group.parent if child in above else studio
        child.save(update_fields=["parent"])
    studio.refresh_from_db(fields=["parent"])


def _refuse_wrong_group(studio: Studio, group: Studio, on: date) -> None:
    """Another one of the same county, whose own work can be laid to rest."""
    if group.pk == studio.pk or group.committee_id != studio.committee_id:
        raise ValidationError({"group": "请选择本级政协的另一个联络组。"})
    group.workflow.target("suspend", group.status)
    # Its people are let go, so nobody would be left to answer what was raised there.
    held = measure(OPEN_MATTERS, group, date.min, on)
    if held and not held.is_met:
        raise ValidationError({"group": f"{group}手上{held.said}，请先办结或移交，再并入。"})


def _join(studio: Studio, row: Affiliation, *, by: User, on: date) -> None:
    """Posts are kept, and raised where one held a higher one in the group; a studio that has a
    convener gets a deputy."""
    role = AffiliationRole(row.role)
    if role == AffiliationRole.CONVENER and studio.people(role).exists():
        role = AffiliationRole.DEPUTY
    held = studio.people().filter(member=row.member).first()
    if held and RANK.index(AffiliationRole(held.role)) >= RANK.index(role):
        return
    facts = {"term_until": row.term_until, "subsidy": row.subsidy} if role == row.role else {}
    posts.hold(studio, row.member, by=by, on=on, role=role, basis=row.basis, **facts)


def _set(studio: Studio, **changes) -> None:
    Studio.objects.filter(pk=studio.pk).update(**changes)
    for name, value in changes.items():
        setattr(studio, name, value)
