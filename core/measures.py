"""What the portal can see of a thing by itself (自动核算), counted by the app that has the records.

A register for reading only, like `core.sequels`: an app above says, when it was loaded, what it can
count; a page below asks by the name of the count. Nobody imports upward.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


class Measure(NamedTuple):
    """What was counted, in a clerk's words, whether it is enough, and where its records are."""

    said: str
    is_met: bool
    url: str = ""


Counter = Callable[[Any, date, date, Decimal | None], Measure]
_COUNTERS: dict[str, Counter] = {}


def counts(name: str) -> Callable[[Counter], Counter]:
    """Mark a function as the one that counts `name`: of a thing, from a day to a day, at least."""

    def register(counter: Counter) -> Counter:
        _COUNTERS[name] = counter
        return counter

    return register


def known() -> frozenset[str]:
    """Every name that somebody counts."""
    return frozenset(_COUNTERS)


def measure(
    name: str, thing: Any, first: date, last: date, least: Decimal | None = None
) -> Measure | None:
    """What was counted of `thing` between two days; None when nobody counts such a thing."""
    counter = _COUNTERS.get(name)
    return counter(thing, first, last, least) if counter else None


def plain(number: Decimal) -> str:
    """A number as a clerk writes it: 24 and not 24.0, 2.5 and not 2.50."""
    return f"{number.normalize():f}"
