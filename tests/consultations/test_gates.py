"""What must come before a step: each condition as a table, and what it asks of the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import citizen, system_user
from audit import trail
from consultations.actions import consensus, topics
from consultations.enums import FollowUpWay, PostingKind, TopicStatus
from consultations.lineage import conditions_of, stages_of
from consultations.lineage.gates import fetch_for, share_in_words
from consultations.models import ConsensusItem, Gate, Posting, Review, Vote
from core import clock, gates
from core.gates import GateShut
from tests.builders.consultations import make_issue, make_topic, staff, township
from tests.builders.directory import join_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_unit
from tests.builders.postings import (
    make_gated,
    make_plan,
    make_posting,
    make_residents_topic,
    make_review,
    make_vote,
)

TODAY = date(2026, 3, 10)


@pytest.fixture
def topic_with(studio, frozen):
    """`topic_with(kind="vote", majority="2/3")` is a topic with this one condition."""
    frozen(TODAY)
    return lambda **gate: make_topic(studio, mechanism=make_gated(studio, **gate))


def one(matter, by=None):
    return conditions_of(matter, TODAY, by=by)[0]


def put_up(topic, first: int, last: int, kind=PostingKind.NOTICE, **changes):
    """A posting from one day of March to another, as it stands in the table."""
    return Posting.objects.create(
        committee=topic.committee, studio=topic.studio, topic=topic, kind=kind, title="公示",
        text="方案", posted_by=staff(topic.studio), opens_on=date(2026, 3, first),
        closes_on=date(2026, 3, last), **changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "changes", "standing"),
    [
        (3, 9, {}, "met"),  # the 3rd to the 9th are seven days, and the last is over
        (4, 10, {}, "running"),  # the last day is still open to comments
        (4, 9, {}, "missing"),  # six days only
        (1, 9, {}, "met"),  # longer than asked
        (11, 17, {}, "running"),  # put up, not begun
        (3, 9, {"withdrawn_at": clock.now()}, "missing"),
        (3, 9, {"kind": PostingKind.WINDOW}, "missing"),  # a talk is no notice
    ],
)
def test_a_notice_counts_natural_days_with_the_first_and_the_last(
    topic_with, first, last, changes, standing
):
    topic = topic_with(kind="notice", days=7)
    put_up(topic, first, last, **changes)

    assert one(topic).standing == standing


def test_a_notice_that_was_too_short_is_said_to_be_so(topic_with):
    topic = topic_with(kind="notice", days=7)
    assert "还没有发布（应满7日）" in one(topic).said
    put_up(topic, 4, 9)

    assert "不足日数（应满7日）" in one(topic).said


def test_the_notice_that_ends_first_is_the_one_that_counts(topic_with):
    topic = topic_with(kind="notice", days=7)
    put_up(topic, 1, 28)
    put_up(topic, 3, 9)

    assert one(topic).is_met


def test_a_window_asks_for_a_talk(topic_with):
    topic = topic_with(kind="window", days=3)
    put_up(topic, 7, 9)
    assert not one(topic).is_met
    put_up(topic, 7, 9, kind=PostingKind.WINDOW)

    assert one(topic).is_met


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ([], "missing"),
        ([(1, True)], "met"),
        ([(1, False)], "failed"),
        ([(1, False), (1, True)], "met"),  # the last opinion of the round counts
        ([(1, True), (1, False)], "failed"),
    ],
)
def test_a_review_says_yes_or_no(topic_with, said, standing):
    topic = topic_with(kind="review")
    for round_, passes in said:
        a_review(topic, round_, passes)

    assert one(topic).standing == standing


def test_a_review_of_an_old_round_no_longer_counts(topic_with):
    topic = topic_with(kind="review")
    a_review(topic, 1, True)
    topic.round = 2

    assert one(topic).standing == "missing"
    assert "第2轮还没有登记审查意见" in one(topic).said


def a_review(topic, round_, passes):
    return Review.objects.create(
        topic=topic, round=round_, experts="陈工", opinion="可行", passes=passes, held_on=TODAY,
        recorded_by=staff(topic.studio),
    )  # fmt: skip


def a_vote(topic, entitled, present, in_favour, against, round_=1):
    return Vote.objects.create(
        topic=topic, round=round_, held_on=TODAY, method="hands", entitled=entitled,
        present=present, in_favour=in_favour, against=against,
        abstained=present - in_favour - against, tellers="赵", recorded_by=staff(topic.studio),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quorum", "majority", "numbers", "standing"),
    [
        ("1/2", "1/2", (60, 31, 16, 15), "met"),
        ("1/2", "1/2", (60, 30, 30, 0), "missing"),  # half is not more than half
        ("1/2", "1/2", (60, 32, 16, 16), "failed"),  # nor is it here
        ("1/2", "2/3", (60, 45, 30, 15), "met"),  # two thirds exactly will do
        ("1/2", "2/3", (60, 45, 29, 16), "failed"),
        ("2/3", "1/2", (60, 40, 21, 19), "met"),
        ("2/3", "1/2", (60, 39, 39, 0), "missing"),
        ("", "", (60, 31, 16, 15), "met"),  # nothing said is more than half
        ("1/2", "1/2", (60, 40, 11, 10), "met"),  # who abstained has not voted
        ("1/2", "1/2", (60, 40, 0, 0), "failed"),  # all abstained
        ("1/2", "1/2", (0, 0, 0, 0), "missing"),  # of nobody there is no half
        ("1/1", "1/1", (60, 60, 60, 0), "met"),
    ],
)
def test_a_vote_needs_enough_people_and_enough_yes(topic_with, quorum, majority, numbers, standing):
    topic = topic_with(kind="vote", quorum=quorum, majority=majority)
    a_vote(topic, *numbers)

    assert one(topic).standing == standing


def test_a_vote_of_an_old_round_no_longer_counts(topic_with):
    topic = topic_with(kind="vote")
    a_vote(topic, 60, 60, 60, 0)
    topic.round = 2
    assert one(topic).standing == "missing"
    a_vote(topic, 60, 60, 0, 60, round_=2)

    assert one(topic).standing == "failed"


@pytest.mark.parametrize(
    ("quorum", "majority", "said"),
    [
        ("1/2", "2/3", "应到户数（人数）过半数参加，同意和不同意者中三分之二以上同意，为通过。"),
        ("", "", "应到户数（人数）过半数参加，同意和不同意者中过半数同意，为通过。"),
    ],
)
def test_the_rule_of_a_vote_is_read_out(quorum, majority, said):
    assert share_in_words(Gate(quorum=quorum, majority=majority)) == said


def test_a_form_is_complete_when_each_field_is_filled(topic_with):
    topic = topic_with(kind="form", verb="topic.designate", fields=["aim", "nature"])
    assert one(topic).said == "还没有拟解决的问题、性质"
    topic.aim, topic.nature = "修好护栏", "micro_repair"

    assert one(topic).is_met


def test_a_form_may_ask_for_records(topic_with):
    topic = topic_with(kind="form", fields=["consensus_items"])
    assert "共识事项" in one(topic).said
    topics.designate(topic, by=township(topic.studio))
    make_plan(topic)

    assert one(topic).is_met


def test_a_second_person_is_neither_the_last_nor_the_proposer(topic_with, studio, liaison, party):
    topic = topic_with(kind="second")
    assert not one(topic, by=topic.proposed_by).is_met
    topics.designate(topic, by=party)

    assert not one(topic, by=party).is_met
    assert one(topic, by=liaison).is_met
    assert party.name in one(topic).said


@pytest.mark.parametrize(
    ("results", "standing"),
    [
        ([], "missing"),
        ([(1, "solved")], "met"),
        ([(1, "partly")], "met"),
        ([(1, "unsolved")], "failed"),
        ([(2, "solved")], "missing"),  # of another round
        ([(1, "unsolved"), (1, "solved")], "met"),
    ],
)
def test_a_follow_up_says_whether_it_is_solved(studio, frozen, results, standing):
    frozen(TODAY)
    mechanism = make_gated(studio, kind="follow_up", verb="issue.close", label="查单")
    issue = make_issue(studio, answered=True)
    issue.mechanism = mechanism
    for round_, result in results:
        issue.follow_ups.create(
            round=round_, result=result, done_on=TODAY, way=FollowUpWay.PHONE,
            done_by=staff(studio),
        )  # fmt: skip

    assert one(issue).standing == standing


def test_a_missing_follow_up_says_since_when_it_is_due(studio, frozen):
    frozen(TODAY)
    issue = make_issue(studio, answered=True)
    issue.mechanism = make_gated(studio, kind="follow_up", verb="issue.close", label="查单")

    assert one(issue).said == "还没有查单（2026年3月10日已答复）"


def test_conditions_stop_who_works_on_it_and_neither_raiser_nor_system(topic_with, convener):
    topic = topic_with(kind="review")

    assert gates.missing(topic, "conclude", convener, TODAY)
    assert gates.missing(topic, "conclude", citizen(), TODAY) == []
    assert gates.missing(topic, "conclude", system_user(), TODAY) == []
    assert gates.missing(topic, "disagree", convener, TODAY) == []


def test_a_step_is_refused_with_everything_that_is_missing(studio, convener, frozen):
    frozen(TODAY)
    topic = make_residents_topic(studio, recorded=True)

    with pytest.raises(GateShut) as refused:
        topics.conclude(topic, by=convener)

    for words in ("张榜公示：还没有发布（应满7日）", "专家审查：还没有", "居民表决：还没有"):
        assert words in str(refused.value)


def test_what_was_planned_waits_until_it_is_agreed_upon(studio, convener, frozen):
    frozen(TODAY)
    topic = make_residents_topic(studio, recorded=True)
    item = topic.consensus_items.get()

    with pytest.raises(GateShut, match="形成共识后才能办理"):
        consensus.settle(item, by=convener, outcome="已办")


def test_the_office_dispatches_nothing_before_it_is_agreed_upon(studio, frozen):
    frozen(TODAY)
    topic = make_residents_topic(studio, recorded=True)
    item = topic.consensus_items.get()
    ConsensusItem.objects.filter(pk=item.pk).update(exit="dispatch", unit=make_unit())
    waiting = ConsensusItem.objects.awaiting_dispatch()
    assert not waiting.exists()

    type(topic).objects.filter(pk=topic.pk).update(status=TopicStatus.CONCLUDED)

    assert waiting.get() == item


def test_a_topic_without_conditions_asks_only_for_what_was_posted(studio):
    topic = make_topic(studio, designated=True)

    with CaptureQueriesContext(connection) as seen:
        fetch_for(topic)
        assert conditions_of(topic, TODAY) == []
        assert gates.missing(topic, "conclude", staff(studio), TODAY) == []

    tables = [query["sql"] for query in seen if "consultations_" in query["sql"]]
    assert len(tables) == 1
    assert "consultations_posting" in tables[0]


def test_the_conditions_of_a_page_are_read_once(studio, frozen):
    frozen(TODAY)
    topic = make_residents_topic(studio, recorded=True)
    make_posting(topic)
    make_review(topic)
    make_vote(topic)
    topic.refresh_from_db()

    with CaptureQueriesContext(connection) as seen:
        fetch_for(topic)
        for _ in range(3):
            conditions_of(topic, TODAY)

        topic.consensus_items.exists()

    assert len(seen) == 4  # postings, reviews, votes, and what was planned


def test_the_last_line_of_a_topic_is_the_step_that_counts_for_the_second(topic_with, convener):
    topic = topic_with(kind="second")
    trail.record(topic, "note", by=convener, label="补充说明")

    assert one(topic, by=join_studio(topic.studio).user).is_met


def marks(topic):
    """One letter per step: done, now, todo, skipped."""
    return "".join(view.state[0] for view in stages_of(topic))


def test_one_condition_after_the_other_is_at_hand(studio, frozen):
    """提议题、出主意、拟方案、开言路、定公约、说了算、实施、归档."""
    frozen("2026-03-02")
    topic = make_residents_topic(studio)
    assert marks(topic) == "dntttttt"
    make_plan(topic)
    assert marks(topic) == "dddntttt"
    make_posting(topic)
    frozen("2026-03-09")
    assert marks(topic) == "ddddnttt"
    make_review(topic)
    assert marks(topic) == "dddddntt"
    make_vote(topic)
    topics.conclude(topic, by=staff(studio))
    assert marks(topic) == "ddddddnt"


def test_a_step_whose_window_is_open_is_still_at_hand(studio, frozen):
    """议题征集、上线、审核、领题、调研、线上线下同步议事、意见汇总、督促、反馈、评价、归档."""
    frozen("2026-03-02")
    mechanism = make_shipped(studio.committee, "kaili", "mashang")
    topic = make_residents_topic(studio, mechanism=mechanism)
    make_plan(topic)
    assert marks(topic) == "dddddnttttt"
    make_posting(topic, kind=PostingKind.WINDOW)
    frozen("2026-03-17")
    assert marks(topic) == "ddddddntttt"
