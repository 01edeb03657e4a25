"""How the points of a year are read (积分方案), and what may follow from some years (结果运用).

What follows is a proposal to the office: a person signs it, nothing happens by itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

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
        capped = min(self.base, self.scheme.base) + min(self.bonus, self.scheme.bonus)
        return max(NOTHING, Decimal(capped) - self.deducted)

    @property
    def level(self) -> Level | None:
        """The highest that is reached (等次); the scheme's levels come highest first."""
        return next((one for one in self.scheme.levels.all() if self.total >= one.at_least), None)

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


def years_read(committee_id: int, on: date) -> list[int]:
    """The years that are over and have a scheme, latest first: only these have consequences."""
    rows = Scheme.objects.filter(committee_id=committee_id, year__lt=on.year)
    return list(rows.order_by("-year").values_list("year", flat=True))


def began_on(committee_id: int, year: int) -> date | None:
    """The first deed on record, when it is of that year and not of its first days: before it
    nobody could earn anything, and the office should know."""
    lines = ScoreEntry.objects.filter(member__committee=committee_id)
    first = lines.aggregate(first=Min("on"))["first"]
    return first if first and date(year, 1, 31) < first <= date(year, 12, 31) else None


def proposed(committee_id: int, year: int) -> list[Proposed]:
    """What the county's scheme proposes after `year`, for each member the gravest only.

    A year without a scheme, or in which the county recorded nothing at all, does not count; nor
    does one in which somebody was not yet a member, or became one on the way.
    """
    schemes = _schemes(committee_id, year)
    if year not in schemes:
        return []
    gravest = list(schemes[year].consequences.all())
    members = Member.objects.filter(committee_id=committee_id).counted()
    totals = _totals(members, schemes)
    found = (_first(member, gravest, totals[member.pk], year) for member in _since(members))
    return [one for one in found if one]


def _first(member, gravest: list[Consequence], totals: dict, year: int) -> Proposed | None:
    for consequence in gravest:
        years = range(year - consequence.years + 1, year + 1)
        counted = [(one, totals[one]) for one in years if one in totals and _served(member, one)]
        if len(counted) == len(years) and all(sum_ < consequence.below for _, sum_ in counted):
            return Proposed(member, consequence, counted)
    return None


def _served(member, year: int) -> bool:
    """Whether they were a member from its first day on; nobody is judged by part of a year."""
    return member.first is None or member.first <= date(year, 1, 1)


def _since(members: QuerySet[Member]) -> QuerySet[Member]:
    named = members.select_related("sector").order_by("pinyin", "pk")
    return named.annotate(first=Min("terms__starts_on"))


def _schemes(committee_id: int, year: int) -> dict[int, Scheme]:
    """The schemes up to `year` of years in which anything at all was recorded."""
    rows = Scheme.objects.filter(committee_id=committee_id, year__lte=year, year__gt=year - 5)
    known = ScoreEntry.objects.filter(member__committee=committee_id).dates("on", "year")
    recorded = {day.year for day in known}
    rows = rows.prefetch_related("levels", "consequences")
    return {scheme.year: scheme for scheme in rows if scheme.year in recorded}


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


def consequences_of(committee_id: int, year: int) -> list[str]:
    """“连续2年低于40分：劝辞”, as the county wrote it for a year."""
    rows = Consequence.objects.filter(scheme__committee_id=committee_id, scheme__year=year)
    return [f"{_stretch(row.years)}低于{row.below}分：{row.label}" for row in rows]


def _stretch(years: int) -> str:
    return f"连续{years}年" if years > 1 else "当年"
