"""Categories, reasons, mechanisms and limits inside the studio, as a county states them."""

from typing import Any

from accounts.models import Committee, Unit
from consultations.models import Category, Mechanism, ReasonCode, StageLimit, Step
from core.sync import CHANGED, Changes, follow, in_tree_order

Rows = list[dict[str, Any]]


def load(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
    """Write what a county calls its matters, its refusals and its steps."""
    within = {"committee": committee}
    _load_categories(committee, sections["categories"], changes)
    reasons = (row | {"order": order} for order, row in enumerate(sections["reasons"], start=1))
    follow(changes, ReasonCode, reasons, within=within, key=("kind", "code"))
    follow(changes, StageLimit, sections["stage_limits"], within=within, key=("code",))
    _load_mechanisms(committee, sections["mechanisms"], changes)


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


def _load_mechanisms(committee: Committee, stated: Rows, changes: Changes) -> None:
    """The default is unset before it is set elsewhere, for a county has only one."""
    within = {"committee": committee}
    chosen = [row["code"] for row in stated if row["default"]]
    Mechanism.objects.filter(**within, is_default=True).exclude(code__in=chosen).update(
        is_default=False
    )
    rows = [
        {"code": row["code"], "name": row["name"], "is_default": row["default"]} for row in stated
    ]
    follow(changes, Mechanism, rows, within=within, key=("code",))
    for row in stated:
        mechanism = Mechanism.objects.get(**within, code=row["code"])
        steps = (step | {"order": order} for order, step in enumerate(row["steps"], start=1))
        follow(changes, Step, steps, within={"mechanism": mechanism}, key=("order",))
