"""Hours of reception: rows for machines and words for people, written together."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from core.access import NotYours
from core.editing import StaleEdit
from studios.actions import hours
from studios.actions.hours import Slot, in_words
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db
MORNING = (time(9), time(11, 30))
AFTERNOON = (time(14), time(17))
ALL_DAY = (time(9), time(17))


def weekly(day, times=MORNING):
    return Slot(day, None, *times)


def monthly(day, times=ALL_DAY):
    return Slot(None, day, *times)


@pytest.mark.parametrize(
    ("slots", "note", "words"),
    [
        ([], "", ""),
        ([], "逢集日上午", "逢集日上午。"),
        ([weekly(2)], "", "每周三 9:00—11:30。"),
        (
            [monthly(20), monthly(10), weekly(2)],
            "节假日顺延。",
            "每周三 9:00—11:30；每月10日、20日 9:00—17:00。节假日顺延。",
        ),
        ([weekly(4), weekly(1)], "", "每周二、周五 9:00—11:30。"),
        ([weekly(2, AFTERNOON), weekly(2)], "", "每周三 9:00—11:30、14:00—17:00。"),
        ([weekly(day) for day in range(5)], "", "每周一至周五 9:00—11:30。"),
        # Two days in a row are named.
        ([weekly(5), weekly(6)], "", "每周六、周日 9:00—11:30。"),
        ([weekly(1), weekly(4, AFTERNOON)], "", "每周二 9:00—11:30；每周五 14:00—17:00。"),
    ],
)
def test_hours_are_said_as_the_office_writes_them(slots, note, words):
    assert in_words(slots, note) == words


def test_the_office_and_those_who_run_a_studio_post_its_hours():
    studio = make_studio()

    for n, person in enumerate([make_user(office=True), *runners(studio)]):
        hours.post_hours(studio, [weekly(n)], "", by=person)

    assert studio.openings.get().weekday == 2
    assert studio.hours == "每周三 9:00—11:30。"
    assert trail.history_of(studio).first().remark == "每周二 9:00—11:30。 → 每周三 9:00—11:30。"


def runners(studio):
    return make_user(convener=studio), make_user(liaison=studio)


def test_nobody_else_posts_them():
    studio = make_studio()
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for stranger in (make_user(convener=make_studio()), make_member(studio=studio).user, elsewhere):
        with pytest.raises(NotYours):
            hours.post_hours(studio, [weekly(2)], "", by=stranger)


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ([weekly(2, (time(11), time(9)))], "结束时间须晚于开始时间"),
        ([weekly(2), weekly(2, (time(11), time(12)))], "重叠"),
        ([weekly(2), weekly(2)], "重叠"),
        ([weekly(day, (time(day + 8, day), time(16))) for day in range(7)], "最多100字"),
    ],
)
def test_hours_that_cannot_be_kept_are_refused(slots, sentence):
    studio = make_studio(hours="每周三")

    with pytest.raises(ValidationError, match=sentence):
        hours.post_hours(studio, slots, "节假日顺延", by=make_user(office=True))

    studio.refresh_from_db()
    assert (studio.hours, studio.openings.count()) == ("每周三", 0)


def test_one_stretch_may_begin_when_another_ends():
    studio = make_studio()

    hours.post_hours(
        studio, [weekly(2), weekly(2, (time(11, 30), time(12)))], "", by=make_user(office=True)
    )

    assert studio.openings.count() == 2


def test_two_who_post_at_once_do_not_overwrite_each_other():
    studio, office = make_studio(), make_user(office=True)
    hours.post_hours(studio, [weekly(2)], "", by=office, seen_version=1)

    with pytest.raises(StaleEdit):
        hours.post_hours(studio, [weekly(3)], "", by=office, seen_version=1)

    assert studio.openings.get().weekday == 2


def test_the_note_is_what_the_rows_do_not_say():
    studio = make_studio()
    assert hours.note_of(make_studio(hours="逢集日上午")) == "逢集日上午"

    hours.post_hours(studio, [weekly(2)], "节假日顺延", by=make_user(office=True))

    assert hours.note_of(studio) == "节假日顺延。"
