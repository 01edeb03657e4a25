"""Two members press 接单 in the same second: one wins, the other is told who."""

import pytest

from consultations.actions import consensus, issues
from consultations.enums import ConsensusStatus, IssueStatus, TopicStatus
from consultations.models import ConsensusItem, Issue, Topic
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.audit.test_race import race
from tests.builders.consultations import (
    a_day_after,
    make_activity,
    make_issue,
    make_topic,
    staff,
)
from tests.builders.directory import join_studio, open_studio

pytestmark = pytest.mark.django_db(transaction=True)


def claiming(issue, user):
    """Press the button on a page that was read while the issue was free."""
    seen = Issue.objects.select_related("committee", "studio").get(pk=issue.pk)
    assert user.member

    def run(wait):
        wait()
        try:
            issues.claim(seen, by=user, promised_on=a_day_after(5))
        except NotAllowedNow as refusal:
            return refusal.sentence
        return ""

    return run


def test_of_many_who_claim_at_once_one_does():
    studio = open_studio()
    issue = make_issue(studio, accepted=True)
    members = [join_studio(studio, f"委员{n}").user for n in range(8)]

    outcomes = race([claiming(issue, user) for user in members])

    issue.refresh_from_db()
    assert outcomes.count("") == 1
    assert issue.claimed_by.user == members[outcomes.index("")]
    losers = [sentence for sentence in outcomes if sentence]
    assert all(issue.claimed_by.name in sentence for sentence in losers)
    assert Notice.objects.filter(template="consultations/issue_claimed").count() == 1
    assert issue.tellings.filter(text__contains="预计").count() == 1


def settling(item, user):
    seen = ConsensusItem.objects.select_related("activity__committee", "topic").get(pk=item.pk)
    assert user.current_grants

    def run(wait):
        wait()
        consensus.settle(seen, by=user, outcome="已办好")

    return run


def test_the_last_two_items_settled_at_once_complete_the_topic_once():
    studio = open_studio()
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    rows = [{"text": f"第{n}件", "exit": "self"} for n in range(4)]
    make_activity(studio, topic=topic, items=rows)

    race([settling(item, staff(studio)) for item in topic.consensus_items.all()])

    issue.refresh_from_db()
    assert Topic.objects.get().status == TopicStatus.COMPLETED
    assert issue.status == IssueStatus.ANSWERED
    assert not topic.consensus_items.exclude(status=ConsensusStatus.SETTLED).exists()
    assert issue.tellings.filter(text__contains="请对办理结果").count() == 1
