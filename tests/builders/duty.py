"""Rosters, shifts and seats. A roster is published unless told otherwise."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from consultations.enums import Cadence, Period, RosterStatus
from consultations.models import DutyRule, DutySeat, DutyShift, HandOver, Roster
from core import clock
from studios.models import Member, Studio
from tests.builders.consultations import staff
from tests.builders.directory import join_studio, open_studio

HOURS = {
    Period.MORNING: (time(9), time(11, 30)),
    Period.AFTERNOON: (time(14, 30), time(17)),
    Period.DAY: (time(9), time(17)),
}


def make_rule(studio: Studio, **changes: Any) -> DutyRule:
    """Two sit there every Wednesday morning."""
    starts_at, ends_at = HOURS[Period.MORNING]
    fields = {
        "name": "值班",
        "cadence": Cadence.WEEKLY,
        "days": [2],
        "period": Period.MORNING,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "seats": 2,
    }
    return DutyRule.objects.create(studio=studio, **fields | changes)


def make_roster(
    studio: Studio | None = None, month: date | None = None, *, published: bool = True
) -> Roster:
    """The studio's roster of the month in which `month` lies; the same one for the same month."""
    studio = studio or open_studio()
    month = (month or clock.today()).replace(day=1)
    fields: dict[str, Any] = {}
    if published:
        fields = {
            "status": RosterStatus.PUBLISHED,
            "published_by": staff(studio),
            "published_at": clock.now(),
        }
    return Roster.objects.get_or_create(studio=studio, month=month, defaults=fields)[0]


def make_shift(
    studio: Studio | None = None,
    *,
    on: date | None = None,
    seats: Iterable[Member] | None = None,
    published: bool = True,
    period: str = Period.MORNING,
    **changes: Any,
) -> DutyShift:
    """Some hours of a day, with these members; without any, one new member of the studio sits."""
    studio = studio or open_studio()
    on = on or clock.today()
    roster = make_roster(studio, on, published=published)
    starts_at, ends_at = HOURS[Period(period)]
    fields = {"starts_at": starts_at, "ends_at": ends_at, "period": period}
    shift = DutyShift.objects.create(roster=roster, studio=studio, on=on, **fields | changes)
    for member in [join_studio(studio)] if seats is None else seats:
        make_seat(shift, member)
    return shift


def make_seat(shift: DutyShift, member: Member, **changes: Any) -> DutySeat:
    """A member's place in a shift."""
    return DutySeat.objects.create(shift=shift, member=member, on=shift.on, **changes)


def make_hand_over(shift: DutyShift, *, seen: bool = False, note: str = "") -> HandOver:
    """What the shift left to the next."""
    by = staff(shift.studio)
    fields = {"seen_by": by, "seen_at": clock.now()} if seen else {}
    return HandOver.objects.create(
        shift=shift, note=note or "有一件来访待回电。", written_by=by, **fields
    )
