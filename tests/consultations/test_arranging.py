"""A roster mended by hand: who may, what is refused in words, who is told."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import arranging
from consultations.enums import SeatStatus, ShiftStatus
from consultations.models import DutySeat, DutyShift, Roster
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.models import Leave
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_hand_over, make_roster, make_seat, make_shift

TODAY = date(2026, 11, 25)
DECEMBER = date(2026, 12, 1)
THE_TENTH = date(2026, 12, 10)
HOURS = {"starts_at": time(9), "ends_at": time(11, 30)}


@pytest.fixture
def members(studio):
    return [join_studio(studio, f"委员{n}") for n in range(4)]


@pytest.fixture
def shift(studio, members):
    """In a draft, two of the members at it."""
    return make_shift(studio, on=THE_TENTH, seats=members[:2], published=False)


@pytest.fixture
def published(studio, members):
    """On a published roster."""
    return make_shift(studio, on=THE_TENTH, seats=members[:2])


def add(studio, by, **changes):
    roster = make_roster(studio, DECEMBER, published=False)
    facts = {"on": THE_TENTH, "members": (), **HOURS} | changes
    return arranging.add_shift(roster, by=by, today=TODAY, **facts)


def rearrange(shift, by, **changes):
    members = [seat.member for seat in shift.seats.filter(status=SeatStatus.EXPECTED)]
    facts = {
        "on": shift.on, "starts_at": shift.starts_at, "ends_at": shift.ends_at,
        "members": members, "seen_version": shift.version,
    }  # fmt: skip
    arranging.rearrange(shift, by=by, today=TODAY, **facts | changes)
    shift.refresh_from_db()


def names(shift):
    return sorted(seat.member.name for seat in shift.seats.all())


def told(template):
    rows = Notice.objects.filter(template=f"consultations/{template}")
    return sorted(notice.to.name for notice in rows)


@pytest.mark.parametrize("who", ["member", "office", "stranger"])
def test_others_than_the_staff_may_not_touch_a_roster(studio, shift, who, request):
    by = request.getfixturevalue(who)

    for deed in (
        lambda: add(studio, by),
        lambda: rearrange(shift, by, members=[]),
        lambda: arranging.remove_shift(shift, by=by, today=TODAY),
    ):
        with pytest.raises(NotYours):
            deed()

    assert DutySeat.objects.count() == 2


def test_a_shift_is_added_and_recorded(studio, members, convener):
    made = add(studio, convener, members=members[:2])

    assert names(made) == ["委员0", "委员1"]
    assert made.period == "morning"
    remark = trail.history_of(made.roster).first().remark
    assert "添加12月10日（周四）上午 9:00—11:30（委员0、委员1）" in remark
    assert not told("duty_given")


def test_a_month_without_a_roster_gets_a_draft(studio, convener):
    blank = Roster(studio=studio, month=DECEMBER)

    made = arranging.add_shift(blank, by=convener, today=TODAY, on=THE_TENTH, **HOURS)

    assert made.roster.status == "draft"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"on": date(2027, 1, 4)}, "on", "2026年12月"),
        ({"on": date(2026, 11, 30)}, "on", "2026年12月"),
        ({"ends_at": time(9)}, "ends_at", "晚于"),
        ({"starts_at": time(11), "ends_at": time(12)}, "starts_at", "重叠"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(studio, shift, convener, changes, field, said):
    with pytest.raises(ValidationError) as refused:
        add(studio, convener, **changes)

    assert said in refused.value.message_dict[field][0]


def test_a_day_gone_by_is_not_planned(studio, convener):
    roster = make_roster(studio, TODAY, published=False)

    with pytest.raises(ValidationError, match="已经过去"):
        arranging.add_shift(roster, by=convener, today=TODAY, on=date(2026, 11, 24), **HOURS)


def test_two_shifts_of_a_day_may_follow_each_other(studio, shift, convener):
    assert add(studio, convener, starts_at=time(11, 30), ends_at=time(13))


def test_who_cannot_come_is_named_with_the_reason(studio, members, convener):
    away, gone, busy, left = members
    Leave.objects.create(
        member=away, starts_on=THE_TENTH, ends_on=THE_TENTH, reason="出差", recorded_by=convener
    )
    gone.affiliations.update(ends_on=TODAY)
    make_shift(open_studio("滨河工作室"), on=THE_TENTH, seats=[busy])
    left.status, left.archived_on, left.ending = "archived", TODAY, "term"
    left.save()

    with pytest.raises(ValidationError) as refused:
        add(studio, convener, members=members)

    (said,) = refused.value.message_dict["members"]
    for words in ("委员0请假", "委员1已不在本工作室", "委员2当天已在滨河工作室值班", "委员3已离任"):
        assert words in said
    assert not DutyShift.objects.filter(studio=studio).exists()


def test_a_shift_that_was_called_off_makes_room_for_another(studio, convener):
    make_shift(studio, on=THE_TENTH, seats=[], published=False, status=ShiftStatus.CANCELLED)

    made = add(studio, convener)

    assert list(DutyShift.objects.filter(studio=studio)) == [made]


def test_a_shift_is_moved_and_its_people_changed_in_one_go(shift, members, convener):
    rearrange(
        shift, convener, on=date(2026, 12, 11), starts_at=time(14), ends_at=time(17),
        members=members[1:3],
    )  # fmt: skip

    assert (shift.on.day, shift.period) == (11, "afternoon")
    assert names(shift) == ["委员1", "委员2"]
    assert {seat.on for seat in shift.seats.all()} == {shift.on}
    remark = trail.history_of(shift.roster).first().remark
    assert "加入委员2，撤下委员0" in remark


def test_a_shift_saved_as_it_was_leaves_no_trace(shift, convener):
    rearrange(shift, convener)

    assert not trail.history_of(shift.roster).exists()


def test_a_draft_is_changed_without_telling_anybody(shift, members, convener):
    rearrange(shift, convener, on=date(2026, 12, 11), members=members[2:])

    assert not Notice.objects.exists()


def test_a_change_of_a_published_roster_is_told_to_those_concerned(published, members, convener):
    rearrange(published, convener, on=date(2026, 12, 11), members=members[1:3])

    assert told("duty_given") == ["委员2"]
    assert told("duty_taken") == ["委员0"]
    assert told("duty_moved") == ["委员1"]
    moved = Notice.objects.get(template="consultations/duty_moved")
    assert "12月10日" in moved.text
    assert "12月11日" in moved.text


def test_an_edit_from_an_old_page_is_refused_with_both_texts(shift, convener):
    with pytest.raises(StaleEdit):
        rearrange(shift, convener, seen_version=0, on=date(2026, 12, 11))


def test_nobody_is_moved_to_a_day_on_which_they_sit_elsewhere(shift, members, convener):
    make_shift(open_studio(), on=date(2026, 12, 11), seats=members[:1])

    with pytest.raises(ValidationError, match="委员0"):
        rearrange(shift, convener, on=date(2026, 12, 11))


def test_who_is_excused_from_this_shift_is_not_put_in_by_the_way(published, members, convener):
    make_seat(published, members[3], status=SeatStatus.EXCUSED, reason="出差")

    with pytest.raises(ValidationError, match="委员3已在本班请假"):
        rearrange(published, convener, members=members[3:])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda shift: DutyShift.objects.filter(pk=shift.pk).update(on=date(2026, 11, 24)),
        lambda shift: DutyShift.objects.filter(pk=shift.pk).update(status="cancelled"),
        make_hand_over,
    ],
)
def test_what_is_over_or_in_use_is_not_rearranged(shift, convener, spoil):
    spoil(shift)
    shift.refresh_from_db()

    with pytest.raises(NotAllowedNow):
        rearrange(shift, convener)
    with pytest.raises(NotAllowedNow):
        arranging.remove_shift(shift, by=convener, today=TODAY)


def test_a_draft_forgets_a_shift(shift, convener):
    roster = shift.roster

    arranging.remove_shift(shift, by=convener, today=TODAY)

    assert not DutyShift.objects.exists()
    assert "撤销12月10日" in trail.history_of(roster).first().remark


def test_a_published_roster_keeps_what_was_called_off(published, members, convener):
    arranging.remove_shift(published, by=convener, today=TODAY, remark="停电")

    published.refresh_from_db()
    assert published.status == ShiftStatus.CANCELLED
    assert told("shift_cancelled") == ["委员0", "委员1"]
    assert not DutySeat.objects.on_duty().filter(member__in=members).exists()
