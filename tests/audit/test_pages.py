"""The flow record as auditors read it, and as every object page shows it."""

import pytest
import rules
from django.template.loader import render_to_string

from audit import trail
from audit.models import Entry, kind_name, state_name
from core import clock
from tests.builders.people import make_committee, make_user

pytestmark = pytest.mark.django_db

PAGE = "/audit/"


@rules.predicate
def is_auditor(user, line=None):
    return user.holds("auditor")


@pytest.fixture(autouse=True)
def _auditors_read(monkeypatch):
    monkeypatch.setitem(rules.permissions.permissions, "audit.read_entry", is_auditor)


@pytest.fixture
def auditor(client):
    auditor = make_user(auditor=True)
    client.force_login(auditor)
    return auditor


def test_the_record_is_not_for_everybody(client, matter, clerk):
    trail.advance(matter, "open", by=clerk)
    client.force_login(clerk)

    assert client.get(PAGE).status_code == 403
    assert not Entry.objects.visible_to(clerk).exists()


def test_the_auditor_reads_who_did_what_when(client, matter, clerk, auditor, frozen):
    frozen("2026-03-02T10:05")
    trail.advance(matter, "open", by=clerk, remark="条件具备")

    page = client.get(PAGE).content.decode()

    for words in ("李明", "挂牌运行", f"工作室 {matter.pk}", "筹建 → 运行", "条件具备", "10:05"):
        assert words in page, words
    assert matter.name not in page  # the log names matters by kind and number


def test_the_auditor_of_another_county_reads_nothing_of_it(client, matter, clerk):
    trail.advance(matter, "open", by=clerk)
    client.force_login(make_user(auditor=True, committee=make_committee("other")))

    assert "还没有流转记录" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2}),
        ("kind=studios.Studio", {1, 2}),
        ("kind=consultations.Issue", set()),
        ("since=2026-03-03", {2}),
        ("until=2026-03-02", {1}),
        ("since=2026-03-02&until=2026-03-03", {1, 2}),
        ("q=责令", {2}),
        ("q=李明", {1, 2}),
        ("number=999999", set()),
        ("tab=public", {2}),
    ],
)
def test_the_record_can_be_narrowed(client, matter, clerk, auditor, query, found):
    with clock.at(clock.date(2026, 3, 2)):
        trail.advance(matter, "open", by=clerk)
    with clock.at(clock.datetime(2026, 3, 3, 23, 59)):
        trail.record(matter, "rectify", by=clerk, public=True)

    listing = client.get(f"{PAGE}?{query}").context["listing"]

    assert {line.seq for line in listing.rows} == found


def test_the_record_can_be_kept_as_excel(client, matter, clerk, auditor):
    trail.advance(matter, "open", by=clerk, remark="=1+1")

    response = client.get(f"{PAGE}?format=xlsx")

    assert response["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_however_long_the_record(
    client, matter, clerk, auditor, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        trail.record(matter, "open", by=clerk)
    client.get(PAGE)

    with django_assert_max_num_queries(9):
        client.get(PAGE)


def test_every_object_page_shows_its_history_in_the_county_s_words(matter, clerk, frozen):
    frozen("2026-03-02T10:05")
    trail.advance(matter, "open", by=clerk, remark="条件具备")
    trail.record(matter, "visit", by=clerk, label="走访<b>")

    page = render_to_string("audit/_history.html", {"history": trail.history_of(matter)})

    assert page.index("走访&lt;b&gt;") < page.index("挂牌运行")  # newest first
    assert "→ 运行" in page
    assert "条件具备" in page
    assert "还没有流转记录" in render_to_string("audit/_history.html", {"history": []})


def test_the_history_costs_one_query(matter, clerk, django_assert_num_queries):
    for _ in range(5):
        trail.record(matter, "open", by=clerk)

    with django_assert_num_queries(1):
        render_to_string("audit/_history.html", {"history": trail.history_of(matter)})


def test_a_kind_that_no_longer_exists_keeps_its_name():
    assert kind_name("gone.Thing") == "gone.Thing"
    assert state_name("gone.Thing", "done") == "done"
    line = Entry(by_name="李明", label="走访", subject_label="gone.Thing", subject_id=7)
    assert str(line) == "李明 走访 gone.Thing 7"
