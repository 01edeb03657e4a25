"""Four counties' structures, each from its file alone: tree, kinds, standards (县情配置)."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Committee
from dashboards.profile import loading, reading
from studios.enums import StudioStatus
from studios.models import Area, Sector, Standard, StandardItem, Studio
from studios.models.area import within

pytestmark = pytest.mark.django_db
PROFILES = Path(settings.BASE_DIR) / "profiles"


def loaded(name: str) -> Committee:
    loading.load(reading.read(PROFILES / f"{name}.toml"))
    return Committee.objects.get(code=name)


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


@pytest.mark.parametrize(
    ("name", "names", "points"),
    [
        ("shiquan", ["六有"], 30),
        ("shangyou", ["六有"], 30),
        ("jintai", ["三项制度", "五上墙"], 11),
        ("xincheng", ["场所建设标准"], 10),
    ],
)
def test_each_county_has_its_own_standards(name, names, points):
    county = loaded(name)

    standards = Standard.objects.filter(committee=county, is_active=True)
    assert list(standards.values_list("name", flat=True)) == names
    items = StandardItem.objects.filter(standard__in=standards)
    assert sum(item.points for item in items) == points


@pytest.mark.parametrize("name", ["shiquan", "shangyou", "jintai", "xincheng"])
def test_a_file_that_stands_on_another_changes_nothing_when_loaded_again(name):
    loaded(name)

    assert loading.load(reading.read(PROFILES / f"{name}.toml")).made == []


def test_swapping_the_standard_keeps_what_was_checked_before():
    county = loaded("shiquan")
    text = (PROFILES / "shiquan.toml").read_text("utf-8")
    five = text.replace('code = "liuyou"', 'code = "wuyou"').replace('"六有"', '"五有"')

    loading.load(reading.check(five, folder=PROFILES))

    standards = Standard.objects.filter(committee=county)
    assert dict(standards.values_list("name", "is_active")) == {"六有": False, "五有": True}
