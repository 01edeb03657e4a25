"""The list of assignments and the page of dispatch."""

import pytest
from django.urls import reverse

from consultations.enums import ConsensusStatus
from petitions.models import Assignment
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import (
    an_issue,
    make_assignment,
    make_item,
    make_limit_class,
    office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


def text(response) -> str:
    return response.content.decode()


def test_dispatch_suggests_the_unit_and_shows_what_each_class_means(client):
    unit = make_unit("县水利局")
    make_limit_class("D", name="协商成果", due=30, kind="workday")
    item = make_item(unit)
    client.force_login(office())

    response = client.get(reverse("petitions:dispatch", args=["item", item.pk]))

    assert response.context["form"]["lead_unit"].value() == unit.pk
    assert "3月2日交办 + 30个工作日（跳过4月4–6日清明节）= 4月14日" in text(response)


def test_the_office_dispatches_an_item_once(client):
    item, support = make_item(), make_unit("县财政局")
    one = make_limit_class()
    client.force_login(office())
    page = client.get(reverse("petitions:dispatch", args=["consensus_item", item.pk]))
    data = {
        "title": "护栏",
        "demand": "请加固",
        "lead_unit": item.unit.pk,
        "limit_class": one.pk,
        "supporting_units": [support.pk],
        "once": page.context["form"]["once"].value(),
    }

    places = [client.post(page.request["PATH_INFO"], data).url for _ in range(2)]

    made = Assignment.objects.get()
    item.refresh_from_db()
    assert places == [made.get_absolute_url()] * 2
    assert item.status == ConsensusStatus.DISPATCHED


def test_a_unit_that_leads_and_supports_is_pointed_out(client):
    item = make_item()
    client.force_login(office())
    data = {
        "title": "护栏",
        "demand": "请加固",
        "lead_unit": item.unit.pk,
        "limit_class": make_limit_class().pk,
        "supporting_units": [item.unit.pk],
    }

    page = text(client.post(reverse("petitions:dispatch", args=["item", item.pk]), data))

    assert "已是主办单位" in page
    assert "请加固" in page


@pytest.mark.parametrize(
    ("flags", "code"), [({"convener": True}, 404), ({}, 404), ({"signer": True}, 403)]
)
def test_who_may_not_open_dispatch(client, flags, code):
    issue = an_issue()
    client.force_login(make_user(**flags))

    assert client.get(reverse("petitions:dispatch", args=["issue", issue.pk])).status_code == code


def test_there_is_no_dispatch_of_other_things(client):
    client.force_login(office())

    assert client.get("/assignments/new/studio/1/").status_code == 404


def test_the_tabs_are_the_words_of_the_queryset(client, frozen):
    for flags in (
        {},
        {"acknowledged": True},
        {"replied": "A"},
        {"accepted": "A"},
        {"accepted": "B"},
    ):
        make_assignment(**flags)
    client.force_login(office())
    frozen("2026-03-16")

    counts = {tab.key: tab.count for tab in client.get("/assignments/").context["listing"].tabs}

    assert counts == {
        "receipt": "1",
        "work": "1",
        "near": "0",
        "overdue": "2",
        "supervise": "2",
        "decide": "0",
        "check": "1",
        "tracking": "1",
        "concluded": "1",
        "all": "5",
    }


def test_the_list_is_narrowed_by_unit_class_studio_and_words(client):
    wanted = make_assignment(title="桥面修补", limit_class=make_limit_class("C"))
    make_assignment()
    client.force_login(office())
    queries = [
        f"unit={wanted.lead_unit_id}",
        f"limit_class={wanted.limit_class_id}",
        f"studio={wanted.studio_id}",
        "q=桥面",
        f"q={wanted.number}",
    ]

    for query in queries:
        rows = client.get(f"/assignments/?{query}").context["listing"].rows
        assert rows == [wanted], query


def test_the_list_goes_to_excel(client):
    make_assignment(title="=1+1")
    client.force_login(office())

    response = client.get("/assignments/?format=xlsx")

    assert response["Content-Type"].endswith("sheet")


def test_an_empty_list_says_what_belongs_there(client):
    client.force_login(office())

    assert "这里没有交办件" in text(client.get("/assignments/"))
    assert "没有符合条件" in text(client.get("/assignments/?q=无"))


@pytest.mark.parametrize("size", [2, 22])
def test_the_list_costs_the_same_for_two_and_for_twenty_two(
    client, size, django_assert_max_num_queries
):
    for _ in range(size):
        make_assignment()
    client.force_login(office())
    client.get("/assignments/")

    with django_assert_max_num_queries(13):
        client.get("/assignments/?tab=receipt")
