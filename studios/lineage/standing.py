"""How a studio stands against the county's standards (达标情况): item by item, gaps first.

Nothing here is stored: until a check is handed in, what the portal can count is counted anew each
time, so that the gaps show long before anybody fills in a form.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q

from core.access import may_now
from core.measures import Measure, measure, plain
from studios.enums import Checker
from studios.models import Standard, StandardCheck, StandardItem, StandardMark, Studio
from studios.models.area import place_name

Count = Callable[[str, Decimal | None], Measure]
UNCOUNTED = Measure("平台暂时无法核算", False)


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what the studio says or the portal counts; `is_met` None: nobody has said yet."""

    item: StandardItem
    mark: StandardMark | None
    counted: Measure | None
    is_met: bool | None
    points: Decimal

    @property
    def is_gap(self) -> bool:
        """Points are missing, and somebody has looked."""
        return self.is_met is not None and self.points < self.item.points

    @property
    def short(self) -> Decimal:
        """By how much."""
        return self.item.points - self.points

    @property
    def seen(self) -> str:
        """What the portal counted, in words; frozen once the check is handed in."""
        return self.counted.said if self.counted else (self.mark.seen if self.mark else "")


@dataclass(frozen=True, slots=True)
class Standing:
    """One studio, one standard, one year: 六有 24/30."""

    standard: Standard
    year: int
    check: StandardCheck | None
    lines: list[Line]

    @property
    def score(self) -> Decimal:
        return sum((line.points for line in self.lines), Decimal(0))

    @property
    def full(self) -> Decimal:
        return sum((line.item.points for line in self.lines), Decimal(0))

    @property
    def gaps(self) -> list[Line]:
        return [line for line in self.lines if line.is_gap]

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.lines if line.is_met is None]

    @property
    def counted(self) -> list[Line]:
        """What the portal counts by itself."""
        return [line for line in self.lines if line.item.is_automatic]

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The items under their headings (类目); without one, under the standard's own name."""
        found = groupby(self.lines, key=lambda line: line.item.group)
        return [(group or self.standard.name, list(lines)) for group, lines in found]


def standings_of(studio: Studio, year: int, on: date) -> list[Standing]:
    """All standards that are asked of the studio, and those it was checked against in `year`."""
    checks = StandardCheck.objects.filter(studio=studio, year=year)
    asked = Standard.objects.asked_of(studio)
    standards = Standard.objects.filter(
        Q(pk__in=asked.values("pk")) | Q(pk__in=checks.values("standard"))
    ).prefetch_related(
        "items", Prefetch("checks", checks.prefetch_related("marks"), to_attr="of_the_year")
    )
    count = _counter(studio, year, on)
    found = []
    for standard in standards:
        check = next(iter(standard.of_the_year), None)
        if check:
            check.studio, check.standard = studio, standard
        found.append(_standing(standard, year, check, count))
    return found


def standing_of(check: StandardCheck, on: date) -> Standing:
    """How one check stands."""
    count = _counter(check.studio, check.year, on)
    return _standing(check.standard, check.year, check, count)


def _standing(standard: Standard, year: int, check: StandardCheck | None, count: Count) -> Standing:
    marks = {mark.item_id: mark for mark in check.marks.all()} if check else {}
    items = list(standard.items.all())
    if check and not check.is_with_studio:
        lines = _frozen(check, items, marks)
    else:
        lines = [_live(item, marks.get(item.pk), count) for item in items if item.is_active]
    return Standing(standard, year, check, lines)


def _live(item: StandardItem, mark: StandardMark | None, count: Count) -> Line:
    counted = count(item.rule, item.least) if item.is_automatic else None
    is_met = counted.is_met if counted else mark.is_met if mark else None
    return Line(item, mark, counted, is_met, item.points if is_met else Decimal(0))


def _frozen(
    check: StandardCheck, items: Iterable[StandardItem], marks: dict[int, StandardMark]
) -> list[Line]:
    """What was handed in, whatever the county has added to or taken from its list since."""
    lines = []
    for item in items:
        mark = marks.get(item.pk)
        if mark is None or mark.is_met is None:
            continue
        given = item.points if mark.is_met else Decimal(0)
        points = mark.points if mark.points is not None else given
        lines.append(Line(item, mark, None, mark.is_met, points))
    return lines


def _counter(studio: Studio, year: int, on: date) -> Count:
    """Counts each thing once, however many standards ask for it."""
    first, last = date(year, 1, 1), min(on, date(year, 12, 31))

    @cache
    def count(rule: str, least: Decimal | None) -> Measure:
        return measure(rule, studio, first, last, least) or UNCOUNTED

    return count


class Turn(NamedTuple):
    """Whose turn it is, and why; `closed` says how it ended. For `templates/_turn.html`."""

    who: str = ""
    why: str = ""
    closed: str = ""
    mine: bool = False


def turn_of(standing: Standing, user: Any) -> Turn:
    """Whose turn it is with a check that has been opened."""
    check = standing.check
    if check.is_concluded:
        return Turn(closed=f"已核验，{plain(standing.score)}/{plain(standing.full)}分")
    if not check.is_with_studio:
        mine = may_now(user, "conclude", check)
        return Turn(checker_of(check), "自查已提交，等待核验", mine=mine)
    missing = len(standing.unanswered)
    why = f"还有{missing}项没有填写" if missing else "各项已填好，等待提交核验"
    return Turn(f"{check.studio}召集人、联络员", why, mine=may_now(user, "mark", check))


def checker_of(check: StandardCheck) -> str:
    """Who checks it, by name: 城关镇党委, 经济委员会."""
    if check.standard.checker == Checker.COMMITTEE:
        return str(check.studio.special_committee or Checker.COMMITTEE.label)
    township, _, _ = place_name(check.studio.area_id).partition(" · ")
    return f"{township}党委"
