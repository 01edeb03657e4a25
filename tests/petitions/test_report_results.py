"""Adoptions and instructions: events, many per report, each credited and told."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from notices.models import Notice
from petitions.actions import reports
from petitions.enums import AdoptionMode, InstructionKind, ReportStatus
from scoring.enums import Merit
from scoring.models import ScoreEntry
from tests.builders.people import make_user
from tests.builders.reports import make_level, make_report, make_rule
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 2)
INSTRUCTION = {
    "leader_name": "李明",
    "leader_post": "县长",
    "kind": InstructionKind.ACTION,
    "instructed_on": MARCH,
    "text": "请住建局三天内拿出办法",
}


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def adopt(report, by, **changes):
    facts = {
        "level": make_level(),
        "organ": "县委办公室",
        "mode": AdoptionMode.SINGLE,
        "adopted_on": MARCH,
    }
    return reports.record_adoption(report, by=by, **facts | changes)


@pytest.mark.parametrize(
    ("level", "mode", "points"),
    [
        ("COUNTY", AdoptionMode.SINGLE, 3),
        ("CITY", AdoptionMode.SINGLE, 6),
        ("CITY", AdoptionMode.COMBINED, 3),  # half for a part of something
        ("COUNTY", AdoptionMode.FORWARDED, Decimal("1.5")),
    ],
)
def test_an_adoption_is_worth_its_level_and_half_when_shared(office, level, mode, points):
    make_rule(Merit.REPORT_ADOPTED, 3, grade="COUNTY")
    make_rule(Merit.REPORT_ADOPTED, 6, grade="CITY")
    report = make_report(issued=True)

    adopt(report, office, level=make_level(level), mode=mode)

    assert ScoreEntry.objects.get().points == points


def test_several_adoptions_are_several_events_each_credited(office):
    make_rule(Merit.REPORT_ADOPTED, 3, grade="COUNTY")
    report = make_report(issued=True)

    adopt(report, office)
    adopt(report, office, organ="县政府办公室")

    assert report.status == ReportStatus.ISSUED
    assert [entry.points for entry in ScoreEntry.objects.all()] == [3, 3]


def test_the_author_is_told_of_an_adoption_with_its_points(office):
    make_rule(Merit.REPORT_ADOPTED, 3, grade="COUNTY")
    report = make_report(issued=True)

    adopt(report, office)

    said = Notice.objects.filter(to=report.author.user).latest("id")
    assert "被县委办公室单篇采用（2026年3月2日），计3分" in said.text


@pytest.mark.parametrize("twice", [{}, {"adopted_on": date(2026, 3, 3)}])
def test_an_adoption_is_recorded_once_and_never_in_advance(office, twice):
    report = make_report(issued=True)
    adopt(report, office)

    with pytest.raises(ValidationError):
        adopt(report, office, **twice)

    assert report.adoptions.count() == 1


def test_an_instruction_is_told_without_its_words(office):
    make_rule(Merit.REPORT_INSTRUCTED, 5)
    report = make_report(issued=True)

    reports.record_instruction(report, by=office, **INSTRUCTION)

    said = Notice.objects.filter(to=report.author.user).latest("id")
    assert "获领导批示" in said.text
    assert said.private
    for leaked in (said.text, said.title, str(ScoreEntry.objects.get())):
        assert "三天" not in leaked


def test_invited_members_write_reports_and_earn_nothing(office):
    make_rule(Merit.REPORT_ACCEPTED, 1)
    report = make_report(make_member(is_cppcc_member=False), submitted=True)

    reports.accept(report, by=office)

    assert not ScoreEntry.objects.exists()
