"""What a county expects in a time, and how it reads a year's points."""

from itertools import count
from typing import Any

from scoring.enums import Cycle, QuotaEvent, QuotaScope
from scoring.models import Consequence, Level, Quota, Scheme
from tests.builders.people import make_committee

_numbers = count(1)


def make_quota(**changes: Any) -> Quota:
    """Four consultations a year of every studio, unless told otherwise."""
    number = next(_numbers)
    fields = {
        "committee": changes.pop("committee", None) or make_committee(),
        "code": f"quota-{number}",
        "label": "协商活动",
        "scope": QuotaScope.STUDIO,
        "event": QuotaEvent.CONSULTATION,
        "cycle": Cycle.YEAR,
        "target": 4,
        "order": number,
    }
    return Quota.objects.create(**fields | changes)


def make_scheme(year: int = 2026, *, base: int = 100, bonus: int = 40, **changes: Any) -> Scheme:
    """100+40 with the handbook's levels; below 40 in two years running asks for 劝辞."""
    levels = changes.pop("levels", {"优秀": 85, "称职": 70, "基本称职": 60, "不称职": 0})
    consequences = changes.pop("consequences", {"劝辞": (40, 2), "提醒谈话": (60, 1)})
    fields = {"committee": make_committee(), "bonus_blocks": ["社情民意"]}
    scheme = Scheme.objects.create(year=year, base=base, bonus=bonus, **fields | changes)
    for place, (label, at_least) in enumerate(levels.items()):
        Level.objects.create(scheme=scheme, code=f"l{place}", label=label, at_least=at_least)
    for place, (label, (below, years)) in enumerate(consequences.items()):
        fields = {"code": f"c{place}", "label": label, "below": below, "years": years}
        Consequence.objects.create(scheme=scheme, **fields)
    return scheme
