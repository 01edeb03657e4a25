"""How a studio stands: what the portal counts by itself, gaps first, long before any check."""

from datetime import date
from decimal import Decimal

import pytest

from core.measures import measure, plain
from studios.enums import AffiliationRole, AutoRule, PaperStatus
from studios.lineage.standing import checker_of, standing_of, standings_of, turn_of
from studios.models import Paper
from tests.builders.directory import make_special_committee
from tests.builders.people import make_user
from tests.builders.standards import add_item, counted, fill_in, make_check, make_standard
from tests.builders.studios import make_affiliation, make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)
JANUARY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _november(frozen):
    frozen("2026-11-02")


@pytest.fixture
def studio():
    return make_studio("城关镇委员工作室", hours="每周三")


def seen(rule, studio, last=DAY):
    return measure(rule, studio, JANUARY, last)


@pytest.mark.parametrize(
    ("number", "said"), [("24.0", "24"), ("2.50", "2.5"), ("0", "0"), ("100", "100")]
)
def test_numbers_are_said_without_idle_noughts(number, said):
    assert plain(Decimal(number)) == said


def test_nobody_counts_what_nobody_knows(studio):
    assert measure("moon", studio, JANUARY, DAY) is None


def test_hours_are_posted_or_not(studio):
    assert seen(AutoRule.HOURS_POSTED, studio) == (
        "已公布：每周三",
        True,
        studio.get_absolute_url(),
    )
    assert seen(AutoRule.HOURS_POSTED, make_studio())[:2] == ("还没有公布", False)


def test_the_convener_is_who_was_in_post_on_the_last_of_the_days(studio):
    row = make_affiliation(make_member("冯召集"), studio, role=AffiliationRole.CONVENER)

    assert seen(AutoRule.CONVENER_IN_POST, studio)[:2] == ("冯召集在任", True)
    row.ends_on = date(2026, 6, 30)
    row.save()
    assert seen(AutoRule.CONVENER_IN_POST, studio)[:2] == ("没有召集人在任", False)
    assert seen(AutoRule.CONVENER_IN_POST, studio, date(2026, 6, 1)).is_met


@pytest.mark.parametrize(
    ("filed_on", "said", "is_met"),
    [
        ("2026-02-10", "2月10日备案", True),
        ("2026-03-31", "3月31日备案", True),  # the last day is in time
        ("2026-04-01", "4月1日备案，晚于3月31日", False),
        ("2026-12-01", "还没有备案", False),  # not yet, on the day that is asked about
        (None, "还没有备案", False),
    ],
)
def test_the_year_plan_is_filed_by_the_end_of_march(studio, filed_on, said, is_met):
    user = make_user()
    status = PaperStatus.FILED if filed_on else PaperStatus.SUBMITTED
    day = date.fromisoformat(filed_on) if filed_on else None
    Paper.objects.create(
        studio=studio, kind="plan", year=2026, title="计划", body="计划", drafted_by=user,
        status=status, filed_on=day, filed_by=user if filed_on else None,
    )  # fmt: skip

    assert seen(AutoRule.PLAN_FILED, studio)[:2] == (said, is_met)


def test_what_the_portal_counts_is_there_before_anybody_fills_in_a_form(studio):
    standard = make_standard("六有", items=1)
    counted(standard, points=Decimal(3))
    counted(standard, AutoRule.PLAN_FILED, advice="起草并报送。")

    (standing,) = standings_of(studio, 2026, DAY)

    assert (standing.check, standing.score, standing.full) == (None, 3, 7)
    assert [line.item.advice for line in standing.gaps] == ["起草并报送。"]
    assert len(standing.unanswered) == 1


def test_standards_stand_side_by_side_in_the_countys_order(studio):
    make_standard("五上墙", order=2)
    make_standard("六有", order=1)

    assert [one.standard.name for one in standings_of(studio, 2026, DAY)] == ["六有", "五上墙"]


def test_what_was_said_counts_until_somebody_checks(studio):
    check = make_check(studio)
    fill_in(check, by=make_user(convener=studio), is_met=False)

    (standing,) = standings_of(studio, 2026, DAY)

    assert (standing.score, len(standing.gaps), standing.unanswered) == (0, 2, [])
    assert standings_of(studio, 2025, DAY)[0].check is None


def test_a_result_stays_whatever_the_county_changes_in_its_list(studio):
    check = make_check(studio, concluded=True)
    add_item(check.standard)
    first = check.standard.items.first()
    first.is_active = False
    first.save()
    check.standard.is_active = False
    check.standard.save()

    (standing,) = standings_of(studio, 2026, DAY)

    assert (standing.score, standing.full, standing.gaps) == (4, 4, [])


def test_the_same_count_is_made_once_for_several_standards(studio, django_assert_num_queries):
    for _ in range(3):
        counted(make_standard(items=0), AutoRule.CONVENER_IN_POST)

    # Standards, their items, checks, and one count.
    with django_assert_num_queries(4):
        standings_of(studio, 2026, DAY)


def test_items_without_a_heading_stand_under_the_standards_name(studio):
    standard = make_standard("五上墙", items=0)
    add_item(standard, "统一标识", group="")

    (standing,) = standings_of(studio, 2026, DAY)

    assert [title for title, _ in standing.groups] == ["五上墙"]


def test_whose_turn_it_is_is_said_in_every_state(studio):
    staff, township = make_user(convener=studio), make_user(township=studio.area)
    check = make_check(studio, by=staff)
    assert turn_of(standing_of(check, DAY), staff).why == "还有2项没有填写"
    fill_in(check, by=staff)
    assert turn_of(standing_of(check, DAY), staff)[1:] == ("各项已填好，等待提交核验", "", True)

    handed_in = make_check(studio, by=staff, submitted=True)
    assert turn_of(standing_of(handed_in, DAY), township)[::3] == ("城关镇党委", True)
    assert not turn_of(standing_of(handed_in, DAY), staff).mine
    concluded = make_check(studio, by=staff, checker=township, concluded=True)
    assert turn_of(standing_of(concluded, DAY), staff).closed == "已核验，4/4分"


def test_the_checker_is_named(studio):
    village = make_area("北街村", level="village", parent=make_area("北关街道"))
    room = make_studio(area=village, special_committee=make_special_committee())

    assert checker_of(make_check(room)) == "北关街道党委"
    assert checker_of(make_check(room, make_standard(checker="committee"))) == "经济委员会"
    assert checker_of(make_check(studio, make_standard(checker="committee"))) == "对口专委会"
