"""Topics made one and topics made two: whoever raised them goes along and is told."""

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import merging_topics
from consultations.actions.merging_topics import merge, split
from consultations.enums import IssueStatus, TopicStatus
from consultations.lineage import turn_of
from core import clock
from core.access import NotYours, steps_for
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import make_issue, make_topic
from tests.builders.directory import open_studio

pytestmark = pytest.mark.django_db
PART = {"title": "关于河堤照明", "background": "夜间没有路灯。"}


@pytest.fixture
def pair(studio):
    """Two topics of one studio, the first with two issues."""
    topic, into = make_topic(studio), make_topic(studio, title="关于河堤综合整治")
    topic.joined = [make_issue(studio, joined=topic) for _ in range(2)]
    return topic, into


def test_a_merged_topic_hands_its_issues_on_and_each_raiser_is_told_once(pair, party, convener):
    topic, into = pair
    before = [issue.tellings.count() for issue in topic.joined]

    merge(topic, by=party, into=into, remark="同一段河堤")

    assert (topic.status, topic.merged_into) == (TopicStatus.MERGED, into)
    for issue, count in zip(topic.joined, before, strict=True):
        issue.refresh_from_db()
        assert (issue.status, issue.topic) == (IssueStatus.JOINED, into)
        assert issue.tellings.count() == count + 1
        assert "关于河堤综合整治" in issue.tellings.last().text
        verbs = [line.verb for line in trail.history_of(issue)][:2]
        assert verbs == ["join", "leave"]
    assert Notice.objects.filter(to=convener, text__contains=into.number).exists()
    assert turn_of(topic, clock.today()) == turn_of(into, clock.today())


def test_a_locked_issue_goes_along(pair, convener):
    topic, into = pair
    issue = topic.joined[0]
    type(issue).objects.filter(pk=issue.pk).update(is_locked=True)

    merge(topic, by=convener, into=into)

    issue.refresh_from_db()
    assert issue.topic == into


def test_who_merges_is_who_decides_or_the_studio(pair, member, office):
    topic, into = pair

    for person in (member, office):
        with pytest.raises(NotYours):
            merge(topic, by=person, into=into)


def test_a_topic_joins_only_an_open_one_of_its_township(studio, convener):
    topic = make_topic(studio)
    with pytest.raises(NotAllowedNow, match="不能再并入"):
        merge(topic, by=convener, into=make_topic(studio, concluded=True))
    assert "merge" not in {step.verb for step in steps_for(topic, convener)}
    make_topic(studio)

    with pytest.raises(ValidationError, match="本镇"):
        merge(topic, by=convener, into=make_topic(open_studio()))
    with pytest.raises(ValidationError):
        merge(topic, by=convener, into=topic)


def test_another_studio_of_the_township_will_do(studio, party):
    beside = open_studio(area=studio.area)
    topic, into = make_topic(studio), make_topic(beside)

    merge(topic, by=party, into=into)

    assert topic.merged_into == into


def test_what_was_agreed_upon_is_not_merged(studio, convener):
    into = make_topic(studio)

    with pytest.raises(NotAllowedNow):
        merge(make_topic(studio, concluded=True), by=convener, into=into)


def test_a_part_becomes_a_topic_of_its_own(pair, convener, party):
    topic, _ = pair
    moved, stays = topic.joined

    part = split(topic, by=convener, issues=[moved], **PART)

    for issue in (moved, stays):
        issue.refresh_from_db()
    assert (part.status, part.origin) == (TopicStatus.PROPOSED, topic.origin)
    assert (moved.topic, stays.topic) == (part, topic)
    assert "关于河堤照明" in moved.tellings.last().text
    assert Notice.objects.filter(to=party, text__contains=part.number).exists()
    assert part.number in trail.history_of(topic).first().remark


def test_only_the_studio_splits_and_only_what_is_in_it(pair, studio, convener, party, member):
    topic, _ = pair
    for person in (party, member):
        with pytest.raises(NotYours):
            split(topic, by=person, **PART)

    with pytest.raises(ValidationError, match="已经不在"):
        split(topic, by=convener, issues=[make_issue(studio, accepted=True)], **PART)


def test_a_concluded_topic_is_not_split(studio, convener):
    with pytest.raises(NotAllowedNow):
        merging_topics.split(make_topic(studio, concluded=True), by=convener, **PART)
