"""Who is what in a studio: dated rows that stay true for every past day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from accounts.models import User
from audit import trail
from core.access import NotYours
from notices.models import Notice
from studios.actions import people
from studios.enums import AffiliationRole, MemberStatus
from studios.models import Studio
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_affiliation, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY, EVE = date(2026, 3, 2), date(2026, 3, 1)
JANUARY, SPRING = date(2026, 1, 5), date(2026, 2, 10)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def rows_of(member):
    """(role, from, to) of everything a member has been, in order."""
    rows = member.affiliations.order_by("starts_on", "id")
    return [(row.role, row.starts_on, row.ends_on) for row in rows]


def conveners_on(studio, day):
    rows = studio.people_on(day).filter(role=AffiliationRole.CONVENER)
    return [row.member for row in rows]


def runs(member, studio):
    return studio in Studio.objects.run_by(User.objects.get(pk=member.user_id))


def test_only_the_office_appoints_and_takes_in():
    studio, member = make_studio(), make_member()
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for stranger in (make_user(convener=studio), member.user, elsewhere):
        with pytest.raises(NotYours):
            people.appoint_convener(studio, member, by=stranger, on=DAY)
        with pytest.raises(NotYours):
            people.add_several(studio, [member], by=stranger, on=DAY)

    assert not studio.affiliations.exists()


def test_a_post_has_its_term_and_subsidy(office):
    studio, member = make_studio(), make_member("钱小红")
    terms = {"term_until": date(2029, 3, 1), "subsidy": "每月200元", "remark": "经遴选产生"}

    row = people.appoint_convener(studio, member, by=office, on=DAY, **terms)

    assert (row.term_until, row.subsidy, row.remark) == tuple(terms.values())
    said = "钱小红（召集人）：自2026年3月2日起，任期至2029年3月1日，补贴：每月200元，经遴选产生"
    assert trail.history_of(studio).get().remark == said
    assert "任期至2029年3月1日" in Notice.objects.get(to=member.user).text


def test_a_member_who_rises_ends_one_row_and_begins_another(office):
    studio = make_studio()
    member = make_member()
    make_affiliation(member, studio, starts_on=JANUARY, basis="work")

    row = people.appoint(studio, member, by=office, on=DAY, role=AffiliationRole.DEPUTY)

    assert rows_of(member) == [("member", JANUARY, EVE), ("deputy", DAY, None)]
    assert row.basis == "work"


@pytest.mark.parametrize("day", [DAY, SPRING])
def test_a_row_of_the_same_day_or_later_is_put_right_where_it_stands(office, day):
    studio, member = make_studio(), make_member()
    make_affiliation(member, studio, starts_on=DAY)

    people.appoint_liaison(studio, member, by=office, on=day)

    assert rows_of(member) == [("liaison", day, None)]


def test_a_new_convener_takes_over_from_the_former_one(office):
    studio, former, successor = make_studio(), make_member("赵志强"), make_member("钱小红")
    people.appoint_convener(studio, former, by=office, on=JANUARY, subsidy="每月200元")

    people.appoint_convener(studio, successor, by=office, on=DAY)

    assert rows_of(former) == [("convener", JANUARY, EVE), ("member", DAY, None)]
    assert former.affiliations.get(ends_on=None).subsidy == ""
    assert [runs(one, studio) for one in (former, successor)] == [False, True]
    assert former.user.grants.get(role=Role.CONVENER).ends_on == EVE
    told = Notice.objects.filter(created_at__date=DAY)
    assert "召集人由钱小红担任" in told.get(template="studios/relieved", to=former.user).text
    assert told.filter(template="studios/appointed", to=successor.user).exists()


def test_who_convened_the_studio_is_known_for_every_past_day(office):
    studio = make_studio()
    first, second, third = (make_member() for _ in range(3))
    for member, day in ((first, JANUARY), (second, SPRING), (third, DAY)):
        people.appoint_convener(studio, member, by=office, on=day)

    for day, convener in (
        (JANUARY, first),
        (date(2026, 2, 9), first),
        (SPRING, second),
        (EVE, second),
        (DAY, third),
    ):
        assert conveners_on(studio, day) == [convener]


def test_the_days_of_a_former_convener_are_not_given_away(office):
    studio = make_studio()
    for day in (JANUARY, SPRING):
        people.appoint_convener(studio, make_member(), by=office, on=day)

    with pytest.raises(ValidationError, match="新任须从其后起"):
        people.appoint_convener(studio, make_member(), by=office, on=date(2026, 2, 1))

    assert len(conveners_on(studio, DAY)) == 1


def test_a_convener_appointed_again_has_a_new_term_in_the_same_row(office):
    studio, member = make_studio(), make_member()
    people.appoint_convener(studio, member, by=office, on=JANUARY, term_until=EVE)

    people.appoint_convener(studio, member, by=office, on=DAY, term_until=date(2029, 3, 1))

    assert rows_of(member) == [("convener", JANUARY, None)]
    assert member.affiliations.get().term_until == date(2029, 3, 1)
    assert member.user.grants.count() == 1


def test_a_liaison_who_becomes_deputy_gives_the_office_back(office):
    studio, member = make_studio(), make_member()
    people.appoint_liaison(studio, member, by=office, on=JANUARY)

    people.appoint(studio, member, by=office, on=DAY, role=AffiliationRole.DEPUTY)

    assert not runs(member, studio)


def test_who_comes_back_on_the_last_day_has_never_left(office):
    studio, member = make_studio(), make_member()
    row = people.appoint_convener(studio, member, by=office, on=JANUARY)
    people.end_affiliation(row, by=office, on=DAY)

    people.appoint_convener(studio, member, by=office, on=DAY)

    assert rows_of(member) == [("convener", JANUARY, None)]
    assert runs(member, studio)


def test_who_left_long_ago_comes_back_in_a_new_row(office):
    studio, member = make_studio(), make_member()
    row = people.add_affiliation(studio, member, by=office, on=JANUARY)
    people.end_affiliation(row, by=office, on=SPRING, remark="工作调动")

    people.add_affiliation(studio, member, by=office, on=DAY)

    assert rows_of(member) == [("member", JANUARY, SPRING), ("member", DAY, None)]
    assert member.affiliations.get(ends_on=SPRING).remark == "工作调动"


def test_a_day_that_lies_before_two_rows_belongs_to_neither(office):
    studio, member = make_studio(), make_member()
    make_affiliation(member, studio, starts_on=JANUARY, ends_on=SPRING)
    make_affiliation(member, studio, starts_on=DAY)

    with pytest.raises(ValidationError, match="已记到2026年3月2日以后"):
        people.appoint_liaison(studio, member, by=office, on=JANUARY)


def test_nobody_leaves_twice(office):
    row = make_affiliation(make_member(), make_studio(), ends_on=EVE)

    with pytest.raises(ValidationError, match="已于2026年3月1日退出"):
        people.end_affiliation(row, by=office, on=DAY)


def test_twenty_members_join_at_once_in_one_line_of_the_record(office):
    studio = make_studio()
    members = [make_member() for _ in range(20)]

    people.add_several(studio, members, by=office, on=DAY, basis="sector")

    assert studio.people().filter(basis="sector", starts_on=DAY).count() == 20
    assert trail.history_of(studio).get().remark.startswith("20人，自2026年3月2日起：")


def test_all_of_them_join_or_none(office):
    studio = make_studio()
    fresh, inside = make_member(), make_member("赵志强", studio=studio)
    gone = make_member("孙", status=MemberStatus.ARCHIVED, archived_on=EVE, ending="term")

    for wrong, sentence in ((inside, "赵志强已在本工作室"), (gone, "孙已离任归档")):
        with pytest.raises(ValidationError, match=sentence):
            people.add_several(studio, [fresh, wrong], by=office, on=DAY)

    assert not fresh.affiliations.exists()


def test_who_has_left_office_is_appointed_to_nothing(office):
    gone = make_member(status=MemberStatus.ARCHIVED, archived_on=EVE, ending="term")

    with pytest.raises(ValidationError, match="已离任归档"):
        people.appoint_convener(make_studio(), gone, by=office, on=DAY)
