"""Many agree to swaps in the same second: nobody sits twice on a day, every shift stays manned."""

from collections import Counter
from datetime import date

import pytest

from consultations.actions import duty, swaps
from consultations.enums import SwapStatus
from consultations.models import DutySeat, Swap
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.audit.test_race import race
from tests.builders.consultations import staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_shift

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real]

TODAY, THURSDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6)
RACERS = 60  # each with a connection of its own; the server has a hundred
ROWS = ("seat__member__user", "seat__shift__studio__committee", "seat__shift__roster")
MORE = ("other_seat__shift__roster", "to_member__user", "asked_by")


@pytest.fixture(autouse=True)
def today(frozen):
    frozen("2026-03-02")


@pytest.fixture
def studio():
    return open_studio("老城社区委员工作室")


def place(studio, member, on, period="morning", starts_at=None):
    """The one place of a shift."""
    hours = {"starts_at": starts_at} if starts_at else {}
    return make_shift(studio, on=on, seats=[member], period=period, **hours).seats.get()


def ask(seat, to_member, other_seat=None):
    return swaps.ask_swap(
        seat, by=seat.member.user, to_member=to_member, other_seat=other_seat, reason="出差",
        today=TODAY,
    )  # fmt: skip


def agreeing(swap):
    """Press the button on a page that was read before anybody pressed it."""
    seen = Swap.objects.select_related(*ROWS, *MORE).get(pk=swap.pk)
    user = seen.to_member.user
    assert user.member

    def run(wait):
        wait()
        try:
            swaps.accept(seen, by=user, today=TODAY)
        except NotAllowedNow as refusal:
            return refusal.sentence
        return ""

    return run


def nobody_sits_twice():
    days = Counter(DutySeat.objects.on_duty().values_list("member", "on"))
    return max(days.values()) == 1


def test_of_many_who_agree_to_one_request_one_gets_through(studio):
    wang, li = join_studio(studio, "王建国"), join_studio(studio, "李秀英")
    seat = place(studio, wang, THURSDAY)
    swap = ask(seat, li)

    outcomes = race([agreeing(swap) for _ in range(RACERS)])

    seat.refresh_from_db()
    assert outcomes.count("") == 1
    assert (seat.member, seat.instead_of) == (li, wang)
    assert Notice.objects.filter(template="consultations/swap_accepted", to=wang.user).count() == 1


def test_who_agrees_to_eight_requests_for_one_day_at_once_sits_once(studio):
    li = join_studio(studio, "李秀英")
    askers = [join_studio(open_studio(), f"委员{n}") for n in range(8)]
    requests = []
    for asker in askers:
        elsewhere = asker.affiliations.get().studio
        li.affiliations.create(studio=elsewhere, starts_on=date(2020, 1, 1))
        requests.append(ask(place(elsewhere, asker, THURSDAY), li))

    outcomes = race([agreeing(swap) for swap in requests for _ in range(RACERS // 8)])

    assert outcomes.count("") == 1
    assert nobody_sits_twice()
    assert DutySeat.objects.on_duty().filter(on=THURSDAY).count() == 8
    assert Swap.objects.filter(status=SwapStatus.ACCEPTED).count() == 1


def test_a_ring_of_exchanges_neither_hangs_nor_unmans_a_shift(studio):
    members = [join_studio(studio, f"委员{n}") for n in range(10)]
    seats = [place(studio, m, date(2026, 3, 9 + n)) for n, m in enumerate(members)]
    requests = [
        ask(seat, members[(n + 1) % 10], seats[(n + 1) % 10]) for n, seat in enumerate(seats)
    ]

    outcomes = race([agreeing(swap) for swap in requests for _ in range(RACERS // 10)])

    accepted = Swap.objects.filter(status=SwapStatus.ACCEPTED).count()
    assert 1 <= outcomes.count("") == accepted <= 5
    assert nobody_sits_twice()
    on_duty = DutySeat.objects.on_duty()
    assert on_duty.count() == on_duty.values("shift").distinct().count() == 10
    assert {seat.member_id for seat in on_duty} == {member.pk for member in members}


def excusing(seat, user):
    seen = DutySeat.objects.select_related("shift__roster", "shift__studio", "member").get(
        pk=seat.pk
    )
    assert user.current_grants

    def run(wait):
        wait()
        try:
            duty.excuse(seen, by=user, reason="生病")
        except NotAllowedNow as refusal:
            return refusal.sentence
        return ""

    return run


@pytest.mark.parametrize("number", range(5))
def test_agreed_and_excused_at_once_one_of_them_stands(studio, number):
    wang, li = join_studio(studio, "王建国"), join_studio(studio, "李秀英")
    seat = place(studio, wang, FRIDAY)
    swap, clerk = ask(seat, li), staff(studio)

    agreed, excused = race([agreeing(swap), excusing(seat, clerk)])

    seat.refresh_from_db()
    assert sorted([agreed == "", excused == ""]) == [False, True]
    assert (seat.member, seat.status) == ((li, "expected") if agreed == "" else (wang, "excused"))
