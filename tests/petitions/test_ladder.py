"""Rungs of the ladder: who is reminded of what, exactly once."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import Grant
from core.models import CalendarDay
from notices.models import Delivery, Notice
from petitions import clock
from petitions.actions import clocks, ladder, requests, supervision
from petitions.models import Assignment, Reminder
from petitions.tasks import sweep
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.petitions import (
    acknowledge,
    answer,
    handler_of,
    make_assignment,
    make_ladder,
    make_limit_class,
    office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")
    make_ladder()


@pytest.fixture
def made():
    """Dispatched on Monday 2 March to a unit with one person; due on the 11th."""
    unit = make_unit("县水利局")
    make_user("陈经办", unit=unit)
    office()
    return make_assignment(lead_unit=unit)


def rungs(on: str) -> list[str]:
    """What a sweep on this day writes: rung and person."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    ladder.climb(date.fromisoformat(on))
    fresh = Reminder.objects.exclude(pk__in=before).order_by("rung", "to_id")
    return [f"{r.rung} {r.to.name}" for r in fresh]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-03-03", []),  # may still sign today
        ("2026-03-04", ["ES 陈经办", "ES 周办"]),
        ("2026-03-09", ["E0 陈经办", "ES 陈经办", "ES 周办"]),
        ("2026-03-11", ["E0 陈经办", "ES 陈经办", "ES 周办"]),  # due today is in time
        ("2026-03-12", ["E1 陈经办", "E1 周办"]),  # overdue: no more warning
        ("2026-03-16", ["E1 陈经办", "E1 周办", "E2 周办"]),
    ],
)
def test_what_one_sweep_sends_on_a_day(made, on, expected):
    assert rungs(on) == expected


def test_a_unit_that_signed_is_warned_pressed_and_put_on_the_offices_list(made):
    acknowledge(made)

    days = [date(2026, 3, 2) + timedelta(n) for n in range(20)]
    sent = {str(day): found for day in days if (found := rungs(str(day)))}

    assert sent == {
        "2026-03-09": ["E0 陈经办"],
        "2026-03-12": ["E1 陈经办", "E1 周办"],
        "2026-03-16": ["E2 周办"],
    }


def test_a_key_names_number_rung_day_and_person(made):
    acknowledge(made)
    to = handler_of(made.lead_unit)

    ladder.climb(date(2026, 3, 9))

    key = f"JB20260001:E0:20260311:{to.pk}"
    assert Reminder.objects.get().key == key
    assert Notice.objects.get(key=key).to == to
    assert Delivery.objects.filter(notice__key=key).count() == 1


def test_asking_again_sends_nothing_again(made):
    assert ladder.climb(date(2026, 3, 16)) == 3
    for _ in range(3):
        assert ladder.climb(date(2026, 3, 16)) == 0
    Assignment.objects.update(next_rung_on=date(2026, 3, 2))  # as if the pointer were lost

    assert ladder.climb(date(2026, 3, 16)) == 0
    assert Notice.objects.filter(key__isnull=False).count() == 3


def test_a_fresh_sweep_asks_the_database_little(made, django_assert_max_num_queries):
    ladder.climb(date(2026, 3, 9))

    with django_assert_max_num_queries(3):
        ladder.climb(date(2026, 3, 9))


@pytest.mark.parametrize("size", [2, 20])
def test_a_sweep_costs_the_same_for_two_and_for_twenty(size, django_assert_max_num_queries):
    unit = make_unit()
    make_user(unit=unit)
    for _ in range(size):
        make_assignment(lead_unit=unit)

    with django_assert_max_num_queries(24):
        assert ladder.climb(date(2026, 3, 12)) == 2 * size


def test_what_was_answered_in_the_meantime_is_left_alone(made):
    acknowledge(made)
    answer(made)

    assert rungs("2026-03-16") == []


