"""Months, quarters, half-years, years and terms: where they begin, end and how they are written."""

from datetime import date

import pytest

from scoring.clock import before, inside, offered, period_of, read
from scoring.enums import Cycle

DAY = date(2026, 8, 17)


@pytest.mark.parametrize(
    ("cycle", "code", "name", "first", "last"),
    [
        (Cycle.MONTH, "2026-08", "2026年8月", "2026-08-01", "2026-08-31"),
        (Cycle.QUARTER, "2026Q3", "2026年三季度", "2026-07-01", "2026-09-30"),
        (Cycle.HALF, "2026H2", "2026年下半年", "2026-07-01", "2026-12-31"),
        (Cycle.YEAR, "2026", "2026年", "2026-01-01", "2026-12-31"),
        # Nobody has said when the term began: five years that end with this one.
        (Cycle.TERM, "term", "本届（2022年1月1日起）", "2022-01-01", "2026-12-31"),
    ],
)
def test_a_stretch_has_days_a_code_and_a_name(cycle, code, name, first, last):
    period = period_of(cycle, DAY)

    assert (period.code, period.name) == (code, name)
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert read(code, DAY) == period


def test_a_term_lasts_five_years_from_when_it_began():
    assert period_of(Cycle.TERM, DAY, date(2022, 3, 10))[1:] == (
        date(2022, 3, 10),
        date(2027, 3, 9),
    )
    assert period_of(Cycle.TERM, DAY, date(2016, 3, 10)).first == date(2026, 3, 10)


@pytest.mark.parametrize(
    "code", ["", "2026-13", "2026-0", "2026Q5", "2026H3", "1999", "99999", "２０２６", "term1", "x"]
)
def test_nonsense_names_no_stretch(code):
    assert read(code, DAY) is None


@pytest.mark.parametrize(
    ("cycle", "whole", "codes"),
    [
        (Cycle.MONTH, "2026Q3", ["2026-07", "2026-08", "2026-09"]),
        (Cycle.QUARTER, "2026H1", ["2026Q1", "2026Q2"]),
        (Cycle.YEAR, "2026-05", ["2026"]),  # a longer one: the one around it
        (Cycle.HALF, "2026", ["2026H1", "2026H2"]),
        (Cycle.TERM, "2026", ["term"]),
    ],
)
def test_what_lies_within_a_stretch(cycle, whole, codes):
    assert [one.code for one in inside(cycle, read(whole, DAY), DAY)] == codes


def test_a_term_that_changes_within_the_year_shows_both():
    found = inside(Cycle.TERM, read("2027", DAY), DAY, date(2022, 3, 10))

    assert [one.first for one in found] == [date(2022, 3, 10), date(2027, 3, 10)]


def test_the_one_before_january_is_december():
    assert before(period_of(Cycle.MONTH, date(2026, 1, 9))).code == "2025-12"


@pytest.mark.parametrize(("day", "is_late"), [("2026-08-31", False), ("2026-09-01", True)])
def test_two_thirds_of_a_year_are_over_at_the_end_of_august(day, is_late):
    year = period_of(Cycle.YEAR, DAY)

    # 243 days of 365 are less than two thirds, 244 are more.
    assert year.has_passed(2, 3, date.fromisoformat(day)) == is_late


def test_what_has_not_begun_is_not_offered():
    codes = [one.code for _, periods in offered(DAY) for one in periods]

    assert [period_of(cycle, DAY).short for cycle in Cycle][:3] == ["8月", "三季度", "下半年"]
    assert "2026Q3" in codes
    assert "2026Q4" not in codes
    assert codes.count("2025-12") == 1
