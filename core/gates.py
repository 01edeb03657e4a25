"""What must come before a step besides the right person and the right moment (前置条件).

A register like `core.sequels`: the app that knows a county's conditions says what is still missing;
the one door through which a matter moves (`audit.trail.advance`) and the buttons of a page ask.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model

from core.workflow import NotAllowedNow

# (matter, verb, who, today) -> sentences, one for each thing that is missing.
Keeper = Callable[[Any, str, Any, date], Iterable[str]]
_KEEPERS: dict[type[Model], list[Keeper]] = {}


class GateShut(NotAllowedNow):
    """A condition of the county is not met yet; the sentence says which, and since when."""

    heading: ClassVar[str] = "还差前置条件"


def kept_for(*models: type[Model]) -> Callable[[Keeper], Keeper]:
    """Mark a function as knowing what must come before the steps of these."""

    def register(keeper: Keeper) -> Keeper:
        for model in models:
            _KEEPERS.setdefault(model, []).append(keeper)
        return keeper

    return register


def missing(obj: Any, verb: str, by: Any, on: date) -> list[str]:
    """What is still missing before `by` may take the step; empty when nothing is."""
    return [said for keep in _KEEPERS.get(type(obj), ()) for said in keep(obj, verb, by, on)]


def refuse_if_shut(obj: Any, verb: str, by: Any, on: date) -> None:
    """Raises `GateShut` with everything that is missing."""
    if found := missing(obj, verb, by, on):
        raise GateShut("".join(found))
