"""组室合一: one switch makes liaison group and studio one record with two names."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from audit import trail
from core.access import NotYours
from core.workflow import NotAllowedNow
from studios.actions import merging, people
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Studio
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY, EVE = date(2026, 3, 2), date(2026, 3, 1)
R = AffiliationRole


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def merge(studio, by, **facts):
    merging.merge_with_group(studio, by=by, on=DAY, **{"group_name": "城关镇联络组"} | facts)


def test_only_the_office_merges_and_splits():
    studio, other = make_studio(), make_studio(merged_with_group=True, group_name="组")
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for stranger in (make_user(convener=studio), make_user(leader=True), elsewhere):
        with pytest.raises(NotYours):
            merge(studio, stranger)
        with pytest.raises(NotYours):
            merging.split_from_group(other, by=stranger)


def test_one_switch_gives_the_studio_its_second_name(office):
    studio = make_studio()

    merge(studio, office)

    fresh = Studio.objects.get(pk=studio.pk)
    assert (fresh.merged_with_group, fresh.group_name) == (True, "城关镇联络组")
    assert trail.history_of(studio).get().remark == "与城关镇联络组合一，自2026年3月2日起"


@pytest.mark.parametrize(
    ("in_group", "in_studio", "has_convener", "after"),
    [
        (R.MEMBER, None, True, R.MEMBER),
        (R.LIAISON, None, True, R.LIAISON),
        (R.DEPUTY, None, True, R.DEPUTY),
        (R.CONVENER, None, False, R.CONVENER),
        # A studio has one convener: the group's becomes the deputy.
        (R.CONVENER, None, True, R.DEPUTY),
        (R.LIAISON, R.MEMBER, True, R.LIAISON),
        # Who holds the higher post in the studio keeps it.
        (R.MEMBER, R.LIAISON, True, R.LIAISON),
        (R.LIAISON, R.DEPUTY, True, R.DEPUTY),
    ],
)
def test_the_groups_people_join_with_their_posts(
    office, in_group, in_studio, has_convener, after
):  # fmt: skip
    studio, group = make_studio(), make_studio("城关镇联络组")
    member = make_member(studio=group, role=in_group)
    if in_studio:
        people.add_affiliation(studio, member, by=office, on=EVE, role=in_studio)
    if has_convener:
        people.appoint_convener(studio, make_member(), by=office, on=EVE)

    merge(studio, office, group=group)

    assert studio.people().get(member=member).role == after
    assert member.affiliations.get(studio=group).ends_on == EVE
    assert not group.people().exists()


def test_the_groups_own_record_rests_and_its_offices_with_it(office):
    studio, group = make_studio("城关委员工作室"), make_studio("城关镇联络组")
    liaison = make_member()
    people.appoint_liaison(group, liaison, by=office, on=date(2026, 1, 5))

    merge(studio, office, group=group, group_name="")

    group.refresh_from_db()
    assert group.status == StudioStatus.SUSPENDED
    assert trail.history_of(group).first().remark == "组室合一，并入城关委员工作室"
    assert list(Studio.objects.run_by(User.objects.get(pk=liaison.user_id))) == [studio]
    assert Studio.objects.get(pk=studio.pk).group_name == "城关镇联络组"


def test_villages_and_stations_of_the_group_are_the_studios(office):
    village = make_area("北街村", level="village", parent=make_area())
    top, group = make_studio(), make_studio("城关镇联络组")
    group.covers.add(village)
    middle = make_studio(parent=group)
    studio, point = make_studio(parent=middle), make_studio(parent=group)
    Studio.objects.filter(pk=group.pk).update(parent=top)

    merge(studio, office, group=Studio.objects.get(pk=group.pk))

    assert list(studio.covers.all()) == [village]
    parents = {one.pk: one.parent_id for one in Studio.objects.all()}
    assert (parents[point.pk], parents[middle.pk]) == (studio.pk, top.pk)
    assert parents[studio.pk] == middle.pk


def test_what_cannot_be_merged_is_said(office):
    studio, elsewhere = make_studio(), make_studio(committee=make_committee("elsewhere"))
    closed = make_studio("旧联络组", status=StudioStatus.REVOKED)
    make_member(studio=closed)

    for group in (studio, elsewhere):
        with pytest.raises(ValidationError, match="另一个联络组"):
            merge(studio, office, group=group)
    with pytest.raises(NotAllowedNow):
        merge(studio, office, group=closed)
    with pytest.raises(ValidationError, match="请填写联络组名称"):
        merge(studio, office, group_name="")

    assert not Studio.objects.filter(merged_with_group=True).exists()
    assert closed.people().count() == 1


def test_nothing_is_merged_or_split_twice(office):
    studio = make_studio()
    merge(studio, office)

    with pytest.raises(ValidationError, match="已与城关镇联络组组室合一"):
        merge(studio, office)
    merging.split_from_group(studio, by=office, remark="机构改革")

    assert trail.history_of(studio).first().remark == "与城关镇联络组分设；机构改革"
    with pytest.raises(ValidationError, match="没有组室合一"):
        merging.split_from_group(studio, by=office)
