"""What the portal counts of a studio by itself: matters in time, duty done, consultations held."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware

from consultations.actions import issues
from consultations.enums import ActivityKind, ReasonKind, Source, Urgency
from consultations.models import Activity, Category, DutyShift, Issue, Roster
from core import clock
from core.measures import measure
from studios.actions import merging
from studios.enums import OPEN_MATTERS, AutoRule, StudioStatus
from tests.builders.consultations import make_issue, make_reason, make_topic, staff
from tests.builders.people import make_user
from tests.builders.studios import make_studio

pytestmark = pytest.mark.django_db
FIRST, DAY = date(2026, 1, 1), date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def studio():
    return make_studio()


@pytest.fixture
def convener(studio):
    return make_user(convener=studio)


def raised(studio, on="2026-03-02", due="2026-03-06", **changes):
    with clock.at(date.fromisoformat(on)):
        issue, _ = issues.raise_issue(
            studio, title="路灯不亮", body="晚上看不见路。", source=Source.QR, consent_version="1"
        )
    Issue.objects.filter(pk=issue.pk).update(triage_due_on=date.fromisoformat(due), **changes)
    issue.refresh_from_db()
    return issue


def accepted(issue, by, on):
    category, _ = Category.objects.get_or_create(
        committee=issue.committee, code="city", defaults={"name": "城乡建设"}
    )
    with clock.at(date.fromisoformat(on)):
        issues.accept(issue, by=by, category=category, urgency=Urgency.NORMAL)


def online(studio, least=None, last=DAY):
    return measure(AutoRule.HANDLED_ONLINE, studio, FIRST, last, least)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-03", "1/1件，100%"),
        ("2026-03-06", "1/1件，100%"),  # the last day is in time
        ("2026-03-07", "0/1件，0%"),
    ],
)
def test_a_matter_counts_when_it_was_triaged_within_its_limit(studio, convener, on, said):
    accepted(raised(studio), convener, on)

    assert online(studio).said == said


@pytest.mark.parametrize(("last", "is_in_time"), [("2026-03-06", True), ("2026-03-07", False)])
def test_a_matter_that_waits_counts_while_it_still_has_time(studio, last, is_in_time):
    raised(studio)

    assert online(studio, last=date.fromisoformat(last)).is_met == is_in_time


def test_what_happens_to_it_later_is_not_triage(studio, convener):
    issue = raised(studio)
    accepted(issue, convener, "2026-03-03")
    with clock.at(date(2026, 3, 18)):
        issues.answer(issue, by=convener, answer="已经修好。")

    assert online(studio).is_met


def test_of_nothing_there_is_no_share(studio):
    assert online(studio)[:2] == ("还没有群众意见", False)


@pytest.mark.parametrize(
    ("least", "is_met"), [(None, False), (Decimal(67), False), (Decimal(66), True)]
)
def test_two_of_three_is_said_rounded_down_and_is_not_two_thirds_enough(
    studio, convener, least, is_met
):
    for on in ("2026-03-03", "2026-03-03", "2026-03-09"):
        accepted(raised(studio), convener, on)

    found = online(studio, least)

    assert (found.said, found.is_met) == ("2/3件，66%", is_met)


def test_other_studios_other_years_and_what_may_be_secret_are_left_out(studio):
    raised(make_studio())
    raised(studio, on="2025-12-30")
    raised(studio, is_locked=True)

    assert online(studio).said == "还没有群众意见"


def test_the_count_leads_to_its_matters(studio, client):
    raised(studio)
    raised(studio, on="2025-12-30")
    client.force_login(make_user(office=True))

    shown = client.get(online(studio).url)

    assert len(shown.context["listing"].rows) == 1


def a_shift(studio, on, status="planned", roster="published"):
    user = make_user()
    month = Roster.objects.get_or_create(
        studio=studio,
        month=on.replace(day=1),
        defaults={"status": roster}
        | ({"published_by": user, "published_at": clock.now()} if roster == "published" else {}),
    )[0]
    said = {"confirmed_by": user, "confirmed_at": clock.now()} if status == "served" else {}
    return DutyShift.objects.create(
        roster=month, studio=studio, on=on, period="morning", status=status,
        starts_at=time(9), ends_at=time(11), **said,
    )  # fmt: skip


def duty(studio, least=None):
    return measure(AutoRule.DUTY_DONE, studio, FIRST, DAY, least)


def test_shifts_served_are_counted_of_those_whose_day_has_passed(studio):
    for days, status in ((10, "served"), (9, "planned"), (8, "cancelled"), (0, "planned")):
        a_shift(studio, DAY - timedelta(days=days), status)
    a_shift(studio, DAY + timedelta(days=1))

    assert duty(studio)[:2] == ("1/2班，50%", False)
    assert duty(studio, Decimal(50)).is_met


def test_a_shift_of_the_day_counts_once_it_is_confirmed(studio):
    a_shift(studio, DAY, "served")

    assert duty(studio)[:2] == ("1/1班，100%", True)


def test_what_was_never_published_was_no_duty(studio):
    a_shift(studio, date(2026, 2, 4), "served", roster="draft")

    assert duty(studio)[:2] == ("还没有排班", False)


def held(studio, on=DAY, **changes):
    fields = {
        "committee": studio.committee, "studio": studio, "title": "楼道堆物", "place": "社区",
        "kind": ActivityKind.MICRO_CONSULTATION, "number": f"XS{Activity.objects.count()}",
        "held_on": on, "recorded_by": make_user(), "status": "confirmed",
        "confirmed_by": make_user(), "confirmed_at": make_aware(datetime(2026, 3, 20, 9)),
    }  # fmt: skip
    return Activity.objects.create(**fields | changes)


def test_consultations_count_when_a_second_person_has_confirmed_them(studio, client):
    held(studio)
    held(studio, date(2025, 12, 31))
    held(studio, kind=ActivityKind.LEARNING)
    held(studio, status="recorded", confirmed_by=None, confirmed_at=None)
    held(make_studio())
    client.force_login(make_user(office=True))

    found = measure(AutoRule.CONSULTATIONS_HELD, studio, FIRST, DAY, None)

    assert found[:2] == ("1次，应有4次", False)
    assert len(client.get(found.url).context["listing"].rows) == 1
    assert measure(AutoRule.CONSULTATIONS_HELD, studio, FIRST, DAY, Decimal("1.00")).is_met


def in_hand(studio):
    return measure(OPEN_MATTERS, studio, date.min, DAY)


def test_what_a_studio_has_in_hand_is_what_nobody_has_answered(studio):
    assert in_hand(studio) == ("没有未办结的事项", True, "")

    make_issue(studio)
    make_issue(studio, answered=True)
    make_topic(studio)

    assert in_hand(studio).said == "还有1件意见、1个议题没有办结"
    assert not in_hand(studio).is_met


def test_a_group_with_matters_in_hand_is_not_merged_away(studio):
    group, office = make_studio("城关镇联络组"), make_user(office=True)
    issue = make_issue(group)

    with pytest.raises(ValidationError, match="还有1件意见没有办结，请先办结或移交"):
        merging.merge_with_group(studio, by=office, on=DAY, group=group)
    issues.decline(issue, by=staff(group), reason=make_reason(ReasonKind.ISSUE_DECLINED))
    merging.merge_with_group(studio, by=office, on=DAY, group=group)

    group.refresh_from_db()
    assert group.status == StudioStatus.SUSPENDED
