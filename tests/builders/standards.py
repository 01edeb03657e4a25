"""Standards, and checks of a studio in the state that a flag says, reached by the real steps."""

from decimal import Decimal
from itertools import count
from typing import Any

from accounts.models import Committee, User
from core import clock
from studios.actions import standards
from studios.actions.standards import Answer
from studios.enums import AutoRule, Checker
from studios.models import Standard, StandardCheck, StandardItem, Studio
from tests.builders.people import make_committee, make_user

_numbers = count(1)


def make_standard(
    name: str = "六有", *, committee: Committee | None = None, items: int = 2, **changes: Any
) -> Standard:
    """A standard of `items` things that somebody has to look at, two points each."""
    kinds = changes.pop("kinds", ())
    fields = {"code": f"standard-{next(_numbers)}", "checker": Checker.TOWNSHIP}
    standard = Standard.objects.create(
        committee=committee or make_committee(), name=name, **fields | changes
    )
    standard.kinds.set(kinds)
    for _ in range(items):
        add_item(standard)
    return standard


def add_item(standard: Standard, label: str = "", **changes: Any) -> StandardItem:
    """One more thing; `rule` lets the portal count it."""
    number = next(_numbers)
    fields = {
        "code": f"item-{number}",
        "group": "有阵地",
        "points": Decimal(2),
        "advice": "可依托党群服务中心。",
        "order": number,
    }
    return StandardItem.objects.create(
        standard=standard, label=label or f"第{number}项", **fields | changes
    )


def counted(standard: Standard, rule: AutoRule = AutoRule.HOURS_POSTED, **changes: Any):
    """One more thing that the portal counts by itself."""
    return add_item(standard, AutoRule(rule).label, rule=rule, **changes)


def make_check(
    studio: Studio, standard: Standard | None = None, *, year: int = 2026, **flags: Any
) -> StandardCheck:
    """A self-check that has begun; `marked`, `submitted`, `returned`, `concluded` take the steps
    up to that one, `by` the convener and `checker` the township."""
    standard = standard or make_standard(committee=studio.committee)
    staff: User = flags.pop("by", None) or make_user(committee=studio.committee, convener=studio)
    check = standards.start(studio, standard, by=staff, year=year, on=clock.today())
    if any(flags.get(flag) for flag in ("marked", "submitted", "returned", "concluded")):
        fill_in(check, by=staff)
    if any(flags.get(flag) for flag in ("submitted", "returned", "concluded")):
        standards.submit(check, by=staff, on=clock.today())
    if not (flags.get("returned") or flags.get("concluded")):
        return check
    checker = flags.get("checker") or make_user(committee=studio.committee, township=studio.area)
    if flags.get("returned"):
        standards.send_back(check, by=checker, remark="请补门牌照片。")
    if flags.get("concluded"):
        standards.conclude(check, by=checker, opinion="达标。", verdicts={}, on=clock.today())
    return check


def fill_in(check: StandardCheck, *, by: User, is_met: bool = True) -> None:
    """Everything that a person has to say is said."""
    items = check.standard.items.filter(rule="")
    answers = [Answer(item, is_met, "门厅北墙") for item in items]
    standards.mark(check, by=by, answers=answers)
