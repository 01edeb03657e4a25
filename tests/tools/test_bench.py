"""The bench judges by numbers, and the county it measures keeps the portal's own rules."""

from datetime import timedelta

import pytest
from bench import county
from bench.__main__ import judge
from bench.floors import FLOORS, LABELS, Floor, Table
from django.test import Client

from audit import trail
from consultations.models import Issue
from core import clock
from petitions.actions import ladder
from petitions.models import Assignment, Reminder

SIZES = [1000, 20000]


def table(**slower: float) -> Table:
    """Everything takes a millisecond and a statement; `slower` says what does not at large."""
    rounds = {(size, name): [1.0, 1.0, 9.0] for size in SIZES for name in LABELS}
    for name, value in slower.items():
        rounds[SIZES[-1], name] = [value, value, 9 * value]
    return Table(SIZES, rounds, dict.fromkeys(rounds, 1))


@pytest.fixture
def filled(db):
    """A county of a hundred matters."""
    county._known.clear()
    county._kept.clear()
    who = county.found()
    county.fill(100)
    return who


def test_a_run_in_which_every_floor_holds_is_green(capsys):
    assert judge(table()) == 0
    assert "底线全部守住" in capsys.readouterr().out


def test_a_broken_floor_fails_the_run_and_names_itself(capsys):
    assert judge(table(list_all=1.3)) == 1
    assert "破线  意见列表：全部 大县 ÷ 小县 ≤ 1.25（1.30）" in capsys.readouterr().out


def test_an_aim_that_is_not_reached_is_told_and_fails_nothing(capsys):
    assert judge(table(board=1.9)) == 0
    assert "目标，未到  数据看板" in capsys.readouterr().out


def test_every_floor_speaks_of_something_that_is_measured():
    assert {floor.name for floor in FLOORS} <= set(LABELS)
    assert all(isinstance(floor, Floor) and floor.limit > 0 for floor in FLOORS)


def test_the_county_is_shown_by_the_real_pages(filled):
    client = Client()
    client.force_login(filled.office, backend="accounts.backends.PortalBackend")
    newest = Issue.objects.order_by("-raised_at", "-id")[0]

    assert newest.number in client.get("/issues/?tab=all").content.decode()
    assert client.get(f"/assignments/{Assignment.objects.all()[0].pk}/").status_code == 200


def test_its_flow_record_is_whole(filled):
    assert Issue.objects.count() == 100
    assert trail.verify() == []


def test_a_sweep_finds_exactly_the_duties_that_were_made_due(filled):
    today = clock.today()
    county.duties(10, due_on=today)
    assert ladder.climb(today) == 0

    assert county.make_due("CB", today - timedelta(days=30), today) == 10
    count = ladder.climb(today)

    assert count == Reminder.objects.count() == 30  # pressed twice, and the office's letter
    assert ladder.climb(today) == 0
