from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from core.models import NumberPattern, NumberSeries
from core.numbers import next_number
from core.patterns import problem_with

DAY = date(2026, 3, 2)


def numbers(count, **kwargs):
    return [next_number("qingxi", "assignment", on=DAY, **kwargs) for _ in range(count)]


@pytest.mark.django_db
def test_numbers_follow_one_another_in_the_countys_pattern():
    NumberPattern.objects.create(scope="qingxi", code="assignment", template="YJ{yyyy}{n:04d}")

    assert numbers(3) == ["YJ20260001", "YJ20260002", "YJ20260003"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "first", "a_month_later", "a_year_later"),
    [
        ("JB-{n:d}", "JB-1", "JB-2", "JB-3"),
        ("{yyyy}-{n:03d}", "2026-001", "2026-002", "2027-001"),
        ("{yy}{mm}{n:02d}", "260301", "260401", "270301"),
        ("政协{yyyy}年第{n}号", "政协2026年第1号", "政协2026年第2号", "政协2027年第1号"),
    ],
)
def test_a_series_starts_again_with_the_period_it_names(
    template, first, a_month_later, a_year_later
):
    days = [DAY, date(2026, 4, 2), date(2027, 3, 2)]

    got = [next_number("qingxi", "x", on=day, default=template) for day in days]

    assert got == [first, a_month_later, a_year_later]


@pytest.mark.django_db
def test_each_part_a_number_names_is_counted_by_itself():
    east = numbers(2, default="{studio}[{yyyy}]{n}号", studio="城东")
    west = numbers(1, default="{studio}[{yyyy}]{n}号", studio="城西")

    assert east + west == ["城东[2026]1号", "城东[2026]2号", "城西[2026]1号"]


@pytest.mark.django_db
def test_counties_and_kinds_do_not_share_a_series():
    assert next_number("a", "x", on=DAY) == next_number("b", "x", on=DAY) == "202600001"
    assert next_number("a", "y", on=DAY) == "202600001"
    assert next_number("a", "x", on=DAY) == "202600002"


@pytest.mark.django_db
def test_a_pattern_that_cannot_be_filled_is_an_error():
    with pytest.raises(ValueError, match="studio"):
        next_number("qingxi", "x", on=DAY, default="{studio}{n}")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("YJ{yyyy}", "有且只有一个流水号"),
        ("{n}{n}", "有且只有一个流水号"),
        ("{n", "花括号"),
        ("{n.__class__}", "不是可用的名称"),
        ("{n[0]}", "不是可用的名称"),
        ("{}", "不是可用的名称"),
        ("{n:>9999999}", "写法不对"),
        ("{yyyy:d}{n}", "写法不对"),
    ],
)
def test_a_bad_pattern_is_explained(template, words):
    assert words in problem_with(template)
    with pytest.raises(ValidationError, match=words):
        NumberPattern(scope="s", code="c", template=template).clean()


@pytest.mark.parametrize("template", ["{n}", "{n:d}", "{n:04d}", "{{注}}{yyyy}{mm}{dd}{n:06d}"])
def test_a_good_pattern_has_no_problem(template):
    assert problem_with(template) is None
    NumberPattern(scope="s", code="c", template=template).clean()


def test_a_part_that_nobody_fills_is_a_problem_when_the_parts_are_known():
    assert problem_with("{studio}{n}") is None
    assert problem_with("{studio}{n}", parts=("studio",)) is None
    assert "studio" in problem_with("{studio}{n}", parts=())


def test_a_pattern_and_a_series_say_what_they_are():
    assert str(NumberPattern(scope="s", code="c", template="{n}")) == "s c {n}"
    assert str(NumberSeries(scope="s", code="c", period="2026#", last=3)) == "s c 2026# 3"


@pytest.mark.django_db(transaction=True)
def test_a_number_of_a_transaction_that_failed_was_never_given():
    with transaction.atomic():
        numbers(1)
        transaction.set_rollback(True)

    assert numbers(2) == ["202600001", "202600002"]


@pytest.mark.django_db(transaction=True)
def test_racing_clerks_never_get_the_same_number():
    """Real threads on PostgreSQL; SQLite has one writer, and in memory one connection."""
    clerks, each = 8, 12

    def work(_):
        try:
            return [next_number("qingxi", "race", on=DAY) for _ in range(each)]
        finally:
            if connection.vendor != "sqlite":
                connection.close()

    if connection.vendor == "sqlite":
        got = [number for clerk in range(clerks) for number in work(clerk)]
    else:
        with ThreadPoolExecutor(clerks) as pool:
            got = [number for batch in pool.map(work, range(clerks)) for number in batch]

    assert sorted(got) == [f"2026{n:05d}" for n in range(1, clerks * each + 1)]
