"""The public directory: by place, by kind, by name; found by whatever a citizen knows."""

import json
import re
from datetime import date, time

import pytest
from django.urls import reverse

from studios.lineage.directory import by_kind, by_name, by_place, headings
from studios.lineage.openings import facts_of, rows_of
from studios.models import Area, Opening, Studio, StudioKind
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen(DAY)


def make_place(name, level, parent=None, **changes):
    fields = {"code": name, "name": name, "level": level, "parent": parent}
    return Area.objects.create(committee=make_committee(), **fields | changes)


@pytest.fixture
def county():
    """A county of two townships, the second of which has a village."""
    top = make_place("青溪县", "county")
    south = make_place("南镇", "township", top, order=2)
    north = make_place("北镇", "township", top, order=1)
    return {
        "top": top,
        "south": south,
        "north": north,
        "village": make_place("河村", "village", south),
    }


def shape(heaps):
    """Each heading with its depth, and under it the studios with theirs."""
    return [(h.title, h.depth, [(r.studio.name, r.depth) for r in h.rows]) for h in heaps]


def test_studios_stand_under_their_townships_in_the_countys_order(county):
    make_studio("河村室", area=county["village"])
    make_studio("北镇室", area=county["north"])

    found = by_place(Studio.objects.select_related("committee"))

    assert shape(found) == [("北镇", 0, [("北镇室", 0)]), ("南镇", 0, [("河村室", 0)])]


def test_a_level_above_the_townships_is_a_heading_of_its_own(county):
    east = make_place("东片区", "district", county["top"])
    Area.objects.filter(name="南镇").update(parent=east)
    county["south"].refresh_from_db()
    county["south"].save()
    make_studio("东站", area=east)
    make_studio("南镇室", area=county["south"])
    make_studio("北镇室", area=county["north"])

    found = by_place(Studio.objects.select_related("committee"))

    assert shape(found) == [
        ("东片区", 0, [("东站", 0)]),
        ("南镇", 1, [("南镇室", 0)]),
        ("北镇", 0, [("北镇室", 0)]),
    ]


def test_a_station_stands_above_its_studios(county):
    station = make_studio("片区站", area=county["south"], code="z")
    room = make_studio("河村室", area=county["village"], parent=station, code="b")
    make_studio("河村点", area=county["village"], parent=room, code="c")
    make_studio("别镇室", area=county["north"], parent=station, code="a")

    heaps = by_place(Studio.objects.select_related("committee").order_by("code"))

    found = {title: rows for title, _, rows in shape(heaps)}
    assert found["南镇"] == [("片区站", 0), ("河村室", 1), ("河村点", 2)]
    assert found["北镇"] == [("别镇室", 0)]


def test_studios_of_several_kinds_stand_under_each(county):
    kinds = [
        StudioKind.objects.create(committee=make_committee(), code=str(n), name=name, order=n)
        for n, name in enumerate(["工作站", "议事室"])
    ]
    make_studio("甲室", area=county["north"]).kinds.add(*kinds)
    make_studio("乙室", area=county["north"])

    assert [(t, len(rows)) for t, _, rows in shape(by_kind(Studio.objects.all()))] == [
        ("工作站", 1), ("议事室", 1), ("其他", 1),
    ]  # fmt: skip


def test_studios_by_name_stand_under_the_letter_of_their_sound(county):
    for name in ("石桥室", "北镇室", "滨河室", "3号室"):
        make_studio(name, area=county["north"])

    found = shape(by_name(Studio.objects.all()))

    assert [(title, [name for name, _ in rows]) for title, _, rows in found] == [
        ("其他", ["3号室"]), ("B", ["北镇室", "滨河室"]), ("S", ["石桥室"]),
    ]  # fmt: skip


def test_two_counties_are_kept_apart(county):
    away = make_committee("linjiang", name="政协临江县委员会")
    make_studio("北镇室", area=county["north"])
    make_studio("江镇室", area=make_area("江镇", committee=away))

    found = shape(by_place(Studio.objects.select_related("committee")))

    assert [title for title, _, _ in found] == [
        "政协青溪县委员会", "北镇", "政协临江县委员会", "江镇",
    ]  # fmt: skip


def test_a_county_offers_its_own_places_to_choose_from(county):
    make_area("江镇", committee=make_committee("linjiang"))

    assert [name for _, name in headings(make_committee().pk)] == ["北镇", "南镇"]


