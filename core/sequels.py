"""What came of a thing (后续), told by apps which the thing's own app does not know.

A page below asks; an app above has said, when it was loaded, what it knows. Nobody imports upward.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model


class Sequel(NamedTuple):
    """Something that follows: what it is, the record, in whose hands, until when it is awaited."""

    noun: str
    thing: Any
    who: str = ""
    due_on: date | None = None


Teller = Callable[[Any, Any], Iterator[Sequel]]
_TELLERS: dict[type[Model], list[Teller]] = {}


def told_of(*models: type[Model]) -> Callable[[Teller], Teller]:
    """Mark a function as knowing what comes of these."""

    def register(teller: Teller) -> Teller:
        for model in models:
            _TELLERS.setdefault(model, []).append(teller)
        return teller

    return register


def sequels_of(thing: Model, user: Any) -> list[Sequel]:
    """What came of `thing`, as far as this reader may see it."""
    return [one for tell in _TELLERS.get(type(thing), []) for one in tell(thing, user)]
