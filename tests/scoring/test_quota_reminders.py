"""Who runs a studio hears in time of what is short, its leader when the time is over: once each."""

from datetime import date

import pytest

from core import clock
from notices.models import Notice
from scoring import tasks
from scoring.enums import Cycle
from studios.enums import StudioStatus
from tests.builders.consultations import make_activity, staff
from tests.builders.people import make_grant, make_user
from tests.builders.quotas import make_quota
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    studio = make_studio("老城社区委员工作室", linked_leader=make_user("包联领导", leader=True))
    convener = make_member("陈召集", studio=studio, role="convener")
    make_user("何联络", committee=studio.committee, liaison=studio)
    make_grant(convener.user, "convener", studio)
    return studio


def told():
    return sorted(Notice.objects.values_list("to__name", flat=True))


def test_who_runs_a_studio_is_told_once_while_there_is_time(studio):
    make_quota(target=4)

    assert tasks.remind_of_quotas("2026-08-31") == 0
    assert tasks.remind_of_quotas("2026-09-01") == 2
    assert tasks.remind_of_quotas("2026-09-02") == 0
    assert told() == ["何联络", "陈召集"]
    text = Notice.objects.first().text
    assert "2026年协商活动应完成4次，现有0次，还差4次（12月31日，还有" in text
    assert Notice.objects.first().url.endswith(f"/studios/{studio.code}/?period=2026")


def test_convener_and_leader_are_told_once_when_the_time_is_over(studio):
    make_quota(target=1, cycle=Cycle.MONTH)

    assert tasks.remind_of_quotas("2026-03-01") == 2
    assert tasks.remind_of_quotas("2026-03-02") == 0
    assert told() == ["包联领导", "陈召集"]
    assert "2026年2月协商活动应完成1次，完成0次，差1次" in Notice.objects.first().text


def test_a_missed_week_loses_nothing_and_last_years_debts_are_not_dug_up(studio):
    make_quota(target=4)

    assert tasks.remind_of_quotas("2026-01-11") == 0
    assert tasks.remind_of_quotas("2026-01-10") == 2


@pytest.mark.parametrize("day", ["2026-09-01", "2027-01-01"])
def test_who_has_done_enough_hears_nothing(studio, day):
    make_quota(target=1)
    make_quota(target=0, is_self_chosen=True)
    with clock.at(date(2026, 3, 2)):
        make_activity(studio, by=staff(studio), confirmed=True)

    assert tasks.remind_of_quotas(day) == 0


def test_a_studio_that_does_not_receive_hears_nothing(studio):
    make_quota(target=4)
    studio.status = StudioStatus.SUSPENDED
    studio.save()

    assert tasks.remind_of_quotas("2026-09-01") == 0
