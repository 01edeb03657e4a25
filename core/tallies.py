"""How much was done by many at once (定额计数), told by the app that has the records.

A register for reading only, like `core.measures`: an app above says, when it was loaded, which
records make up a count and whose they are; a page below asks by the name of the count, for all its
studios, townships or members in one statement. Nobody imports upward.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, F, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

Span = tuple[date, date]


class Asked(NamedTuple):
    """Of whom something is counted: things of one sort in one county, and only such records."""

    committee_id: int
    scope: str
    keys: Collection[int]
    only: dict[str, list[str]]


class Part(NamedTuple):
    """Records that make up a count: those of the things asked about, the field with their day, and
    the fields that say whose they are; `fold` turns these into keys where they are not keys.
    `around` is what the name of such a record is made of."""

    rows: QuerySet[Any]
    on: str
    paths: tuple[str, ...]
    fold: Callable[[tuple[Any, ...]], Iterable[int]] = set
    around: tuple[str, ...] = ()


Teller = Callable[[Asked], list[Part]]


class Known(NamedTuple):
    """Who tells a count, of what sorts of things, and what it can be narrowed to.

    A word of `only` with no values takes the county's own codes.
    """

    teller: Teller
    scopes: frozenset[str]
    only: dict[str, Collection[str]]


_TELLERS: dict[str, Known] = {}


def tallies(
    name: str, *, scopes: Iterable[str], only: dict[str, Collection[str]] | None = None
) -> Callable[[Teller], Teller]:
    """Mark a function as the one that says which records make up `name`."""

    def register(teller: Teller) -> Teller:
        _TELLERS[name] = Known(teller, frozenset(scopes), only or {})
        return teller

    return register


def known(name: str) -> Known | None:
    """Who tells this count; None when nobody does."""
    return _TELLERS.get(name)


class Question(NamedTuple):
    """What is counted, of whom, in which stretches of time."""

    name: str
    asked: Asked
    spans: Sequence[Span]


# How many fields at most say whose a record is.
MARKS = 2


def numbers(questions: Sequence[Question]) -> list[dict[int, list[int]]]:
    """To each question: of each key, how many in each span. One statement for all questions, keys
    and spans together.

    A record that reaches one key by two ways (界别 and studio) is counted for it once.
    """
    found = [{key: [0] * len(one.spans) for key in one.asked.keys} for one in questions]
    parts = [
        (place, part)
        for place, one in enumerate(questions)
        for part in (_parts(one.name, one.asked) if one.spans and one.asked.keys else ())
    ]
    width = max((len(one.spans) for one in questions), default=0)
    grouped = [
        _grouped(part, questions[place].spans, number, width)
        for number, (place, part) in enumerate(parts)
    ]
    for number, *row in grouped[0].union(*grouped[1:], all=True) if grouped else ():
        place, part = parts[number]
        _add(found[place], part.fold(tuple(row[: len(part.paths)])), row[MARKS:])
    return found


def _add(found: dict[int, list[int]], keys: Iterable[int], counts: Sequence[int]) -> None:
    for key in {key for key in keys if key in found}:
        found[key] = [before + more for before, more in zip(found[key], counts, strict=False)]


def records(name: str, asked: Asked, span: Span) -> list[QuerySet[Any]]:
    """The records behind a number, one queryset for every part, each with its day as
    `counted_on`, latest first."""
    return [_listed(part, span) for part in _parts(name, asked)]


def _parts(name: str, asked: Asked) -> list[Part]:
    known_ = _TELLERS.get(name)
    return known_.teller(asked) if known_ and asked.scope in known_.scopes else []


def _grouped(part: Part, spans: Sequence[Span], number: int, width: int) -> QuerySet[Any]:
    """A part's records by whose they are, in as many columns as every other part."""
    nobody, none = Cast(Value(None), BigIntegerField()), Value(0)
    paths = [F(path) for path in part.paths]
    marks = {f"mark_{n}": paths[n] if n < len(paths) else nobody for n in range(MARKS)}
    counts = {
        f"in_{place}": Count("pk", filter=Q(**{f"{part.on}__range": span}), distinct=True)
        for place, span in enumerate(spans)
    }
    empty = {f"in_{place}": none for place in range(len(spans), width)}
    rows = _within(part, spans).order_by().annotate(part=Value(number), **marks)
    columns = ("part", *marks, *counts, *empty)
    return rows.values("part", *marks).annotate(**counts, **empty).values_list(*columns)


def _listed(part: Part, span: Span) -> QuerySet[Any]:
    rows = _within(part, [span]).annotate(counted_on=Min(part.on))
    # Without a name, everything around would be fetched.
    return (rows.select_related(*part.around) if part.around else rows).order_by(
        "-counted_on", "-pk"
    )


def _within(part: Part, spans: Sequence[Span]) -> QuerySet[Any]:
    whole = (min(first for first, _ in spans), max(last for _, last in spans))
    return part.rows.filter(**{f"{part.on}__range": whole})
