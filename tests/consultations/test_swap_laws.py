"""Whatever members ask and answer, every shift stays manned and nobody sits twice on a day."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.actions import duty, swaps
from consultations.enums import ON_DUTY, SeatStatus
from consultations.models import DutySeat, Swap
from core import clock
from core.workflow import NotAllowedNow
from tests.builders.consultations import staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_shift

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
MEMBERS, SHIFTS = 5, 6
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["ask", "exchange", "accept", "accept", "decline", "withdraw", "substitute"]
        ),
        st.integers(0, SHIFTS * 2 - 1),
        st.integers(0, MEMBERS - 1),
    ),
    min_size=6,
    max_size=14,
)


def month_of_duty():
    """Two of five members sit on each of six days."""
    studio = open_studio()
    members = [join_studio(studio) for _ in range(MEMBERS)]
    for n in range(SHIFTS):
        two = [members[n % MEMBERS], members[(n + 2) % MEMBERS]]
        make_shift(studio, on=TODAY + timedelta(days=7 + n), seats=two)
    return studio, members


def happens(studio, members, deed, place, who):
    """One deed by whoever may do it; what cannot be is refused, and that is well."""
    seats = DutySeat.objects.filter(shift__studio=studio).select_related(
        "shift__studio", "shift__roster", "member__user"
    )
    seat = seats.order_by("pk")[place % seats.count()]
    waiting = list(Swap.objects.filter(seat__in=seats, status="asked").order_by("pk"))
    swap = waiting[place % len(waiting)] if waiting else None
    if deed in ("ask", "exchange"):
        theirs = seats.filter(member=members[who]).exclude(shift=seat.shift).first()
        swaps.ask_swap(
            seat, by=seat.member.user, to_member=members[who], reason="出差", today=TODAY,
            other_seat=theirs if deed == "exchange" else None,
        )  # fmt: skip
    elif deed == "substitute":
        duty.substitute(seat, by=staff(studio), member=members[who])
    elif swap and deed == "accept":
        swaps.accept(swap, by=swap.to_member.user, today=TODAY)
    elif swap:
        by = swap.to_member.user if deed == "decline" else swap.asked_by
        getattr(swaps, deed)(swap, by=by)


@settings(deadline=None, max_examples=25)
@given(deeds=DEEDS)
def test_swaps_keep_every_shift_manned_and_nobody_twice_on_a_day(deeds):
    with clock.at(TODAY):
        studio, members = month_of_duty()
        for deed in deeds:
            with suppress(ValidationError, NotAllowedNow):
                happens(studio, members, *deed)

        on_duty = DutySeat.objects.filter(shift__studio=studio, status__in=ON_DUTY)
        assert set(Counter(on_duty.values_list("shift", flat=True)).values()) == {2}
        assert max(Counter(on_duty.values_list("member", "on")).values()) == 1
        assert set(on_duty.values_list("status", flat=True)) == {SeatStatus.EXPECTED}
