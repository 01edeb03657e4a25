"""The unit's answer, its check, what is promised in it, and what follows upstream."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from consultations.enums import ConsensusStatus, IssueStatus, TopicStatus
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.enums import State
from notices.models import Delivery, Notice
from petitions.actions import ladder, replies
from petitions.enums import AssignmentStatus as S
from petitions.enums import RequestStatus
from petitions.models import Promise
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.petitions import (
    a_topic,
    an_issue,
    answer,
    make_assignment,
    make_item,
    make_ladder,
    make_reply_class,
    office,
)
from tests.builders.studios import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def solved_counts():
    """促成办结 is worth two points."""
    return Rule.objects.create(
        committee=make_committee(),
        year=2026,
        merit=Merit.MATTER_SOLVED,
        code="D7",
        label="促成办结",
        block="D",
        points=Decimal(2),
    )


def test_an_accepted_reply_settles_item_topic_and_every_raiser():
    topic = a_topic()
    raised = [an_issue(topic=topic), an_issue(topic=topic)]
    made = make_assignment(make_item(make_unit("县水利局"), topic=topic), replied="A")

    replies.accept_reply(made, by=office())

    topic.refresh_from_db()
    item = topic.consensus_items.get()
    assert (made.status, item.status, topic.status) == (
        S.CONCLUDED,
        ConsensusStatus.SETTLED,
        TopicStatus.COMPLETED,
    )
    assert item.outcome == "县水利局答复（已解决）：护栏已经加固。"
    for issue in raised:
        issue.refresh_from_db()
        assert issue.status == IssueStatus.ANSWERED
        assert "护栏已经加固" in issue.answer


def test_an_accepted_reply_answers_the_issue_itself():
    issue = an_issue()
    make_assignment(issue, accepted="A")

    issue.refresh_from_db()
    assert issue.status == IssueStatus.ANSWERED
    assert "已解决" in issue.answer


def test_the_member_and_the_convener_hear_of_the_answer(solved_counts):
    host = make_member()
    item = make_item(host=host)
    convener = make_user(convener=item.activity.studio)

    make_assignment(item, accepted="A")

    told = Notice.objects.filter(template="petitions/answered").values_list("to", flat=True)
    assert {host.user.pk, convener.pk} <= set(told)
    assert ScoreEntry.objects.get(member=host).points == 2


def test_a_reply_that_solves_nothing_earns_nothing(solved_counts):
    make_assignment(make_item(host=make_member()), accepted="C")

    assert not ScoreEntry.objects.exists()


def test_a_promise_is_followed_until_it_is_kept(solved_counts):
    topic = a_topic()
    issue = an_issue(topic=topic)
    made = make_assignment(make_item(topic=topic, host=make_member()), accepted="B")
    assert made.status == S.TRACKING
    assert not ScoreEntry.objects.exists()

    replies.keep_promise(Promise.objects.get(), by=office())

    made.refresh_from_db()
    assert made.status == S.CONCLUDED
    assert ScoreEntry.objects.count() == 1
    assert "承诺事项已兑现" in issue.tellings.last().text


def test_of_two_promises_the_first_kept_concludes_nothing():
    two = [
        {"text": "立项", "due_on": date(2026, 6, 1)},
        {"text": "完工", "due_on": date(2026, 9, 1)},
    ]
    made = make_assignment(acknowledged=True)
    answer(made, "B", promises=two)
    replies.accept_reply(made, by=office())
    first, second = Promise.objects.all()

    replies.keep_promise(first, by=office())
    made.refresh_from_db()
    assert made.status == S.TRACKING
    with pytest.raises(NotAllowedNow):
        replies.keep_promise(first, by=office())
    replies.keep_promise(second, by=office())

    made.refresh_from_db()
    assert made.status == S.CONCLUDED


@pytest.mark.parametrize(
    ("code", "changes", "words"),
    [
        ("B", {"promises": []}, "承诺事项"),
        ("B", {"promises": [{"text": "完工", "due_on": date(2026, 3, 1)}]}, "不能早于今天"),
        ("C", {"reason": " "}, "原因与政策依据"),
    ],
)
def test_each_class_of_reply_asks_for_its_own(code, changes, words):
    made = make_assignment(acknowledged=True)

    with pytest.raises(ValidationError, match=words):
        answer(made, code, **changes)

    made.refresh_from_db()
    assert made.status == S.ACKNOWLEDGED


def test_only_the_lead_unit_replies():
    made = make_assignment(acknowledged=True)

    with pytest.raises(NotYours):
        replies.reply(
            made,
            by=office(),
            reply_class=make_reply_class("A"),
            process="",
            result="",
            contact_mode="phone",
            contacted_on=date(2026, 3, 2),
        )


def test_reminders_that_have_not_left_stay_when_the_unit_replies(frozen):
    make_ladder()
    made = make_assignment(acknowledged=True)
    frozen("2026-03-09")
    assert ladder.climb(date(2026, 3, 9)) == 1

    answer(made)

    assert Delivery.objects.get(notice__template="petitions/due_soon").state == State.WITHDRAWN


def test_a_verdict_is_kept_with_the_reply():
    made = make_assignment(replied="A")

    replies.reject_reply(made, by=office(), remark="请补充照片")

    said = made.replies.get()
    assert (said.verdict, said.remark, said.checked_by) == (
        RequestStatus.REFUSED,
        "请补充照片",
        office(),
    )


def test_a_reply_that_fails_halfway_leaves_nothing(monkeypatch):
    made = make_assignment(replied="A")
    monkeypatch.setattr(replies.hearers, "bringers_of", _fail)

    with pytest.raises(RuntimeError):
        replies.accept_reply(made, by=office())

    made.refresh_from_db()
    assert made.status == S.REPLIED
    assert made.consensus_item.__class__.objects.get().status == ConsensusStatus.DISPATCHED


def _fail(*_):
    raise RuntimeError
