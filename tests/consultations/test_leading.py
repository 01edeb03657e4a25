"""Who leads on a topic: claimed, appointed, given back."""

import pytest
from django.core.exceptions import ValidationError

from consultations.actions import topics
from consultations.enums import TopicStatus
from core import clock
from core.access import NotYours
from core.days import full_day
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from tests.builders.consultations import a_day_after, make_issue, make_topic
from tests.builders.directory import join_studio, open_studio

pytestmark = pytest.mark.django_db


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


@pytest.fixture
def points(studio):
    """A county in which it is worth something to take a topic on."""
    Rule.objects.create(
        committee=studio.committee, year=clock.today().year, merit=Merit.ISSUE_CLAIMED, points=2
    )
    return lambda person: sum(
        line.points for line in ScoreEntry.objects.filter(member=person.member)
    )


def test_a_member_claims_with_a_team_and_a_public_promise(studio, member, wang, convener):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)

    topics.claim(topic, by=member, promised_on=a_day_after(30), team=[wang, member.member])

    assert (topic.lead, topic.promised_on) == (member.member, a_day_after(30))
    assert list(topic.team.all()) == [wang]
    assert full_day(a_day_after(30)) in issue.tellings.last().text
    assert heard(convener, full_day(a_day_after(30)))
    assert heard(wang.user, "王建国")


def test_a_member_claims_without_team_and_promise(studio, member):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)

    topics.claim(topic, by=member)

    assert topic.promised_on is None
    assert "王建国委员牵头" in issue.tellings.last().text


def test_a_promise_lies_ahead(studio, member):
    with pytest.raises(ValidationError):
        topics.claim(make_topic(studio, designated=True), by=member, promised_on=a_day_after(0))


def test_where_nobody_claims_the_convener_names_who_leads(studio, convener, wang, party):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    for person in (party, wang.user):
        with pytest.raises(NotYours):
            topics.appoint(topic, by=person, member=wang)

    topics.appoint(topic, by=convener, member=wang, promised_on=a_day_after(20))

    assert (topic.status, topic.lead) == (TopicStatus.CLAIMED, wang)
    assert heard(wang.user, "指派")
    assert "王建国委员牵头" in issue.tellings.last().text
    with pytest.raises(NotAllowedNow):
        topics.appoint(topic, by=convener, member=wang)


def test_the_lead_gives_back_once_and_the_points_with_it(studio, member, convener, wang, points):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    topics.claim(topic, by=member, promised_on=a_day_after(9), team=[wang])
    assert points(member) == 2
    with pytest.raises(NotYours):
        topics.release(topic, by=convener, remark="换人")

    topics.release(topic, by=member, remark="外出学习三个月")

    assert (topic.status, topic.lead, topic.promised_on) == (TopicStatus.DESIGNATED, None, None)
    assert not topic.team.exists()
    assert points(member) == 0
    assert heard(convener, "外出学习三个月")
    assert "另行安排" in issue.tellings.last().text
    topics.claim(topic, by=member)
    assert points(member) == 2
    with pytest.raises(NotYours):
        topics.release(topic, by=member, remark="还是不行")


def test_a_member_of_another_studio_claims_nothing(studio):
    other = join_studio(open_studio(), "外室委员").user

    with pytest.raises(NotYours):
        topics.claim(make_topic(studio, designated=True), by=other)
