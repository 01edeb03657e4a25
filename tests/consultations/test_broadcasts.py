"""What is carried down (带下去): recorded by one, vouched for by another. Handbook F04."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from consultations.actions import broadcasts
from consultations.enums import BroadcastKind, BroadcastStatus
from consultations.models import Broadcast
from core import clock
from core.access import NotYours, can
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import make_user
from tests.builders.relays import TOLD, make_broadcast

pytestmark = pytest.mark.django_db
SAID = {"kind": BroadcastKind.POLICY, "title": "医保缴费政策", **TOLD}


def test_a_member_records_and_those_who_run_the_studio_are_asked(studio, convener, liaison, wang):
    told = broadcasts.record(studio, by=wang.user, member=wang, held_on=clock.today(), **SAID)

    assert told.status == BroadcastStatus.RECORDED
    assert told.by_ways == "入户、微信群"
    asked = Notice.objects.filter(template="consultations/broadcast_recorded")
    assert {notice.to for notice in asked} == {convener, liaison}


def test_where_nobody_else_runs_the_studio_the_office_is_asked(studio, convener, office, wang):
    broadcasts.record(studio, by=convener, member=wang, held_on=clock.today(), **SAID)

    assert Notice.objects.get(template="consultations/broadcast_recorded").to == office


def test_nobody_from_elsewhere_records_here(studio, stranger, office, wang):
    for person in (stranger, office, join_studio(open_studio()).user):
        with pytest.raises(NotYours):
            broadcasts.record(studio, by=person, member=wang, held_on=clock.today(), **SAID)


def test_a_reply_is_recorded_only_by_carrying_a_word_back(studio, wang):
    with pytest.raises(ValidationError):
        make_broadcast(studio, member=wang, kind=BroadcastKind.REPLY)

    assert not Broadcast.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"held_on": date(2026, 3, 5)}, {"ways": []}, {"ways": ["smoke"]}]
)
def test_a_receipt_that_cannot_be_is_refused(studio, frozen, changes):
    frozen("2026-03-04")

    with pytest.raises(ValidationError):
        make_broadcast(studio, **changes)
    told = make_broadcast(studio, returned=True)
    fields = {"title": "提示", "held_on": clock.today()} | TOLD | changes
    with pytest.raises(ValidationError):
        broadcasts.amend(told, by=told.recorded_by, **fields)


@pytest.mark.parametrize("verb", ["confirm", "send_back"])
def test_nobody_vouches_for_what_they_wrote(studio, convener, liaison, office, wang, verb):
    own = make_broadcast(studio, by=convener, member=wang)

    assert not can(convener, verb, own)
    assert not can(wang.user, verb, own)
    assert can(liaison, verb, own)
    assert can(office, verb, own)
    assert not can(make_user(leader=True), verb, own)


def test_only_what_is_confirmed_counts(studio, office):
    told = make_broadcast(studio)
    assert not Broadcast.objects.confirmed().exists()

    broadcasts.confirm(told, by=office)

    assert Broadcast.objects.confirmed().get().confirmed_by == office
    assert Notice.objects.filter(to=told.recorded_by, title__contains="已确认").exists()


def test_what_is_sent_back_is_mended_by_its_recorder_and_asked_for_again(studio, office, convener):
    told = make_broadcast(studio, returned=True)
    fields = TOLD | {"reached": 35, "title": "防范电信诈骗", "held_on": clock.today()}
    assert not can(convener, "amend", told)

    broadcasts.amend(told, by=told.recorded_by, **fields)

    told.refresh_from_db()
    assert (told.status, told.reached, told.title) == ("recorded", 35, "防范电信诈骗")
    asked = Notice.objects.filter(to=convener, template="consultations/broadcast_recorded")
    assert asked.count() == 2


@pytest.mark.parametrize(("flag", "verb"), [("confirmed", "confirm"), ("returned", "send_back")])
def test_no_step_from_the_wrong_state(studio, flag, verb):
    told = make_broadcast(studio, **{flag: True})
    words = {"remark": "人数不对"} if verb == "send_back" else {}

    with pytest.raises(NotAllowedNow):
        getattr(broadcasts, verb)(told, by=staff(studio, Role.LIAISON), **words)
