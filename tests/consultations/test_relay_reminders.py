"""Who is reminded of a word that rests (带话提醒): each once. Handbook 3.5.2."""

from datetime import date, timedelta

import pytest

from consultations import tasks
from consultations.actions import relay_reminders
from consultations.enums import LimitCode
from consultations.models import StageLimit
from notices.models import Notice
from tests.builders.directory import join_studio
from tests.builders.relays import make_relay

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 3, 4)


def written(template):
    return Notice.objects.filter(template=f"consultations/{template}")


@pytest.fixture
def limit(studio):
    StageLimit.objects.create(committee=studio.committee, code=LimitCode.VERIFY, days=3)


@pytest.mark.parametrize(("day", "count"), [("2026-03-09", 0), ("2026-03-10", 1)])
def test_the_office_is_told_once_the_day_for_verification_has_passed(
    studio, office, limit, frozen, day, count
):
    frozen(WEDNESDAY)
    make_relay(studio)

    assert relay_reminders.keep(date.fromisoformat(day)) == count

    assert written("relay_unverified").filter(to=office).count() == count


@pytest.mark.parametrize("state", ["verified", "declined", "closed"])
def test_of_what_was_looked_into_nobody_is_reminded(studio, office, limit, frozen, state):
    frozen(WEDNESDAY)
    make_relay(studio, **{state: True})

    assert relay_reminders.keep(date(2026, 6, 1)) == 0


@pytest.mark.parametrize(("day", "count"), [("2026-03-11", 0), ("2026-03-12", 1)])
def test_the_member_is_told_when_a_result_rests_for_five_working_days(studio, frozen, day, count):
    frozen(WEDNESDAY)
    relay = make_relay(studio, settled=True)

    assert relay_reminders.keep(date.fromisoformat(day)) == count

    assert written("relay_unreturned").filter(to=relay.member.user).count() == count


def test_for_a_member_without_an_account_the_studio_is_told(studio, convener, frozen):
    frozen(WEDNESDAY)
    member = join_studio(studio)
    member.user = None
    member.save()
    make_relay(studio, by=convener, member=member, settled=True)

    relay_reminders.keep(date(2026, 3, 20))

    assert written("relay_unreturned").get().to == convener


def test_nobody_is_told_twice_however_often_it_runs(studio, office, limit, frozen):
    frozen(WEDNESDAY)
    for _ in range(5):
        make_relay(studio)
    make_relay(studio, settled=True)

    counts = [relay_reminders.keep(date(2026, 4, day), chunk=2) for day in (1, 1, 2)]

    assert counts == [6, 0, 0]


def test_the_task_reads_the_day_and_an_operator_may_name_one(studio, office, limit, frozen):
    frozen(WEDNESDAY)
    make_relay(studio)

    assert tasks.keep_relays() == 0
    assert tasks.keep_relays(on=(WEDNESDAY + timedelta(days=30)).isoformat()) == 1
