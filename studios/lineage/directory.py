"""The directory as it is read (名录): by place, by kind or by name, stations above their own."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from studios.models import Studio, pinyin_of
from studios.models.area import TOWNSHIP, above, places

OTHER = "其他"
DEEPEST = 2


class Row(NamedTuple):
    """A studio in its heap; `depth` says how many stations stand above it there."""

    studio: Studio
    depth: int


class Heap(NamedTuple):
    """Studios under one heading; a heading of a wider place may have none of its own."""

    key: str
    title: str
    depth: int
    rows: list[Row]


def by_place(studios: Iterable[Studio]) -> list[Heap]:
    """Under their townships, these under the wider places of the county, if it has any (片区)."""
    found: dict[int, list[Studio]] = {}
    counties: dict[int, str] = {}
    for studio in studios:
        found.setdefault(_heading_of(studio.area_id), []).append(studio)
        counties[studio.committee_id] = studio.committee.name
    if len(counties) < 2:
        return list(_of_places(found, 0))
    return [
        heap
        for county, name in sorted(counties.items())
        for heap in [Heap(f"county-{county}", name, 0, []), *_of_places(found, 1, county)]
    ]


def by_kind(studios: Iterable[Studio]) -> list[Heap]:
    """Under each of their kinds, in the county's order; one of several kinds stands under each."""
    found: dict[tuple[int, int, str], list[Studio]] = {}
    for studio in studios:
        for kind in studio.kinds.all():
            found.setdefault((kind.order, kind.pk, kind.name), []).append(studio)
        if not studio.kinds.all():
            found.setdefault((1_000_000, 0, OTHER), []).append(studio)
    return [
        Heap(f"kind-{key}", name, 0, [Row(studio, 0) for studio in rows])
        for (_, key, name), rows in sorted(found.items())
    ]


def by_name(studios: Iterable[Studio]) -> list[Heap]:
    """By the first letter of their sound (拼音)."""
    sounds = sorted((pinyin_of(studio.name), studio.pk, studio) for studio in studios)
    found: dict[str, list[Row]] = {}
    for sound, _, studio in sounds:
        letter = sound[:1].upper()
        found.setdefault(letter if letter.isalpha() else OTHER, []).append(Row(studio, 0))
    return [Heap(f"name-{letter}", letter, 0, rows) for letter, rows in found.items()]


WAYS: dict[str, tuple[str, Callable[[Iterable[Studio]], list[Heap]]]] = {
    "place": ("按镇街", by_place),
    "kind": ("按类型", by_kind),
    "name": ("按名称", by_name),
}


def headings(committee: int | None) -> list[tuple[int, str]]:
    """The places by which a directory is narrowed, as choices: townships, wider places above."""
    known = places()
    ours = {key for key, place in known.items() if committee in (None, place.committee)}
    spots = {key for key in ours if known[key].level == TOWNSHIP}
    shown = _with_wider(spots or {key for key in ours if known[key].parent is None})
    return [
        (key, "　" * sum(one in shown for one in above(key)[1:]) + known[key].name)
        for key in sorted(shown, key=_path)
    ]


def named(word: str) -> set[int]:
    """The places whose name says this word."""
    return {key for key, place in places().items() if word in place.name}


def _heading_of(area: int) -> int:
    """The township in which a place lies; what lies above townships is a heading itself."""
    known = places()
    for key in above(area):
        if key in known and known[key].level == TOWNSHIP:
            return key
    return area


def _path(key: int) -> list[int]:
    """Where a place stands in the tree, from the top down."""
    rank = {known: n for n, known in enumerate(places())}
    return [rank.get(one, 0) for one in reversed(above(key))]


def _of_places(
    found: dict[int, list[Studio]], depth: int, county: int | None = None
) -> Iterator[Heap]:
    known = places()
    ours = {key for key in found if key in known and county in (None, known[key].committee)}
    shown = _with_wider(ours)
    for key in sorted(shown, key=_path):
        deep = depth + sum(one in shown for one in above(key)[1:])
        rows = list(_under_stations(found.get(key, [])))
        yield Heap(f"place-{key}", known[key].name, deep, rows)


def _with_wider(spots: Collection[int]) -> set[int]:
    """These places and the wider ones that divide them; what contains them all divides nothing."""
    chains = [set(above(key)) for key in spots]
    common = set.intersection(*chains) if chains else set()
    return {one for chain in chains for one in chain if one in places()} - (common - set(spots))


def _under_stations(studios: list[Studio]) -> Iterator[Row]:
    """Each studio below its station, as far as both stand in this heap."""
    here = {studio.pk for studio in studios}
    children: dict[int | None, list[Studio]] = {}
    for studio in studios:
        parent = studio.parent_id if studio.parent_id in here else None
        children.setdefault(parent, []).append(studio)

    def walk(parent: int | None, depth: int) -> Iterator[Row]:
        for studio in children.get(parent, []):
            yield Row(studio, min(depth, DEEPEST))
            yield from walk(studio.pk, depth + 1)

    yield from walk(None, 0)
