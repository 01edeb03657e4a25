"""Nine counties, each from its file alone: tree, kinds, standards, mechanisms, quotas."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import Committee
from consultations.actions import rosters
from consultations.models import DutyGroup, practice
from dashboards.profile import loading, present, reading
from scoring.models import Quota
from studios.enums import StudioStatus
from studios.models import Area, Sector, Standard, StandardItem, Studio, StudioKind
from studios.models.area import within
from tests.builders.people import make_user
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db
PROFILES = Path(settings.BASE_DIR) / "profiles"


def loaded(name: str) -> Committee:
    draft = reading.read(PROFILES / f"{name}.toml")
    loading.load(draft)
    return Committee.objects.get(code=draft.rows["committee"][0]["code"])


def kinds_of(county) -> Counter:
    return Counter(Studio.objects.filter(committee=county).values_list("kinds__name", flat=True))


def levels_above(studio) -> list[str]:
    area, levels = studio.area, []
    while area:
        levels.append(area.level)
        area = area.parent
    return levels


def test_shiquan_has_twelve_studios_of_four_kinds_eight_of_them_one_with_their_group():
    county = loaded("shiquan")

    studios = Studio.objects.filter(committee=county)
    assert kinds_of(county) == {
        "区域工作室": 8, "产业链工作室": 2, "界别工作室": 1, "商协会工作室": 1,
    }  # fmt: skip
    assert studios.filter(merged_with_group=True).exclude(group_name="").count() == 8
    assert levels_above(studios.get(code="sq-laocheng")) == ["village", "township", "county"]
    assert set(studios.values_list("status", flat=True)) == {StudioStatus.RUNNING}


def test_who_guides_a_studio_is_kept_with_its_day(frozen):
    frozen("2026-01-05")
    station = Studio.objects.get(committee=loaded("shangyou"), code="sy-yingqianpq")
    assert station.links.get(ends_on=None).who.name == "农业和农村委员会"

    text = (PROFILES / "shangyou.toml").read_text("utf-8")
    row = next(line for line in text.splitlines() if "sy-yingqianpq" in line)
    changed = text.replace(row, row.replace('guide = "farming"', 'guide = "economy"'), 1)
    frozen("2026-03-02")
    (made,) = loading.load(reading.check(changed, folder=PROFILES)).made

    station.refresh_from_db()
    assert "对口专委会→经济委员会" in str(made)
    assert station.links.get(ends_on=None).who == station.special_committee
    assert station.links.get(ends_on="2026-03-01").who.name == "农业和农村委员会"


def test_shangyou_has_six_stations_above_twenty_studios_and_a_level_between():
    county = loaded("shangyou")

    studios = Studio.objects.filter(committee=county)
    stations = studios.filter(parent=None)
    assert kinds_of(county) == {"委员工作站": 6, "委员工作室": 20, "社情民意联系点": 20}
    assert stations.count() == 6
    assert set(studios.exclude(parent=None).values_list("parent__parent", flat=True)) == {None}
    assert levels_above(studios.get(code="sy-shequ1")) == [
        "village", "township", "district", "county",
    ]  # fmt: skip
    assert studios.get(code="sy-shequ1").area.township().name == "东山镇"
    district = Area.objects.get(committee=county, code="yingqianpq")
    assert studios.filter(area__in=within({district.pk})).count() == 5


def test_jintai_has_eleven_offices_above_forty_four_studios_and_twenty_seven_sectors():
    county = loaded("jintai")

    studios = Studio.objects.filter(committee=county)
    offices = studios.filter(kinds__code="office")
    assert kinds_of(county) == {"微协商办公室": 11, "委员工作室": 44}
    assert Counter(studios.exclude(parent=None).values_list("parent", flat=True)) == {
        office.pk: 4 for office in offices
    }
    assert all(office.covers.count() == 4 for office in offices)
    assert Sector.objects.filter(committee=county).count() == 27


def test_xincheng_has_nine_street_studios_an_online_one_and_groups_that_take_turns():
    county = loaded("xincheng")

    studios = Studio.objects.filter(committee=county)
    assert kinds_of(county) == {"街道委员工作室": 9, "委员网上工作室": 1}
    assert {len(levels_above(s)) for s in studios.filter(kinds__code="street")} == {2}


# What a county has: levels from the top, studios, who decides by default, mechanisms, quotas.
COUNTIES = {
    "default": (
        "县 镇街 村社区",
        0,
        "四单工作法 township",
        "daihua santi sidan yishi",
        "4年 10年 0年 1年 2年 4年",
    ),
    "shiquan": ("县 镇 社区", 12, "三题 township", "santi", "4年 10年"),
    "shangyou": ("县 片区 乡镇 村社区", 26, "六步法 township", "liubu", "4年 10年 0年 4年"),
    "jintai": (
        "区 镇街 村社区",
        55,
        "四单 studio",
        "quanliucheng sandan sidan xiguan6",
        "4年 1季度",
    ),
    "xincheng": ("区 街道", 10, "协商意见办理流程 township", "banli jiedai", "2年 4年 10年"),
    "kaili": ("市 镇街 村（社区）", 13, "码上协商 studio", "mashang", "4年 4年 1年 1年"),
    "lianluowei": (
        "县 乡镇（街道） 村（社区）",
        7,
        "民情直通车 township",
        "daihua zhitongche",
        "1月 1季度 1半年 1年 1年",
    ),
    "shangcheng": ("区 街道 社区", 50, "专题协商会 board", "zhuanti", "2年 2年 1年 1年 1年"),
    "nantong": (
        "市 县（市、区） 镇街 村（社区）",
        11,
        "有事好商量 township",
        "haoshangliang",
        "4年 10年",
    ),
}


@pytest.mark.parametrize("name", COUNTIES)
def test_each_of_the_nine_has_its_tree_its_mechanisms_and_its_quotas(name):
    county = loaded(name)

    found = present.rows_of(county)
    default = practice.default_of(county.pk)
    quotas = Quota.objects.filter(committee=county)
    assert COUNTIES[name] == (
        " ".join(level["name"] for level in found["area_levels"]),
        len(found["studios"]),
        f"{default.name} {default.decider}",
        " ".join(sorted(row["code"] for row in found["mechanisms"])),
        " ".join(f"{q.target}{q.get_cycle_display().removeprefix('每')}" for q in quotas),
    )
    assert {row["area"] for row in found["studios"]} <= {row["code"] for row in found["areas"]}


def test_shangcheng_has_fifty_studios_of_which_fourteen_are_of_streets():
    kinds = kinds_of(loaded("shangcheng"))

    assert (kinds.total(), kinds["街道小组委员工作室"], kinds["界别委员工作室"]) == (50, 14, 16)


def test_every_kind_of_room_of_nantong_has_a_name_and_a_level_lies_above_the_county():
    county = loaded("nantong")

    assert StudioKind.objects.filter(committee=county).count() == 8
    assert levels_above(Studio.objects.get(code="nt-qidong-cun1")) == [
        "village", "township", "county", "city",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "names", "points"),
    [
        ("shiquan", ["六有"], 30),
        ("shangyou", ["六有"], 30),
        ("jintai", ["三项制度", "五上墙"], 11),
        ("xincheng", ["场所建设标准"], 10),
        ("kaili", ["六有"], 30),
        ("lianluowei", ["五有", "四个方案"], 14),
        ("shangcheng", ["一室一品", "六有"], 32),
        ("nantong", ["五个对接"], 12),
    ],
)
def test_each_county_has_its_own_standards(name, names, points):
    county = loaded(name)

    standards = Standard.objects.filter(committee=county, is_active=True)
    assert list(standards.values_list("name", flat=True)) == names
    items = StandardItem.objects.filter(standard__in=standards)
    assert sum(item.points for item in items) == points


def test_swapping_the_standard_keeps_what_was_checked_before():
    county = loaded("shiquan")
    text = (PROFILES / "shiquan.toml").read_text("utf-8")
    five = text.replace('code = "liuyou"', 'code = "wuyou"').replace('"六有"', '"五有"')

    loading.load(reading.check(five, folder=PROFILES))

    standards = Standard.objects.filter(committee=county)
    assert dict(standards.values_list("name", "is_active")) == {"六有": False, "五有": True}


DAY = date(2026, 9, 1)


def people(county, studio, number):
    """Convener and members of a studio, since long ago."""
    convener = make_user(committee=county, convener=studio)
    return convener, [make_member(studio=studio) for _ in range(number)]


def september(studio, convener):
    """The roster of September 2026, with its shifts."""
    return rosters.generate(studio, DAY, by=convener, today=DAY).shifts.order_by("on", "starts_at")


@pytest.mark.parametrize(
    ("name", "code", "days", "seats"),
    [
        # 20 September is a Sunday that is worked in 2026 (调休), so nothing is put off.
        ("shiquan", "sq-laocheng", ["10", "20"], 2),
        ("shangyou", "sy-dongshan", ["10", "20"], 2),
        ("jintai", "jt-xiguan-1", ["2", "9", "16", "23", "30"], 1),
    ],
)
def test_a_month_of_duty_comes_from_the_rules_of_the_file(frozen, name, code, days, seats):
    frozen(DAY)
    call_command("load_calendar", years=[2026], verbosity=0)
    studio = Studio.objects.get(committee=loaded(name), code=code)
    convener, _ = people(studio.committee, studio, 5)

    shifts = september(studio, convener)

    assert [str(shift.on.day) for shift in shifts] == days
    assert {shift.seats.count() for shift in shifts} == {seats}


def test_groups_take_turns_in_xincheng(frozen):
    frozen(DAY)
    call_command("load_calendar", years=[2026], verbosity=0)
    studio = Studio.objects.get(committee=loaded("xincheng"), code="xc-jiefangmen")
    convener, members = people(studio.committee, studio, 12)
    for place, group in enumerate(DutyGroup.objects.filter(studio=studio)):
        group.members.set(members[3 * place : 3 * place + 3])

    shifts = september(studio, convener)

    # Mondays; each group comes once before the first comes again.
    assert [shift.on.day for shift in shifts] == [7, 14, 21, 28]
    assert [shift.group.name for shift in shifts] == [
        "法制组",
        "经济组",
        "教科卫体组",
        "城建环保组",
    ]
    assert all(
        {seat.member for seat in shift.seats.all()} == set(shift.group.members.all())
        for shift in shifts
    )
