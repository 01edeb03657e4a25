"""How a studio is set up, corrected, and ordered to mend its ways."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from core.access import NotYours
from core.editing import StaleEdit
from notices.models import Notice
from studios.actions import studios
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Studio, StudioKind
from tests.builders.directory import make_special_committee
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def make_kind(name="工作室", committee=None):
    committee = committee or make_committee()
    code = f"kind-{StudioKind.objects.count()}"
    return StudioKind.objects.create(committee=committee, code=code, name=name)


def found(by, **changes):
    facts = {"code": "dongjie", "name": "东街委员工作室", "area": make_area(), "address": "东街1号"}
    committee = changes.pop("committee", by.committee)
    return studios.found(committee, by=by, **facts | changes)


def test_only_the_office_founds_a_studio():
    studio = make_studio()
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for stranger in (make_user(convener=studio), make_user(admin=True), make_user(leader=True)):
        with pytest.raises(NotYours):
            found(stranger)
    with pytest.raises(NotYours):
        found(elsewhere, committee=studio.committee)

    assert Studio.objects.count() == 1


def test_a_studio_is_founded_in_preparation_with_kinds_covers_and_parent(office):
    station, kinds = make_studio(), [make_kind("区域类"), make_kind("网上类")]
    village = make_area("北街村", level="village", parent=make_area())

    studio = found(office, parent=station, kinds=kinds, covers=[village], remark="第三次主席会议")

    assert studio.status == StudioStatus.PREPARING
    assert (set(studio.kinds.all()), list(studio.covers.all())) == (set(kinds), [village])
    assert list(station.children.all()) == [studio]
    line = trail.history_of(studio).get()
    assert (line.label, line.by_name, line.remark) == ("设立工作室", office.name, "第三次主席会议")


def test_a_code_is_given_once_even_across_counties(office):
    make_studio(code="dongjie", committee=make_committee("elsewhere"))

    with pytest.raises(ValidationError, match="已有工作室使用"):
        found(office)


def test_nothing_of_another_county_is_put_into_a_studio(office):
    elsewhere = make_committee("elsewhere")
    far = make_area("远镇", committee=elsewhere)

    for wrong in (
        {"area": far},
        {"parent": make_studio(committee=elsewhere, area=far)},
        {"covers": [far]},
        {"kinds": [make_kind(committee=elsewhere)]},
    ):
        with pytest.raises(ValidationError, match="不属于本级政协"):
            found(office, **wrong)


def test_the_record_says_what_was_corrected(office):
    studio, kind = make_studio(phone="0917-3521234"), make_kind()

    studios.edit(
        studio, by=office, seen_version=1, name="新名称", phone="0917-3521234", kinds=[kind]
    )

    assert list(studio.kinds.all()) == [kind]
    assert trail.history_of(studio).get().remark == "名称、类型"


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_the_tree_of_studios_has_no_circle(office, depth):
    line = [make_studio()]
    for _ in range(2):
        line.append(make_studio(parent=line[-1]))

    with pytest.raises(ValidationError) as refusal:
        studios.edit(line[0], by=office, seen_version=1, parent=line[depth])

    assert "不能作为" in refusal.value.message_dict["parent"][0]


def test_a_studio_moves_under_another_station(office):
    old, new = make_studio(), make_studio()
    studio = make_studio(parent=old)

    studios.edit(studio, by=office, seen_version=1, parent=new)

    assert [one.pk for one in Studio.objects.get(pk=studio.pk).line()] == [studio.pk, new.pk]


def test_a_stale_correction_keeps_what_was_ticked_too(office):
    studio, kind = make_studio(), make_kind("网上类")
    studios.edit(studio, by=office, seen_version=1, address="甲街1号")

    with pytest.raises(StaleEdit) as stale:
        studios.edit(studio, by=office, seen_version=1, address="乙街2号", kinds=[kind])

    assert {("地址", "乙街2号"), ("类型", "网上类")} == {
        (row.label, row.mine) for row in stale.value.differences
    }
    assert not studio.kinds.exists()


def test_hours_and_links_are_not_corrected_by_the_way(office):
    with pytest.raises(TypeError):
        studios.edit(make_studio(), by=office, seen_version=1, hours="每周三")


@pytest.mark.parametrize(
    ("verb", "before"),
    [
        ("rectify", StudioStatus.RUNNING),
        ("suspend", StudioStatus.RUNNING),
        ("revoke", StudioStatus.RECTIFYING),
    ],
)
def test_an_order_is_told_to_the_convener_and_the_committee_in_charge(office, verb, before):
    guide = make_special_committee()
    studio = make_studio("东街委员工作室", status=before, special_committee=guide)
    convener = make_member(studio=studio, role=AffiliationRole.CONVENER).user
    staff = make_user(committee_staff=guide)
    make_member(studio=studio)

    getattr(studios, verb)(studio, by=office, on=DAY, remark="值班连续两月空岗")

    told = Notice.objects.filter(template="studios/ordered")
    assert {notice.to_id for notice in told} == {convener.pk, staff.pk}
    assert all("值班连续两月空岗" in notice.text for notice in told)
    line = trail.history_of(studio).get()
    assert (line.by_name, line.remark) == (office.name, "值班连续两月空岗")
