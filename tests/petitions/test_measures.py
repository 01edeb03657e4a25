"""What the portal counts of a studio by itself: reports handed in, matters solved."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils.timezone import make_aware

from core.measures import measure
from petitions.enums import ContactMode, RequestStatus
from petitions.models import Assignment, OpinionReport, Reply
from studios.enums import AutoRule
from tests.builders.people import make_user
from tests.builders.petitions import make_assignment, make_reply_class
from tests.builders.reports import make_report
from tests.builders.studios import make_affiliation, make_member, make_studio

pytestmark = pytest.mark.django_db
FIRST, DAY = date(2026, 1, 1), date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _november(frozen):
    frozen("2026-11-02")


@pytest.fixture
def studio():
    return make_studio()


def handed_in(studio, least=None, last=DAY):
    return measure(AutoRule.REPORTS_SUBMITTED, studio, FIRST, last, least)


def test_reports_handed_in_by_the_studios_people_are_counted(studio):
    author = make_member(studio=studio)
    make_report(author, submitted=True)
    make_report(author, issued=True)
    make_report(author)  # a draft

    assert handed_in(studio)[:2] == ("2篇，应有10篇", False)
    assert handed_in(studio, Decimal("2.00"))[:2] == ("2篇，应有2篇", True)


def test_a_report_counts_for_the_studio_it_names(studio):
    author, other = make_member(studio=studio), make_studio()
    make_affiliation(author, other)

    make_report(author, studio=other, submitted=True)

    assert handed_in(studio).said == "0篇，应有10篇"
    assert handed_in(other).said == "1篇，应有10篇"


def test_a_report_of_another_year_or_of_somebody_who_had_left_is_not_counted(studio):
    author = make_member(studio=studio)
    report = make_report(author, submitted=True)
    assert handed_in(studio).said == "1篇，应有10篇"

    OpinionReport.objects.filter(pk=report.pk).update(
        submitted_at=make_aware(datetime(2025, 12, 31, 12))
    )
    assert handed_in(studio).said == "0篇，应有10篇"

    OpinionReport.objects.filter(pk=report.pk).update(
        submitted_at=make_aware(datetime(2026, 5, 1, 12))
    )
    author.affiliations.update(ends_on=date(2025, 12, 31))
    assert handed_in(studio).said == "0篇，应有10篇"


def solved(studio, on, code="A", verdict=RequestStatus.GRANTED):
    assignment = make_assignment()
    Assignment.objects.filter(pk=assignment.pk).update(studio=studio)
    return Reply.objects.create(
        assignment=assignment, reply_class=make_reply_class(code), process="已查看。",
        result="已更换。", contact_mode=ContactMode.PHONE, contacted_on=on, by=make_user(),
        at=make_aware(datetime(on.year, on.month, on.day, 23, 30)), verdict=verdict,
    )  # fmt: skip


def quarters(studio, last=DAY, least=None):
    return measure(AutoRule.SOLVED_EACH_QUARTER, studio, FIRST, last, least)


def test_every_quarter_gone_by_has_something_solved(studio):
    for on in (date(2026, 3, 31), date(2026, 5, 6), date(2026, 7, 1)):
        solved(studio, on)

    assert quarters(studio)[:2] == ("一季度1件、二季度1件、三季度1件、四季度0件", True)
    assert not quarters(studio, date(2026, 12, 31)).is_met
    assert not quarters(studio, least=Decimal(2)).is_met


@pytest.mark.parametrize(
    ("code", "verdict"), [("B", RequestStatus.GRANTED), ("A", RequestStatus.REQUESTED)]
)
def test_a_promise_or_an_unread_reply_solves_nothing(studio, code, verdict):
    solved(studio, date(2026, 2, 2), code, verdict)

    assert quarters(studio, date(2026, 4, 1))[:2] == ("一季度0件、二季度0件", False)


def test_before_the_first_quarter_is_over_nothing_is_owed(studio):
    assert quarters(studio, date(2026, 2, 2))[:2] == ("一季度0件，季度未满，暂不计", True)
    assert not quarters(studio, date(2026, 3, 31)).is_met


def test_matters_of_other_studios_solve_nothing_here(studio):
    solved(make_studio(), date(2026, 2, 2))

    assert quarters(studio, date(2026, 3, 31)).said == "一季度0件"
