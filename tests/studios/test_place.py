"""Where a studio is said to stand, whatever levels the county has."""

import pytest

from tests.builders.people import make_committee
from tests.builders.studios import make_area, make_studio

pytestmark = pytest.mark.django_db


def place_of(*levels):
    """The place of a studio in the last of these areas, each lying in the one before."""
    make_committee()
    area = None
    for name, level in levels:
        area = make_area(name, level=level, parent=area)
    return make_studio(area=area).place


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([("城关镇", "township")], "城关镇"),
        ([("青溪县", "county"), ("城关镇", "township")], "城关镇"),
        (
            [("青溪县", "county"), ("城关镇", "township"), ("老城社区", "village")],
            "城关镇 · 老城社区",
        ),
        # 片区 above townships: a station covers several of them.
        ([("青溪县", "county"), ("东片区", "zone")], "东片区"),
        (
            [("东片区", "zone"), ("营前镇", "township"), ("蛛岭村", "village")],
            "营前镇 · 蛛岭村",
        ),
        # A level inserted below the township is passed over.
        (
            [("城关镇", "township"), ("北片", "zone"), ("北街村", "village"), ("三组", "group")],
            "城关镇 · 三组",
        ),
    ],
)
def test_a_place_is_said_with_its_township(levels, said):
    assert place_of(*levels) == said


def test_a_list_of_places_costs_no_query(django_assert_num_queries):
    village = make_area("老城社区", level="village", parent=make_area("城关镇"))
    studios = [make_studio(area=village) for _ in range(5)]
    assert studios[0].place == "城关镇 · 老城社区"

    with django_assert_num_queries(0):
        assert {studio.place for studio in studios} == {"城关镇 · 老城社区"}


def test_a_renamed_place_is_known_at_once():
    area = make_area("城关镇")
    studio = make_studio(area=area)
    assert studio.place == "城关镇"

    area.name = "城关街道"
    area.save()

    assert studio.place == "城关街道"
