"""Members hear of duty the day before, the staff of shifts that nobody confirmed: each once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.actions import duty, reminders, seating, swaps
from consultations.models import DutySeat
from consultations.tasks import remind_of_duty
from notices.enums import State
from notices.models import Delivery, Notice
from tests.builders.consultations import staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_seat, make_shift
from tests.builders.people import make_user

SUNDAY, MONDAY = date(2026, 3, 8), date(2026, 3, 9)
TOMORROW = "consultations/duty_tomorrow"
UNCONFIRMED = "consultations/duty_unconfirmed"


@pytest.fixture(autouse=True)
def now(frozen):
    return frozen("2026-03-08T09:00")


def told(template=TOMORROW):
    return [notice.to for notice in Notice.objects.filter(template=template).order_by("id")]


def test_a_member_hears_the_day_before_where_when_and_with_whom(studio, wang):
    li = join_studio(studio, "李秀英")
    make_shift(studio, on=MONDAY, seats=[wang, li])

    assert remind_of_duty() == 2

    notice = Notice.objects.get(to=wang.user)
    assert notice.title == "明天值班：3月9日（周一）上午 9:00—11:30"
    assert "同班：李秀英" in notice.text
    assert studio.address in notice.text


@pytest.mark.parametrize("hour", ["00:01", "08:59"])
def test_nobody_is_reminded_before_nine_and_nothing_is_asked(studio, wang, frozen, hour):
    make_shift(studio, on=MONDAY, seats=[wang])
    frozen(f"2026-03-08T{hour}")

    with CaptureQueriesContext(connection) as seen:
        assert remind_of_duty() == 0

    assert len(seen) == 0


@pytest.mark.parametrize(
    ("on", "changes"),
    [
        (SUNDAY, {}),  # today
        (date(2026, 3, 10), {}),  # the day after tomorrow
        (MONDAY, {"published": False}),
        (MONDAY, {"status": "cancelled"}),
    ],
)
def test_of_what_nobody_is_reminded(studio, wang, on, changes):
    make_shift(studio, on=on, seats=[wang], **changes)

    assert remind_of_duty() == 0


def test_who_is_excused_or_has_no_account_is_not_reminded(studio, wang):
    shift = make_shift(studio, on=MONDAY, seats=[])
    make_seat(shift, wang, status="excused", reason="出差")
    away = join_studio(studio, "李秀英")
    away.user = None
    away.save()
    make_seat(shift, away)

    assert remind_of_duty() == 0


def test_when_all_is_said_a_tick_costs_two_questions(studio, wang):
    make_shift(studio, on=MONDAY, seats=[wang])
    make_shift(studio, on=date(2026, 3, 7), seats=[wang])
    staff(studio)
    assert remind_of_duty() == 2

    with CaptureQueriesContext(connection) as seen:
        assert remind_of_duty() == 0

    assert len(seen) == 2


def test_who_takes_a_place_over_is_told_anew(studio, wang, convener):
    seat = make_shift(studio, on=MONDAY, seats=[wang]).seats.get()
    zhao = join_studio(studio, "赵强")
    remind_of_duty()

    duty.substitute(seat, by=convener, member=zhao)
    remind_of_duty()

    assert told() == [wang.user, zhao.user]


def test_a_reminder_that_has_not_left_is_stopped_when_the_place_changes(studio, wang, convener):
    seat = make_shift(studio, on=MONDAY, seats=[wang]).seats.get()
    remind_of_duty()

    duty.excuse(seat, by=convener, reason="生病")

    owed = Delivery.objects.get(notice__template=TOMORROW)
    assert owed.state == State.WITHDRAWN
    assert seating.REMINDER == TOMORROW


def test_a_swap_of_tomorrow_is_too_late_on_a_sunday(studio, wang):
    seat = make_shift(studio, on=MONDAY, seats=[wang]).seats.get()

    assert swaps.last_day(seat) == date(2026, 3, 6)


def test_the_staff_are_asked_once_about_what_nobody_confirmed(studio, wang, convener, liaison):
    make_shift(studio, on=date(2026, 3, 7), seats=[wang])
    make_shift(studio, on=SUNDAY, seats=[wang])  # today: there is time
    make_shift(studio, on=date(2026, 2, 20), seats=[wang])  # long ago

    remind_of_duty()
    remind_of_duty()

    assert told(UNCONFIRMED) == [convener, liaison]


def test_who_sat_there_is_not_asked_to_confirm(studio, convener, liaison):
    own = join_studio(studio, user=convener)
    make_shift(studio, on=date(2026, 3, 7), seats=[own])

    remind_of_duty()

    assert told(UNCONFIRMED) == [liaison]


def test_where_nobody_may_confirm_the_office_hears(studio, convener):
    office = make_user("周办", office=True)
    own = join_studio(studio, user=convener)
    make_shift(studio, on=date(2026, 3, 7), seats=[own])

    remind_of_duty()

    assert told(UNCONFIRMED) == [office]


def test_a_confirmed_shift_is_not_asked_about(studio, wang, convener):
    shift = make_shift(studio, on=date(2026, 3, 7), seats=[wang])
    duty.confirm(shift, by=convener, served=[wang], absent={})

    assert remind_of_duty() == 0


def test_a_missed_day_is_made_up_for_but_not_for_ever(studio, wang, convener):
    make_shift(studio, on=date(2026, 3, 4), seats=[wang])

    assert remind_of_duty("2026-03-20") == 0
    assert remind_of_duty() == 1
    assert told(UNCONFIRMED) == [convener]


def test_many_are_told_chunk_by_chunk(db):
    for _ in range(3):
        studio = open_studio()
        make_shift(studio, on=MONDAY, seats=[join_studio(studio), join_studio(studio)])

    assert reminders.remind(SUNDAY, chunk=2) == 6
    assert Notice.objects.count() == DutySeat.objects.count()
