"""A line that was touched is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import guard, trail
from audit.models import Entry, Seal
from audit.tasks import seal_yesterday
from core import clock
from tests.audit.conftest import make_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_days(matter, clerk):
    """Lines on the second, third and fifth of March; nothing on the fourth."""
    for day, verb in [(2, "open"), (3, "rectify"), (5, "suspend")]:
        with clock.at(clock.datetime(2026, 3, day, 23, 50)):
            trail.advance(matter, verb, by=clerk)
    return matter


def tamper(sql: str) -> None:
    """What somebody with the database's own password could do."""
    with guard.lifted(connection), connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_ended_day_is_sealed_once(three_days):
    assert seal_yesterday("2026-03-05") == 2
    assert seal_yesterday("2026-03-05") == 0
    assert seal_yesterday("2026-03-09") == 1  # four nights were missed, nothing is lost

    days = list(Seal.objects.values_list("day__day", "count"))
    assert days == [(2, 1), (3, 1), (5, 1)]
    assert trail.verify() == []


def test_the_day_that_still_runs_is_not_sealed(three_days, frozen):
    frozen("2026-03-05T23:59")

    seal_yesterday()

    assert not Seal.objects.filter(day="2026-03-05").exists()


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE audit_entry SET remark = '改' WHERE seq = 2", ["第 2 行：内容被改动"]),
        ("DELETE FROM audit_entry WHERE seq = 2", ["前面缺 1 行", "2026-03-03 封存"]),
        ("DELETE FROM audit_entry WHERE seq = 3", ["2026-03-05 封存：封存时 1 行，现有 0 行"]),
        ("UPDATE audit_entry SET digest = 'x' WHERE seq = 2", ["第 3 行：与前一行不衔接"]),
        ("UPDATE audit_entry SET previous = 'x' WHERE seq = 2", ["第 2 行：与前一行不衔接"]),
        ("DELETE FROM audit_seal WHERE count = 1 AND id = (SELECT MIN(id) FROM audit_seal)",
         ["与前一封存不衔接", "2026-03-02：有记录而无封存"]),
    ],
)  # fmt: skip
def test_each_tampering_is_found(three_days, sql, found):
    seal_yesterday("2026-03-06")
    assert trail.verify() == []

    tamper(sql)

    problems = "\n".join(trail.verify())
    assert [words for words in found if words not in problems] == []


def test_a_day_rewritten_whole_does_not_match_its_seal(three_days):
    seal_yesterday("2026-03-06")
    last = Entry.objects.get(seq=3)
    last.remark = "改"

    digest = last.computed_digest()
    tamper(f"UPDATE audit_entry SET remark = '改', digest = '{digest}' WHERE seq = 3")

    assert trail.verify() == ["2026-03-05 封存：当日内容被改动"]


def test_the_command_says_that_all_is_well_or_ends_with_an_error(three_days):
    make_matter("another")
    out = StringIO()

    call_command("verify_trail", stdout=out)
    assert out.getvalue() == "流转记录完整：3 行，0 个日封存\n"

    tamper("UPDATE audit_entry SET by_name = '别人' WHERE seq = 1")
    with pytest.raises(CommandError, match="1 处问题"):
        call_command("verify_trail", stdout=out)
    assert "第 1 行：内容被改动" in out.getvalue()
