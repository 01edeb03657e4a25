import time
from datetime import date, timedelta
from io import StringIO

import chinese_calendar
import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from core.management.commands.load_calendar import days_of
from core.models import CalendarDay
from core.workdays import Calendar, Limit, LimitKind, SpecialDay, add_months, calendar

YEARS = [2025, 2026, 2027]
MADE_UP_2026 = [
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]
PUBLISHED = st.dates(date(2025, 1, 1), date(2026, 12, 31))
ANY_DAY = st.dates(date(2024, 1, 1), date(2029, 12, 31))
NUMBERS = st.integers(1, 300)

unhurried = settings(deadline=None)


def build() -> Calendar:
    days = [day for year in YEARS for day in days_of(year)]
    return Calendar({d.date: SpecialDay(d.is_workday, d.name, d.provisional) for d in days})


CALENDAR = build()


@unhurried
@given(PUBLISHED)
def test_every_published_day_is_what_chinesecalendar_says(day):
    assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day)


def test_no_day_of_two_years_differs_from_chinesecalendar():
    days = [date(2025, 1, 1) + timedelta(n) for n in range(730)]

    assert [d for d in days if CALENDAR.is_workday(d) != chinese_calendar.is_workday(d)] == []


def test_the_six_make_up_days_of_2026_are_worked():
    assert CALENDAR.made_up(date(2025, 12, 31), date(2026, 12, 31)) == MADE_UP_2026
    assert all(CALENDAR.is_workday(day) for day in MADE_UP_2026)


@unhurried
@given(ANY_DAY, NUMBERS)
def test_adding_walks_over_exactly_so_many_working_days(day, n):
    end = CALENDAR.add(day, n)

    assert CALENDAR.is_workday(end)
    assert sum(CALENDAR.is_workday(day + timedelta(k + 1)) for k in range((end - day).days)) == n


@unhurried
@given(ANY_DAY, NUMBERS)
def test_counting_undoes_adding(day, n):
    assert CALENDAR.count(day, CALENDAR.add(day, n)) == n
    assert CALENDAR.count(CALENDAR.add(day, n), day) == -n


@unhurried
@given(ANY_DAY, NUMBERS)
def test_going_back_lands_on_a_working_day_before(day, n):
    start = CALENDAR.add(day, -n)

    assert start < day
    assert CALENDAR.is_workday(start)
    assert CALENDAR.add(start, n) == CALENDAR.next_workday(day)


@unhurried
@given(ANY_DAY, st.integers(1, 24), st.sampled_from(LimitKind))
def test_every_limit_ends_on_a_working_day_after_its_start(day, n, kind):
    end = CALENDAR.apply(day, Limit(n, kind))

    assert end > day
    assert CALENDAR.is_workday(end)


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-03-02", Limit(20), "2026-03-30"),
        ("2026-03-20", Limit(20), "2026-04-20"),  # over Qingming
        ("2026-02-12", Limit(2), "2026-02-14"),  # the Saturday before Spring Festival is worked
        ("2026-02-14", Limit(1), "2026-02-24"),  # and then nobody works until the 24th
        ("2026-03-02", Limit(0), "2026-03-02"),
        ("2026-03-02", Limit(15, LimitKind.NATURAL), "2026-03-17"),
        ("2026-09-16", Limit(15, LimitKind.NATURAL), "2026-10-08"),  # ends on National Day
        ("2026-01-31", Limit(1, LimitKind.MONTH), "2026-02-28"),  # a worked Saturday
        ("2026-03-31", Limit(3, LimitKind.MONTH), "2026-06-30"),
    ],
)
def test_limits_as_the_office_counts_them(start, limit, end):
    assert CALENDAR.apply(date.fromisoformat(start), limit) == date.fromisoformat(end)


