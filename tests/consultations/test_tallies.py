"""What is counted of activities, duty, matters and messages, and of whom. Acceptance test 13."""

from datetime import date

import pytest

from accounts.enums import Role
from consultations.enums import (
    ActivityKind,
    BroadcastKind,
    BroadcastStatus,
    ReasonKind,
    RelayStatus,
    SeatStatus,
    ShiftStatus,
    Source,
)
from consultations.models import Broadcast, Issue, Relay
from core import clock
from core.tallies import Asked, Question, numbers, records
from scoring.enums import QuotaEvent, QuotaScope
from tests.builders.consultations import make_activity, make_issue, make_reason, staff
from tests.builders.directory import make_special_committee
from tests.builders.duty import make_seat, make_shift
from tests.builders.people import make_user
from tests.builders.studios import make_affiliation, make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY, YEAR = date(2026, 3, 4), (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-04")


@pytest.fixture
def studio():
    return make_studio()


def counted(event, scope, *things, only=None):
    keys = [thing.pk for thing in things]
    asked = Asked(things[0].committee_id, scope, keys, only or {})
    [found] = numbers([Question(event, asked, [YEAR])])
    listed = sum(part.count() for part in records(event, asked, YEAR))
    assert len(things) > 1 or listed == found[keys[0]][0]
    return [found[key][0] for key in keys]


def test_who_attends_or_presides_was_there_once(studio):
    host, guest, absent = (make_member(studio=studio) for _ in range(3))
    make_activity(studio, host=host, members=[host, guest], confirmed=True)
    make_activity(studio, host=host, members=[guest], confirmed=True)
    make_activity(studio, host=host, members=[guest])  # nobody has confirmed it

    found = counted(QuotaEvent.CONSULTATION, QuotaScope.MEMBER, host, guest, absent)

    assert found == [2, 2, 0]


def test_a_member_of_a_sector_and_of_two_studios_is_counted_once(studio):
    """界别 and studio, and a studio more (双重管理): one activity is one."""
    other = make_studio(area=studio.area)
    member = make_member(studio=studio)
    make_affiliation(member, other)
    make_activity(studio, host=member, members=[member], confirmed=True)

    assert counted(QuotaEvent.CONSULTATION, QuotaScope.MEMBER, member) == [1]
    assert counted(QuotaEvent.CONSULTATION, QuotaScope.STUDIO, studio, other) == [1, 0]
    assert counted(QuotaEvent.CONSULTATION, QuotaScope.TOWNSHIP, studio.area) == [1]


def test_a_township_has_what_its_places_have_however_deep(studio):
    village = make_area("老城村", level="village", parent=studio.area)
    below = make_studio(area=village)
    elsewhere = make_studio(area=make_area("石桥镇"))
    for one in (studio, below, elsewhere):
        make_activity(one, confirmed=True)

    found = counted(QuotaEvent.ACTIVITY, QuotaScope.TOWNSHIP, studio.area, elsewhere.area)

    assert found == [2, 1]


def test_a_special_committee_has_what_its_studios_have():
    committee = make_special_committee()
    ours, other = make_studio(special_committee=committee), make_studio()
    for one in (ours, other):
        make_activity(one, confirmed=True)

    assert counted(QuotaEvent.CONSULTATION, QuotaScope.COMMITTEE, committee) == [1]


def test_every_kind_is_counted_as_what_it_is(studio):
    for kind in ActivityKind:
        make_activity(studio, kind=kind, confirmed=True)

    def of(event, **only):
        return counted(event, QuotaScope.STUDIO, studio, only=only)[0]

    for event in ("consultation", "study", "oversight", "learning", "service"):
        assert of(event) == 1
    assert of(QuotaEvent.ACTIVITY) == len(ActivityKind)
    assert of(QuotaEvent.ACTIVITY, kind=["learning", "service"]) == 2


def test_only_duty_that_was_served_counts(studio):
    came, stayed_away = make_member(studio=studio), make_member(studio=studio)
    served = {"confirmed_by": staff(studio), "confirmed_at": clock.now()}
    shift = make_shift(studio, on=DAY, status=ShiftStatus.SERVED, **served)
    make_seat(shift, came, status=SeatStatus.SERVED)
    make_seat(shift, stayed_away, status=SeatStatus.ABSENT)
    make_shift(studio, on=date(2026, 3, 5))

    assert counted(QuotaEvent.DUTY, QuotaScope.MEMBER, came, stayed_away) == [1, 0]
    assert counted(QuotaEvent.DUTY, QuotaScope.STUDIO, studio) == [1]


def test_matters_are_counted_where_they_were_brought_and_for_who_wrote_them_down(studio):
    writer, other = make_member(studio=studio), make_member(studio=studio)
    issue = make_issue(studio, source=Source.RECEPTION)
    Issue.objects.filter(pk=issue.pk).update(registered_by=writer.user)
    make_issue(studio)
    make_issue(studio, locked=True)  # what may be secret is in nobody's count

    event = QuotaEvent.ISSUE_REGISTERED
    assert counted(event, QuotaScope.STUDIO, studio) == [2]
    assert counted(event, QuotaScope.STUDIO, studio, only={"source": ["reception"]}) == [1]
    assert counted(event, QuotaScope.MEMBER, writer, other) == [1, 0]


def test_an_answer_is_the_studios_and_of_the_member_who_took_the_matter_on(studio):
    member = make_member(studio=studio)
    issue = make_issue(studio, claimed_by=member.user)
    make_issue(studio)
    answered = {"answer": "已修好。", "answered_at": clock.now(), "status": "answered"}
    Issue.objects.filter(pk=issue.pk).update(**answered)

    for event in (QuotaEvent.ISSUE_ANSWERED, QuotaEvent.FEEDBACK):
        assert counted(event, QuotaScope.STUDIO, studio) == [1]
        assert counted(event, QuotaScope.MEMBER, member) == [1]


def a_broadcast(member, studio, kind, **changes):
    confirmed = {
        "status": BroadcastStatus.CONFIRMED,
        "confirmed_by": staff(studio, Role.LIAISON),
        "confirmed_at": clock.now(),
    }
    return Broadcast.objects.create(
        committee=studio.committee, studio=studio, member=member, kind=kind, title="防汛提示",
        audience="河边住户", reached=30, held_on=DAY, recorded_by=member.user,
        **confirmed | changes,
    )  # fmt: skip


def test_what_is_carried_back_counts_once_it_is_confirmed_and_replies_are_feedback(studio):
    member = make_member(studio=studio)
    a_broadcast(member, studio, BroadcastKind.REPLY)
    a_broadcast(member, studio, BroadcastKind.POLICY)
    unconfirmed = {"status": "recorded", "confirmed_by": None, "confirmed_at": None}
    a_broadcast(member, studio, BroadcastKind.REPLY, **unconfirmed)

    def of(event, **only):
        return counted(event, QuotaScope.MEMBER, member, only=only)[0]

    assert of(QuotaEvent.RELAY_DOWN) == 2
    assert of(QuotaEvent.RELAY_DOWN, kind=["policy"]) == 1
    assert of(QuotaEvent.FEEDBACK) == 1
    assert counted(QuotaEvent.FEEDBACK, QuotaScope.STUDIO, studio) == [1]


def test_a_word_brought_up_counts_unless_it_was_found_baseless(studio):
    member, by = make_member(studio=studio), make_user()
    fields = {
        "committee": studio.committee, "studio": studio, "member": member, "title": "路灯不亮",
        "body": "三盏路灯不亮。", "registered_by": by,
    }  # fmt: skip
    Relay.objects.create(number="DH1", **fields)
    declined = Relay.objects.create(number="DH2", **fields)
    declined.reason = make_reason(ReasonKind.RELAY_DECLINED)
    declined.status = RelayStatus.DECLINED
    declined.save()

    assert counted(QuotaEvent.RELAY_UP, QuotaScope.MEMBER, member) == [1]
    assert counted(QuotaEvent.RELAY_UP, QuotaScope.STUDIO, studio) == [1]


def test_what_lies_outside_the_days_is_not_counted(studio):
    with clock.at(date(2025, 12, 31)):
        make_activity(studio, confirmed=True)

    assert counted(QuotaEvent.CONSULTATION, QuotaScope.STUDIO, studio) == [0]
