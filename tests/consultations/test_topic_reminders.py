"""What a day brings by itself: safe to miss, safe to repeat."""

from datetime import timedelta

import pytest

from consultations.actions import catalogue, decisions, topic_reminders, topics
from consultations.enums import IssueStatus, LimitCode, ReasonKind, TopicStatus
from consultations.models import EntryAnswer, StageLimit, Topic
from consultations.tasks import keep_topics
from core import clock
from notices.models import Notice
from tests.builders.catalogue import make_decided_by, make_entry
from tests.builders.consultations import a_day_after, make_issue, make_reason, make_topic

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def told(template):
    return [notice.to for notice in Notice.objects.filter(template=f"consultations/{template}")]


def test_a_topic_lapses_after_its_last_day_and_not_on_it(studio, party):
    topic = make_topic(studio)
    issue = make_issue(studio, joined=topic)
    topics.send_back(topic, by=party, remark="缺数据")
    topic_reminders.keep(topic.resubmit_due_on)
    topic.refresh_from_db()
    assert topic.status == TopicStatus.RETURNED

    for _ in range(2):
        topic_reminders.keep(topic.resubmit_due_on + ONE_DAY)

    topic.refresh_from_db()
    issue.refresh_from_db()
    assert (topic.status, issue.status) == (TopicStatus.LAPSED, IssueStatus.ACCEPTED)
    assert len(told("topic_lapsed")) == 1


def test_who_came_again_meanwhile_is_left_alone(studio, party, convener, monkeypatch):
    topic = make_topic(studio)
    topics.send_back(topic, by=party, remark="缺数据")
    late = topic.resubmit_due_on + ONE_DAY
    real = decisions.lapse

    def a_moment_later(row, *, by):
        again = Topic.objects.get(pk=row.pk)
        topics.resubmit(again, by=convener, seen_version=again.version)
        real(row, by=by)

    monkeypatch.setattr(decisions, "lapse", a_moment_later)

    topic_reminders.keep(late)

    topic.refresh_from_db()
    assert topic.status == TopicStatus.PROPOSED


def test_whoever_decides_is_pressed_once_when_the_day_has_passed(studio, party, office):
    board = make_decided_by("board", studio)
    topic = make_topic(studio)
    make_topic(studio, mechanism=board)
    topic_reminders.keep(topic.decision_due_on)
    assert told("topic_undecided") == []

    for days in (1, 2, 9):
        topic_reminders.keep(topic.decision_due_on + days * ONE_DAY)

    assert {*told("topic_undecided")} == {party, office}
    assert len(told("topic_undecided")) == 2


def test_what_was_put_off_comes_back_on_its_day(studio, party):
    topic = make_topic(studio, shelved=True)
    entry = make_entry()
    reason = make_reason(ReasonKind.TOPIC_SHELVED)
    catalogue.shelve(entry, by=party, area=studio.area, reason=reason, review_on=a_day_after(30))
    topic_reminders.keep(topic.review_on - ONE_DAY)
    assert told("topic_to_review") == told("entry_to_review") == []

    for _ in range(2):
        topic_reminders.keep(topic.review_on)

    assert told("topic_to_review") == told("entry_to_review") == [party]


def test_a_withdrawn_entry_is_not_reviewed(studio, party):
    entry = make_entry()
    reason = make_reason(ReasonKind.TOPIC_SHELVED)
    catalogue.shelve(entry, by=party, area=studio.area, reason=reason, review_on=a_day_after(1))
    catalogue.withdraw(entry, by=entry.proposed_by, remark="不再出题")

    topic_reminders.keep(a_day_after(1))

    assert EntryAnswer.objects.exists()
    assert told("entry_to_review") == []


@pytest.mark.parametrize(
    ("days", "own", "pressed"),
    [
        (3, None, False),  # the third working day is in time
        (4, None, True),
        (4, 5, False),  # this mechanism gives five
        (8, 5, True),
    ],
)
def test_the_convener_hears_of_a_topic_that_nobody_claims(
    studio, convener, frozen, days, own, pressed
):
    frozen("2026-03-02T10:00")
    mechanism = make_decided_by("township", studio)
    if own:
        mechanism.steps.filter(order=3).update(stages=["CLAIM"], limit=own)
        mechanism.save()
    make_topic(studio, designated=True, mechanism=mechanism)
    day = clock.today()
    for _ in range(2):
        topic_reminders.keep(day + days * ONE_DAY)

    assert told("topic_unclaimed") == ([convener] if pressed else [])


def test_without_a_limit_no_clock_runs(studio):
    StageLimit.objects.filter(code=LimitCode.CLAIM).delete()
    make_topic(studio, designated=True)

    assert topic_reminders.keep(a_day_after(99)) == 0


def test_many_are_told_in_chunks(studio, party):
    rows = [make_topic(studio) for _ in range(5)]

    count = topic_reminders.keep(rows[0].decision_due_on + ONE_DAY, chunk=2)

    assert count == 5


def test_the_task_runs_for_today_or_for_another_day(studio, party):
    topic = make_topic(studio)

    assert keep_topics() == 0
    assert keep_topics((topic.decision_due_on + ONE_DAY).isoformat()) == 1
