"""What is told of a studio's reports and assignments: counts by the day of the event."""

from datetime import date

import pytest

from core import clock
from core.chapters import chapters_of
from petitions.actions import reports
from petitions.models import Proposal, Rating
from studios.models import Paper
from tests.builders.people import make_user
from tests.builders.petitions import a_topic, an_issue, make_assignment, make_item
from tests.builders.reports import make_level, make_proposal, make_report
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-04")


@pytest.fixture
def studio():
    return make_studio()


def told(studio, first=FIRST, last=LAST):
    return {chapter: "".join(lines) for chapter, lines in chapters_of(studio, first, last)}


def adopt(report, level, organ="县委办公室"):
    reports.record_adoption(
        report, by=make_user(office=True), level=level, organ=organ, mode="single",
        adopted_on=clock.today(),
    )  # fmt: skip


def test_reports_are_told_once_they_are_handed_in_and_one_adopted_twice_counts_once(studio):
    author = make_member(studio=studio)
    made = [make_report(author, submitted=True), make_report(author, issued=True)]
    make_report(author)
    type(made[0]).objects.update(studio=studio)
    for level, organ in ((make_level(), "县委办公室"), (make_level("CITY", "市级"), "市政协")):
        adopt(made[1], level, organ)

    assert told(studio)["社情民意"] == (
        "报送社情民意信息2篇，印发1篇。被采用1篇，其中县级1篇、市级1篇。"
    )


def test_a_proposal_counts_for_the_studio_of_its_topic(studio):
    make_proposal(filed=True)
    Proposal.objects.update(topic=a_topic(studio))
    make_proposal(filed=True)

    assert told(studio)["提案"] == "由本工作室议题转化的提案立案1件。"


def test_what_units_were_given_is_told_with_its_share_in_time(studio):
    make_assignment(make_item(studio=studio), accepted="A")
    make_assignment(make_item(studio=studio), acknowledged=True)
    make_assignment()

    assert told(studio)["交办办理"] == (
        "交办单位办理2件，办结1件。到期2件，按期答复1件，按期率50%。"
    )


def test_instructions_are_in_no_figure(studio):
    made = make_assignment(make_item(studio=studio))
    report = make_report(make_member(studio=studio), issued=True)
    instruction = reports.record_instruction(
        report, by=make_user(office=True), leader_name="林县长", leader_post="县长", kind="action",
        instructed_on=clock.today(), text="请速办。",
    )  # fmt: skip
    type(made).objects.update(consensus_item=None, instruction=instruction)

    assert "交办办理" not in told(studio)


def test_ratings_stand_with_numerator_and_denominator(studio):
    for result in ("satisfied", "satisfied", "unsatisfied"):
        issue = an_issue(studio=studio)
        Rating.objects.create(issue=issue, result=result, attitude="fair")

    assert told(studio)["群众评价"] == (
        "反映人评价3件：满意2件、基本满意0件、不满意1件，满意率67%。"
    )


def test_a_plan_follows_what_units_have_in_hand(studio):
    make_assignment(make_item(studio=studio))

    ahead = told(Paper(studio=studio, kind="plan", year=2026))

    assert ahead == {"跟踪督办": "跟踪单位正在办理的交办件1件，办到底、有回音。"}
    assert told(Paper(studio=studio, kind="half", year=2026)) == {}
