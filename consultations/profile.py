"""Categories, reasons, mechanisms and limits inside the studio, as a county states them."""

from typing import Any

from django.db.models import Q

from accounts.models import Committee, Unit
from consultations.actions import mechanisms
from consultations.enums import Cadence, RelayStatus
from consultations.models import (
    Category,
    DutyGroup,
    DutyRule,
    ReasonCode,
    Relay,
    StageLimit,
)
from core import clock
from core.sync import CHANGED, Changes, follow, in_tree_order
from studios.models import Studio

Rows = list[dict[str, Any]]


def load(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
    """Write what a county calls its matters, its refusals and its steps."""
    within = {"committee": committee}
    _units_asked_stay(changes)
    _load_categories(committee, sections["categories"], changes)
    reasons = (row | {"order": order} for order, row in enumerate(sections["reasons"], start=1))
    follow(changes, ReasonCode, reasons, within=within, key=("kind", "code"))
    follow(changes, StageLimit, sections["stage_limits"], within=within, key=("code",))
    mechanisms.follow_all(committee, sections["mechanisms"], changes, on=clock.today())
    _load_duty(committee, sections, changes)


def _units_asked_stay(changes: Changes) -> None:
    """A unit that a member's word was given to still has to say what became of it."""
    for unit in (row for row in changes.ended if isinstance(row, Unit)):
        if owed := Relay.objects.filter(unit=unit, status=RelayStatus.HANDLING).count():
            changes.refuse(unit, f"还有{owed}件带话未回复")


def _load_categories(committee: Committee, stated: Rows, changes: Changes) -> None:
    within = {"committee": committee}
    known = set(Category.objects.filter(**within).values_list("code", flat=True))
    rows = [
        {name: row[name] for name in ("code", "name", "parent")} | {"order": order}
        for order, row in enumerate(stated, start=1)
    ]
    ordered = in_tree_order(Category, rows, within=within)
    follow(changes, Category, ordered, within=within, key=("code",))
    units = {unit.code: unit for unit in Unit.objects.of(committee)}
    categories = Category.objects.filter(**within).prefetch_related("units")
    named = {category.code: category for category in categories}
    for row in stated:
        category = named[row["code"]]
        if {unit.code for unit in category.units.all()} != set(row["units"]):
            category.units.set([units[code] for code in row["units"]])
            if row["code"] in known:
                changes.note(CHANGED, category, "（常办单位）")


def _load_duty(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
    """Groups and rules of the studios the file names; what a studio set up itself is its own."""
    codes = [row["code"] for row in sections["studios"]]
    studios = Studio.objects.filter(committee=committee).in_bulk(codes, field_name="code")
    rules, groups = sections["duty_rules"], sections["duty_groups"]
    for code, studio in studios.items():
        held = {"studio": studio}
        mine = [row for row in rules if code in (row["studios"] or codes)]
        follow(
            changes, DutyRule, map(_rule, mine), within=held, key=("code",),
            retire=_end, among=~Q(code=""),
        )  # fmt: skip
        names = [row["name"] for row in groups if row["studio"] == code]
        stated = ({"name": name, "order": order} for order, name in enumerate(names, start=1))
        follow(changes, DutyGroup, stated, within=held, key=("name",), retire=_leave_alone)


def _rule(row: dict[str, Any]) -> dict[str, Any]:
    """Clerks count the days of the week from one, the calendar from nought."""
    kept = {name: value for name, value in row.items() if name != "studios"}
    is_by_date = row["cadence"] == Cadence.MONTHLY
    days = sorted(row["days"]) if is_by_date else sorted(day - 1 for day in row["days"])
    return kept | {"days": days, "weeks": sorted(row["weeks"]), "is_active": True}


def _end(rule: DutyRule) -> bool:
    if not rule.is_active:
        return False
    rule.is_active = False
    rule.save(update_fields=["is_active"])
    return True


def _leave_alone(group: DutyGroup) -> bool:
    """Groups hold people, and those are kept by the studio."""
    return False
