"""What a studio shows of its duty to the street: hours, the month's rota, what it settled."""

from datetime import date, time

import pytest

from consultations.enums import SeatStatus, ShiftStatus
from consultations.models import Issue
from core import clock
from studios.enums import StudioStatus
from studios.models import Opening, Studio
from tests.builders.consultations import make_issue
from tests.builders.cost import queries_of
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_seat, make_shift

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-04")


@pytest.fixture
def studio():
    return open_studio("城关镇委员工作室")


def sit(studio, day, name, **changes):
    """A published shift of that day with one member."""
    return make_shift(studio, on=date(2026, 3, day), seats=[join_studio(studio, name)], **changes)


def hours_of(client, studio):
    return client.get(f"/studios/{studio.code}/hours.json")


def test_hours_are_there_for_machines_with_the_next_three_duties(client, studio):
    Opening.objects.create(studio=studio, weekday=2, opens_at=time(9), closes_at=time(11, 30))
    for day, name in ((3, "昨天"), (4, "今天"), (11, "下周"), (18, "再下周"), (25, "月底")):
        sit(studio, day, name)

    answer = hours_of(client, studio)

    facts = answer.json()
    assert facts["openings"] == [
        {"weekday": 3, "month_day": None, "opens": "09:00", "closes": "11:30"}
    ]
    assert [duty["members"] for duty in facts["duties"]] == [["今天"], ["下周"], ["再下周"]]
    assert answer.headers["Cache-Control"] == "public, max-age=600"


def test_machines_read_no_private_data(client, studio):
    member = join_studio(studio, "钱小红", phone="13900139000", post="县医院院长")
    make_shift(studio, seats=[member])

    text = hours_of(client, studio).content.decode()

    assert "钱小红" in text
    assert not any(word in text for word in ("13900139000", "县医院", member.user.username))


@pytest.mark.parametrize("status", [StudioStatus.PREPARING, StudioStatus.SUSPENDED])
def test_a_studio_that_is_not_open_says_nothing(client, studio, status):
    Studio.objects.update(status=status)

    assert hours_of(client, studio).status_code == 404
    assert client.get(f"/studios/{studio.code}/duty-poster/").status_code == 404


def test_nobody_sees_who_sits_before_the_roster_is_published(client, studio):
    sit(studio, 11, "钱小红", published=False)

    assert hours_of(client, studio).json()["duties"] == []
    shown = client.get(studio.get_absolute_url()).text
    assert "钱小红" not in shown.partition("工作室委员")[0]
    assert "还没有发布" in client.get(f"/studios/{studio.code}/duty-poster/").text


def test_who_is_excused_and_what_is_cancelled_is_not_shown(client, studio):
    shift = sit(studio, 11, "钱小红")
    make_seat(shift, join_studio(studio, "请假人"), status=SeatStatus.EXCUSED, reason="出差")
    sit(studio, 18, "取消的人", status=ShiftStatus.CANCELLED)

    for page in (studio.get_absolute_url(), f"/studios/{studio.code}/duty-poster/"):
        text = client.get(page).text
        shown = text.partition("近期值班")[2] or text  # its members are named above
        assert "钱小红" in shown
        assert "请假人" not in shown
        assert "取消的人" not in shown


def test_the_poster_of_a_month_shows_that_month(client, studio):
    sit(studio, 11, "三月的人")
    make_shift(studio, on=date(2026, 4, 1), seats=[join_studio(studio, "四月的人")])
    page = f"/studios/{studio.code}/duty-poster/"

    april = client.get(page, {"month": "2026-04", "size": "a3"}).text

    assert "四月的人" in april
    assert "三月的人" not in april
    assert "poster-a3." in april
    for month in ("", "2026-13", "zzz", "0000-00"):
        assert "三月的人" in client.get(page, {"month": month}).text


def test_a_full_month_stands_closer_and_costs_no_more(client, studio):
    sit(studio, 1, "钱小红")
    page = f"/studios/{studio.code}/duty-poster/"
    before = queries_of(client, page)
    for day in range(2, 23):
        sit(studio, day, f"委员{day}")

    assert "poster-many" in client.get(page).text
    assert queries_of(client, page) == before


def test_what_was_settled_is_counted_and_shown_where_the_raiser_agreed(client, studio):
    make_issue(studio, title="河堤护栏已修", may_publish=True, closed=True)
    make_issue(studio, title="不愿公开的事", closed=True)
    make_issue(studio, title="还在办的事", may_publish=True)

    shown = client.get(studio.get_absolute_url()).text

    assert "河堤护栏已修" in shown
    assert "不愿公开的事" not in shown
    assert "还在办的事" not in shown
    assert "2026年3月已办结" in shown


@pytest.mark.parametrize(
    "title", ["找13611112222退款", "电话831-2601没人接", "证号610324198001011234"]
)
def test_a_title_with_a_number_of_a_person_is_not_shown(client, studio, title):
    make_issue(studio, title=title, may_publish=True, closed=True)

    assert title not in client.get(studio.get_absolute_url()).text


def test_what_may_be_secret_is_neither_counted_nor_shown(client, studio):
    make_issue(studio, title="疑似涉密的事", may_publish=True, closed=True)
    Issue.objects.update(is_locked=True)

    shown = client.get(studio.get_absolute_url()).text

    assert "疑似涉密的事" not in shown
    assert "办成的事" not in shown


def test_last_years_matters_are_in_no_count_of_this_year(client, studio):
    with clock.at(date(2025, 12, 30)):
        make_issue(studio, title="去年的事", may_publish=True, closed=True)
    make_issue(studio)

    shown = client.get(studio.get_absolute_url()).text

    assert "<b>0</b><span>已办结</span>" in shown
    assert "去年的事" in shown
