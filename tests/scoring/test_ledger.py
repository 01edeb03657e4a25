"""The ledger of deeds and points: credited once, reversed by a second line, capped when counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from scoring import ledger
from scoring.enums import Merit
from scoring.models import ScoreEntry
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_user
from tests.builders.reports import make_rule
from tests.builders.studios import make_member, make_studio

DAY = date(2026, 3, 2)


@pytest.fixture
def member(db):
    return make_member()


def award(member, merit=Merit.ISSUE_CLAIMED, source=None, **how):
    return ledger.award(member, merit, source=source or make_studio(), on=DAY, **how)


def test_a_deed_is_credited_once(member):
    make_rule(Merit.ISSUE_CLAIMED, 2)
    studio = make_studio()

    first, second = award(member, source=studio), award(member, source=studio)

    assert first == second
    assert ScoreEntry.objects.get().points == 2


def test_different_deeds_and_different_members_are_credited_each(member):
    make_rule(Merit.ISSUE_CLAIMED, 2)
    make_rule(Merit.ISSUE_SETTLED, 3, code="D4")
    studio = make_studio()

    award(member, source=studio)
    award(member, Merit.ISSUE_SETTLED, source=studio)
    award(make_member(), source=studio)

    assert ScoreEntry.objects.count() == 3


def test_a_deed_without_a_rule_in_its_year_earns_nothing(member):
    make_rule(Merit.ISSUE_CLAIMED, 2, year=2025)

    assert award(member) is None
    assert not ScoreEntry.objects.exists()


def test_another_countys_rule_says_nothing_here(member):
    make_rule(Merit.ISSUE_CLAIMED, 2, committee=make_committee("elsewhere"))

    assert award(member) is None


def test_an_invited_member_earns_nothing(db):
    make_rule(Merit.ISSUE_CLAIMED, 2)

    assert award(make_member(is_cppcc_member=False)) is None


def test_a_grade_finds_its_own_rule_and_a_factor_halves_it(member):
    make_rule(Merit.REPORT_ADOPTED, 6, grade="CITY")

    entry = award(member, Merit.REPORT_ADOPTED, grade="CITY", factor=Decimal("0.5"))

    assert entry.points == 3
    assert award(member, Merit.REPORT_ADOPTED, grade="PROV") is None


def test_points_are_taken_back_by_a_second_line(member):
    make_rule(Merit.ISSUE_CLAIMED, 2)
    entry = award(member)

    counter = ledger.revoke(entry, remark="退单")
    again = ledger.revoke(entry, remark="退单")

    assert counter == again
    assert counter.points == -2
    assert counter.reverses == entry
    assert ScoreEntry.objects.total() == 0


def test_a_corrected_record_is_followed_by_signed_lines_however_often(member):
    make_rule(Merit.DUTY_MISSED, -2, code="H1", block="扣分")
    studio = make_studio()

    totals = []
    for holds in (False, True, True, False, False, True):
        ledger.restate(member, Merit.DUTY_MISSED, source=studio, holds=holds, on=DAY, remark="更正")
        totals.append(ScoreEntry.objects.total())

    assert totals == [0, -2, -2, 0, 0, -2]
    assert [line.points for line in ScoreEntry.objects.order_by("id")] == [-2, 2, -2]


def test_a_deduction_lowers_the_total_and_no_cap_softens_it(member):
    make_rule(Merit.ISSUE_CLAIMED, 2, code="D4", block="工作室履职", yearly_cap=5)
    make_rule(Merit.DUTY_MISSED, -2, code="H1", block="扣分")
    for _ in range(3):
        award(member)
    for _ in range(2):
        award(member, Merit.DUTY_MISSED)

    sheet = ledger.sheet(member, 2026)

    assert [(block.name, block.counted) for block in sheet.blocks] == [
        ("工作室履职", 5),
        ("扣分", -4),
    ]
    assert (sheet.earned, sheet.counted) == (2, 1)


def test_a_line_keeps_the_name_and_address_of_its_deed(member):
    make_rule(Merit.ISSUE_CLAIMED, 2)
    studio = make_studio("城关镇委员工作室")

    entry = award(member, source=studio)

    assert (entry.source_name, entry.source_url) == ("城关镇委员工作室", studio.get_absolute_url())


def test_caps_are_applied_when_counting_and_not_when_writing(member):
    make_rule(Merit.ISSUE_CLAIMED, 2, code="D4", block="工作室履职", yearly_cap=5)
    make_rule(Merit.ISSUE_SETTLED, 3, code="D4", block="工作室履职", yearly_cap=5)
    make_rule(Merit.REPORT_ACCEPTED, 1, code="C1", block="社情民意")
    for _ in range(2):
        award(member)
    award(member, Merit.ISSUE_SETTLED)
    award(member, Merit.REPORT_ACCEPTED)

    sheet = ledger.sheet(member, 2026)

    assert (sheet.earned, sheet.counted) == (8, 6)  # 2+2+3 share one cap of 5
    assert [(block.name, block.counted) for block in sheet.blocks] == [
        ("社情民意", 1),
        ("工作室履职", 5),
    ]


def test_a_block_has_a_cap_of_its_own(member):
    make_rule(Merit.ISSUE_CLAIMED, 20, code="D4", block="工作室履职", block_cap=35)
    make_rule(Merit.ISSUE_SETTLED, 20, code="D5", block="工作室履职", block_cap=35)
    award(member)
    award(member, Merit.ISSUE_SETTLED)

    assert ledger.sheet(member, 2026).counted == 35


def test_each_year_stands_by_itself(member):
    make_rule(Merit.ISSUE_CLAIMED, 2)
    award(member)

    assert ledger.sheet(member, 2025).counted == 0


@pytest.mark.real
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_credit_is_given():
    if connection.vendor != "postgresql":
        pytest.fail("this race is run on PostgreSQL")
    make_rule(Merit.ISSUE_CLAIMED, 2)
    member, studio = make_member(), make_studio()

    def press(_):
        try:
            return award(member, source=studio).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        keys = set(pool.map(press, range(24)))

    assert len(keys) == 1
    assert ScoreEntry.objects.total() == 2


def test_a_member_sees_their_own_lines_only(client, member, frozen):
    frozen("2026-03-02")
    make_rule(Merit.ISSUE_CLAIMED, 2, label="接单")
    award(member, source=make_studio("城关镇委员工作室"))
    award(make_member(), source=make_studio("城东社区工作室"))
    client.force_login(member.user)

    shown = client.get("/points/").text

    assert "城关镇委员工作室" in shown
    assert "C1 接单" in shown
    assert "城东社区工作室" not in shown


def test_an_empty_year_says_how_points_come(client, member, frozen):
    frozen("2026-03-02")
    client.force_login(member.user)

    assert "还没有积分记录" in client.get("/points/").text
    assert client.get("/points/?year=abc").status_code == 200


def test_an_invited_member_reads_that_they_earn_none(client, db):
    client.force_login(make_member(is_cppcc_member=False).user)

    assert "特邀成员不计履职积分" in client.get("/points/").text


@pytest.mark.parametrize("role", ["office", "leader", "unit", "admin"])
def test_nobody_but_a_member_has_a_duty_file(client, db, role):
    client.force_login(make_user(**{role: True}))

    assert client.get("/points/").status_code == 403


def test_the_duty_file_costs_the_same_with_more_lines(client, member, frozen):
    frozen("2026-03-02")
    make_rule(Merit.ISSUE_CLAIMED, 2)
    client.force_login(member.user)
    award(member)
    before = queries_of(client, "/points/")
    for _ in range(5):
        award(member)

    assert queries_of(client, "/points/") == before
