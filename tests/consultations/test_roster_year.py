"""A year of rosters for the whole county, drafted by the office (生成全年值班表)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import trail
from consultations.actions import rosters
from consultations.actions.months import people_of
from consultations.enums import RosterStatus
from consultations.models import DutySeat, DutyShift, Roster
from core.access import NotYours
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_roster, make_rule
from tests.builders.people import make_committee, make_user

TODAY = date(2026, 11, 25)
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def ruled(studio):
    """The studio with a rule and five members."""
    make_rule(studio)
    studio.five = [join_studio(studio, f"委员{n}") for n in range(5)]
    return studio


@pytest.mark.parametrize("who", ["member", "convener", "liaison", "stranger"])
def test_others_than_the_office_may_not_draft_a_year(ruled, who, request):
    by = request.getfixturevalue(who)

    with pytest.raises(NotYours):
        rosters.generate_year(ruled.committee, 2027, by=by, today=TODAY)


def test_the_office_of_another_county_may_not_draft_a_year(ruled):
    by = make_user(office=True, committee=make_committee("linjiang"))

    with pytest.raises(NotYours):
        rosters.generate_year(ruled.committee, 2027, by=by, today=TODAY)


def test_a_year_is_drafted_for_every_open_studio_with_rules(ruled, office):
    make_rule(open_studio("没有开门的工作室", status="suspended"))
    open_studio("没有规则的工作室")

    made = rosters.generate_year(ruled.committee, 2027, by=office, today=TODAY)

    assert made == 12
    assert Roster.objects.filter(studio=ruled, status=RosterStatus.DRAFT).count() == 12
    assert DutyShift.objects.count() == 52
    assert trail.history_of(ruled).first().remark == "2027年1月至12月"


def test_a_year_drafted_again_fills_in_only_what_is_missing(ruled, office):
    make_roster(ruled, DECEMBER)

    made = rosters.generate_year(ruled.committee, 2026, by=office, today=date(2026, 10, 9))
    again = rosters.generate_year(ruled.committee, 2026, by=office, today=date(2026, 10, 9))

    assert (made, again) == (2, 0)
    assert not DutyShift.objects.filter(on__gte=DECEMBER).exists()


def test_a_year_that_is_over_is_not_drafted(ruled, office):
    with pytest.raises(ValidationError):
        rosters.generate_year(ruled.committee, 2025, by=office, today=TODAY)


def test_a_year_is_as_even_as_can_be_and_nobody_sits_twice_a_day(ruled, office):
    other = open_studio()
    make_rule(other)
    for member in [*ruled.five, join_studio(other)]:
        if not member.affiliations.filter(studio=other).exists():
            member.affiliations.create(studio=other, starts_on=date(2020, 1, 1))

    rosters.generate_year(ruled.committee, 2027, by=office, today=TODAY)

    year = [one.in_year for one in people_of(ruled, date(2027, 1, 1)) if one in ruled.five]
    assert max(year) - min(year) <= 1
    days = list(DutySeat.objects.values_list("member", "on"))
    assert len(days) == len(set(days))


def test_a_year_asks_as_little_for_five_studios_as_for_one(ruled, office):
    def asks(year):
        with CaptureQueriesContext(connection) as seen:
            rosters.generate_year(ruled.committee, year, by=office, today=TODAY)
        questions = [q["sql"] for q in seen if q["sql"].startswith("SELECT")]
        # Each studio has a line in its own record.
        return [sql for sql in questions if "audit_entry" not in sql and "core_version" not in sql]

    asks(2026)  # the calendar and the reader's offices are remembered from here on
    one = asks(2027)
    for _ in range(4):
        studio = open_studio()
        make_rule(studio)
        join_studio(studio)

    assert len(asks(2028)) == len(one)
