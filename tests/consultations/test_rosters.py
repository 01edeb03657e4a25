"""Rosters: drafted by the studio's staff, a year by the office, published once and told once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from audit import trail
from consultations.actions import duty_rules, rosters
from consultations.actions.months import people_of
from consultations.enums import RosterStatus, SeatStatus
from consultations.models import DutyRule, DutySeat, DutyShift, Roster
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.enums import AffiliationRole
from studios.models import Leave
from tests.builders.consultations import staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_hand_over, make_roster, make_rule, make_seat, make_shift

TODAY = date(2026, 11, 25)
DECEMBER = date(2026, 12, 1)
WEDNESDAYS = [2, 9, 16, 23, 30]


@pytest.fixture
def ruled(studio):
    """The studio with a rule and five members."""
    make_rule(studio)
    studio.five = [join_studio(studio, f"委员{n}") for n in range(5)]
    return studio


def december(studio, by):
    return rosters.generate(studio, DECEMBER, by=by, today=TODAY)


def days_of(roster):
    return [shift.on.day for shift in roster.shifts.all()]


def who_sits(roster):
    return [sorted(seat.member.name for seat in shift.seats.all()) for shift in roster.shifts.all()]


@pytest.mark.parametrize("who", ["member", "office", "stranger"])
def test_others_than_the_staff_may_not_draft(ruled, who, request):
    with pytest.raises(NotYours):
        december(ruled, request.getfixturevalue(who))

    assert not Roster.objects.exists()


@pytest.mark.parametrize("role", [Role.CONVENER, Role.LIAISON])
def test_the_staff_draft_a_month_by_its_rules(ruled, role):
    roster = december(ruled, staff(ruled, role))

    assert roster.status == RosterStatus.DRAFT
    assert days_of(roster) == WEDNESDAYS
    assert all(len(names) == 2 for names in who_sits(roster))
    assert trail.history_of(roster).first().remark == "5个班次"


def test_without_a_rule_nothing_is_drafted(studio, convener):
    with pytest.raises(ValidationError, match="排班规则"):
        december(studio, convener)

    assert not Roster.objects.exists()


def test_an_ended_rule_is_no_rule(studio, convener):
    make_rule(studio, is_active=False)

    with pytest.raises(ValidationError, match="排班规则"):
        december(studio, convener)


def test_a_month_that_is_over_is_not_drafted(ruled, convener):
    with pytest.raises(ValidationError, match="已经过去"):
        rosters.generate(ruled, date(2026, 10, 1), by=convener, today=TODAY)


def test_of_the_present_month_only_the_rest_is_drafted(ruled, convener):
    roster = rosters.generate(ruled, date(2026, 11, 1), by=convener, today=date(2026, 11, 18))

    assert days_of(roster) == [18, 25]


def test_drafting_again_replaces_the_draft(ruled, convener):
    december(ruled, convener)
    DutyRule.objects.update(days=[0])

    roster = december(ruled, convener)

    assert days_of(roster) == [7, 14, 21, 28]
    assert DutyShift.objects.count() == 4


def test_drafting_again_keeps_what_has_already_been_used(ruled, convener):
    roster = december(ruled, convener)
    make_hand_over(roster.shifts.first())
    kept = roster.shifts.first().pk

    december(ruled, convener)

    assert roster.shifts.first().pk == kept
    assert days_of(roster) == WEDNESDAYS


def test_a_published_roster_is_never_drafted_again(ruled, convener):
    make_roster(ruled, DECEMBER)

    with pytest.raises(NotAllowedNow, match="已发布"):
        december(ruled, convener)


def test_leave_end_of_belonging_and_duty_elsewhere_are_minded(ruled, convener):
    away, gone, busy = ruled.five[:3]
    Leave.objects.create(
        member=away, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 10), reason="出差",
        recorded_by=convener,
    )  # fmt: skip
    gone.affiliations.update(ends_on=date(2026, 12, 9))
    make_shift(open_studio(), on=date(2026, 12, 2), seats=[busy])

    roster = december(ruled, convener)

    seats = DutySeat.objects.filter(shift__roster=roster)
    sits = {(seat.member_id, seat.on.day) for seat in seats}
    assert not sits & {(away.pk, 2), (away.pk, 9), (busy.pk, 2)}
    assert not {day for member, day in sits if member == gone.pk} & {16, 23, 30}


def test_who_has_left_office_takes_no_turn(ruled, convener):
    left = ruled.five[0]
    left.status, left.archived_on, left.ending = "archived", TODAY, "term"
    left.save()

    december(ruled, convener)

    assert not DutySeat.objects.filter(member=left).exists()


def test_a_liaison_officer_who_is_no_member_takes_no_turns(studio, convener):
    make_rule(studio)
    clerk = join_studio(studio, role=AffiliationRole.LIAISON, is_cppcc_member=False)
    join_studio(studio)

    roster = december(studio, convener)

    assert not DutySeat.objects.filter(member=clerk).exists()
    assert "缺5人" in trail.history_of(roster).first().remark


def test_who_sat_least_this_year_comes_first(ruled, convener):
    *often, seldom = ruled.five
    for day in (4, 11):
        make_shift(ruled, on=date(2026, 11, day), seats=often)

    roster = december(ruled, convener)

    assert seldom.name in who_sits(roster)[0]


def test_groups_take_their_turns_and_a_guest_of_a_group_comes_too(studio, convener):
    make_rule(studio, by_group=True, seats=0)
    guest = join_studio(open_studio())
    own = [join_studio(studio), join_studio(studio)]
    duty_rules.keep_group(studio, by=convener, name="法制组", members=[guest])
    duty_rules.keep_group(studio, by=convener, name="经济组", members=own)

    roster = december(studio, convener)

    assert [shift.group.name for shift in roster.shifts.all()][:3] == ["法制组", "经济组", "法制组"]
    assert who_sits(roster)[0] == [guest.name]


def test_a_holiday_moves_a_shift_and_the_roster_remembers_from_when(ruled, convener, calendar_2026):
    DutyRule.objects.update(cadence="monthly", days=[1])

    roster = rosters.generate(ruled, date(2026, 10, 1), by=convener, today=date(2026, 9, 1))

    (shift,) = roster.shifts.all()
    assert (shift.on, shift.moved_from) == (date(2026, 10, 8), date(2026, 10, 1))


@pytest.fixture
def calendar_2026(db):
    from core.models import CalendarDay

    for day in range(1, 8):
        CalendarDay.objects.create(date=date(2026, 10, day), is_workday=False, name="国庆节")


@pytest.mark.parametrize("who", ["member", "office", "stranger"])
def test_others_than_the_staff_may_not_publish(ruled, convener, who, request):
    roster = december(ruled, convener)

    with pytest.raises(NotYours):
        rosters.publish(roster, by=request.getfixturevalue(who))


def test_publishing_tells_each_member_all_their_days_once(ruled, convener):
    roster = december(ruled, convener)

    rosters.publish(roster, by=convener)

    roster.refresh_from_db()
    assert roster.status == RosterStatus.PUBLISHED
    told = Notice.objects.filter(template="consultations/roster_published")
    assert told.count() == 5
    seats = DutySeat.objects.filter(member=ruled.five[0])
    text = told.get(to=ruled.five[0].user).text
    assert all(f"12月{seat.on.day}日" in text for seat in seats)
    assert f"{seats.count()}次" in text


def test_a_roster_is_published_once(ruled, convener):
    roster = december(ruled, convener)
    rosters.publish(roster, by=convener)

    with pytest.raises(NotAllowedNow):
        rosters.publish(roster, by=convener)


def test_an_empty_roster_is_not_published(ruled, convener):
    roster = make_roster(ruled, DECEMBER, published=False)

    with pytest.raises(ValidationError, match="还没有班次"):
        rosters.publish(roster, by=convener)


def test_open_seats_are_confirmed_before_a_roster_is_published(ruled, convener):
    roster = december(ruled, convener)
    roster.shifts.first().seats.first().delete()

    with pytest.raises(ValidationError, match="1个席位"):
        rosters.publish(roster, by=convener)
    rosters.publish(roster, by=convener, gaps_confirmed=True)

    assert "1个席位空缺" in trail.history_of(roster).first().remark


def test_a_member_on_leave_meanwhile_counts_as_an_open_seat(ruled, convener):
    roster = december(ruled, convener)
    seat = roster.shifts.first().seats.first()
    Leave.objects.create(
        member=seat.member, starts_on=seat.on, ends_on=seat.on, reason="住院", recorded_by=convener
    )

    with pytest.raises(ValidationError, match="1个席位"):
        rosters.publish(roster, by=convener)


def test_excused_and_absent_members_have_not_sat(ruled):
    shift = make_shift(ruled, on=date(2026, 12, 2), seats=[])
    make_seat(shift, ruled.five[0])
    make_seat(shift, ruled.five[1], status=SeatStatus.EXCUSED, reason="出差")
    make_seat(shift, ruled.five[2], status=SeatStatus.ABSENT)

    counted = {one.pk: one.in_month for one in people_of(ruled, DECEMBER)}

    assert [counted[one.pk] for one in ruled.five[:3]] == [1, 0, 0]


def test_a_draft_of_this_month_or_the_next_waits_to_be_published(ruled):
    for month, published in ((11, False), (12, True)):
        make_roster(ruled, date(2026, month, 1), published=published)
    later = make_roster(ruled, date(2027, 1, 1), published=False)

    waiting = Roster.objects.to_publish(TODAY)

    assert [roster.month.month for roster in waiting] == [11]
    assert later in Roster.objects.to_publish(date(2026, 12, 1))
