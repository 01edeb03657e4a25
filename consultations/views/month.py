"""A month of duty as a calendar (月历): its weeks with shifts, holidays and what is amiss."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from consultations.actions import hindrances
from consultations.actions.months import holidays_of, month_end
from consultations.enums import ON_DUTY, SeatStatus, ShiftStatus
from consultations.models import DutySeat, DutyShift
from core.workdays import calendar

ONE_DAY = timedelta(days=1)


class Place(NamedTuple):
    """Who sits there, and what has come between; `is_off` when they do not come."""

    seat: DutySeat
    hindrance: str
    is_off: bool


class Line(NamedTuple):
    """One shift on the calendar; `gap` seats are open."""

    shift: DutyShift
    places: list[Place]
    gap: int
    is_open: bool


class Day(NamedTuple):
    """One field of the calendar; days of other months are `None` in their week."""

    on: date
    lines: list[Line]
    holiday: str
    is_off: bool
    is_past: bool
    is_today: bool


def weeks_of(
    month: date, shifts: Iterable[DutyShift], today: date, *, for_keepers: bool
) -> list[list[Day | None]]:
    """The weeks of a month from Monday to Sunday. What is amiss, and why somebody cannot come, is
    for those who keep the roster, nobody else."""
    shifts = list(shifts)
    missed: dict[int, str] = {}
    if for_keepers:
        missed = hindrances.of_seats(seat for one in shifts for seat in one.seats.all())
    lines: dict[date, list[Line]] = defaultdict(list)
    for shift in shifts:
        lines[shift.on].append(_line(shift, missed, today if for_keepers else None))
    named, last, known = holidays_of(month), month_end(month), calendar()
    days: list[Day | None] = [None] * month.weekday()
    for n in range(last.day):
        on = month + n * ONE_DAY
        days.append(
            Day(on, lines[on], named.get(on, ""), not known.is_workday(on), on < today, on == today)
        )
    days += [None] * (-len(days) % 7)
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _line(shift: DutyShift, missed: dict[int, str], today: date | None) -> Line:
    """Open seats are counted for those who can fill them: from today on."""
    seats = list(shift.seats.all())
    places = [
        Place(seat, missed.get(seat.pk, ""), seat.status in (SeatStatus.EXCUSED, SeatStatus.ABSENT))
        for seat in seats
    ]
    coming = [one for one in seats if one.status in ON_DUTY and one.pk not in missed]
    is_planned = today is not None and shift.on >= today and shift.status == ShiftStatus.PLANNED
    gap = max(0, shift.seats_wanted - len(coming)) if is_planned else 0
    return Line(shift, places, gap, is_planned)
