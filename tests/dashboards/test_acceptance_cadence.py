"""Changes of practice that are a change of the county's file and nothing else: what is expected in
a time, how a year is read, what may follow. Handbook 10.2, tests 4, 8, 9 and 13."""

import re
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Committee
from consultations.enums import ActivityKind
from core import clock
from dashboards.profile import loading, reading
from scoring.models import Rule, ScoreEntry
from studios.models import Sector, StudioKind
from tests.builders.consultations import make_activity, staff
from tests.builders.people import make_user
from tests.builders.studios import make_affiliation, make_member, make_studio
from tests.dashboards.test_profile import TEXT

pytestmark = pytest.mark.django_db
# What a row earns at most in a year is another matter.
UNCAPPED = re.sub(r"(?m)^cap = .*\n", "", TEXT)
FIVE_ONES = """
[[quotas]]
code = "feedback"
group = "五个一"
label = "民情信息反馈"
scope = "studio"
event = "feedback"
cycle = "month"
target = 1

[[quotas]]
code = "study"
group = "五个一"
label = "调研视察"
scope = "studio"
event = "study"
cycle = "quarter"
target = 1

[[quotas]]
code = "talks"
group = "五个一"
label = "协商活动"
scope = "studio"
event = "consultation"
cycle = "half"
target = 1

[[quotas]]
code = "key-proposal"
group = "五个一"
label = "重点提案征集"
scope = "studio"
event = "proposal"
cycle = "year"
target = 1
unit = "件"

[[quotas]]
code = "deed"
group = "五个一"
label = "民生实事"
scope = "member"
event = "service"
cycle = "year"
target = 1
unit = "件"
"""


@pytest.fixture(autouse=True)
def _october(frozen):
    frozen("2026-10-08")


def load(text=TEXT):
    loading.load(reading.check(text))
    return Committee.objects.get(code="qingxi")


def a_studio(county, code="regional", **changes):
    studio = make_studio("老城社区委员工作室", committee=county, **changes)
    studio.kinds.add(StudioKind.objects.get(code=code))
    return studio


def page(client, user, url):
    client.force_login(user)
    return client.get(url).text


def edited(text, *changes):
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def test_monthly_quarterly_half_yearly_and_personal_quotas_together(client):
    """(4) 五个一."""
    county = load(TEXT.replace("\n[[quotas]]", FIVE_ONES + "\n[[quotas]]", 1))
    studio = a_studio(county)
    member = make_member(studio=studio)
    with clock.at(date(2026, 8, 3)):
        make_activity(studio, kind=ActivityKind.MICRO_STUDY, confirmed=True)
    with clock.at(date(2026, 9, 7)):
        serving = {"kind": ActivityKind.SERVICE, "host": member, "members": [member]}
        make_activity(studio, confirmed=True, **serving)

    studios = page(client, staff(studio), f"/points/conformance/studios/{studio.code}/")
    own = page(client, member.user, "/points/")

    for words in ("民情信息反馈", "每月", "每季度", "每半年", "重点提案征集", "三季度"):
        assert words in studios
    assert "还差1次，10月31日" in studios  # this month's feedback
    assert "民生实事" in own
    assert ">1/1</a>" in own


def test_from_100_and_40_to_70_and_50_with_85_and_60(client):
    """(8) 济南: 70 base, 50 bonus, 优秀 from 85, 称职 from 60."""
    county = load(UNCAPPED)
    member = make_member(committee=county)
    earn(member, 2026, "工作室履职", 84)
    earn(member, 2026, "社情民意", 30)
    before = page(client, member.user, "/points/")

    scheme = UNCAPPED[UNCAPPED.index("\n[[schemes]]") :]
    levels = scheme[scheme.index("levels = [") : scheme.index("consequences = [")]
    fewer = """levels = [
    { code = "excellent", label = "优秀", at_least = 85 },
    { code = "basic", label = "称职", at_least = 60 },
    { code = "incompetent", label = "不称职", at_least = 0 },
]
"""
    load(edited(UNCAPPED, ("base = 100\nbonus = 40\n", "base = 70\nbonus = 50\n"), (levels, fewer)))
    after = page(client, member.user, "/points/")

    assert "基础分84分（上限100分）＋加分30分（上限40分）＝114分" in before
    assert "基础分84分，按上限计70分＋加分30分（上限50分）＝100分" in after
    assert "优秀" in after


@pytest.mark.parametrize(("mark", "is_proposed"), [(40, True), (30, False)])
def test_two_years_below_a_mark_propose_to_advise_resignation(client, frozen, mark, is_proposed):
    """(9) 金台: below 40 in two successive years."""
    county = load(
        edited(
            UNCAPPED,
            ("[[schemes]]\nyears = [2026, 2027]", "[[schemes]]\nyears = [2025, 2026]"),
            ("below = 40, years = 2", f"below = {mark}, years = 2"),
        )
    )
    member = make_member("甲委员", committee=county)
    for year in (2025, 2026):
        earn(member, year, "工作室履职", 35)
    frozen("2027-01-05")

    found = page(client, make_user(committee=county, office=True), "/points/consequences/")

    assert ("2025年35分、2026年35分，均低于40分" in found) == is_proposed
    assert ('<td data-label="建议">劝辞' in found) == is_proposed


def test_a_member_of_a_sector_and_of_two_studios_is_counted_once(client):
    """(13) 双重管理: a sector's studio and a township's, the same deed once everywhere."""
    more = """
[[quotas]]
code = "both"
label = "镇街协商"
scope = "township"
event = "consultation"
cycle = "year"
target = 9
"""
    county = load(TEXT.replace("\n[[quotas]]", more + "\n[[quotas]]", 1))
    studio, sectors = a_studio(county), a_studio(county, "sector")
    member = make_member(studio=studio, sector=Sector.objects.get(code="commerce"))
    make_affiliation(member, sectors)
    make_activity(studio, host=member, members=[member], confirmed=True)

    county_page = page(
        client, make_user(committee=county, office=True),
        f"/points/conformance/townships/{studio.area.code}/",
    )  # fmt: skip
    members_page = page(client, member.user, "/points/")

    assert "1/9</a>" in county_page
    assert ">1/4</a>" in members_page  # one activity of the four that are expected of each


def earn(member, year, block, points):
    rule = Rule.objects.filter(year=year, block=block).first()
    ScoreEntry.objects.create(
        member=member, rule=rule, merit=rule.merit, points=Decimal(points),
        on=date(year, 1, 20), source_label=f"test{year}", source_id=member.pk, source_name="一件事",
    )  # fmt: skip