def test_an_extension_starts_the_ladder_anew_for_the_new_day(made):
    acknowledge(made)
    assert rungs("2026-03-09") == ["E0 陈经办"]
    asked = requests.request_extension(made, by=handler_of(made.lead_unit), days=7, reason="备料")
    requests.grant_extension(asked, by=office())

    assert rungs("2026-03-12") == []
    assert rungs("2026-03-18") == ["E0 陈经办"]
    assert [r.due_on for r in Reminder.objects.all()] == [date(2026, 3, 11), date(2026, 3, 20)]


def test_where_a_unit_has_nobody_the_office_hears():
    office()
    made = make_assignment()
    Grant.objects.filter(unit=made.lead_unit).delete()

    assert rungs("2026-03-10") == ["E0 周办", "ES 周办"]


def test_the_office_finds_who_awaits_a_letter_until_it_is_sent(made, frozen):
    waiting = Assignment.objects.awaiting_supervision(date(2026, 3, 12))
    assert waiting.get() == made

    frozen("2026-03-16")
    supervision.supervise(made, by=office(), demand="请抓紧")

    assert not waiting.all().exists()


def test_another_county_has_its_own_ladder(made):
    elsewhere = make_committee("other")
    make_user("外县办", office=True, committee=elsewhere)

    assert "外县办" not in " ".join(rungs("2026-03-16"))


def test_a_sweep_in_small_chunks_leaves_nobody_out():
    unit = make_unit()
    make_user(unit=unit)
    for _ in range(7):
        make_assignment(lead_unit=unit)

    assert ladder.climb(date(2026, 3, 12), chunk=2) == 14
    assert Reminder.objects.count() == 14


def test_a_sweep_that_dies_leaves_the_rest_to_the_next(monkeypatch):
    unit = make_unit()
    make_user(unit=unit)
    for _ in range(5):
        make_assignment(lead_unit=unit)
    real, calls = ladder.outbox.post, []

    def dies_at_the_second_chunk(letters):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(letters)

    monkeypatch.setattr(ladder.outbox, "post", dies_at_the_second_chunk)
    with pytest.raises(KeyboardInterrupt):
        ladder.climb(date(2026, 3, 12), chunk=2)
    assert Reminder.objects.count() == Notice.objects.filter(key__isnull=False).count() == 4
    monkeypatch.setattr(ladder.outbox, "post", real)

    assert ladder.climb(date(2026, 3, 12)) == 6
    assert Notice.objects.filter(key__isnull=False).count() == 10


def test_operators_see_the_keys_and_send_them(made, frozen, settings):
    settings.NOTICE_QUIET_HOURS = ""
    acknowledge(made)
    frozen("2026-03-09")
    key = f"JB20260001:E0:20260311:{handler_of(made.lead_unit).pk}"

    assert said("due_keys") == key
    call_command("send_due", stdout=StringIO())

    assert said("due_keys") == ""
    assert [m for m in mail.outbox if f"催办号:{key}" in m.body]


def test_the_task_sweeps_for_a_day_that_an_operator_names(made):
    acknowledge(made)

    assert sweep("2026-03-09") == 1
    assert sweep("2026-03-09") == 0


def test_every_stored_day_is_what_the_sum_says(made):
    acknowledge(made)
    make_assignment(limit_class=make_limit_class("D", due=30, extension_days=30))

    assert said("check_clocks") == "一致"


def test_a_wrong_day_is_found_and_mended(made):
    Assignment.objects.update(due_on=date(2026, 3, 20))

    with pytest.raises(CommandError, match="1 处不一致"):
        said("check_clocks")

    assert "已改正 1 件" in said("check_clocks", fix=True)
    assert Assignment.objects.get().due_on == date(2026, 3, 11)


def test_a_new_holiday_moves_every_clock_that_runs_across_it(made):
    clocks.restate_after_calendar_change()
    CalendarDay.objects.create(date=date(2026, 3, 10), is_workday=False, name="县庆")

    sweep("2026-03-03")

    made.refresh_from_db()
    assert made.due_on == date(2026, 3, 12)
    assert "跳过3月10日县庆" in clock.explain(made).sentence


def said(command: str, **options) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue().strip()
