"""What experts and residents say, as the studio writes it down; the sheet of a vote."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from audit import trail
from consultations.actions import outcomes, votes
from consultations.models import Review, Vote
from core.access import NotYours
from core.workflow import NotAllowedNow
from tests.builders.consultations import make_topic
from tests.builders.postings import make_plan, make_residents_topic, make_review, make_vote


@pytest.fixture
def topic(studio, frozen):
    frozen("2026-03-10")
    return make_residents_topic(studio, recorded=True)


@pytest.mark.parametrize("record", [make_review, make_vote])
def test_nobody_but_the_studio_writes_it_down(topic, record, office, member, party, stranger):
    verb = votes.record_review if record is make_review else votes.record_vote
    for person in (office, member, party, stranger):
        with pytest.raises(NotYours):
            verb(topic, by=person, **{"held_on": date(2026, 3, 10)} | FIELDS[record])

    assert record(topic).recorded_by.name == "李召集"


FIELDS = {
    make_review: {"experts": "陈工", "opinion": "可行", "passes": True},
    make_vote: {"method": "hands", "tellers": "赵"},
}


@pytest.mark.parametrize("record", [make_review, make_vote])
def test_only_where_the_mechanism_asks_for_it(studio, record):
    with pytest.raises(NotAllowedNow, match="不用登记"):
        record(make_topic(studio, designated=True))


@pytest.mark.parametrize("record", [make_review, make_vote])
def test_only_while_the_topic_is_talked_over(topic, convener, record):
    outcomes.disagree(topic, by=convener, remark="未谈拢")

    with pytest.raises(NotAllowedNow, match="表决未通过"):
        record(topic)


@pytest.mark.parametrize("record", [make_review, make_vote])
@pytest.mark.parametrize("day", [date(2026, 3, 11), date(2026, 3, 9)])
def test_neither_to_come_nor_before_the_topic(topic, record, day):
    with pytest.raises(ValidationError) as refused:
        record(topic, held_on=day)

    assert list(refused.value.message_dict) == ["held_on"]


def test_a_review_belongs_to_the_round(topic, convener):
    topic.round = 2

    review = make_review(topic, passes=False)

    assert (review.round, review.passes) == (2, False)
    assert "第2轮" in trail.history_of(topic).first().remark


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"entitled": 40}, "present"),
        ({"abstained": 1}, "abstained"),
        ({"in_favour": 10}, "abstained"),
    ],
)
def test_the_numbers_of_a_vote_agree(topic, numbers, field):
    with pytest.raises(ValidationError) as refused:
        make_vote(topic, **numbers)

    assert list(refused.value.message_dict) == [field]
    assert not Vote.objects.exists()


def test_a_vote_that_was_lost_is_not_repeated_until_it_is_won(topic, frozen):
    make_vote(topic, passes=False)
    frozen("2026-03-12")

    with pytest.raises(ValidationError, match="先登记未达成共识"):
        make_vote(topic)


def test_the_same_day_again_is_a_correction(topic):
    make_vote(topic, passes=False)

    make_vote(topic)

    assert Vote.objects.count() == 2
    assert trail.history_of(topic).first().label == "更正居民表决"


def test_where_too_few_came_people_are_asked_again(topic, frozen):
    make_vote(topic, entitled=200)
    frozen("2026-03-12")

    assert make_vote(topic).held_on == date(2026, 3, 12)


def test_a_photo_loses_what_the_telephone_hid_in_it(topic, photo):
    vote = make_vote(topic, photo=photo)

    with vote.photo.open("rb") as file:
        content = file.read()
    assert content.startswith(b"\xff\xd8")
    assert b"GPS" not in content


def sheet_of(vote):
    paper = Document(BytesIO(votes.vote_sheet(vote)))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    return " ".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_sheet_holds_every_number(topic):
    text = sheet_of(make_vote(topic))

    for words in (
        topic.title, topic.number, "第1轮", "2026年3月10日", "票决", "60", "45", "40", "5",
        "赵监票", "三分之二以上同意", "通过", "李召集",
    ):  # fmt: skip
        assert words in text
    assert "{{" not in text


@pytest.mark.parametrize(
    ("changes", "result"),
    [({}, "通过"), ({"passes": False}, "未通过"), ({"entitled": 200}, "参加人数不足，表决无效")],
)
def test_the_sheet_says_what_the_numbers_come_to(topic, changes, result):
    vote = make_vote(topic, **changes)

    assert votes.result_of(vote, votes.gate_of(topic, "vote")) == result


def test_whoever_reads_the_topic_reads_its_votes(topic, member, stranger):
    review, vote = make_review(topic), make_vote(topic)
    make_plan(topic)

    for person in (member, stranger):
        assert Review.objects.visible_to(person).get() == review
        assert Vote.objects.visible_to(person).get() == vote
