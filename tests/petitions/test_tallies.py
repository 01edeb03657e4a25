"""What is counted of reports and proposals, and of whom. Acceptance test 13."""

from datetime import date

import pytest

from core.tallies import Asked, Question, numbers
from petitions.actions import reports
from petitions.enums import AdoptionMode
from scoring.enums import QuotaEvent, QuotaScope
from tests.builders.directory import make_special_committee
from tests.builders.people import make_user
from tests.builders.reports import make_level, make_proposal, make_report
from tests.builders.studios import make_affiliation, make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
STUDIO, MEMBER = QuotaScope.STUDIO, QuotaScope.MEMBER
TOWNSHIP, COMMITTEE = QuotaScope.TOWNSHIP, QuotaScope.COMMITTEE


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-04")


@pytest.fixture
def studio():
    return make_studio()


def counted(event, scope, *things, only=None):
    keys = [thing.pk for thing in things]
    asked = Asked(things[0].committee_id, scope, keys, only or {})
    [found] = numbers([Question(event, asked, [YEAR])])
    return [found[key][0] for key in keys]


def test_a_report_is_of_one_studio_only_though_its_author_belongs_to_two(studio):
    """界别 studio and township studio (双重管理): the one to which they belonged first."""
    other = make_studio(area=studio.area)
    author = make_member(studio=studio)
    make_affiliation(author, other, starts_on=date(2021, 1, 1))
    make_report(author, submitted=True)

    event = QuotaEvent.REPORT_SUBMITTED
    assert counted(event, STUDIO, studio, other) == [1, 0]
    assert counted(event, TOWNSHIP, studio.area) == [1]
    assert counted(event, MEMBER, author) == [1]


def test_a_report_that_names_a_studio_is_that_studios(studio):
    other = make_studio(area=make_area("石桥镇"))
    author = make_member(studio=studio)
    make_affiliation(author, other)
    make_report(author, studio=other, submitted=True)

    event = QuotaEvent.REPORT_SUBMITTED
    assert counted(event, STUDIO, studio, other) == [0, 1]
    assert counted(event, TOWNSHIP, studio.area, other.area) == [0, 1]


def test_a_report_of_somebody_in_two_special_committees_is_one_for_each():
    first, second = make_special_committee(), make_special_committee()
    author = make_member(special_committee=first, second_committee=second)
    twice = make_member(special_committee=first, second_committee=first)
    make_report(author, submitted=True)
    make_report(twice, submitted=True)

    assert counted(QuotaEvent.REPORT_SUBMITTED, COMMITTEE, first, second) == [2, 1]


def test_drafts_are_not_submitted_and_what_was_submitted_is_not_yet_accepted(studio):
    author = make_member(studio=studio)
    make_report(author)
    make_report(author, submitted=True)
    make_report(author, accepted=True)

    assert counted(QuotaEvent.REPORT_SUBMITTED, STUDIO, studio) == [2]
    assert counted(QuotaEvent.REPORT_ACCEPTED, STUDIO, studio) == [1]
    assert counted(QuotaEvent.REPORT_ADOPTED, STUDIO, studio) == [0]


def test_a_report_adopted_by_several_is_one_and_can_be_asked_by_level(studio):
    author = make_member(studio=studio)
    report = make_report(author, issued=True)
    office = make_user(office=True)
    for code, organ in (("COUNTY", "县委办公室"), ("CITY", "市政协")):
        reports.record_adoption(
            report, by=office, level=make_level(code, code), organ=organ,
            mode=AdoptionMode.SINGLE, adopted_on=date(2026, 3, 3),
        )  # fmt: skip

    event = QuotaEvent.REPORT_ADOPTED
    assert counted(event, MEMBER, author) == [1]
    assert counted(event, STUDIO, studio, only={"level": ["CITY"]}) == [1]
    assert counted(event, STUDIO, studio, only={"level": ["PROV"]}) == [0]


def test_a_proposal_is_its_first_authors_and_of_the_studio_they_belong_to(studio):
    author, other = make_member(studio=studio), make_member(studio=studio)
    make_proposal(author)
    make_proposal(author, submitted=True)
    make_proposal(author, filed=True)

    assert counted(QuotaEvent.PROPOSAL, MEMBER, author, other) == [2, 0]
    assert counted(QuotaEvent.PROPOSAL, STUDIO, studio) == [2]
    assert counted(QuotaEvent.PROPOSAL, STUDIO, studio, only={"state": ["filed"]}) == [1]
