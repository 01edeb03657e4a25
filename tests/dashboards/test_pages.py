"""My desk, the board, search and the public home."""

from datetime import timedelta

import pytest

from core import clock
from dashboards import figures
from dashboards.figures import Period
from dashboards.queues import queues_of
from dashboards.search import find
from tests.builders.consultations import make_issue, make_topic, staff, township
from tests.builders.directory import member_user, open_studio
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.petitions import handler_of, make_assignment

pytestmark = pytest.mark.django_db


def titles(user):
    return [queue.title for queue in queues_of(user, clock.today())]


def test_a_convener_finds_what_waits_in_their_studio_and_nobody_elses():
    studio, other = open_studio(), open_studio()
    make_issue(studio, title="本室的事")
    make_issue(other, title="别室的事")

    heap = next(q for q in queues_of(staff(studio), clock.today()) if q.title == "待受理的意见")

    assert [row.title for row in heap.rows] == ["本室的事"]


def test_a_member_finds_what_can_be_claimed():
    studio = open_studio()
    make_issue(studio, accepted=True)

    assert titles(member_user(studio)) == ["可以接单的意见"]


def test_a_township_finds_what_waits_for_its_decision():
    topic = make_topic()

    assert titles(township(topic.studio)) == ["待点题"]


def test_a_unit_finds_what_is_late_first():
    unit = make_unit()
    with clock.at(clock.today() - timedelta(days=60)):
        make_assignment(lead_unit=unit, acknowledged=True)
    make_assignment(lead_unit=unit)

    assert titles(unit.people(clock.today()).first())[:2] == ["已逾期，请尽快答复", "待签收"]


def test_somebody_without_duties_sees_an_empty_desk(client):
    client.force_login(make_user("无事"))

    assert "眼下没有等您办理的事" in client.get("/desk/").content.decode()


@pytest.mark.parametrize("role", ["office", "signer", "leader"])
def test_the_board_opens_for_leaders_and_the_office(client, role):
    client.force_login(make_user(**{role: True}))

    assert client.get("/board/").status_code == 200


@pytest.mark.parametrize("role", ["proposals", "auditor", "admin", "unit"])
def test_the_board_stays_closed_to_others(client, role):
    client.force_login(make_user(**{role: True}))

    assert client.get("/board/").status_code == 403
    assert client.get("/board/late/").status_code == 403


def test_every_number_of_the_board_is_the_length_of_its_list():
    studio = open_studio()
    make_issue(studio)
    make_issue(studio, closed=True, accepted=True)
    make_topic(studio, concluded=True)
    make_assignment(replied="A")
    today = clock.today()
    leader = make_user(leader=True)
    known = figures.all_figures(Period(today - timedelta(days=30), today), today)

    counted = figures.numbers(known, leader)

    listed = {key: figures.records(figure, leader).count() for key, figure in known.items()}
    assert counted == listed
    assert counted["raised"] >= 2
    assert counted["dispatched"] == 1


def test_every_number_opens_its_list(client):
    make_issue()
    client.force_login(make_user(leader=True))
    today = clock.today()

    for key in figures.all_figures(Period(today, today), today):
        assert client.get(f"/board/{key}/").status_code == 200, key


def test_an_unknown_number_is_not_found(client):
    client.force_login(make_user(leader=True))

    assert client.get("/board/whatever/").status_code == 404


def test_the_board_counts_nothing_of_another_county():
    make_issue()
    stranger = make_user(committee=make_committee("other"), leader=True)
    today = clock.today()
    known = figures.all_figures(Period(today, today), today)

    assert set(figures.numbers(known, stranger).values()) == {0}


def test_search_finds_only_what_the_reader_may_see():
    studio = open_studio()
    make_issue(studio, title="西关河堤护栏损坏")

    assert find(staff(studio), "河堤")[0].rows[0].title == "西关河堤护栏损坏"
    assert find(staff(open_studio()), "护栏损坏") == []


def test_search_asks_for_every_word():
    studio = open_studio()
    make_issue(studio, title="西关河堤护栏损坏")

    assert find(staff(studio), "西关 护栏")
    assert not find(staff(studio), "西关 路灯")


def test_the_home_page_names_studios_and_the_countys_steps(client):
    open_studio("老城社区委员工作室")

    page = client.get("/").content.decode()

    assert "老城社区委员工作室" in page
    assert "查询办理进度" in page


def test_nonsense_in_the_period_falls_back_to_this_year(client):
    client.force_login(make_user(leader=True))

    assert client.get("/board/?since=abc&until=2026-99-99").status_code == 200


def test_the_navigation_leads_only_to_rooms_that_open(client):
    studio = open_studio()
    people = [
        make_user(office=True), make_user(leader=True), make_user(auditor=True),
        make_user(admin=True), make_user(unit=make_unit()), make_user(proposals=True),
        make_user(signer=True), staff(studio), member_user(studio),
    ]  # fmt: skip
    for person in people:
        client.force_login(person)
        for url, label, _, _ in client.get("/desk/").context["nav"]:
            assert client.get(url).status_code == 200, (person, label)


def test_every_heap_of_the_desk_opens_the_tab_it_promises(client):
    studio = open_studio()
    make_issue(studio)
    make_issue(studio, accepted=True)
    make_topic(studio)
    make_topic(studio, concluded=True)
    unit = make_unit()
    make_assignment(lead_unit=unit)
    topic_township = township(studio)
    people = [staff(studio), member_user(studio), topic_township, make_user(office=True),
              handler_of(unit)]  # fmt: skip
    for person in people:
        client.force_login(person)
        for heap in queues_of(person, clock.today()):
            tab = heap.url.rpartition("tab=")[2]
            listing = client.get(heap.url).context["listing"]
            assert listing.tab == tab, (person, heap.title)
            assert len(listing.rows) >= 1, (person, heap.title)