@pytest.mark.parametrize(
    "word", ["河村", "南镇", "幸福路", "钱小红", "qianxiaohong", "QXH", "联络组", "铁路社区"]
)
def test_a_studio_is_found_by_whatever_a_citizen_knows(client, county, word):
    found = make_studio(
        "目标室", area=county["village"], address="幸福路9号", merged_with_group=True,
        group_name="南镇联络组",
    )  # fmt: skip
    found.covers.add(make_place("铁路社区", "village", county["north"]))
    make_member("钱小红", studio=found)
    make_member("赵志强", studio=make_studio("别的室", area=county["north"]))

    shown = client.get("/studios/", {"q": word}).text

    assert "目标室" in shown
    assert "别的室" not in shown


def test_who_has_left_is_not_found_any_more(client, county):
    studio = make_studio("目标室", area=county["north"])
    member = make_member("钱小红", studio=studio)
    member.affiliations.update(ends_on=date(2026, 1, 1))

    assert "目标室" not in client.get("/studios/?q=钱小红").text


@pytest.mark.parametrize("by", ["place", "kind", "name", "zzz"])
def test_the_directory_costs_the_same_however_many_there_are(client, county, by):
    kind = StudioKind.objects.create(committee=make_committee(), code="room", name="议事室")
    make_studio(area=county["north"]).kinds.add(kind)
    before = queries_of(client, f"/studios/?by={by}")
    for n in range(60):
        make_studio(area=county["north" if n % 2 else "village"]).kinds.add(kind)

    assert queries_of(client, f"/studios/?by={by}") == before <= 9
    assert client.get(f"/studios/?by={by}").text.count("dir-row") >= 61


def test_hours_are_said_in_the_words_of_schema_org(county):
    studio = make_studio("北镇室", area=county["north"], phone="0917-3521234")
    hours = {"opens_at": time(9), "closes_at": time(11, 30)}
    openings = [
        Opening(studio=studio, weekday=None, month_day=31, **hours),
        Opening(studio=studio, weekday=2, month_day=None, **hours),
    ]

    facts = facts_of(studio, openings, "https://portal.example", DAY)

    monthly, weekly = facts["openingHoursSpecification"][:3], facts["openingHoursSpecification"][3]
    days = [hours["validFrom"] for hours in monthly]
    assert days == ["2026-03-31", "2026-05-31", "2026-07-31"]
    assert (weekly["dayOfWeek"], weekly["opens"]) == ("https://schema.org/Wednesday", "09:00")
    assert facts["url"] == f"https://portal.example/studios/{studio.code}/"
    assert [row["weekday"] for row in rows_of(openings)] == [3, None]


def test_what_stands_in_the_block_for_machines_cannot_end_it(client, county):
    name = '</script><script>alert("&")</script>'
    studio = make_studio(name, area=county["north"])

    shown = client.get(studio.get_absolute_url()).text

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)[1]
    assert json.loads(block)["name"] == name
    assert "<script>alert" not in shown


def test_a_studio_page_for_the_public_keeps_to_twelve_queries(client, county):
    studio = make_studio(area=county["north"], parent=make_studio(area=county["south"]))
    studio.covers.add(county["village"])
    for _ in range(6):
        make_member(studio=studio)

    assert queries_of(client, studio.get_absolute_url()) <= 12


@pytest.mark.parametrize("size", ["", "a3", "zzz"])
def test_the_poster_says_where_when_and_who(client, county, size):
    studio = make_studio("北镇室", area=county["north"], hours="每周三", phone="0917-3521234")
    make_member("钱小红", studio=studio, phone="13900139000")

    shown = client.get(reverse("studios:poster", args=[studio.code]), {"size": size}).text

    assert all(word in shown for word in ("北镇室", "每周三", "0917-3521234", "钱小红", "qr.svg"))
    assert ("poster-a3." in shown) == (size == "a3")
    assert "13900139000" not in shown


def test_inside_the_page_leads_to_the_plans_outside_it_does_not(client, county):
    studio = make_studio(area=county["north"])
    address = reverse("studios:studio_papers", args=[studio.code])

    assert address not in client.get(studio.get_absolute_url()).text
    client.force_login(make_user())
    assert address in client.get(studio.get_absolute_url()).text
