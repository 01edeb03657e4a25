"""Somebody else asks how it went; what is not solved is handled once more (查单)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from consultations.actions import follow_ups, issues
from consultations.models import FollowUp
from core.access import NotYours
from core.gates import GateShut
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import make_issue, make_topic
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_committee

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def today(frozen):
    frozen("2026-03-04")


def ask(matter, by, result="solved", **changes):
    found = {"done_on": DAY, "way": "phone", "is_reached": True, "remark": "护栏还缺一段。"}
    return follow_ups.follow_up(matter, by=by, result=result, **found | changes)


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


def answered(studio, member):
    issue = make_issue(studio, claimed_by=member.user)
    issues.answer(issue, by=member.user, answer="护栏已经更换。")
    return issue


def test_who_solved_it_or_is_a_stranger_does_not_ask(studio, wang, stranger, party):
    issue = answered(studio, wang)

    for other in (wang.user, stranger, party):
        with pytest.raises(NotYours):
            ask(issue, other)


def test_another_member_asks_and_the_studio_hears(studio, convener, wang, li):
    issue = answered(studio, wang)

    row = ask(issue, li.user)

    assert (row.issue, row.done_by, row.round, issue.status) == (issue, li.user, 1, "answered")
    assert heard(convener, "结果为“已解决”")
    assert not heard(wang.user, "查单")
    assert not issue.tellings.filter(text__contains="查单").exists()


def test_whoever_answered_hears_that_it_is_not_solved(studio, wang, li):
    issue = answered(studio, wang)

    ask(issue, li.user, result="unsolved")

    assert heard(wang.user, "结果为“未解决”")


@pytest.mark.parametrize(
    ("day", "said"), [("2026-03-05", "不能晚于今天"), ("2026-03-03", "才答复反映人")]
)
def test_it_was_asked_between_the_answer_and_today(studio, wang, li, day, said):
    issue = answered(studio, wang)

    with pytest.raises(ValidationError, match=said):
        ask(issue, li.user, done_on=date.fromisoformat(day))


@pytest.mark.parametrize("state", ["accepted", "closed"])
def test_before_an_answer_and_after_the_end_nobody_asks(studio, li, state):
    with pytest.raises(NotAllowedNow):
        ask(make_issue(studio, **{state: True}), li.user)


def test_a_topic_is_asked_after_once_units_are_at_work(studio, convener, wang, li):
    topic = make_topic(studio, claimed_by=wang.user)
    with pytest.raises(NotAllowedNow):
        ask(topic, li.user)

    done = make_topic(studio, completed=True)
    ask(done, li.user)

    assert FollowUp.objects.get().topic == done
    assert heard(convener, "结果为“已解决”")


def test_only_the_studio_has_it_handled_again_and_only_what_is_unsolved(studio, convener, wang, li):
    issue = answered(studio, wang)
    with pytest.raises(NotYours):
        follow_ups.handle_again(issue, by=convener, remark="缺一段")
    ask(issue, li.user, result="unsolved")
    with pytest.raises(NotYours):
        follow_ups.handle_again(issue, by=li.user, remark="缺一段")

    follow_ups.handle_again(issue, by=convener, remark="缺一段")

    assert (issue.status, issue.round, issue.rating_due_on) == ("rehandling", 2, None)
    assert heard(wang.user, "请重新研究办理")
    assert "再次办理" in issue.tellings.last().text
    assert "缺一段" not in issue.tellings.last().text


def test_a_new_round_is_asked_after_anew(studio, convener, wang, li):
    issue = answered(studio, wang)
    ask(issue, li.user, result="unsolved")
    follow_ups.handle_again(issue, by=convener, remark="缺一段")
    issues.answer(issue, by=wang.user, answer="又补了一段护栏。")

    with pytest.raises(NotYours):
        follow_ups.handle_again(issue, by=convener, remark="还缺")
    assert ask(issue, li.user).round == 2


def test_under_four_slips_nothing_is_closed_before_somebody_asked(
    studio, convener, wang, li, frozen
):
    make_shipped(make_committee(), "jintai", "sidan", default=True)
    issue = answered(studio, wang)
    frozen("2026-04-20")

    with pytest.raises(GateShut, match="查单"):
        issues.close(issue, by=convener)
    ask(issue, li.user, done_on=date(2026, 4, 20))
    issues.close(issue, by=convener)

    assert issue.status == "closed"
