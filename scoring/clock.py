"""The stretches of time in which something is expected (周期), from a month to a term."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from core.days import full_day
from core.workdays import add_months
from scoring.enums import Cycle

MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}
TERM_YEARS = 5
QUARTERS, HALVES = "一二三四", "上下"
TERM = "term"
SPELLING = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?", re.ASCII)


class Period(NamedTuple):
    """One month, quarter, half-year, year or term, from its first to its last day."""

    cycle: Cycle
    first: date
    last: date

    @property
    def code(self) -> str:
        """As an address says it: 2026-05, 2026Q3, 2026H1, 2026, term."""
        year = self.first.year
        match self.cycle:
            case Cycle.MONTH:
                return f"{year}-{self.first.month:02}"
            case Cycle.QUARTER:
                return f"{year}Q{self.first.month // 3 + 1}"
            case Cycle.HALF:
                return f"{year}H{self.first.month // 6 + 1}"
            case Cycle.YEAR:
                return str(year)
        return TERM

    @property
    def name(self) -> str:
        """As a clerk says it: 2026年5月、2026年三季度、2026年上半年、2026年、本届."""
        year = self.first.year
        match self.cycle:
            case Cycle.MONTH:
                return f"{year}年{self.first.month}月"
            case Cycle.QUARTER:
                return f"{year}年{QUARTERS[self.first.month // 3]}季度"
            case Cycle.HALF:
                return f"{year}年{HALVES[self.first.month // 6]}半年"
            case Cycle.YEAR:
                return f"{year}年"
        return f"本届（{full_day(self.first)}起）"

    @property
    def short(self) -> str:
        """The same among others of its year: 5月、三季度、上半年; a year and a term keep theirs."""
        is_part = self.cycle not in (Cycle.YEAR, Cycle.TERM)
        return self.name.partition("年")[2] if is_part else self.name

    def has_passed(self, part: int, whole: int, on: date) -> bool:
        """Whether `part` in `whole` of its days are over on the evening of `on`."""
        days, gone = (self.last - self.first).days + 1, (on - self.first).days + 1
        return gone * whole >= days * part


def period_of(cycle: Cycle, day: date, term_began: date | None = None) -> Period:
    """The stretch in which `day` lies. A term lasts five years from when it began; where nobody
    has said when, the five years up to the end of this one stand for it."""
    if cycle == Cycle.TERM:
        return _term(day, term_began)
    months = MONTHS[cycle]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(cycle, first, add_months(first, months) - timedelta(days=1))


def _term(day: date, began: date | None) -> Period:
    first = began if began and began <= day else date(day.year - TERM_YEARS + 1, 1, 1)
    while (after := add_months(first, 12 * TERM_YEARS)) <= day:
        first = after
    return Period(Cycle.TERM, first, after - timedelta(days=1))


def read(code: str, on: date, term_began: date | None = None) -> Period | None:
    """The stretch that an address names; None when it names none."""
    if code == TERM:
        return period_of(Cycle.TERM, on, term_began)
    found = SPELLING.fullmatch(code)
    if found is None:
        return None
    year, month, quarter, half = (int(part) if part else 0 for part in found.groups())
    if month:
        return period_of(Cycle.MONTH, date(year, month, 1))
    if quarter:
        return period_of(Cycle.QUARTER, date(year, quarter * 3, 1))
    if half:
        return period_of(Cycle.HALF, date(year, half * 6, 1))
    return period_of(Cycle.YEAR, date(year, 1, 1))


def inside(cycle: Cycle, whole: Period, on: date, term_began: date | None = None) -> list[Period]:
    """The stretches of a cycle within a longer one; of a longer cycle, the one around it."""
    first = period_of(cycle, min(max(on, whole.first), whole.last), term_began)
    if first.first <= whole.first and first.last >= whole.last:
        return [first]
    found = [period_of(cycle, whole.first, term_began)]
    while found[-1].last < whole.last:
        found.append(period_of(cycle, found[-1].last + timedelta(days=1), term_began))
    return found


def before(period: Period) -> Period:
    """The stretch that ended when this one began; a term's is none of our business."""
    return period_of(period.cycle, period.first - timedelta(days=1))


def offered(on: date) -> list[tuple[str, list[Period]]]:
    """The stretches a page lets one choose, by year, the longest first."""
    groups = []
    for year in (on.year, on.year - 1):
        days = [date(year, month, 1) for month in range(1, 13)]
        found = [
            period
            for cycle in (Cycle.YEAR, Cycle.HALF, Cycle.QUARTER, Cycle.MONTH)
            for period in dict.fromkeys(period_of(cycle, day) for day in days)
            if period.first <= on
        ]
        groups.append((f"{year}年", found))
    return groups
