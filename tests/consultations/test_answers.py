"""The answer to a topic: where it stands, handed in, marked, printed."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from consultations.actions import papers, topics
from consultations.actions.topic_papers import PAPERS, papers_of
from consultations.enums import ActivityKind, Capacity, Stage, TopicStatus
from consultations.lineage import stages_of, turn_of
from consultations.models import TopicMark
from core import clock
from core.access import NotYours, steps_for
from core.editing import StaleEdit
from core.gates import GateShut
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import (
    a_day_after,
    make_activity,
    make_item_fields,
    make_mechanism,
    make_topic,
)
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db
TEXT = "一、开展情况\n走访了三个小区。\n二、协商意见\n1. 错峰共享车位"


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


def verbs(topic, user):
    return {step.verb for step in steps_for(topic, user)}


def place(topic):
    """The label of the step at which it stands."""
    return [view.label for view in stages_of(topic) if view.state == "now"]


@pytest.fixture
def leader(studio):
    person = make_user("孙主席", leader=True)
    studio.linked_leader = person
    studio.save()
    return person


@pytest.fixture
def answered(studio, leader):
    """Agreed upon, with two activities."""
    topic = make_topic(studio, designated=True)
    make_activity(
        studio, topic=topic, kind=ActivityKind.MICRO_STUDY, title="看现场", summary="数了车位。"
    )
    make_activity(studio, topic=topic, items=[make_item_fields(studio, text="错峰共享车位")])
    return topic


@pytest.fixture
def handed_in(answered, convener):
    papers.hand_in(answered, by=convener, paper=TEXT, seen_version=answered.version)
    return answered


def dispatched(topic):
    topics.dispatch(topic, by=make_user(office=True))
    return topic


def test_a_claimed_topic_stands_at_research_until_it_was_looked_into(studio, member):
    topic = make_topic(studio, claimed_by=member)
    assert place(topic) == [Stage.RESEARCH.label]

    make_activity(studio, topic=topic, kind=ActivityKind.MICRO_STUDY)

    assert place(topic) == [Stage.CONSULT.label]


def test_a_record_that_went_back_is_no_study(studio, member):
    topic = make_topic(studio, claimed_by=member)

    make_activity(studio, topic=topic, kind=ActivityKind.MICRO_STUDY, returned=True)

    assert place(topic) == [Stage.RESEARCH.label]


def test_what_is_talked_over_at_once_needs_no_study(studio, member):
    topic = make_topic(studio, claimed_by=member)

    make_activity(studio, topic=topic)

    assert place(topic) == [Stage.CONSULT.label]


def test_one_step_for_both_asks_nothing(studio, member, django_assert_num_queries):
    topic = make_topic(studio, claimed_by=member, mechanism=make_mechanism())
    assert place(topic) == ["解单"]

    with django_assert_num_queries(0):
        stages_of(topic)


def test_under_santi_what_was_agreed_waits_for_its_paper(studio, convener):
    topic = make_topic(
        studio, mechanism=make_shipped(studio.committee, "shiquan", "santi"), designated=True
    )
    make_activity(studio, topic=topic, items=[make_item_fields(studio)])
    assert place(topic) == ["交卷"]
    assert "待报送成果" in turn_of(topic, clock.today()).why

    papers.hand_in(topic, by=convener, paper=TEXT, seen_version=topic.version)

    assert place(topic) == ["督办"]


def test_the_paper_begins_with_what_is_recorded(answered):
    draft = papers.draft_of(answered)

    assert "看现场" in draft
    assert "数了车位。" in draft
    assert "1. 错峰共享车位（建议由" in draft


def test_lead_or_studio_hand_in_and_those_who_asked_are_told(
    answered, convener, party, office, leader
):
    with pytest.raises(NotYours):
        papers.hand_in(answered, by=party, paper=TEXT, seen_version=1)
    with pytest.raises(ValidationError):
        papers.hand_in(answered, by=convener, paper="  ", seen_version=answered.version)

    papers.hand_in(answered, by=convener, paper=TEXT, seen_version=answered.version)

    assert (answered.paper, answered.status) == (TEXT, TopicStatus.CONCLUDED)
    assert answered.handed_in_at is not None
    assert all(heard(person, "报送成果") for person in (party, office, leader))


def test_a_better_paper_keeps_the_day_of_the_first_until_it_is_marked(handed_in, convener, party):
    first = handed_in.handed_in_at
    with pytest.raises(StaleEdit):
        papers.hand_in(handed_in, by=convener, paper="短", seen_version=1)
    papers.hand_in(handed_in, by=convener, paper="更好", seen_version=handed_in.version)
    assert (handed_in.paper, handed_in.handed_in_at) == ("更好", first)
    papers.mark(dispatched(handed_in), by=party, points=80)

    with pytest.raises(NotAllowedNow, match="已经评分"):
        papers.hand_in(handed_in, by=convener, paper="再改", seen_version=handed_in.version)


def test_nothing_is_handed_in_before_it_is_agreed(studio, convener):
    topic = make_topic(studio, designated=True)

    with pytest.raises(NotAllowedNow):
        papers.hand_in(topic, by=convener, paper=TEXT, seen_version=1)


def test_what_was_not_handed_in_is_not_marked(answered, party, leader):
    dispatched(answered)
    assert "mark" not in verbs(answered, party)

    with pytest.raises(GateShut, match="还没有报送成果"):
        papers.mark(answered, by=party, points=90)


def test_each_side_marks_once(handed_in, party, leader, convener, member):
    dispatched(handed_in)
    for person in (convener, member):
        with pytest.raises(NotYours):
            papers.mark(handed_in, by=person, points=90)

    papers.mark(handed_in, by=leader, points=90, comment="调研扎实")
    assert "mark" not in verbs(handed_in, leader)
    papers.mark(handed_in, by=party, points=85)

    given = dict(TopicMark.objects.values_list("capacity", "points"))
    assert given == {Capacity.LEADER: 90, Capacity.TOWNSHIP: 85}
    assert heard(convener, "调研扎实")
    with pytest.raises(NotAllowedNow, match="已经评过"):
        papers.mark(handed_in, by=leader, points=100)


@pytest.mark.parametrize("points", [-1, 101])
def test_a_mark_lies_between_nought_and_a_hundred(handed_in, party, points):
    with pytest.raises(ValidationError):
        papers.mark(dispatched(handed_in), by=party, points=points)


def test_another_leader_marks_nothing(handed_in):
    with pytest.raises(NotYours):
        papers.mark(dispatched(handed_in), by=make_user(leader=True), points=90)


def words_of(content):
    document = Document(BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_papers_say_what_is_recorded(studio, convener, party, wang, leader):
    santi = make_shipped(studio.committee, "shiquan", "santi")
    topic = make_topic(studio, mechanism=santi, title="关于停车<共享>")
    assert papers_of(topic) == [("slip", "点题单")]
    topics.designate(topic, by=party, requirement="国庆前", answer_due_on=a_day_after(60))
    topics.appoint(topic, by=convener, member=wang, promised_on=a_day_after(50))
    make_activity(studio, topic=topic, items=[make_item_fields(studio)])
    papers.hand_in(topic, by=convener, paper=TEXT, seen_version=topic.version)

    texts = {code: words_of(PAPERS[code].write(topic)) for code, _ in papers_of(topic)}

    assert [name for _, name in papers_of(topic)] == ["点题单", "领题任务书", "答卷"]
    assert all(word in texts["slip"] for word in ("关于停车<共享>", "城关镇党委", "国庆前", "立题"))
    assert all(word in texts["task"] for word in ("王建国", "国庆前", "签字"))
    assert all(word in texts["answer"] for word in ("答卷", "走访了三个小区。", "错峰共享车位"))
