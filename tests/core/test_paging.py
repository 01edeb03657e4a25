from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import FieldError

from accounts.models import Committee
from core.models import NumberPattern
from core.paging import COUNT_CAP, Key, capped, capped_counts
from tests.core.world import Matter

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def matters():
    """Twelve matters: three of each moment, due on three days, four of them on none."""
    days = [None, date(2026, 3, 2), date(2026, 3, 9)]
    rows = [
        Matter(title=f"{n}", created_at=START + timedelta(n // 3), due_on=days[n % 3])
        for n in range(12)
    ]
    return Matter.objects.bulk_create(rows)


ORDERS = [
    ("-created_at", "-id"),
    ("created_at", "id"),
    ("due_on", "id"),
    ("-due_on", "-id"),
    ("due_on", "-created_at", "id"),
    ("-title", "pk"),
]


def walk(key, backwards=False, size=5):
    """All rows, page after page, with a cursor through the address each time."""
    seen, rows = [], list(Matter.objects.order_by(*key.ordering(backwards))[:size])
    while rows:
        seen += rows
        place = key.read(key.cursor(rows[-1]))
        rows = list(
            Matter.objects.filter(key.beyond(place, backwards)).order_by(*key.ordering(backwards))[
                :size
            ]
        )
    return seen


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_show_every_row_once_though_keys_are_equal(matters, order, size):
    key = Key(Matter, order)
    whole = list(Matter.objects.order_by(*key.ordering()))

    assert walk(key, size=size) == whole
    assert walk(key, backwards=True, size=size) == whole[::-1]
    assert len(whole) == 12


@pytest.mark.parametrize("order", [("due_on", "id"), ("-due_on", "-id")])
def test_rows_without_a_value_come_last_in_both_directions(matters, order):
    rows = Matter.objects.order_by(*Key(Matter, order).ordering())

    assert [row.due_on is None for row in rows] == [False] * 8 + [True] * 4


@pytest.mark.parametrize(
    "cursor", ["", "rubbish", "é", "WyJhIl0", "WzEsMl0", "W10", "e30", "WyJcdTAwMDAiLCJcdTAwMDAiXQ"]
)
def test_a_tampered_cursor_is_no_cursor(cursor):
    assert Key(Matter, ("-title", "-created_at", "-id")).read(cursor) is None


def test_a_cursor_of_another_order_is_no_cursor(matters):
    other = Key(Matter, ("-title", "-id")).cursor(matters[0])

    assert Key(Matter, ("-created_at", "-id")).read(other) is None


def test_an_order_must_end_with_something_unique():
    with pytest.raises(FieldError, match="not unique"):
        Key(Matter, ("-created_at",))


def test_a_row_can_be_ordered_by_what_it_belongs_to():
    mother = Committee(code="b", name="甲", short_name="甲", county_name="甲")
    key = Key(Committee, ("parent__code", "id"))

    place = key.read(key.cursor(Committee(pk=3, code="a", parent=mother)))

    assert place == ["b", 3]
    assert not Committee.objects.filter(key.beyond(place)).exists()


def test_counts_stop_at_the_cap_and_take_one_query(django_assert_num_queries):
    rows = [NumberPattern(scope="s", code=str(n), template="{n}") for n in range(COUNT_CAP + 5)]
    NumberPattern.objects.bulk_create(rows)
    everything = NumberPattern.objects.order_by("template")
    few = everything.filter(code__in=["1", "2", "it's 100% '"])

    with django_assert_num_queries(1):
        counts = capped_counts([everything, few, everything.none(), few.filter(scope="x")])

    assert counts == [COUNT_CAP + 1, 2, 0, 0]
    assert [capped(n) for n in counts] == ["1000+", "2", "0", "0"]


def test_counting_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert capped_counts([NumberPattern.objects.none()]) == [0]
        assert capped_counts([]) == []
