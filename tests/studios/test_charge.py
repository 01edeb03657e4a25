"""In whose charge a studio is: the columns and the dated rows never disagree."""

from contextlib import suppress
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import trail
from core.access import NotYours
from notices.models import Notice
from studios.actions import charge
from studios.enums import LinkKind
from studios.models import Studio
from tests.builders.directory import make_special_committee
from tests.builders.people import make_committee, make_user
from tests.builders.studios import LONG_AGO, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
EVE = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def open_links(studio):
    """Who is in charge now, by the rows."""
    rows = studio.links.filter(ends_on=None)
    return {row.kind: row.who for row in rows}


def columns(studio):
    """Who is in charge now, by the studio's own columns."""
    fresh = Studio.objects.get(pk=studio.pk)
    named = {LinkKind.LEADER: fresh.linked_leader, LinkKind.COMMITTEE: fresh.special_committee}
    return {str(kind): who for kind, who in named.items() if who is not None}


def test_only_the_office_puts_a_studio_in_somebodys_charge():
    studio, leader = make_studio(), make_user(leader=True)
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for stranger in (leader, make_user(convener=studio), elsewhere):
        with pytest.raises(NotYours):
            charge.link_leader(studio, leader, by=stranger, on=DAY)
        with pytest.raises(NotYours):
            charge.link_committee(studio, make_special_committee(), by=stranger, on=DAY)


def test_a_new_leader_ends_the_former_ones_link_on_the_eve(office):
    studio = make_studio()
    former, leader = make_user(leader=True), make_user("戚副主席", leader=True)
    charge.link_leader(studio, former, by=office, on=date(2026, 1, 1))

    charge.link_leader(studio, leader, by=office, on=DAY)

    assert [(row.leader, row.starts_on, row.ends_on) for row in studio.links.all()] == [
        (leader, DAY, None),
        (former, date(2026, 1, 1), EVE),
    ]
    assert "戚副主席，自2026年3月2日起" in trail.history_of(studio).first().remark
    assert Notice.objects.get(to=leader).template == "studios/linked"


def test_the_staff_of_the_committee_in_charge_are_told(office):
    studio, guide = make_studio(), make_special_committee()
    staff = make_user(committee_staff=guide)

    charge.link_committee(studio, guide, by=office, on=DAY)

    assert "对口专委会" in Notice.objects.get(to=staff).text


def test_a_link_entered_today_and_corrected_today_leaves_one_row(office):
    studio = make_studio()
    for _ in range(2):
        charge.link_leader(studio, make_user(leader=True), by=office, on=DAY)

    charge.link_leader(studio, None, by=office, on=DAY)

    assert not studio.links.exists()
    assert columns(studio) == {}


@pytest.mark.parametrize("day", [date(2025, 12, 31), LONG_AGO])
def test_days_that_belong_to_another_link_are_not_given_twice(office, day):
    studio = make_studio()
    charge.link_leader(studio, make_user(leader=True), by=office, on=date(2026, 1, 1))

    with pytest.raises(ValidationError, match="须在其后"):
        charge.link_leader(studio, make_user(leader=True), by=office, on=day)


def test_who_is_no_leader_of_the_county_is_put_in_charge_of_nothing(office):
    elsewhere = make_committee("elsewhere")
    studio = make_studio()

    for wrong in (make_user(signer=True), make_user(committee=elsewhere, leader=True)):
        with pytest.raises(ValidationError, match="不是本级政协领导"):
            charge.link_leader(studio, wrong, by=office, on=DAY)
    with pytest.raises(ValidationError, match="不属于本级政协"):
        charge.link_committee(studio, make_special_committee(elsewhere), by=office, on=DAY)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, 0, 1]), st.integers(0, 9))))
def test_columns_and_open_links_always_agree(office, steps):
    studio = make_studio()
    leaders = [make_user(leader=True) for _ in range(2)]
    committees = [make_special_committee() for _ in range(2)]

    for is_leader, which, days in steps:
        link, choices = (
            (charge.link_leader, leaders) if is_leader else (charge.link_committee, committees)
        )
        who = None if which is None else choices[which]
        with suppress(ValidationError):  # a day that belongs to another link
            link(studio, who, by=office, on=DAY + timedelta(days=days))
        assert columns(studio) == open_links(studio)


@pytest.mark.parametrize("opened_on", [date(2024, 5, 1), None])
def test_a_studio_of_old_gets_the_link_it_had(opened_on):
    leader, guide = make_user(leader=True), make_special_committee()
    studio = make_studio(linked_leader=leader, special_committee=guide, opened_on=opened_on)
    migration = import_module("studios.migrations.0003_links_of_old_studios")

    for _ in range(2):  # it changes nothing the second time
        migration.link(apps, None)

    assert open_links(studio) == columns(studio)
    assert {row.starts_on for row in studio.links.all()} == {opened_on or LONG_AGO}
