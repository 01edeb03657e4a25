"""What the administrator does to accounts and to the calendar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts import actions
from accounts.enums import Role
from accounts.models import User
from audit import trail
from core.access import NotYours
from core.models import CalendarDay
from core.workdays import calendar
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def admin():
    return make_user(admin=True)


def give(person, by, role, **scope):
    return actions.grant(person, by=by, role=role, starts_on=DAY, **scope)


def test_a_new_person_gets_a_password_to_be_changed(admin):
    person, password = actions.add(admin.committee, by=admin, username="wangfang", name="王芳")

    assert person.check_password(password)
    assert person.must_change_password
    assert trail.history_of(person).get().label == "新增账户"


def test_the_record_never_holds_a_password(admin):
    person, first = actions.add(admin.committee, by=admin, username="wangfang", name="王芳")
    second = actions.reset(person, by=admin)

    told = " ".join(entry.remark + entry.label for entry in trail.history_of(person))
    assert first not in told
    assert second not in told


def test_resetting_a_password_ends_every_session(admin, client):
    person = make_user()
    client.force_login(person)

    password = actions.reset(person, by=admin)

    assert client.get("/desk/").status_code == 302
    assert User.objects.get(pk=person.pk).check_password(password)


def test_disabling_ends_every_session_for_good(admin, client):
    person = make_user()
    client.force_login(person)

    actions.disable(person, by=admin)
    assert client.get("/desk/").status_code == 302
    actions.enable(person, by=admin)

    assert client.get("/desk/").status_code == 302  # the old session does not come back


def test_a_person_holds_an_office_from_a_day_to_a_day(admin, frozen):
    person, unit = make_user(), make_unit()

    given = give(person, admin, Role.UNIT, unit=unit)
    assert person in unit.people(DAY)
    actions.end(given, by=admin, on=date(2026, 3, 5))

    assert person in unit.people(date(2026, 3, 5))
    assert person not in unit.people(date(2026, 3, 6))


def test_a_grant_that_never_began_ends_on_its_first_day(admin):
    given = actions.grant(make_user(), by=admin, role=Role.OFFICE, starts_on=date(2026, 4, 1))

    actions.end(given, by=admin, on=DAY)

    assert given.ends_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("held", "role"),
    [
        ("office", Role.ADMIN),
        ("office", Role.AUDITOR),
        ("admin", Role.OFFICE),
        ("auditor", Role.LEADER),
        ("auditor", Role.ADMIN),
        ("admin", Role.AUDITOR),
    ],
)
def test_keeping_reading_and_working_are_three_persons(admin, held, role):
    with pytest.raises(ValidationError, match="三员分立"):
        give(make_user(**{held: True}), admin, role)


def test_a_member_is_neither_administrator_nor_auditor(admin):
    with pytest.raises(ValidationError, match="三员分立"):
        give(make_member().user, admin, Role.AUDITOR)


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.UNIT, {}),
        (Role.OFFICE, {"unit": "unit"}),
        (Role.CONVENER, {}),
        (Role.CONVENER, {"scope": "area"}),
        (Role.LEADER, {"scope": "studio"}),
    ],
)
def test_an_office_is_held_for_its_own_kind_of_thing(admin, role, scope):
    studio = make_studio()
    things = {"unit": make_unit(), "studio": studio, "area": studio.area}

    with pytest.raises(ValidationError, match="授权范围"):
        give(make_user(), admin, role, **{key: things[name] for key, name in scope.items()})


def test_nobody_acts_for_another_countys_unit(admin):
    elsewhere = make_unit(committee=make_committee("elsewhere"))

    with pytest.raises(ValidationError, match="不属于本级政协"):
        give(make_user(), admin, Role.UNIT, unit=elsewhere)


DEEDS = {
    "disable": lambda person, by: actions.disable(person, by=by),
    "enable": lambda person, by: actions.enable(person, by=by),
    "reset": lambda person, by: actions.reset(person, by=by),
    "grant": lambda person, by: give(person, by, Role.OFFICE),
}


@pytest.mark.parametrize("deed", list(DEEDS))
def test_accounts_are_kept_by_the_administrator_of_the_county_and_never_ones_own(deed, admin):
    person = make_user()
    elsewhere = make_user(committee=make_committee("elsewhere"), admin=True)

    for stranger in (make_user(office=True), make_user(leader=True), elsewhere):
        with pytest.raises(NotYours):
            DEEDS[deed](person, stranger)
    with pytest.raises(NotYours):
        DEEDS[deed](admin, admin)


def test_others_open_no_accounts():
    with pytest.raises(NotYours):
        actions.add(make_committee(), by=make_user(office=True), username="x", name="某人")


def test_a_corrected_day_counts_at_once(admin):
    tuesday = date(2026, 3, 3)
    assert calendar().is_workday(tuesday)

    day = actions.correct_day(tuesday, by=admin, is_workday=False, name="县庆")

    assert not calendar().is_workday(tuesday)
    assert trail.history_of(day).get().scope == admin.committee.code


def test_the_office_corrects_no_day():
    with pytest.raises(NotYours):
        actions.correct_day(DAY, by=make_user(office=True), is_workday=False, name="休息")
    assert not CalendarDay.objects.exists()
