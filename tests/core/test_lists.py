from datetime import UTC, date, datetime

import django_filters
import pytest
from django.http import QueryDict

from core.lists import Column, Listing
from tests.core.world import Matter, S

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)


class MatterFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label="状态", choices=S.choices)

    class Meta:
        model = Matter
        fields = ["status"]


@pytest.fixture(autouse=True)
def matters():
    """Seven matters raised in the same second; the odd ones have been sent."""
    rows = [
        Matter(title=f"第{n}件", created_at=MOMENT, status=S.SENT if n % 2 else S.DRAFT)
        for n in range(1, 8)
    ]
    return Matter.objects.bulk_create(rows)


def listing(query="", **kwargs):
    options = {
        "tabs": {
            "all": ("全部", Matter.objects.all()),
            "sent": ("已提交", Matter.objects.filter(status=S.SENT)),
        },
        "default": "sent",
        "search": ("title__contains", "body__contains"),
        "filterset": MatterFilter,
        "per_page": 3,
    }
    return Listing(QueryDict(query.removeprefix("?")), **(options | kwargs))


def titles(of):
    return [row.title for row in of.rows]


@pytest.mark.parametrize(("query", "tab"), [("", "sent"), ("tab=all", "all"), ("tab=x", "sent")])
def test_an_unknown_tab_is_the_default_one(query, tab):
    assert listing(query).tab == tab


def test_tabs_show_their_counts():
    tabs = listing("tab=all").tabs

    assert [(tab.key, tab.label, tab.count, tab.is_current) for tab in tabs] == [
        ("all", "全部", "7", True),
        ("sent", "已提交", "4", False),
    ]


def test_forth_and_back_through_rows_of_the_same_second():
    first = listing("tab=all")
    second = listing(first.next_url)
    third = listing(second.next_url)

    assert titles(first) == ["第7件", "第6件", "第5件"]
    assert titles(second) == ["第4件", "第3件", "第2件"]
    assert titles(third) == ["第1件"]
    assert (first.prev_url, third.next_url) == ("", "")
    assert titles(listing(third.prev_url)) == titles(second)
    assert titles(listing(listing(third.prev_url).prev_url)) == titles(first)
    assert listing(listing(third.prev_url).prev_url).prev_url == ""


def test_the_total_is_counted_only_when_it_is_not_in_sight(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert listing("tab=all", per_page=10).total_capped == "7"
    assert listing("tab=all").total_capped == "7"


def test_the_address_keeps_filters_and_search_through_pages_and_tabs():
    narrowed = listing("tab=all&q=第&status=sent&after=&format=xlsx")

    assert titles(narrowed) == ["第7件", "第5件", "第3件"]
    assert "q=%E7%AC%AC&status=sent" in narrowed.next_url
    assert titles(listing(narrowed.next_url)) == ["第1件"]
    assert [tab.url for tab in narrowed.tabs] == [
        "?tab=all&q=%E7%AC%AC&status=sent",
        "?tab=sent&q=%E7%AC%AC&status=sent",
    ]
    assert narrowed.query_without_page == "tab=all&q=%E7%AC%AC&status=sent"
    assert narrowed.excel_url == "?tab=all&q=%E7%AC%AC&status=sent&format=xlsx"
    assert narrowed.clear_url == "?tab=all"


def test_a_narrowed_list_counts_what_it_found_and_not_the_tabs():
    narrowed = listing("tab=all&status=sent")

    assert narrowed.is_narrowed
    assert narrowed.total_capped == "4"
    assert [tab.count for tab in narrowed.tabs] == ["", ""]


def test_all_words_must_be_found_and_special_signs_are_plain():
    Matter.objects.filter(title="第3件").update(body="修桥 100%")

    assert titles(listing("tab=all&q=第3 修桥")) == ["第3件"]
    assert titles(listing("tab=all&q=修桥 没有")) == []
    assert titles(listing("tab=all&q=%25")) == ["第3件"]
    assert titles(listing("tab=all&q=%00")) == ["第7件", "第6件", "第5件"]


def test_a_search_can_be_a_function():
    found = listing("tab=all&q=6", search=lambda rows, text: rows.filter(title=f"第{text}件"))

    assert titles(found) == ["第6件"]


def test_a_list_can_do_without_search_and_filters():
    plain = listing("tab=all&q=6&status=sent", search=(), filterset=None)

    assert len(plain.rows) == 3
    assert plain.filter is None
    assert not plain.can_search


def test_an_invalid_filter_is_ignored_and_said_by_its_form():
    narrowed = listing("tab=all&status=nonsense")

    assert len(narrowed.rows) == 3
    assert narrowed.filter.form.errors


def test_a_cursor_that_leads_nowhere_shows_an_empty_page():
    last = listing(listing("tab=sent").next_url)
    Matter.objects.filter(pk__lte=last.rows[0].pk).delete()
    address = listing("tab=sent", per_page=1)

    gone = listing(f"tab=sent&before={address._key.cursor(address.rows[0])}")
    beyond = listing(f"tab=sent&after={last._key.cursor(last.rows[0])}")

    for page in (gone, beyond):
        assert page.rows == []
        assert (page.next_url, page.prev_url, page.total_capped) == ("", "", "0")


def test_columns_fill_cells_by_path_or_function():
    columns = [
        Column("标题", "title", url=Matter.get_absolute_url),
        Column("状态", "get_status_display"),
        Column("字数", lambda row: len(row.title)),
    ]
    Matter.objects.update(due_on=date(2026, 3, 2))

    cells = listing("tab=all", columns=columns, per_page=1).cells[0]

    assert [cell.text for cell in cells] == ["第7件", "已提交", 3]
    assert cells[0].url.startswith("/matters/")
    assert cells[1].url == ""


def test_a_list_takes_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        page = listing("tab=all")
        assert page.rows
        assert page.tabs
