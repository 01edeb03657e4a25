"""Boxes that apps above put on the page of a thing below (栏目).

A register for reading only, like `core.sequels`: the page below leaves room, the app above brings a
template of its own with what it shows. Nobody imports upward.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model


class Panel(NamedTuple):
    """A fragment of a page and what it shows; `place` puts it in order."""

    place: int
    template: str
    context: dict[str, Any]


# (thing, reader, today) -> the panel, or nothing to show.
Maker = Callable[[Any, Any, date], Panel | None]
_MAKERS: dict[type[Model], list[Maker]] = {}


def shown_on(model: type[Model]) -> Callable[[Maker], Maker]:
    """Mark a function as having something to show on the page of these."""

    def register(maker: Maker) -> Maker:
        _MAKERS.setdefault(model, []).append(maker)
        return maker

    return register


def panels_of(thing: Model, reader: Any, on: date) -> list[Panel]:
    """What apps above have to show about `thing` to this reader, in order."""
    made = [make(thing, reader, on) for make in _MAKERS.get(type(thing), [])]
    return sorted((panel for panel in made if panel), key=lambda panel: panel.place)
