"""The dated rows of who is what in a studio (任职经历); whoever calls has asked who may.

Nothing is overwritten: a change of post ends one row on the eve and begins another, so that who
convened the studio on any past day can be read from the rows.
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from accounts import actions as accounts
from accounts.enums import Role
from accounts.models import Grant, User
from core.days import full_day
from studios.enums import AffiliationRole
from studios.models import Affiliation, Member, Studio

ONE_DAY = timedelta(days=1)
# The offices in a studio that let their holder act for it in the portal.
OFFICES = {AffiliationRole.CONVENER: Role.CONVENER, AffiliationRole.LIAISON: Role.LIAISON}
# What goes with a post and not with its holder.
TERMS: dict[str, Any] = {"term_until": None, "subsidy": "", "remark": ""}


def hold(
    studio: Studio, member: Member, *, by: User, on: date, role: str, **facts: Any
) -> Affiliation:
    """From `on` the member is `role` in the studio; the office in the portal follows."""
    row = _row_on(studio, member, on)
    former = AffiliationRole(row.role) if row else None
    if not facts.get("basis"):
        facts["basis"] = row.basis if row else ""
    if former and former != role:
        facts = TERMS | facts
    if row and former != role and row.starts_on < on:
        row.ends_on = on - ONE_DAY
        row.save(update_fields=["ends_on"])
        row = None
    if row is None:
        row = Affiliation(studio=studio, member=member, starts_on=on)
    row.role, row.starts_on, row.ends_on = role, min(row.starts_on, on), None
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    _hand_over(studio, member, former, AffiliationRole(role), by=by, on=on)
    return row


def leave(row: Affiliation, *, by: User, on: date, remark: str = "") -> None:
    """`on` is the last day of this row, and of every office held for the studio."""
    row.ends_on = max(on, row.starts_on)
    row.remark = remark or row.remark
    row.save(update_fields=["ends_on", "remark"])
    for grant in offices(row.studio, row.member):
        accounts.take(grant, by=by, on=on)


def offices(studio: Studio, member: Member):
    """The grants by which a member acts for a studio, not yet ended."""
    return Grant.objects.filter(
        user_id=member.user_id, scope_label=studio._meta.label, scope_id=studio.pk, ends_on=None
    )


def _hand_over(
    studio: Studio,
    member: Member,
    former: AffiliationRole | None,
    role: AffiliationRole,
    *,
    by: User,
    on: date,
) -> None:
    """The office of the former post is taken back, that of the new one given."""
    lost, won = OFFICES.get(former) if former else None, OFFICES.get(role)
    if lost and lost != won:
        for grant in offices(studio, member).filter(role=lost):
            accounts.take(grant, by=by, on=on - ONE_DAY)
    if won and member.user and not offices(studio, member).filter(role=won).exists():
        accounts.give(member.user, by=by, role=won, starts_on=on, scope=studio)


def _row_on(studio: Studio, member: Member, on: date) -> Affiliation | None:
    """What the member is in the studio on `on` or later. One who comes back on the last day, or
    before it, has never left; more than one row leaves no room for another."""
    if studio.committee_id != member.committee_id:
        raise ValidationError("该委员不属于本级政协，不能纳入本工作室。")
    rows = studio.affiliations.filter(member=member).exclude(ends_on__lt=on)
    found = list(rows.order_by("-starts_on")[:2])
    if len(found) > 1:
        since = full_day(found[0].starts_on)
        raise ValidationError({"on": f"{member}的任职已记到{since}以后，请填写其后的日期。"})
    return found[0] if found else None
