"""Thousands of rows at once keep every rule that one row keeps."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core import bulk
from core.models import CalendarDay, NumberSeries

pytestmark = pytest.mark.django_db


def series(period: str, last: int = 1) -> NumberSeries:
    return NumberSeries(scope="qingxi", code="议题\t\\N\n", period=period, last=last)


def test_rows_are_stored_as_they_are_and_know_their_keys():
    rows = bulk.insert([series(str(n), last=n) for n in range(5)])

    stored = {row.pk: row for row in NumberSeries.objects.all()}
    assert [stored[row.pk].last for row in rows] == [0, 1, 2, 3, 4]
    assert {row.code for row in stored.values()} == {"议题\t\\N\n"}
    assert not any(row._state.adding for row in rows)


def test_days_and_truths_keep_their_kind():
    bulk.insert([CalendarDay(date=date(2026, 3, 2), is_workday=False, name="县庆")])

    found = CalendarDay.objects.get()
    assert (found.date, found.is_workday, found.provisional) == (date(2026, 3, 2), False, False)


def test_a_row_saved_later_takes_the_next_key():
    (first,) = bulk.insert([series("1")])

    later = series("2")
    later.save()

    assert later.pk > first.pk


def test_one_double_and_nothing_is_stored():
    bulk.insert([series("1")])
    again = [series("2"), series("1")]

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(again)

    assert NumberSeries.objects.count() == 1
    assert again[0].pk is None


def test_no_rows_are_no_rows():
    assert bulk.insert([]) == []
