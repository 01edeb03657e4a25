"""What nobody takes on is told to one after the other, once each; what was left behind waits."""

from datetime import date

import pytest

from consultations.actions import unclaimed
from consultations.lineage import turn_of
from consultations.models import Issue, Topic
from consultations.models.vocabulary import last_start_before
from consultations.tasks import press_unclaimed
from core.access import can
from core.enums import LimitKind
from core.workdays import Limit
from notices.models import Notice
from studios.actions import terms
from tests.builders.claiming import make_assign_limit
from tests.builders.consultations import make_issue, make_topic
from tests.builders.directory import make_special_committee
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db
# A Monday; the last day to claim is Thursday the 5th, the last to assign Tuesday the 10th.
MONDAY = "2026-03-02"
IN_TIME, LATE, ASSIGN_DAY, TOO_LATE = (date(2026, 3, d) for d in (5, 6, 10, 11))


@pytest.fixture
def guided(studio):
    studio.special_committee = make_special_committee()
    studio.save()
    return make_user("专委", committee_staff=studio.special_committee)


@pytest.fixture
def issue(studio, frozen):
    make_assign_limit()
    frozen(MONDAY)
    return make_issue(studio, accepted=True)


def told(template):
    return Notice.objects.filter(template=f"consultations/{template}")


def test_on_the_last_day_nobody_is_told(issue, convener):
    assert unclaimed.press(IN_TIME) == 0
    assert issue.claim_due_on == IN_TIME


def test_the_convener_is_told_once_however_often_it_runs(issue, convener, guided):
    assert unclaimed.press(LATE) == 1
    assert unclaimed.press(LATE) == 0
    assert unclaimed.press(ASSIGN_DAY) == 0

    assert told("issue_unclaimed").get().to == convener
    assert not told("issue_unassigned").exists()


def test_then_the_committee_in_charge_is_told_once(issue, convener, guided):
    unclaimed.press(LATE)
    assert unclaimed.press(TOO_LATE) == 1
    assert unclaimed.press(TOO_LATE) == 0

    assert told("issue_unassigned").get().to == guided


def test_the_office_hears_where_there_is_no_committee(issue, convener, office):
    unclaimed.press(TOO_LATE)

    assert told("issue_unassigned").get().to == office


def test_a_missed_week_loses_nothing(issue, convener, guided):
    assert unclaimed.press(date(2026, 3, 20)) == 2


@pytest.mark.parametrize("state", ["claimed", "locked"])
def test_what_is_taken_on_or_locked_is_nobodys_delay(studio, convener, wang, frozen, state):
    frozen(MONDAY)
    flags = {"claimed": {"claimed_by": wang.user}, "locked": {"accepted": True, "locked": True}}
    make_issue(studio, **flags[state])

    assert unclaimed.press(TOO_LATE) == 0


@pytest.mark.parametrize(("day", "may"), [(IN_TIME, False), (ASSIGN_DAY, False), (TOO_LATE, True)])
def test_the_committee_assigns_only_when_it_has_waited_too_long(
    issue, guided, office, frozen, day, may
):
    frozen(day)

    assert can(guided, "assign", issue) is may
    assert not can(office, "assign", issue)


def test_the_office_assigns_where_there_is_no_committee(issue, office, frozen):
    frozen(ASSIGN_DAY)
    assert not can(office, "assign", issue)
    frozen(TOO_LATE)
    assert can(office, "assign", issue)


@pytest.mark.parametrize(
    ("day", "who", "until"),
    [
        (IN_TIME, "老城社区委员工作室委员", IN_TIME),
        (LATE, "老城社区委员工作室召集人、联络员", ASSIGN_DAY),
        (TOO_LATE, "老城社区委员工作室召集人、经济委员会", ASSIGN_DAY),
    ],
)
def test_the_page_names_whose_turn_it_is(issue, guided, day, who, until):
    turn = turn_of(issue, day)

    assert (turn.who, turn.until) == (who, until)


def test_without_a_limit_for_assigning_it_stays_with_the_convener(studio, convener, guided, frozen):
    frozen(MONDAY)
    issue = make_issue(studio, accepted=True)

    assert unclaimed.press(date(2026, 4, 30)) == 1
    assert "待指派" in turn_of(issue, date(2026, 4, 30)).why
    assert not can(guided, "assign", issue)


@pytest.mark.parametrize(
    ("on", "start"),
    [("2026-03-11", "2026-03-05"), ("2026-03-10", "2026-03-04"), ("2026-03-16", "2026-03-10")],
)
def test_from_which_day_a_limit_would_be_over(on, start):
    allowed = Limit(3, LimitKind.WORKDAY)

    assert last_start_before(date.fromisoformat(on), allowed) == date.fromisoformat(start)


def archive(member, office):
    terms.archive(member, by=office, on=date(2026, 3, 4), ending="moved")


def test_what_an_archived_member_had_in_hand_waits_for_another(
    studio, convener, office, wang, li, frozen
):
    frozen("2026-03-04")
    taken, other = make_issue(studio, claimed_by=wang.user), make_issue(studio, claimed_by=li.user)
    archive(wang, office)

    assert unclaimed.press(date(2026, 3, 4)) == 1
    assert unclaimed.press(date(2026, 3, 4)) == 0

    taken.refresh_from_db()
    assert (taken.status, taken.claimed_by, taken.claim_due_on) == (
        "accepted", None, date(2026, 3, 9)
    )  # fmt: skip
    assert told("fell_back").filter(to=convener, text__contains="王建国").exists()
    assert "另行安排委员" in taken.tellings.last().text
    other.refresh_from_db()
    assert other.claimed_by == li


def test_a_topic_whose_lead_has_left_is_designated_again(studio, office, wang, li, frozen):
    frozen("2026-03-04")
    topic = make_topic(studio, claimed_by=wang.user)
    topic.team.add(li)
    archive(wang, office)

    press_unclaimed("2026-03-04")

    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.status, topic.lead, topic.team.count()) == ("designated", None, 0)


def test_the_task_runs_for_today(issue, convener, frozen):
    frozen(LATE)

    assert press_unclaimed() == 1
    assert Issue.objects.unclaimed(LATE).get() == issue
