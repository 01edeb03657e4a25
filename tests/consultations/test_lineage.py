"""Where a matter stands in the county's own steps, and whose turn it is."""

from datetime import timedelta

import pytest

from consultations.actions import issues
from consultations.enums import Stage
from consultations.lineage import stages_of, turn_of
from core import clock
from tests.builders.consultations import (
    make_activity,
    make_issue,
    make_item_fields,
    make_mechanism,
    make_topic,
)


@pytest.fixture
def four(db):
    """四单: 点单、接单、解单、查单、评单."""
    return make_mechanism()


def marks(matter):
    """One letter per step: done, now, todo, skipped."""
    return "".join(view.state[0] for view in stages_of(matter))


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({}, "ntttt"),
        ({"accepted": True}, "dnttt"),
        ({"claimed": True}, "ddntt"),
        ({"declined": True}, "dssss"),
        ({"claimed": True, "answered": True}, "ddddn"),
        ({"answered": True}, "dssdn"),
        ({"claimed": True, "closed": True}, "ddddd"),
    ],
)
def test_the_stages_of_an_issue(studio, member, four, flags, expected):
    if flags.pop("claimed", False):
        flags["claimed_by"] = member

    assert marks(make_issue(studio, **flags)) == expected


def test_the_labels_are_the_countys_own(studio, four):
    labels = [view.label for view in stages_of(make_issue(studio))]

    assert labels == ["点单", "接单", "解单", "查单", "评单"]


def test_without_a_mechanism_the_stages_have_our_names(studio):
    labels = [view.label for view in stages_of(make_issue(studio))]

    assert labels == [stage.label for stage in Stage]


def test_a_joined_issue_is_where_its_topic_is(studio, four):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    assert marks(issue) == marks(topic) == "dnttt"

    make_activity(studio, topic=topic, items=[make_item_fields(studio)])

    assert marks(issue) == marks(topic) == "dddnt"


def test_a_dispatched_issue_is_with_the_unit(studio, office, four):
    issue = make_issue(studio, accepted=True)

    issues.dispatch(issue, by=office)

    assert marks(issue) == "dssnt"
    assert turn_of(issue, clock.today()).who == "承办单位"


def test_a_declined_topic_ends_there(studio, four):
    topic = make_topic(studio)
    topic.status = "declined"

    assert marks(topic) == "ddsss"


@pytest.mark.parametrize(
    ("flags", "who", "has_day"),
    [
        ({}, "召集人", True),
        ({"accepted": True}, "委员", True),
        ({"claimed": True}, "王建国委员", True),
        ({"answered": True}, "反映人", True),
        ({"locked": True}, "政协办公室", False),
    ],
)
def test_whose_turn_it_is_with_an_issue(studio, member, flags, who, has_day):
    if flags.pop("claimed", False):
        flags["claimed_by"] = member

    turn = turn_of(make_issue(studio, **flags), clock.today())

    assert who in turn.who
    assert bool(turn.until) == has_day


def test_after_the_window_it_is_the_studios_turn(studio):
    issue = make_issue(studio, answered=True)

    assert turn_of(issue, issue.rating_due_on).who == "反映人"
    assert "召集人" in turn_of(issue, issue.rating_due_on + timedelta(days=1)).who


def test_who_was_not_satisfied_waits_for_whoever_answered(studio, member):
    issue = make_issue(studio, claimed_by=member, answered=True)
    issue.status = "rehandling"

    assert turn_of(issue, clock.today()).who == "王建国委员"


@pytest.mark.parametrize(
    ("flags", "who"),
    [
        ({}, "城关镇党委"),
        ({"shelved": True}, "城关镇党委"),
        ({"designated": True}, "老城社区委员工作室委员"),
        ({"claimed": True}, "王建国委员"),
        ({"concluded": True}, "政协办公室"),
        ({"completed": True}, "召集人"),
    ],
)
def test_whose_turn_it_is_with_a_topic(studio, member, flags, who):
    if flags.pop("claimed", False):
        flags["claimed_by"] = member

    assert who in turn_of(make_topic(studio, **flags), clock.today()).who


def test_what_the_studio_does_itself_waits_for_the_studio(studio):
    topic = make_topic(studio, designated=True)
    make_activity(studio, topic=topic, items=[{"text": "志愿者巡查", "exit": "self"}])

    assert "召集人" in turn_of(topic, clock.today()).who


def test_an_ended_matter_is_nobodys_turn(studio):
    assert turn_of(make_issue(studio, closed=True), clock.today()) is None
    assert turn_of(make_issue(studio, declined=True), clock.today()) is None
