"""Days on which offices work (工作日), and limits counted in them.

The calendar is the weekday rule corrected by `CalendarDay` rows: holidays and worked weekends
(调休). A year nobody has published yet counts weekends only, and says that it is provisional.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from core.enums import LimitKind
from core.models import CalendarDay
from core.versions import Cached

__all__ = ["Calendar", "Limit", "LimitKind", "SpecialDay", "add_months", "calendar"]

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a step may take: twenty working days, fifteen natural days, three months."""

    n: int
    kind: LimitKind = LimitKind.WORKDAY

    def __str__(self) -> str:
        return f"{self.n}{LimitKind(self.kind).counter}"


class SpecialDay(NamedTuple):
    """A day that is not what its weekday says."""

    is_workday: bool
    name: str
    provisional: bool = False


class Calendar:
    """Which days are worked, 2000–2099. Made once, then asked: every answer takes microseconds."""

    def __init__(self, special: dict[date, SpecialDay]) -> None:
        self._special = special
        rest = {day.toordinal() for day, known in special.items() if not known.is_workday}
        worked = {day.toordinal() for day, known in special.items() if known.is_workday}
        # Ordinal 1 was a Monday, so `n % 7` is 6 on Saturdays and 0 on Sundays.
        self._workdays = [
            n
            for n in range(FIRST.toordinal(), LAST.toordinal() + 1)
            if n in worked or (n % 7 not in (6, 0) and n not in rest)
        ]
        self._published = {
            day.year for day, known in special.items() if known.is_workday and not known.provisional
        }

    def is_workday(self, day: date) -> bool:
        if known := self._special.get(day):
            return known.is_workday
        return day.weekday() < 5

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, not counting it; before it when negative."""
        if n == 0:
            return day
        if n > 0:
            index = bisect_right(self._workdays, day.toordinal()) + n - 1
        else:
            index = bisect_left(self._workdays, day.toordinal()) + n
        if not 0 <= index < len(self._workdays) or not FIRST <= day <= LAST:
            raise ValueError(f"工作日历只到{LAST.year}年，算不出{day}之后{n}个工作日。")
        return date.fromordinal(self._workdays[index])

    def next_workday(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the first worked day after it."""
        return day if self.is_workday(day) else self.add(day, 1)

    def count(self, after: date, upto: date) -> int:
        """Working days later than `after` up to and including `upto`; negative when it is past."""
        ends = (bisect_right(self._workdays, day.toordinal()) for day in (upto, after))
        return next(ends) - next(ends)

    def apply(self, day: date, limit: Limit) -> date:
        """The last day of a limit that starts on `day`. Natural days and months that end on a rest
        day run on to the next working day."""
        if limit.kind == LimitKind.WORKDAY:
            return self.add(day, limit.n)
        if limit.kind == LimitKind.NATURAL:
            return self.next_workday(day + timedelta(days=limit.n))
        return self.next_workday(add_months(day, limit.n))

    def skipped(self, start: date, end: date) -> list[tuple[date, date, str]]:
        """Holidays later than `start` up to `end`, each with the weekend days it joins on to."""
        days = _days(start + ONE_DAY, end)
        runs = (list(run) for is_rest, run in groupby(days, self._is_rest) if is_rest)
        named = ((run[0], run[-1], self._name_of(run)) for run in runs)
        return [run for run in named if run[2]]

    def made_up(self, start: date, end: date) -> list[date]:
        """Weekend days later than `start` up to `end` on which offices work (调休上班)."""
        return sorted(
            day for day, known in self._special.items() if known.is_workday and start < day <= end
        )

    def is_provisional(self, year: int) -> bool:
        """Nobody has published this year yet: no make-up day of it is known."""
        return year not in self._published

    def _is_rest(self, day: date) -> bool:
        return not self.is_workday(day)

    def _name_of(self, run: Iterable[date]) -> str:
        names = (self._special[day].name for day in run if day in self._special)
        return "、".join(dict.fromkeys(names))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(first: date, last: date) -> Iterator[date]:
    for n in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(n)


def _load() -> Calendar:
    rows = CalendarDay.objects.values_list("date", "is_workday", "name", "provisional")
    return Calendar({row[0]: SpecialDay(*row[1:]) for row in rows})


_calendar: Cached[Calendar] = Cached(CalendarDay.version_name, _load)


def calendar() -> Calendar:
    """The calendar as the table has it now; changed rows reach every process within seconds."""
    return _calendar.get()
