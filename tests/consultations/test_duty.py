"""What the staff settle about a shift: excuses, substitutes, who came, what is cancelled."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import duty, seating
from consultations.enums import SeatStatus, ShiftStatus
from consultations.models import DutySeat, DutyShift
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from studios.models import Leave
from tests.builders.consultations import make_issue
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_hand_over, make_seat, make_shift

TODAY, YESTERDAY, TOMORROW = date(2026, 3, 5), date(2026, 3, 4), date(2026, 3, 6)


@pytest.fixture(autouse=True)
def today(frozen):
    return frozen("2026-03-05T12:00").date()


@pytest.fixture
def shift(studio, wang, li):
    """Both sit today."""
    return make_shift(studio, on=TODAY, seats=[wang, li])


@pytest.fixture
def rules(studio):
    """What duty is worth in this county. Handbook 7.3."""
    for merit, code, points, cap in (
        (Merit.DUTY_SERVED, "D1", 2, 12),
        (Merit.DUTY_MISSED, "H1", -2, None),
    ):
        Rule.objects.create(
            committee=studio.committee, year=2026, merit=merit, code=code, label=merit.label,
            block="工作室履职", points=points, yearly_cap=cap,
        )  # fmt: skip


def place(shift, member):
    return shift.seats.get(member=member)


def points(member):
    return ScoreEntry.objects.filter(member=member).total()


def states(shift):
    rows = DutySeat.objects.filter(shift=shift).values_list("member__name", "status", "reason")
    return {name: (status, reason) for name, status, reason in rows}


# Excuse and substitute


def test_excuses_and_substitutes_are_for_the_studios_staff(shift, wang, li, stranger):
    seat = place(shift, wang)

    for person in (wang.user, li.user, stranger):
        with pytest.raises(NotYours, match="召集人、联络员"):
            duty.excuse(seat, by=person, reason="出差")
        with pytest.raises(NotYours):
            duty.substitute(seat, by=person, member=li)
        with pytest.raises(NotYours):
            duty.expect(seat, by=person)


def test_who_is_excused_leaves_a_gap_until_somebody_stands_in(studio, shift, wang, convener):
    zhao = join_studio(studio, "赵强")
    seat = place(shift, wang)

    duty.excuse(seat, by=convener, reason="出差")
    assert [gap.member for gap in DutySeat.objects.gaps(TODAY)] == [wang]
    assert "出差" in Notice.objects.get(to=wang.user).text
    seat.refresh_from_db()
    duty.substitute(seat, by=convener, member=zhao)

    assert not DutySeat.objects.gaps(TODAY).exists()
    assert place(shift, zhao).instead_of == wang
    assert states(shift)["王建国"] == (SeatStatus.EXCUSED, "出差")


def test_when_the_substitute_is_excused_too_there_is_one_gap(studio, shift, wang, convener):
    zhao, sun = join_studio(studio, "赵强"), join_studio(studio, "孙丽")
    duty.excuse(place(shift, wang), by=convener, reason="出差")
    duty.substitute(place(shift, wang), by=convener, member=zhao)

    duty.excuse(place(shift, zhao), by=convener, reason="生病")

    assert [gap.member for gap in DutySeat.objects.gaps(TODAY)] == [zhao]
    duty.substitute(place(shift, zhao), by=convener, member=sun)
    assert place(shift, sun).instead_of == wang
    assert not DutySeat.objects.gaps(TODAY).exists()


def test_a_place_is_not_filled_twice(studio, shift, wang, convener):
    duty.excuse(place(shift, wang), by=convener, reason="出差")
    duty.substitute(place(shift, wang), by=convener, member=join_studio(studio, "赵强"))

    with pytest.raises(NotAllowedNow, match="已安排赵强替班"):
        duty.substitute(place(shift, wang), by=convener, member=join_studio(studio, "孙丽"))
    with pytest.raises(NotAllowedNow, match="已安排赵强替班"):
        duty.expect(place(shift, wang), by=convener)


def test_a_substitute_takes_the_place_of_who_was_expected(studio, shift, wang, convener):
    zhao = join_studio(studio, "赵强")

    duty.substitute(place(shift, wang), by=convener, member=zhao)

    assert place(shift, zhao).instead_of == wang
    assert not shift.seats.filter(member=wang).exists()
    told = {notice.to: notice.template for notice in Notice.objects.all()}
    assert told[wang.user] == "consultations/seat_handed_on"
    assert told[zhao.user] == "consultations/seat_taken"


def test_nobody_stands_in_who_cannot_come(studio, shift, wang, li, convener):
    busy = join_studio(studio, "赵强")
    make_shift(open_studio(), on=TODAY, seats=[busy])

    for member in (li, busy, join_studio(open_studio(), "周远")):
        with pytest.raises(ValidationError):
            duty.substitute(place(shift, wang), by=convener, member=member)
    assert set(seating.lightest_first(shift)) == set()


def test_suggested_first_is_who_sits_least(studio, shift):
    often, once = join_studio(studio, "常在"), join_studio(studio, "少来")
    never = join_studio(studio, "没来")
    for day in (10, 11, 12):
        make_shift(studio, on=date(2026, 2, day), seats=[often])
    make_shift(studio, on=date(2026, 3, 10), seats=[once])
    make_shift(studio, on=date(2025, 12, 10), seats=[never])

    found = [(member, member.load) for member in seating.lightest_first(shift)]

    assert found == [(never, 0), (once, 1), (often, 3)]


def test_an_excuse_can_be_taken_back(shift, wang, convener):
    duty.excuse(place(shift, wang), by=convener, reason="出差")

    duty.expect(place(shift, wang), by=convener)

    assert states(shift)["王建国"] == (SeatStatus.EXPECTED, "")


def test_an_excuse_is_not_taken_back_from_who_sits_elsewhere(shift, wang, convener):
    duty.excuse(place(shift, wang), by=convener, reason="出差")
    make_shift(open_studio(), on=TODAY, seats=[wang])

    with pytest.raises(NotAllowedNow, match="已另有值班"):
        duty.expect(place(shift, wang), by=convener)


@pytest.mark.parametrize(
    ("published", "on", "status", "said"),
    [
        (False, TOMORROW, "planned", "还在拟定"),
        (True, YESTERDAY, "planned", "值班日已过"),
        (True, TODAY, "cancelled", "这一班已取消"),
    ],
)
def test_places_are_arranged_up_to_the_shift_itself(
    studio, wang, convener, published, on, status, said
):
    shift = make_shift(studio, on=on, seats=[wang], published=published, status=status)

    with pytest.raises(NotAllowedNow, match=said):
        duty.excuse(shift.seats.get(), by=convener, reason="出差")


@pytest.mark.parametrize("happens", ["archived", "on leave"])
def test_the_place_of_who_has_left_or_is_away_is_a_gap(studio, wang, happens):
    seat = make_shift(studio, on=TOMORROW, seats=[wang]).seats.get()
    make_shift(studio, on=YESTERDAY, seats=[wang])
    if happens == "archived":
        wang.status, wang.archived_on, wang.ending = "archived", TODAY, "term"
        wang.save()
    else:
        Leave.objects.create(
            member=wang, starts_on=TODAY, ends_on=TOMORROW, reason="病", recorded_by=wang.user
        )

    assert list(DutySeat.objects.gaps(TODAY)) == [seat]


# Confirm and correct


def test_nobody_confirms_a_shift_of_their_own(studio, liaison, convener, li):
    own = join_studio(studio, user=convener)
    shift = make_shift(studio, on=TODAY, seats=[own, li])

    with pytest.raises(NotYours, match="不得确认本人的班"):
        duty.confirm(shift, by=convener, served=[own, li], absent={})
    duty.confirm(shift, by=liaison, served=[li], absent={own: ""})

    # Recorded as absent, the convener does not make it good by themselves.
    shift = DutyShift.objects.get(pk=shift.pk)
    with pytest.raises(NotYours):
        duty.correct(shift, by=convener, served=[own, li], absent={}, visitors=0, remark="其实来了")


def test_where_all_staff_sit_there_themselves_the_office_confirms(studio, convener, office, li):
    own = join_studio(studio, user=convener)
    shift = make_shift(studio, on=TODAY, seats=[own, li])

    duty.confirm(shift, by=office, served=[own, li], absent={})

    assert (shift.status, shift.confirmed_by) == (ShiftStatus.SERVED, office)


@pytest.mark.parametrize("who", ["member", "stranger", "office"])
def test_only_the_studios_staff_confirm(request, shift, wang, li, convener, who):
    person = request.getfixturevalue(who)

    with pytest.raises(NotYours):
        duty.confirm(shift, by=person, served=[wang, li], absent={})


def test_served_excused_and_absent(studio, shift, wang, li, convener, rules):
    zhao = join_studio(studio, "赵强")
    make_seat(shift, zhao)
    make_issue(studio, duty_shift=shift)

    duty.confirm(shift, by=convener, served=[wang], absent={li: "开会", zhao: " "})

    assert states(shift) == {
        "王建国": ("served", ""),
        "李秀英": ("excused", "开会"),
        "赵强": ("absent", ""),
    }
    assert (points(wang), points(li), points(zhao)) == (2, 0, -2)
    assert (shift.status, shift.visitors, shift.confirmed_by) == ("served", 1, convener)
    assert "记您缺岗" in Notice.objects.get(to=zhao.user).text
    assert trail.history_of(shift)[0].remark == "到岗：王建国；未到：李秀英（开会）、赵强（缺岗）"


def test_a_substitute_is_credited_and_who_was_excused_is_not_blamed(
    studio, shift, wang, li, convener, rules
):
    zhao = join_studio(studio, "赵强")
    duty.excuse(place(shift, wang), by=convener, reason="出差")
    duty.substitute(place(shift, wang), by=convener, member=zhao)

    duty.confirm(shift, by=convener, served=[zhao, li], absent={})

    assert (points(zhao), points(wang)) == (2, 0)
    assert states(shift)["王建国"] == (SeatStatus.EXCUSED, "出差")


def test_everybody_expected_must_be_accounted_for(shift, wang, convener):
    with pytest.raises(ValidationError, match="请说明李秀英是否到岗"):
        duty.confirm(shift, by=convener, served=[wang], absent={})

    shift.refresh_from_db()
    assert shift.status == ShiftStatus.PLANNED


@pytest.mark.parametrize(
    ("on", "published", "said"),
    [(TOMORROW, True, "到当天才能确认"), (TODAY, False, "还没有发布")],
)
def test_a_shift_is_confirmed_on_its_day_and_published(studio, wang, convener, on, published, said):
    shift = make_shift(studio, on=on, seats=[wang], published=published)

    with pytest.raises(NotAllowedNow, match=said):
        duty.confirm(shift, by=convener, served=[wang], absent={})


def test_first_what_the_earlier_shift_left_must_be_read(studio, shift, wang, li, convener):
    before = make_shift(studio, on=YESTERDAY, seats=[wang])
    note = make_hand_over(before)
    make_hand_over(make_shift(open_studio(), on=YESTERDAY))  # of another studio

    with pytest.raises(NotAllowedNow, match=r"3月4日.*交班说明，还没有人阅知"):
        duty.confirm(shift, by=convener, served=[wang, li], absent={})
    note.seen_by, note.seen_at = li.user, note.written_at
    note.save()
    duty.confirm(shift, by=convener, served=[wang, li], absent={})

    assert shift.status == ShiftStatus.SERVED


def test_a_shift_is_confirmed_once(shift, wang, li, convener, rules):
    stale = DutyShift.objects.get(pk=shift.pk)
    duty.confirm(shift, by=convener, served=[wang, li], absent={})

    with pytest.raises(NotAllowedNow):
        duty.confirm(stale, by=convener, served=[wang], absent={li: ""})

    assert (points(wang), points(li)) == (2, 2)


def test_nobody_serves_twice_on_one_day(shift, wang, li, convener):
    duty.excuse(place(shift, wang), by=convener, reason="出差")
    make_shift(open_studio(), on=TODAY, seats=[wang])

    with pytest.raises(ValidationError, match="一天只能记一班"):
        duty.confirm(shift, by=convener, served=[wang, li], absent={})


def test_a_correction_reverses_with_signed_lines(shift, wang, li, convener, rules):
    duty.confirm(shift, by=convener, served=[wang, li], absent={})
    changes = {"by": convener, "visitors": 3, "remark": "记错了人"}

    duty.correct(shift, served=[li], absent={wang: ""}, **changes)
    assert (points(wang), points(li)) == (-2, 2)
    duty.correct(shift, served=[wang, li], absent={}, **changes)
    assert (points(wang), points(li)) == (2, 2)
    duty.correct(shift, served=[li], absent={wang: "住院"}, **changes)

    lines = [entry.points for entry in ScoreEntry.objects.filter(member=wang).order_by("id")]
    assert lines == [2, -2, -2, 2, 2, -2]
    assert states(shift)["王建国"] == ("excused", "住院")
    assert shift.visitors == 3
    assert Notice.objects.filter(to=wang.user, template="consultations/duty_corrected").count() == 3
    assert not Notice.objects.filter(to=li.user).exists()


def test_the_reason_of_an_excuse_can_be_reworded(shift, wang, li, convener):
    duty.confirm(shift, by=convener, served=[li], absent={wang: "有事"})

    duty.correct(
        shift, by=convener, served=[li], absent={wang: "住院"}, visitors=0, remark="补充事由"
    )

    assert states(shift)["王建国"] == ("excused", "住院")


def test_an_unconfirmed_shift_has_nothing_to_correct(shift, wang, li, convener):
    with pytest.raises(NotAllowedNow):
        duty.correct(shift, by=convener, served=[wang, li], absent={}, visitors=0, remark="x")


# Cancel


def test_a_cancelled_shift_is_told_to_all_and_frees_their_day(studio, shift, wang, li, convener):
    duty.cancel(shift, by=convener, remark="停电")

    assert shift.status == ShiftStatus.CANCELLED
    told = Notice.objects.filter(template="consultations/shift_cancelled")
    assert {notice.to for notice in told} == {wang.user, li.user}
    assert not DutySeat.objects.on_duty().filter(on=TODAY).exists()
    assert not DutySeat.objects.gaps(TODAY).exists()
    make_shift(studio, on=TODAY, period="afternoon", seats=[wang])


def test_only_the_staff_cancel(shift, wang):
    with pytest.raises(NotYours):
        duty.cancel(shift, by=wang.user, remark="停电")


def test_a_shift_that_received_somebody_was_held(studio, shift, convener):
    make_issue(studio, duty_shift=shift)

    with pytest.raises(NotAllowedNow, match="已登记来访"):
        duty.cancel(shift, by=convener, remark="停电")


def test_a_draft_is_not_cancelled_but_arranged(studio, convener):
    shift = make_shift(studio, on=TOMORROW, published=False)

    with pytest.raises(NotAllowedNow, match="还在拟定"):
        duty.cancel(shift, by=convener, remark="停电")


def test_what_is_over_is_over(shift, wang, li, convener):
    duty.cancel(shift, by=convener, remark="停电")

    with pytest.raises(NotAllowedNow, match="已取消"):
        duty.cancel(shift, by=convener, remark="停电")
    with pytest.raises(NotAllowedNow, match="已取消"):
        duty.confirm(shift, by=convener, served=[wang, li], absent={})


def test_seats_of_a_shift_no_longer_there_are_refused(shift, wang, convener):
    seat = place(shift, wang)
    DutySeat.objects.filter(pk=seat.pk).delete()

    with pytest.raises(NotAllowedNow, match="刚刚有变化"):
        duty.excuse(seat, by=convener, reason="出差")
