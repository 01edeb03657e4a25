"""Whose a record is that stands with a studio: the studio's, its place's, its committee's."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from core.tallies import Asked, Part
from scoring.enums import QuotaScope
from studios.models.area import above, within

# Of whom a count can be asked that has studios, but no members.
PLACES = (QuotaScope.STUDIO, QuotaScope.TOWNSHIP, QuotaScope.COMMITTEE)


class Reach(NamedTuple):
    """Which field of a studio says whose it is, with which values, and how these become keys."""

    field: str
    values: Iterable[int]
    fold: Callable[[tuple[Any, ...]], Iterable[int]]


def reach_of(asked: Asked) -> Reach:
    """A studio is itself; a township has all studios in its places, however many levels down; a
    special committee has those it is charged with (对口工作室)."""
    if asked.scope == QuotaScope.TOWNSHIP:
        return Reach("area", within(asked.keys), lambda marks: above(marks[0]))
    field = "special_committee" if asked.scope == QuotaScope.COMMITTEE else ""
    return Reach(field, asked.keys, set)


def at_studios(rows: Any, asked: Asked, on: str, around: tuple[str, ...] = ()) -> Part:
    """The records of these studios, places or committees; each stands with one studio."""
    reach = reach_of(asked)
    path = f"studio__{reach.field}" if reach.field else "studio"
    return Part(rows.filter(**{f"{path}__in": reach.values}), on, (path,), reach.fold, around)
