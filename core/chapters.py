"""What a thing did in some time, told chapter by chapter (履职情况) by the apps with the records.

A register for reading only, like `core.sequels`; plans, summaries and logs are drafted from it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model


class Line(NamedTuple):
    """One sentence under the heading of its chapter; chapters stand in the order of `place`."""

    place: int
    chapter: str
    sentence: str


Teller = Callable[[Any, date, date], Iterator[Line]]
_TELLERS: dict[type[Model], list[Teller]] = {}


def recounts(model: type[Model]) -> Callable[[Teller], Teller]:
    """Mark a function as knowing what these did."""

    def register(teller: Teller) -> Teller:
        _TELLERS.setdefault(model, []).append(teller)
        return teller

    return register


def chapters_of(thing: Model, first: date, last: date) -> list[tuple[str, list[str]]]:
    """What `thing` did between two days: (chapter, its sentences), in order."""
    told = [line for tell in _TELLERS.get(type(thing), []) for line in tell(thing, first, last)]
    found: dict[str, list[str]] = {}
    for line in sorted(told, key=lambda line: line.place):
        found.setdefault(line.chapter, []).append(line.sentence)
    return list(found.items())
