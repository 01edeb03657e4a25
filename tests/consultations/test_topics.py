"""What each step on a topic does, and what its raisers hear of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import system_user
from consultations.actions import consensus, issues, topics
from consultations.enums import ConsensusStatus, IssueStatus, ReasonKind, TopicStatus
from consultations.models import Topic
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import (
    a_day_after,
    make_activity,
    make_issue,
    make_item_fields,
    make_mechanism,
    make_reason,
    make_topic,
)
from tests.builders.directory import open_studio
from tests.builders.people import make_committee, make_user


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


def test_a_topic_from_three_issues_is_the_merge(studio, convener, party):
    joined = [make_issue(studio, accepted=True) for _ in range(3)]

    topic = topics.propose(
        studio, by=convener, title="关于护栏", background="多处断裂。", issues=joined
    )

    assert [issue.status for issue in joined] == [IssueStatus.JOINED] * 3
    assert all("关于护栏" in issue.tellings.last().text for issue in joined)
    assert heard(party, topic.number)


def test_a_topic_is_decided_within_five_working_days(studio, frozen):
    frozen("2026-03-06")

    assert make_topic(studio).decision_due_on == date(2026, 3, 13)


def test_a_topic_follows_the_countys_default_mechanism(studio):
    mechanism = make_mechanism()

    assert make_topic(studio).mechanism == mechanism


def test_a_stranger_proposes_nothing(studio, stranger):
    with pytest.raises(NotYours):
        make_topic(studio, by=stranger)


def test_issues_that_cannot_join_stop_the_proposal(studio, convener):
    with pytest.raises(NotAllowedNow):
        make_topic(studio, issues=[make_issue(studio)])

    assert not Topic.objects.exists()


def test_designation_reaches_studio_members_and_raisers(studio, convener, member, party):
    topic = make_topic(studio)
    issue = make_issue(studio, joined=topic)

    topics.designate(topic, by=party, requirement="汛期前完成", answer_due_on=a_day_after(30))

    assert topic.status == TopicStatus.DESIGNATED
    assert heard(convener, "汛期前完成")
    assert heard(member, "汛期前完成")
    assert "研究同意" in issue.tellings.last().text


def test_a_date_that_has_passed_is_no_limit(studio, party):
    topic = make_topic(studio)

    with pytest.raises(ValidationError):
        topics.designate(topic, by=party, answer_due_on=a_day_after(0))
    with pytest.raises(ValidationError):
        topics.shelve(
            topic, by=party, reason=make_reason(ReasonKind.TOPIC_SHELVED), review_on=a_day_after(0)
        )


def test_nobody_decides_on_a_topic_of_their_own(studio, party):
    topic = make_topic(studio, by=party)

    with pytest.raises(NotYours):
        topics.designate(topic, by=party)


def test_the_convener_does_not_decide(studio, convener):
    with pytest.raises(NotYours):
        topics.designate(make_topic(studio), by=convener)


def test_a_shelved_topic_returns(studio, convener, party):
    topic = make_topic(studio, shelved=True)
    assert topic.review_on == a_day_after(30)
    assert heard(convener, "暂缓研究")

    topics.designate(topic, by=party)

    assert (topic.status, topic.review_on, topic.reason) == (TopicStatus.DESIGNATED, None, None)


def test_a_declined_topic_gives_its_issues_back(studio, convener, party):
    topic = make_topic(studio)
    issue = make_issue(studio, joined=topic)
    reason = make_reason(ReasonKind.TOPIC_DECLINED, name="已在办")

    topics.decline(topic, by=party, reason=reason)

    issue.refresh_from_db()
    assert (issue.status, issue.topic) == (IssueStatus.ACCEPTED, None)
    assert "另行安排" in issue.tellings.last().text
    assert heard(convener, "已在办")


def test_a_member_takes_the_lead(studio, convener, member):
    topic = make_topic(studio, designated=True)

    topics.claim(topic, by=member)

    assert (topic.status, topic.lead) == (TopicStatus.CLAIMED, member.member)
    assert heard(convener, "王建国")


def test_a_decided_topic_keeps_its_words(studio, convener):
    topic = make_topic(studio, designated=True)

    with pytest.raises(NotAllowedNow):
        topics.revise(topic, by=convener, seen_version=1, title="关于别的")


def test_the_second_editor_is_shown_both_texts(studio, convener):
    topic = make_topic(studio)
    topics.revise(topic, by=convener, seen_version=1, title="关于护栏加固")

    with pytest.raises(StaleEdit):
        topics.revise(topic, by=convener, seen_version=1, title="关于护栏更换")

    topic.refresh_from_db()
    assert (topic.title, topic.version) == ("关于护栏加固", 2)


def test_agreement_tells_the_office_and_the_raisers(studio, office):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)

    make_activity(studio, topic=topic, items=[make_item_fields(studio)])

    assert topic.status == TopicStatus.CONCLUDED
    assert heard(office, "1条共识")
    assert "1条共识" in issue.tellings.last().text


def test_the_first_dispatch_is_told_and_the_second_is_not(studio, office):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    make_activity(studio, topic=topic, items=[make_item_fields(studio)] * 2)

    for item in topic.consensus_items.all():
        consensus.dispatch(item, by=office)

    topic.refresh_from_db()
    assert topic.status == TopicStatus.DISPATCHED
    assert issue.tellings.filter(text__contains="已交办").count() == 1


def test_with_the_last_outcome_every_raiser_is_answered(studio, office, convener):
    topic = make_topic(studio, designated=True)
    joined = [make_issue(studio, joined=topic) for _ in range(2)]
    rows = [make_item_fields(studio), {"text": "志愿者巡查", "exit": "self"}]
    make_activity(studio, topic=topic, items=rows)
    first, second = topic.consensus_items.all()
    consensus.dispatch(first, by=office)

    consensus.settle(first, by=system_user(), outcome="护栏已更换")
    assert Topic.objects.get().status == TopicStatus.DISPATCHED
    consensus.settle(second, by=convener, outcome="已排班")

    assert Topic.objects.get().status == TopicStatus.COMPLETED
    for issue in joined:
        issue.refresh_from_db()
        assert issue.status == IssueStatus.ANSWERED
        assert "护栏已更换" in issue.answer
        assert "已排班" in issue.answer


def test_an_item_for_a_unit_is_not_settled_by_the_studio(studio, convener):
    item = make_topic(studio, concluded=True).consensus_items.get()

    with pytest.raises(NotYours):
        consensus.settle(item, by=convener, outcome="我们说了算")


def test_a_reopened_item_opens_its_topic_again(studio):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    make_activity(studio, topic=topic, items=[make_item_fields(studio)])
    item = topic.consensus_items.get()
    consensus.settle(item, by=system_user(), outcome="已更换")
    issue.refresh_from_db()
    issues.rehandle(issue, by=system_user(), remark="不满意")

    consensus.reopen(item, by=system_user())
    assert Topic.objects.get().status == TopicStatus.DISPATCHED
    consensus.settle(item, by=system_user(), outcome="重新更换")

    issue.refresh_from_db()
    assert item.status == ConsensusStatus.SETTLED
    assert "重新更换" in issue.answer


def test_a_topic_with_results_goes_on_the_shelf(studio, convener):
    topic = make_topic(studio, completed=True)

    topics.close(topic, by=convener)

    assert topic.status == TopicStatus.CLOSED


def test_who_reads_which_topics(studio, member, party):
    topic = make_topic(studio)
    other_party = make_user(township=open_studio().area)
    unit = make_user(unit=True)
    other_county = make_user(office=True, committee=make_committee("jintai"))

    seen = {user: list(Topic.objects.visible_to(user)) for user in (member, party)}
    unseen = [Topic.objects.visible_to(user) for user in (other_party, unit, other_county)]

    assert seen == {member: [topic], party: [topic]}
    assert not any(rows.exists() for rows in unseen)
