"""Whether a topic is taken up: by whom, sent back, come again, lapsed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import system_user
from audit import trail
from consultations.actions import topics
from consultations.enums import IssueStatus, ReasonKind, TopicStatus
from consultations.lineage import turn_of
from core import clock
from core.access import NotYours, steps_for
from core.editing import StaleEdit
from notices.models import Notice
from tests.builders.catalogue import make_decided_by
from tests.builders.consultations import a_day_after, make_issue, make_reason, make_topic
from tests.builders.directory import make_special_committee, member_user
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db
MEETING = "第三十二次主席会议（2026年3月5日）"
WORDS = {"title": "关于护栏加固", "background": "补充了现场照片和数量。"}


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


@pytest.fixture
def people(studio, convener, party, office):
    """Whoever may be named as the one who decides."""
    studio.special_committee = make_special_committee(studio.committee)
    studio.save()
    guide = make_user("钱主任", committee_staff=studio.special_committee)
    return {"township": party, "board": office, "committee": guide, "studio": convener}


REFUSED = {
    "township": "党委",
    "board": "主席会议",
    "committee": "对口专委会",
    "studio": "召集人",
}
NAMES = {
    "township": "城关镇党委",
    "board": "主席会议",
    "committee": "经济委员会",
    "studio": "老城社区委员工作室召集人",
}


@pytest.mark.parametrize("decider", NAMES)
def test_who_decides_is_named_everywhere(studio, people, decider):
    mechanism = make_decided_by(decider, studio)
    proposer = member_user(studio, "冯委员")
    topic = make_topic(studio, by=proposer, mechanism=mechanism)
    issue = make_issue(studio, joined=topic)
    by = people[decider]
    assert heard(by, NAMES[decider])
    assert NAMES[decider] in turn_of(topic, clock.today()).who
    for role, person in people.items():
        shown = "designate" in {step.verb for step in steps_for(topic, person)}
        assert shown == (role == decider), role
    refused = people["board" if decider == "township" else "township"]
    with pytest.raises(NotYours, match=REFUSED[decider]):
        topics.designate(topic, by=refused)

    topics.designate(topic, by=by, requirement="抓紧", meeting=MEETING)

    assert heard(proposer, NAMES[decider])
    assert NAMES[decider] in issue.tellings.last().text


@pytest.mark.parametrize("verb", ["designate", "shelve", "decline", "send_back"])
def test_what_the_board_decides_names_its_meeting(studio, people, verb):
    topic = make_topic(studio, mechanism=make_decided_by("board", studio))
    reasons = {"shelve": ReasonKind.TOPIC_SHELVED, "decline": ReasonKind.TOPIC_DECLINED}
    facts = {"reason": make_reason(reasons[verb])} if verb in reasons else {}
    facts |= {"review_on": a_day_after(9)} if verb == "shelve" else {}
    facts |= {"remark": "缺数据"} if verb == "send_back" else {}
    deed = getattr(topics, verb)
    with pytest.raises(ValidationError, match="主席会议"):
        deed(topic, by=people["board"], **facts)

    topic.refresh_from_db()
    deed(topic, by=people["board"], meeting=MEETING, **facts)

    assert trail.history_of(topic).first().remark.startswith(MEETING)


def test_a_topic_sent_back_comes_again_within_five_working_days(studio, party, convener, frozen):
    frozen("2026-03-06")
    topic = make_topic(studio)

    topics.send_back(topic, by=party, remark="请补充涉及户数")

    assert (topic.status, topic.returns) == (TopicStatus.RETURNED, 1)
    assert topic.resubmit_due_on == date(2026, 3, 13)
    assert heard(convener, "请补充涉及户数")
    assert heard(convener, "2026年3月13日")


def test_who_sends_back_is_who_decides_and_only_once(studio, party, convener, office):
    topic = make_topic(studio)
    for person in (convener, office):
        with pytest.raises(NotYours):
            topics.send_back(topic, by=person, remark="缺数据")
    topics.send_back(topic, by=party, remark="缺数据")
    topics.resubmit(topic, by=convener, seen_version=1, **WORDS)

    with pytest.raises(NotYours):
        topics.send_back(topic, by=party, remark="还缺")


def test_it_comes_again_with_better_words_and_a_new_day(studio, party, convener, frozen):
    frozen("2026-03-06")
    topic = make_topic(studio)
    topics.send_back(topic, by=party, remark="缺数据")
    frozen("2026-03-11")
    with pytest.raises(NotYours):
        topics.resubmit(topic, by=party, seen_version=1, **WORDS)
    with pytest.raises(StaleEdit):
        topics.resubmit(topic, by=convener, seen_version=0, **WORDS)

    topics.resubmit(topic, by=convener, seen_version=1, **WORDS)

    assert (topic.status, topic.title) == (TopicStatus.PROPOSED, "关于护栏加固")
    assert (topic.decision_due_on, topic.resubmit_due_on) == (date(2026, 3, 18), None)
    assert Notice.objects.filter(to=party, template="consultations/topic_proposed").count() == 2


@pytest.mark.parametrize(("chances", "may"), [(None, False), (1, True)])
def test_a_declined_topic_comes_again_where_the_county_gives_a_chance(
    studio, party, convener, chances, may
):
    says = {"refuse_to": "proposer", "refusals": chances} if chances else {}
    topic = make_topic(studio, mechanism=make_decided_by("township", studio, **says))
    reason = make_reason(ReasonKind.TOPIC_DECLINED)
    topics.decline(topic, by=party, reason=reason)
    if not may:
        with pytest.raises(NotYours):
            topics.resubmit(topic, by=convener, seen_version=1, **WORDS)
        return

    topics.resubmit(topic, by=convener, seen_version=1, **WORDS)
    topics.decline(topic, by=party, reason=reason)

    with pytest.raises(NotYours):
        topics.resubmit(topic, by=convener, seen_version=2, **WORDS)


def test_what_does_not_come_again_lapses_and_gives_its_issues_back(studio, party, convener):
    topic = make_topic(studio)
    issue = make_issue(studio, joined=topic)
    topics.send_back(topic, by=party, remark="缺数据")
    with pytest.raises(NotYours):
        topics.lapse(topic, by=convener)

    topics.lapse(topic, by=system_user())

    issue.refresh_from_db()
    assert topic.status == TopicStatus.LAPSED
    assert (issue.status, issue.topic) == (IssueStatus.ACCEPTED, None)
    assert "另行安排" in issue.tellings.last().text
    assert heard(convener, "已失效")
    with pytest.raises(NotYours):
        topics.resubmit(topic, by=convener, seen_version=1, **WORDS)
