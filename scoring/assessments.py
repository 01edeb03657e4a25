"""How the points of a year are read (积分方案), and what may follow from some years (结果运用).

What follows is a proposal to the office: a person signs it, nothing happens by itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Min, QuerySet

from core.measures import plain
from scoring.ledger import Sheet, sheet_of
from scoring.models import Consequence, Level, Scheme, ScoreEntry
from studios.models import Member

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Reading:
    """A year's points as its scheme reads them: base up to its cap, bonus up to its own, less what
    was deducted, never below nought. Handbook 7.3."""

    scheme: Scheme
    sheet: Sheet

    @property
    def base(self) -> Decimal:
        return sum((block.counted for block in self._earning if not self._is_bonus(block)), NOTHING)

    @property
    def bonus(self) -> Decimal:
        return sum((block.counted for block in self._earning if self._is_bonus(block)), NOTHING)

    @property
    def deducted(self) -> Decimal:
        """What blocks below nought cost; they are taken off after the caps, not before."""
        return -sum((b.counted for b in self.sheet.blocks if b.counted < 0), NOTHING)

    @property
    def total(self) -> Decimal:
        base = min(self.base, Decimal(self.scheme.base))
        bonus = min(self.bonus, Decimal(self.scheme.bonus))
        return max(NOTHING, base + bonus - self.deducted)

    @property
    def level(self) -> Level | None:
        """The highest that is reached (等次); the scheme's levels come highest first."""
        return next((one for one in self.scheme.levels.all() if self.total >= one.at_least), None)

    @property
    def ahead(self) -> str:
        """How far the next level is: “距“称职”还差12分”; empty from the highest one on."""
        above = [one for one in self.scheme.levels.all() if one.at_least > self.total]
        if not above:
            return ""
        return f"距“{above[-1]}”还差{plain(above[-1].at_least - self.total)}分"

    @property
    def said(self) -> str:
        """The sum in one line: 基础分72分（上限100分）＋加分12分（上限40分）－扣分2分＝82分."""
        parts = [_part("基础分", self.base, self.scheme.base)]
        if self.scheme.bonus:
            parts.append(f"＋{_part('加分', self.bonus, self.scheme.bonus)}")
        if self.deducted:
            parts.append(f"－扣分{plain(self.deducted)}分")
        return f"{''.join(parts)}＝{plain(self.total)}分"

    @property
    def _earning(self):
        return [block for block in self.sheet.blocks if block.counted > 0]

    def _is_bonus(self, block) -> bool:
        return block.name in self.scheme.bonus_blocks


def _part(noun: str, points: Decimal, cap: int) -> str:
    if points > cap:
        return f"{noun}{plain(points)}分，按上限计{cap}分"
    return f"{noun}{plain(points)}分（上限{cap}分）"


def scheme_of(committee_id: int, year: int) -> Scheme | None:
    """How this year is read in a county; None when the county has not said."""
    found = Scheme.objects.filter(committee_id=committee_id, year=year)
    return found.prefetch_related("levels").first()


class Proposed(NamedTuple):
    """What the office is asked to look at: who, what may follow, and on which totals."""

    member: Member
    consequence: Consequence
    totals: list[tuple[int, Decimal]]

    @property
    def basis(self) -> str:
        """“2025年32分、2026年28分，均低于40分”"""
        years = "、".join(f"{year}年{plain(total)}分" for year, total in self.totals)
        every = "均" if len(self.totals) > 1 else ""
        return f"{years}，{every}低于{self.consequence.below}分"


class Review(NamedTuple):
    """What the county's schemes propose after one year that is over (结果运用建议)."""

    years: list[int]
    year: int | None = None
    # The first deed ever recorded, where it lies within the year: before it nobody could earn.
    began_on: date | None = None
    rules: tuple[str, ...] = ()
    rows: tuple[Proposed, ...] = ()


def review(committee_id: int, *, asked: str = "", on: date) -> Review:
    """The year that is asked for, or the last one that is over and has a scheme.

    For each member the gravest proposal only. A year without a scheme, or in which the county
    recorded nothing at all, does not count; nor does one in which somebody was not yet a member,
    or became one on the way.
    """
    rows = Scheme.objects.filter(committee_id=committee_id, year__lt=on.year)
    schemes = {one.year: one for one in rows.prefetch_related("consequences")}
    years = sorted(schemes, reverse=True)
    if not years:
        return Review([])
    year = next((one for one in years if str(one) == asked), years[0])
    gravest, firsts = list(schemes[year].consequences.all()), _recorded(committee_id)
    recorded = {one: scheme for one, scheme in schemes.items() if one in firsts}
    found = _proposed(committee_id, gravest, recorded, year)
    said = tuple(f"{_stretch(row.years)}低于{row.below}分：{row.label}" for row in gravest)
    return Review(years, year, _began_on(firsts, year), said, tuple(found))


def _stretch(years: int) -> str:
    return f"连续{years}年" if years > 1 else "当年"


def _recorded(committee_id: int) -> dict[int, date]:
    """The years in which anything at all was recorded, with the first day of each."""
    lines = ScoreEntry.objects.filter(member__committee=committee_id).order_by()
    return dict(lines.values_list("on__year").annotate(first=Min("on")))


def _began_on(firsts: dict[int, date], year: int) -> date | None:
    begins = year in firsts and year == min(firsts) and firsts[year].month > 1
    return firsts[year] if begins else None


def _proposed(
    committee_id: int, gravest: list[Consequence], schemes: dict[int, Scheme], year: int
) -> Iterator[Proposed]:
    members = Member.objects.filter(committee_id=committee_id).counted()
    totals = _totals(members, schemes)
    since = members.annotate(first=Min("terms__starts_on")).select_related("sector")
    for member in since:
        for consequence in gravest:
            judged = _judged(member, consequence, totals[member.pk], year)
            if judged:
                yield Proposed(member, consequence, judged)
                break


def _judged(
    member: Any, consequence: Consequence, totals: dict[int, Decimal], year: int
) -> list[tuple[int, Decimal]]:
    """The years on which a consequence rests; none when one of them is missing or good enough."""
    years = range(year - consequence.years + 1, year + 1)
    found = [(one, totals[one]) for one in years if one in totals and _served(member, one)]
    is_whole = len(found) == len(years) and all(sum_ < consequence.below for _, sum_ in found)
    return found if is_whole else []


def _served(member: Any, year: int) -> bool:
    """Whether they were a member from its first day on; nobody is judged by part of a year."""
    return member.first is None or member.first <= date(year, 1, 1)


def _totals(members: QuerySet[Member], schemes: dict[int, Scheme]) -> dict[int, dict[int, Decimal]]:
    """Of each member the total of each year; who recorded nothing has nought."""
    lines = ScoreEntry.objects.filter(
        member__in=members.values("pk"), on__year__in=schemes
    ).select_related("rule")
    ordered = sorted(lines, key=_whose)
    sheets = {mark: sheet_of(group) for mark, group in groupby(ordered, key=_whose)}
    totals: dict[int, dict[int, Decimal]] = defaultdict(lambda: dict.fromkeys(schemes, NOTHING))
    for (pk, year), sheet in sheets.items():
        totals[pk][year] = Reading(schemes[year], sheet).total
    return totals


def _whose(line: ScoreEntry) -> tuple[int, int]:
    return line.member_id, line.on.year
