"""What a studio did: recorded by one, confirmed by another, counted once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from consultations.actions import activities
from consultations.enums import ActivityKind, ActivityStatus, TopicStatus
from consultations.models import Activity
from core import clock
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from tests.builders.consultations import a_day_after, make_activity, make_item_fields, make_topic
from tests.builders.directory import join_studio
from tests.builders.people import make_committee, make_unit, make_user


@pytest.fixture
def points(db):
    worth = {
        Merit.CONSULTATION_HOSTED: 4,
        Merit.CONSULTATION_ATTENDED: 2,
        Merit.MINUTES_WRITTEN: 2,
    }
    for merit, number in worth.items():
        Rule.objects.create(
            committee=make_committee(),
            year=clock.today().year,
            merit=merit,
            code="D5",
            label="协商",
            block="D",
            points=number,
        )


def total(member):
    return ScoreEntry.objects.filter(member=member).total()


def test_the_host_came_whether_or_not_the_box_was_ticked(studio):
    host, guest = join_studio(studio), join_studio(studio)

    activity = make_activity(studio, host=host, members=[guest], units=[make_unit()])

    assert {row.member for row in activity.attendances.all()} == {host, guest}
    assert activity.units.count() == 1


def test_only_the_studios_staff_records(studio, member, stranger):
    for user in (member, stranger):
        with pytest.raises(NotYours):
            make_activity(studio, by=user)


def test_nothing_is_recorded_before_it_happened(studio):
    with pytest.raises(ValidationError):
        make_activity(studio, held_on=a_day_after(1))

    assert not Activity.objects.exists()


def test_an_agreement_concludes_the_topic(studio):
    topic = make_topic(studio, designated=True)

    activity = make_activity(studio, topic=topic, items=[make_item_fields(studio)] * 2)

    assert topic.status == TopicStatus.CONCLUDED
    assert [item.no for item in activity.consensus_items.all()] == [1, 2]


def test_without_agreement_the_topic_stays_open(studio):
    topic = make_topic(studio, designated=True)

    make_activity(studio, topic=topic)

    topic.refresh_from_db()
    assert topic.status == TopicStatus.DESIGNATED


def test_a_topic_that_nobody_designated_cannot_be_concluded(studio):
    topic = make_topic(studio)

    with pytest.raises(NotAllowedNow):
        make_activity(studio, topic=topic, items=[make_item_fields(studio)])

    assert not Activity.objects.exists()


def test_an_item_for_a_unit_without_unit_is_refused(studio):
    topic = make_topic(studio, designated=True)

    with pytest.raises(ValidationError, match="第1条共识"):
        make_activity(studio, topic=topic, items=[make_item_fields(studio, unit=None)])


def test_confirmation_credits_host_guests_and_writer_once(studio, liaison, points):
    host, guest, writer = (join_studio(studio) for _ in range(3))
    activity = make_activity(studio, host=host, members=[guest, writer], writer=writer)
    assert ScoreEntry.objects.count() == 0

    activities.confirm(activity, by=liaison)

    assert [total(member) for member in (host, guest, writer)] == [4, 2, 4]


def test_the_points_are_of_the_day_it_was_held(studio, liaison, points):
    activity = make_activity(studio, host=join_studio(studio), held_on=a_day_after(-3))

    activities.confirm(activity, by=liaison)

    assert ScoreEntry.objects.get().on == a_day_after(-3)


def test_a_guest_of_the_house_earns_no_points(studio, liaison, points):
    invited = join_studio(studio, is_cppcc_member=False)
    activity = make_activity(studio, members=[invited])

    activities.confirm(activity, by=liaison)

    assert not ScoreEntry.objects.exists()


def test_a_reception_counts_but_is_no_consultation(studio, liaison, points):
    activity = make_activity(studio, kind=ActivityKind.RECEPTION, host=join_studio(studio))

    activities.confirm(activity, by=liaison)

    assert activity.status == ActivityStatus.CONFIRMED
    assert not ScoreEntry.objects.exists()


def test_nobody_confirms_their_own_record(studio, convener):
    activity = make_activity(studio)

    with pytest.raises(NotYours):
        activities.confirm(activity, by=convener)


def test_not_even_past_the_portal(studio, convener):
    activity = make_activity(studio)

    with pytest.raises(IntegrityError, match="nobody_confirms"), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(
            status=ActivityStatus.CONFIRMED, confirmed_by=convener, confirmed_at=clock.now()
        )


def test_the_host_may_confirm_and_another_member_may_not(studio, member):
    activity = make_activity(studio, host=member.member)

    with pytest.raises(NotYours):
        activities.confirm(activity, by=join_studio(studio).user)
    activities.confirm(activity, by=member)

    assert activity.confirmed_by == member


def test_a_record_sent_back_is_amended_by_who_wrote_it(studio, convener, liaison):
    activity, guest = make_activity(studio, returned=True), join_studio(studio)
    assert Notice.objects.filter(to=convener, text__contains="缺到会单位").exists()
    texts = {
        "title": "西关河堤协商会（补）",
        "held_on": clock.today(),
        "place": "村委会",
        "others_count": 12,
        "members": [guest],
        "summary": "补充后的记录。",
    }

    with pytest.raises(NotYours):
        activities.amend(activity, by=liaison, seen_version=1, **texts)
    activities.amend(activity, by=convener, seen_version=1, **texts)

    activity.refresh_from_db()
    assert (activity.status, activity.others_count) == (ActivityStatus.RECORDED, 12)
    assert activity.minutes.summary == "补充后的记录。"
    assert [row.member for row in activity.attendances.all()] == [guest]


def test_a_stale_amendment_changes_nothing(studio, convener):
    activity = make_activity(studio, returned=True)

    with pytest.raises(StaleEdit):
        activities.amend(
            activity,
            by=convener,
            seen_version=7,
            title="补",
            held_on=clock.today(),
            place="x",
            others_count=0,
            members=[],
            summary="不该保存。",
        )

    activity.refresh_from_db()
    assert activity.status == ActivityStatus.RETURNED


def test_those_asked_to_confirm_hear_of_it(studio, convener, liaison, member):
    make_activity(studio, host=member.member)

    heard = set(Notice.objects.filter(title__contains="待确认").values_list("to", flat=True))
    assert heard == {liaison.pk, member.pk}


def test_units_do_not_read_what_studios_do(studio):
    make_activity(studio)

    assert not Activity.objects.visible_to(make_user(unit=True)).exists()


def test_an_activity_with_something_to_dispatch_is_found(studio):
    topic = make_topic(studio, concluded=True)
    make_activity(studio)

    assert list(Activity.objects.awaiting_dispatch()) == list(topic.activities.all())
