"""How a year's points are read, and what some years propose. Handbook 7.2, acceptance test 9."""

from datetime import date
from decimal import Decimal

import pytest

from scoring import assessments, ledger
from scoring.enums import Merit, QuotaEvent, QuotaScope
from scoring.models import Rule, ScoreEntry
from studios.enums import Ending, MemberStatus
from studios.models import MemberTerm
from tests.builders.people import make_committee, make_user
from tests.builders.quotas import make_quota, make_scheme
from tests.builders.reports import make_rule
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 5)


def earn(member, year, points, merit=Merit.ISSUE_CLAIMED, block="工作室履职"):
    rule = Rule.objects.filter(merit=merit, year=year).first()
    rule = rule or make_rule(merit, points, year=year, code=merit[:10], block=block)
    ScoreEntry.objects.create(
        member=member, rule=rule, merit=merit, points=Decimal(points), on=date(year, 1, 15),
        source_label=f"test{year}", source_id=member.pk, source_name="一件事",
    )  # fmt: skip


def reading(member, scheme):
    return assessments.Reading(scheme, ledger.sheet(member, scheme.year))


@pytest.mark.parametrize(
    ("base", "bonus", "lost", "total", "level"),
    [
        (72, 12, 2, 82, "称职"),
        (110, 0, 0, 100, "优秀"),  # base stops at its cap
        (60, 55, 0, 100, "优秀"),  # bonus at its own
        (110, 0, 5, 95, "优秀"),  # what is deducted comes off after the caps
        (1, 0, 4, 0, "不称职"),  # never below nought
        (69, 0, 0, 69, "基本称职"),
    ],
)
def test_base_and_bonus_are_capped_each_and_deductions_come_off_the_total(
    base, bonus, lost, total, level
):
    scheme, member = make_scheme(), make_member()
    earn(member, 2026, base)
    earn(member, 2026, bonus, Merit.REPORT_ADOPTED, "社情民意")
    earn(member, 2026, -lost, Merit.DUTY_MISSED, "扣分")

    found = reading(member, scheme)

    assert (found.total, found.level.label) == (total, level)


def test_the_sum_is_said_in_one_line():
    scheme, member = make_scheme(), make_member()
    earn(member, 2026, 110)
    earn(member, 2026, 12, Merit.REPORT_ADOPTED, "社情民意")
    earn(member, 2026, -2, Merit.DUTY_MISSED, "扣分")

    assert reading(member, scheme).said == (
        "基础分110分，按上限计100分＋加分12分（上限40分）－扣分2分＝110分"
    )


def proposals(year="2026", on=TODAY):
    found = assessments.review(make_committee().pk, asked=year, on=on)
    return {one.member.name: (one.consequence.label, one.basis) for one in found.rows}


def test_two_successive_years_below_forty_propose_to_advise_resignation():
    make_scheme(2025)
    make_scheme(2026)
    low, once, good = (make_member(name) for name in ("甲委员", "乙委员", "丙委员"))
    for member, points in ((low, (32, 28)), (once, (70, 39)), (good, (80, 75))):
        for year, sum_ in zip((2025, 2026), points, strict=True):
            earn(member, year, sum_)

    assert proposals() == {
        "甲委员": ("劝辞", "2025年32分、2026年28分，均低于40分"),
        "乙委员": ("提醒谈话", "2026年39分，低于60分"),
    }


def test_who_recorded_nothing_has_nought():
    make_scheme(2026)
    earn(make_member("甲委员"), 2026, 90)
    make_member("乙委员")

    assert proposals() == {"乙委员": ("提醒谈话", "2026年0分，低于60分")}


@pytest.mark.parametrize("missing", ["scheme", "records"])
def test_a_year_without_a_scheme_or_without_any_record_does_not_count(missing):
    make_scheme(2026)
    member = make_member("甲委员")
    earn(member, 2026, 10)
    if missing == "scheme":
        earn(member, 2025, 10)
    else:
        make_scheme(2025)

    assert proposals()["甲委员"][0] == "提醒谈话"


def test_a_year_that_is_not_over_proposes_nothing():
    make_scheme(2026)
    earn(make_member("甲委员"), 2026, 10)

    assert proposals(on=date(2026, 12, 31)) == {}


def test_who_has_left_or_is_invited_or_came_within_the_year_is_left_out():
    make_scheme(2026)
    earn(make_member("甲委员"), 2026, 90)
    gone = {"status": MemberStatus.ARCHIVED, "archived_on": TODAY, "ending": Ending.RESIGNED}
    make_member("乙委员", **gone)
    make_member("丙成员", is_cppcc_member=False)
    new = make_member("丁委员")
    MemberTerm.objects.create(member=new, term="第十届", starts_on=date(2026, 2, 1))

    assert proposals() == {}


def test_the_list_is_the_offices_and_can_be_taken_away_as_a_file(client, frozen):
    frozen("2027-01-05")
    make_scheme(2025)
    make_scheme(2026)
    member = make_member("甲委员")
    for year in (2025, 2026):
        earn(member, year, 30)
    client.force_login(make_user(office=True))

    page = client.get("/points/consequences/?year=2026")
    file = client.get("/points/consequences/?year=2026&format=xlsx")

    assert "2025年30分、2026年30分，均低于40分" in page.text
    assert "平台不自动处理" in page.text
    assert file.headers["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("role", ["leader", "signer", "admin", "auditor"])
def test_nobody_but_the_office_sees_what_is_proposed(client, role):
    client.force_login(make_user(**{role: True}))

    assert client.get("/points/consequences/").status_code == 403


def test_members_do_not_see_what_is_proposed(client):
    client.force_login(make_member().user)

    assert client.get("/points/consequences/").status_code == 403


def test_the_duty_file_says_the_sum_and_what_is_owed(client, frozen):
    frozen("2026-10-08")
    make_scheme()
    make_quota(scope=QuotaScope.MEMBER, event=QuotaEvent.DUTY, label="值班", target=2)
    member = make_member()
    earn(member, 2026, 12)
    client.force_login(member.user)

    page = client.get("/points/").text

    assert "基础分12分（上限100分）＋加分0分（上限40分）＝12分" in page
    assert "年度未满，距“基本称职”还差48分" in page
    assert "不称职" not in page  # nobody is that while the year runs
    assert "还差2次，12月31日" in page
