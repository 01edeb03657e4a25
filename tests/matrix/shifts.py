"""Shifts of a county's studio in every state in which a step can be taken, seats and requests.

In January, before anything was left to read, and in March, when the member is back from leave.
"""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

from audit import trail
from consultations.models import Swap
from core import clock
from studios.models import Member
from tests.builders.directory import join_studio
from tests.builders.duty import make_seat, make_shift
from tests.builders.people import make_user

JANUARY, MARCH = date(2026, 1, 14), date(2026, 3, 18)
_days = count(1)


def a_swap(place, on: date, asker: Member, to_member: Member) -> Swap:
    """A request that waits for an answer; whoever asks sits alone on that day."""
    seat = make_shift(place.studio, on=on, seats=[asker]).seats.get()
    return Swap.objects.create(
        seat=seat, to_member=to_member, asked_by=asker.user, reason=f"{place.code}换班原因"
    )


def take_turns(place) -> SimpleNamespace:
    """`county.shift`, `county.seat` and `county.swap`, each by its state."""
    mate = join_studio(place.studio, user=make_user(committee=place.county))
    confirmed = {"confirmed_by": place.by.liaison, "confirmed_at": clock.now()}
    shift = {
        "planned": make_shift(place.studio, on=JANUARY, seats=[place.member, mate]),
        "served": make_shift(
            place.studio, on=JANUARY + timedelta(1), seats=[], status="served", **confirmed
        ),
        "cancelled": make_shift(
            place.studio, on=JANUARY + timedelta(2), seats=[], status="cancelled"
        ),
        "to_come": make_shift(place.studio, on=MARCH, seats=[]),
    }
    reason = f"{place.code}请假事由"
    seat = {
        "expected": make_seat(shift["to_come"], place.member),
        "excused": make_seat(shift["to_come"], mate, status="excused", reason=reason),
        "served": make_seat(shift["served"], place.member, status="served"),
        "absent": make_seat(shift["served"], mate, status="absent"),
    }
    swap = {
        "asked": a_swap(place, MARCH + timedelta(1), mate, place.member),
        "mine": a_swap(place, MARCH + timedelta(2), place.member, mate),
        "declined": a_swap(place, MARCH + timedelta(5), place.member, mate),
    }
    Swap.objects.filter(pk=swap["declined"].pk).update(status="declined")
    swap["declined"].refresh_from_db()
    return SimpleNamespace(shift=shift, seat=seat, swap=swap)


def more_turns(place) -> None:
    """More seats on a shift, more shifts of the member, more that is asked or unconfirmed."""
    n = next(_days)
    for state in ("served", "to_come", "planned"):
        mate = join_studio(place.studio, user=make_user(committee=place.county))
        other = join_studio(place.studio, user=make_user(committee=place.county))
        make_seat(place.shift[state], mate, instead_of=other)
    asker = join_studio(place.studio, user=make_user(committee=place.county))
    day = MARCH + timedelta(30 + n)
    a_swap(place, day, asker, place.member)
    make_seat(make_shift(place.studio, on=day, seats=[], period="afternoon"), place.member)
    gap = make_shift(place.studio, on=day + timedelta(40), seats=[])
    make_seat(gap, asker, status="excused", reason="出差")
    make_shift(place.studio, on=JANUARY - timedelta(n), seats=[place.member, asker])
    seat = place.shift["to_come"].seats.last()
    Swap.objects.create(
        seat=seat, to_member=asker, asked_by=seat.member.user, reason="开会", status="declined"
    )
    trail.record(place.shift["to_come"], "note", by=asker.user, label="补充说明")
