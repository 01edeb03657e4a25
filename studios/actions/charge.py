"""In whose charge a studio is: a leader, a special committee, each from a day (包联)."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.enums import Role
from accounts.models import User
from audit import trail
from core.access import require
from core.days import full_day
from notices import outbox
from studios.actions import audience
from studios.enums import LinkKind
from studios.models import SpecialCommittee, Studio, StudioLink

# For each kind of link: the studio's column for now, and the link's own.
COLUMNS = {
    LinkKind.LEADER: ("linked_leader", "leader"),
    LinkKind.COMMITTEE: ("special_committee", "special_committee"),
}


@transaction.atomic
def assign(
    studio: Studio,
    *,
    leader: User | None,
    committee: SpecialCommittee | None,
    by: User,
    on: date,
) -> None:
    """Both at once (包联); what stays as it was is left alone."""
    if leader != studio.linked_leader:
        link_leader(studio, leader, by=by, on=on)
    if committee != studio.special_committee:
        link_committee(studio, committee, by=by, on=on)


def link_leader(studio: Studio, leader: User | None, *, by: User, on: date) -> StudioLink | None:
    """From `on` a leader is in charge of the studio (包联领导), or nobody is."""
    require(by, "link", studio)
    if leader is not None:
        offices = leader.grants.in_force(on).filter(role=Role.LEADER)
        if leader.committee_id != studio.committee_id or not offices.exists():
            raise ValidationError(
                f"{leader}在{full_day(on)}不是本级政协领导，请先由管理员授权，或另选。"
            )
    return _link(studio, LinkKind.LEADER, leader, by=by, on=on)


def link_committee(
    studio: Studio, committee: SpecialCommittee | None, *, by: User, on: date
) -> StudioLink | None:
    """From `on` a special committee guides the studio (对口专委会), or none does."""
    require(by, "link", studio)
    if committee is not None and committee.committee_id != studio.committee_id:
        raise ValidationError(f"{committee}不属于本级政协，请另选。")
    return _link(studio, LinkKind.COMMITTEE, committee, by=by, on=on)


@transaction.atomic
def _link(studio: Studio, kind: LinkKind, who: Any, *, by: User, on: date) -> StudioLink | None:
    """The only writer of both the dated rows and the studio's two columns."""
    column, field = COLUMNS[kind]
    # Two clerks who link at once take turns.
    Studio.objects.select_for_update().get(pk=studio.pk)
    before = studio.links.filter(kind=kind, ends_on=None).first()
    former = before.who if before else None
    if former == who:
        return before
    _end(studio, kind, before, on)
    after = None
    if who is not None:
        after = StudioLink.objects.create(studio=studio, kind=kind, starts_on=on, **{field: who})
    Studio.objects.filter(pk=studio.pk).update(**{column: who})
    setattr(studio, column, who)
    remark = f"{former or '无'} → {who or '无'}，自{full_day(on)}起"
    trail.record(studio, "link", by=by, label=f"调整{kind.label}", remark=remark)
    if who is not None:
        people = [who] if kind == LinkKind.LEADER else audience.staff_of(who, on)
        outbox.tell(
            people, "studios/linked", about=studio,
            studio=studio.name, post=str(kind.label), on=on,
        )  # fmt: skip
    return after


def _end(studio: Studio, kind: LinkKind, before: StudioLink | None, on: date) -> None:
    """The link before ends on the eve; one entered for the very same day never was."""
    ended = studio.links.filter(kind=kind).aggregate(last=Max("ends_on"))["last"]
    taken = before.starts_on if before and before.starts_on > on else ended
    if taken and taken >= on:
        raise ValidationError(
            {"on": f"{kind.label}已记到{full_day(taken)}，新的起始日期须在其后。"}
        )
    if before and before.starts_on == on:
        before.delete()
    elif before:
        before.ends_on = on - timedelta(days=1)
        before.save(update_fields=["ends_on"])
