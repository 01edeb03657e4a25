"""Agreed upon after all conditions, or not agreed upon: talked over again, or ended."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import system_user
from consultations.actions import consensus, issues, outcomes, postings, topics
from consultations.enums import Exit, IssueStatus, TopicStatus
from consultations.lineage import stages_of
from consultations.models import Topic
from core.access import NotYours
from core.gates import GateShut
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import make_activity, make_issue, make_topic, staff
from tests.builders.directory import join_studio
from tests.builders.postings import (
    make_plan,
    make_posting,
    make_residents_topic,
    make_review,
    make_vote,
)

NINTH_DAY = "2026-03-11"


def heard(person, words):
    return Notice.objects.filter(to=person, title__contains=words).exists()


@pytest.fixture
def topic(studio, frozen):
    frozen("2026-03-02")
    return make_residents_topic(studio, recorded=True)


def has_heard_everybody(topic, frozen, passes=True):
    """Notice, review and vote, all within nine days."""
    make_posting(topic)
    frozen(NINTH_DAY)
    make_review(topic)
    make_vote(topic, passes=passes)


def test_a_record_leaves_the_topic_open_until_every_condition_is_met(topic, convener, frozen):
    assert topic.status == TopicStatus.CLAIMED
    has_heard_everybody(topic, frozen)

    topics.conclude(topic, by=convener)

    assert topic.status == TopicStatus.CONCLUDED


def test_without_conditions_a_record_concludes_at_once(studio):
    assert make_topic(studio, concluded=True).status == TopicStatus.CONCLUDED


def test_what_is_left_out_is_named(topic, convener, frozen):
    make_posting(topic)
    frozen(NINTH_DAY)
    make_review(topic)

    with pytest.raises(GateShut) as refused:
        topics.conclude(topic, by=convener)

    assert "居民表决" in str(refused.value)
    assert "公示" not in str(refused.value)


def test_a_lost_vote_shuts_the_step(topic, convener, frozen):
    has_heard_everybody(topic, frozen, passes=False)

    with pytest.raises(GateShut, match="未通过"):
        topics.conclude(topic, by=convener)


@pytest.mark.parametrize("verb", ["disagree", "consult_again", "end"])
def test_nobody_but_the_studio_says_how_it_goes_on(topic, office, member, party, stranger, verb):
    deed = getattr(outcomes, verb)

    for person in (office, member, party, stranger):
        with pytest.raises(NotYours):
            deed(topic, by=person, remark="不行")


@pytest.mark.parametrize("verb", ["consult_again", "end"])
def test_it_is_first_said_that_nothing_was_agreed(topic, convener, verb):
    with pytest.raises(NotAllowedNow):
        getattr(outcomes, verb)(topic, by=convener, remark="不行")


def test_no_consensus_is_heard_by_all(topic, studio, convener, liaison, frozen):
    issue = make_issue(studio, joined=topic)
    has_heard_everybody(topic, frozen, passes=False)

    outcomes.disagree(topic, by=convener, remark="费用分摊未谈拢")

    assert topic.status == TopicStatus.NO_CONSENSUS
    assert heard(liaison, "未达成共识")
    assert heard(topic.lead.user, "未达成共识")
    assert "暂未达成共识" in issue.tellings.last().text


def test_no_consensus_needs_a_record(studio, convener):
    topic = make_residents_topic(studio)

    with pytest.raises(ValidationError, match="还没有协商记录"):
        outcomes.disagree(topic, by=convener, remark="谈不拢")


def test_a_new_round_begins_anew_and_keeps_what_was_planned(topic, convener, frozen):
    has_heard_everybody(topic, frozen, passes=False)
    lead = topic.lead
    outcomes.disagree(topic, by=convener, remark="未谈拢")

    outcomes.consult_again(topic, by=convener, remark="先谈费用")

    assert (topic.status, topic.round, topic.lead) == (TopicStatus.CLAIMED, 2, lead)
    assert topic.consensus_items.count() == 1
    with pytest.raises(GateShut) as refused:
        topics.conclude(topic, by=convener)
    assert "第2轮还没有登记审查意见" in str(refused.value)
    assert "第2轮还没有登记表决结果" in str(refused.value)
    make_review(topic)
    make_vote(topic)
    topics.conclude(topic, by=convener)


def test_a_new_round_asks_for_a_lead_where_there_is_none(studio, convener):
    topic = make_topic(studio, designated=True)
    make_activity(studio, topic=topic)
    outcomes.disagree(topic, by=convener, remark="未谈拢")
    with pytest.raises(ValidationError) as refused:
        outcomes.consult_again(topic, by=convener)
    assert list(refused.value.message_dict) == ["lead"]
    wang = join_studio(studio, "王建国")

    outcomes.consult_again(topic, by=convener, lead=wang)

    assert (topic.lead, topic.status) == (wang, TopicStatus.CLAIMED)
    assert heard(wang.user, "再次协商")


def test_the_mechanism_says_how_often_it_is_talked_over_again(topic, convener):
    for _ in range(2):
        outcomes.disagree(topic, by=convener, remark="未谈拢")
        outcomes.consult_again(topic, by=convener)
    outcomes.disagree(topic, by=convener, remark="未谈拢")

    with pytest.raises(NotYours):
        outcomes.consult_again(topic, by=convener)
    assert topic.round == 3


def test_an_ended_topic_gives_its_issues_back_and_tells_their_raisers(topic, studio, convener):
    issue = make_issue(studio, joined=topic)
    outcomes.disagree(topic, by=convener, remark="未谈拢")

    outcomes.end(topic, by=convener, remark="多数户不同意")

    issue.refresh_from_db()
    assert topic.status == TopicStatus.CLOSED
    assert (issue.status, issue.topic) == (IssueStatus.ACCEPTED, None)
    told = [telling.text for telling in issue.tellings.order_by("id")]
    assert "协商已终止" in told[-2]
    assert "另行安排" in told[-1]


def test_an_answered_issue_stays_with_an_ended_topic(topic, studio, convener):
    issue = make_issue(studio, joined=topic)
    issues.resolve(issue, by=system_user(), answer="好")
    outcomes.disagree(topic, by=convener, remark="未谈拢")

    outcomes.end(topic, by=convener, remark="多数户不同意")

    issue.refresh_from_db()
    assert issue.status == IssueStatus.ANSWERED


def test_what_an_ended_topic_left_out_is_not_shown_as_done(topic, convener):
    outcomes.disagree(topic, by=convener, remark="未谈拢")
    outcomes.end(topic, by=convener, remark="多数户不同意")

    marks = {view.label: view.state for view in stages_of(topic)}

    assert marks["提议题"] == marks["拟方案"] == "done"
    assert marks["说了算"] == marks["实施"] == "skipped"
    assert marks["开言路"] == "skipped"


def test_residents_decide_and_the_village_does_it(topic, convener, frozen):
    has_heard_everybody(topic, frozen)
    topics.conclude(topic, by=convener)
    item = topic.consensus_items.get()
    assert item.exit == Exit.SELF

    consensus.settle(item, by=convener, outcome="公约已上墙。")
    topic.refresh_from_db()
    assert topic.status == TopicStatus.COMPLETED
    topics.close(topic, by=convener)

    assert topic.status == TopicStatus.CLOSED
    assert {view.state for view in stages_of(topic)} == {"done"}


def test_a_posting_taken_down_shuts_the_step_again(topic, convener, frozen):
    posting = make_posting(topic)
    frozen(NINTH_DAY)
    make_review(topic)
    make_vote(topic)
    postings.withdraw(posting, by=convener, remark="内容有误")

    with pytest.raises(GateShut, match="张榜公示：还没有发布"):
        topics.conclude(topic, by=convener)


def test_a_topic_that_was_never_recorded_cannot_be_concluded(studio):
    topic = make_residents_topic(studio)

    with pytest.raises(NotYours):
        topics.conclude(topic, by=staff(studio))


def test_topics_without_consensus_are_a_word_of_the_list(topic, convener):
    assert not Topic.objects.without_consensus().exists()
    outcomes.disagree(topic, by=convener, remark="未谈拢")
    make_plan(topic)

    assert Topic.objects.without_consensus().get() == topic