def test_a_limit_reads_as_it_is_said():
    said = [str(Limit(20)), str(Limit(15, LimitKind.NATURAL)), str(Limit(3, LimitKind.MONTH))]

    assert said == ["20个工作日", "15天", "3个月"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_end_with_their_last_day(day, months, expected):
    assert add_months(day, months) == expected


def test_holidays_skipped_are_told_with_the_weekend_they_join():
    assert CALENDAR.skipped(date(2026, 3, 20), date(2026, 5, 20)) == [
        (date(2026, 4, 4), date(2026, 4, 6), "清明节"),
        (date(2026, 5, 1), date(2026, 5, 5), "劳动节"),
    ]
    assert CALENDAR.skipped(date(2026, 2, 10), date(2026, 3, 10)) == [
        (date(2026, 2, 15), date(2026, 2, 23), "春节")
    ]


def test_plain_weekends_are_not_told():
    assert CALENDAR.skipped(date(2026, 3, 2), date(2026, 3, 30)) == []


def test_two_holidays_in_one_run_are_both_named():
    assert CALENDAR.skipped(date(2025, 9, 20), date(2025, 10, 20)) == [
        (date(2025, 10, 1), date(2025, 10, 8), "国庆节、中秋节")
    ]


def test_a_year_that_nobody_has_published_is_provisional():
    assert [CALENDAR.is_provisional(year) for year in (2025, 2026, 2027, 2040)] == [
        False,
        False,
        True,
        True,
    ]
    assert CALENDAR.is_workday(date(2040, 10, 1)) == (date(2040, 10, 1).weekday() < 5)


def test_a_day_beyond_the_calendar_is_an_error_and_no_guess():
    with pytest.raises(ValueError, match="工作日历只到2099年"):
        CALENDAR.add(date(2099, 12, 30), 20)
    with pytest.raises(ValueError, match="工作日历"):
        CALENDAR.add(date(1999, 12, 30), 20)


def test_adding_takes_microseconds():
    start, rounds = time.perf_counter(), 20_000

    for _ in range(rounds):
        CALENDAR.add(date(2026, 3, 2), 20)

    assert (time.perf_counter() - start) / rounds < 50e-6


@pytest.mark.django_db
class TestTheTable:
    def load(self, *years):
        out = StringIO()
        call_command("load_calendar", years=list(years), stdout=out)
        return out.getvalue()

    def test_the_command_says_which_years_are_provisional(self):
        text = self.load(2026, 2027)

        assert "2026年：" in text
        assert "（正式）" in text.splitlines()[0]
        assert "（暂定）" in text.splitlines()[1]
        assert not calendar().is_provisional(2026)
        assert calendar().is_provisional(2027)

    def test_without_years_it_fills_last_year_this_year_and_the_next(self, frozen):
        frozen("2026-03-02")
        assert [line[:4] for line in self.load().splitlines()] == ["2025", "2026", "2027"]

    def test_loading_twice_changes_nothing(self):
        self.load(2026)
        before = list(CalendarDay.objects.values_list("date", "is_workday", "name"))

        self.load(2026)

        assert list(CalendarDay.objects.values_list("date", "is_workday", "name")) == before

    def test_what_an_administrator_set_is_kept(self):
        CalendarDay.objects.create(
            date=date(2026, 10, 1), is_workday=True, name="防汛值守", source="县政府通知"
        )

        self.load(2026)

        assert calendar().is_workday(date(2026, 10, 1))

    def test_a_changed_day_is_known_at_once(self):
        day = date(2027, 10, 9)
        assert not calendar().is_workday(day)

        row = CalendarDay.objects.create(date=day, is_workday=True, name="调休上班")
        assert str(row) == "2027-10-09 调休上班"
        assert calendar().is_workday(day)
        assert not calendar().is_provisional(2027)

        row.delete()
        assert not calendar().is_workday(day)

    def test_the_calendar_is_read_once(self, django_assert_num_queries):
        self.load(2026)
        calendar()

        with django_assert_num_queries(0):
            assert calendar().add(date(2026, 3, 2), 20) == date(2026, 3, 30)

    def test_days_are_called_by_their_chinese_names(self):
        self.load(2025, 2026)
        names = set(CalendarDay.objects.values_list("name", flat=True))

        assert names == {
            "元旦",
            "春节",
            "清明节",
            "劳动节",
            "端午节",
            "中秋节",
            "国庆节",
            "国庆节、中秋节",
            "调休上班",
        }
