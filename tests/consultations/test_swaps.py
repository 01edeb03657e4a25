"""One member asks another for their place: in time, with somebody who can, and never twice."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import duty, swaps
from consultations.enums import SwapStatus
from consultations.models import DutySeat, Swap
from core.access import NotYours
from core.management.commands.load_calendar import days_of
from core.models import CalendarDay
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.models import Affiliation, Leave
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_seat, make_shift

MONDAY = date(2026, 3, 2)
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)
NEXT_MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def today(frozen):
    return frozen("2026-03-02").date()


@pytest.fixture
def seat(studio, wang):
    """王建国's place on Thursday."""
    return make_shift(studio, on=THURSDAY, seats=[wang]).seats.get()


def ask(seat, to_member, other_seat=None, today=MONDAY):
    by = seat.member.user
    return swaps.ask_swap(
        seat, by=by, to_member=to_member, other_seat=other_seat, reason="出差", today=today
    )


def sits(seat):
    """Who sits there now, and whose place it was."""
    seat.refresh_from_db()
    return seat.member, seat.instead_of


def test_nobody_gives_away_the_place_of_another(seat, li):
    with pytest.raises(NotYours, match="值班委员本人"):
        swaps.ask_swap(seat, by=li.user, to_member=li, reason="出差", today=MONDAY)


def test_a_member_asks_another_to_stand_in(seat, wang, li):
    swap = ask(seat, li)

    assert swap.status == SwapStatus.ASKED
    notice = Notice.objects.get(to=li.user)
    assert notice.title == "王建国委员请您代为值班：3月5日（周四）上午 9:00—11:30"
    assert "请于3月4日前答复" in notice.text
    assert notice.url == "/duty/mine/"
    assert sits(seat) == (wang, None)


@pytest.mark.parametrize(
    ("on", "asked_on", "is_in_time"),
    [
        (THURSDAY, WEDNESDAY, True),
        (THURSDAY, THURSDAY, False),  # the shift itself
        (NEXT_MONDAY, date(2026, 3, 6), True),
        (NEXT_MONDAY, date(2026, 3, 7), False),  # Saturday: no working day is left
        (date(2026, 5, 6), date(2026, 4, 30), True),  # 5 May ends a holiday
        (date(2026, 5, 6), date(2026, 5, 1), False),
    ],
)
def test_a_swap_is_agreed_a_working_day_before(studio, wang, li, on, asked_on, is_in_time):
    CalendarDay.objects.bulk_create(days_of(2026))
    seat = make_shift(studio, on=on, seats=[wang]).seats.get()

    if is_in_time:
        swap = ask(seat, li, today=asked_on)
        assert Swap.objects.open(asked_on).get() == swap
    else:
        with pytest.raises(NotAllowedNow, match=r"前1个工作日（\d+月\d+日）商定换班，现在已过"):
            ask(seat, li, today=asked_on)


def away(member, seat):
    Leave.objects.create(
        member=member, starts_on=seat.on, ends_on=seat.on, reason="病", recorded_by=member.user
    )


def gone(member, seat):
    member.status, member.archived_on, member.ending = "archived", MONDAY, "term"
    member.save()


def moved(member, seat):
    Affiliation.objects.filter(member=member).update(ends_on=MONDAY)


def booked(member, seat):
    make_shift(open_studio(), on=seat.on, seats=[member])


def beside(member, seat):
    make_seat(seat.shift, member)


def unknown(member, seat):
    member.user = None
    member.save()


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (away, "李秀英3月5日在请假"),
        (gone, "李秀英已离任"),
        (moved, "李秀英3月5日不是本工作室的委员"),
        (booked, "李秀英3月5日已另有值班"),
        (beside, "李秀英已在这一班的名单中"),
        (unknown, "李秀英还没有平台账号"),
    ],
)
def test_only_somebody_who_can_come_is_asked(seat, li, happens, said):
    happens(li, seat)

    assert [offer.member for offer in swaps.offers(seat, MONDAY)] == []
    with pytest.raises(ValidationError, match=said):
        ask(seat, li)


def test_a_member_of_another_studio_is_not_asked(seat):
    with pytest.raises(ValidationError, match="不是本工作室的委员"):
        ask(seat, join_studio(open_studio(), "周远"))


def test_one_request_at_a_time_for_a_place(studio, seat, li):
    ask(seat, li)

    with pytest.raises(NotAllowedNow, match="已请李秀英换班，正等待答复"):
        ask(seat, join_studio(studio, "赵强"))


def test_after_it_is_withdrawn_another_may_be_asked(studio, seat, wang, li):
    swaps.withdraw(ask(seat, li), by=wang.user)

    assert ask(seat, join_studio(studio, "赵强")).status == SwapStatus.ASKED
    assert Notice.objects.filter(to=li.user, template="consultations/swap_withdrawn").exists()


def test_who_agrees_sits_instead_and_asker_and_staff_hear_of_it(seat, wang, li, convener):
    swap = ask(seat, li)

    swaps.accept(swap, by=li.user, today=MONDAY)

    assert sits(seat) == (li, wang)
    told = Notice.objects.filter(template="consultations/swap_accepted")
    assert {notice.to for notice in told} == {wang.user, convener}


def test_two_change_places_and_each_place_remembers_whose_it_was(studio, seat, wang, li):
    theirs = make_shift(studio, on=NEXT_MONDAY, seats=[li]).seats.get()

    swaps.accept(ask(seat, li, theirs), by=li.user, today=MONDAY)

    assert sits(seat) == (li, wang)
    assert sits(theirs) == (wang, li)


def test_two_of_one_day_change_places(studio, seat, wang, li):
    theirs = make_shift(studio, on=THURSDAY, period="afternoon", seats=[li]).seats.get()

    swaps.accept(ask(seat, li, theirs), by=li.user, today=MONDAY)

    assert (sits(seat)[0], sits(theirs)[0]) == (li, wang)
    assert theirs.on == THURSDAY


def test_changed_back_it_is_as_if_nothing_had_been(seat, wang, li):
    swaps.accept(ask(seat, li), by=li.user, today=MONDAY)
    seat.refresh_from_db()

    swaps.accept(ask(seat, wang), by=wang.user, today=MONDAY)

    assert sits(seat) == (wang, None)


def test_only_who_was_asked_answers_and_only_who_asked_withdraws(seat, wang, li, convener):
    swap = ask(seat, li)

    for deed, people in {
        swaps.decline: (wang.user, convener),
        swaps.withdraw: (li.user, convener),
    }.items():
        for person in people:
            with pytest.raises(NotYours):
                deed(swap, by=person)
    with pytest.raises(NotYours):
        swaps.accept(swap, by=wang.user, today=MONDAY)


def test_who_is_declined_keeps_the_place(seat, wang, li):
    swaps.decline(ask(seat, li), by=li.user)

    assert sits(seat) == (wang, None)
    assert "仍由您值" in Notice.objects.get(to=wang.user).text


@pytest.mark.parametrize("answer", ["accept", "decline", "withdraw"])
def test_an_answered_request_is_not_answered_again(seat, wang, li, answer):
    swap = ask(seat, li)
    swaps.decline(swap, by=li.user)

    by = wang.user if answer == "withdraw" else li.user
    days = {"today": MONDAY} if answer == "accept" else {}
    with pytest.raises(NotAllowedNow, match="未同意"):
        getattr(swaps, answer)(swap, by=by, **days)


@pytest.mark.parametrize("happens", [away, moved, booked, beside])
def test_whether_it_still_can_be_is_asked_again_when_it_is_agreed(seat, wang, li, happens):
    swap = ask(seat, li)
    happens(li, seat)

    with pytest.raises(NotAllowedNow, match="李秀英"):
        swaps.accept(swap, by=li.user, today=MONDAY)

    swap.refresh_from_db()
    assert swap.status == SwapStatus.ASKED
    assert sits(seat) == (wang, None)


def test_a_request_lapses_with_the_day_and_stands_in_nobodys_way(studio, seat, wang, li):
    theirs = make_shift(studio, on=date(2026, 3, 3), seats=[li]).seats.get()
    swap = ask(seat, li, theirs)

    assert list(Swap.objects.lapsed(date(2026, 3, 3))) == [swap]
    with pytest.raises(NotAllowedNow, match="现在已过"):
        swaps.accept(swap, by=li.user, today=date(2026, 3, 3))
    ask(seat, join_studio(studio, "赵强"), today=date(2026, 3, 3))
    swap.refresh_from_db()
    assert swap.status == SwapStatus.WITHDRAWN


def test_a_request_lapses_when_the_place_changes_hands(studio, seat, li, convener):
    swap = ask(seat, li)

    duty.substitute(seat, by=convener, member=join_studio(studio, "赵强"))

    assert not Swap.objects.open(MONDAY).exists()
    with pytest.raises(NotAllowedNow, match="刚刚有变化"):
        swaps.accept(swap, by=li.user, today=MONDAY)


def test_what_is_given_must_be_theirs_and_of_this_studio(studio, seat, wang, li):
    zhao = join_studio(studio, "赵强")
    elsewhere = make_shift(open_studio(), on=NEXT_MONDAY, seats=[li]).seats.get()
    not_theirs = make_shift(studio, on=NEXT_MONDAY, seats=[zhao]).seats.get()

    with pytest.raises(ValidationError, match="本工作室其他班次"):
        ask(seat, li, elsewhere)
    with pytest.raises(ValidationError, match="已有变化"):
        ask(seat, li, not_theirs)


def test_the_asker_must_be_able_to_take_what_they_get(studio, seat, wang, li):
    theirs = make_shift(studio, on=NEXT_MONDAY, seats=[li]).seats.get()
    booked(wang, theirs)

    with pytest.raises(ValidationError, match="王建国3月9日已另有值班"):
        ask(seat, li, theirs)
    assert [offer.seat for offer in swaps.offers(seat, MONDAY)] == [None]


def test_offers_are_exchanges_first_and_then_favours(studio, seat, li):
    theirs = make_shift(studio, on=NEXT_MONDAY, seats=[li]).seats.get()
    zhao = join_studio(studio, "赵强")

    found = swaps.offers(seat, MONDAY)

    assert found[0] == (li, theirs)
    assert {offer.member for offer in found[1:]} == {li, zhao}


def test_a_draft_is_arranged_by_hand_and_not_swapped(studio, wang, li):
    seat = make_shift(studio, on=THURSDAY, seats=[wang], published=False).seats.get()

    with pytest.raises(NotAllowedNow, match="还在拟定"):
        ask(seat, li)


def test_the_flow_record_says_what_was_agreed(seat, li):
    swap = ask(seat, li)
    swaps.accept(swap, by=li.user, today=MONDAY)

    lines = [(entry.label, entry.remark) for entry in trail.history_of(swap)]
    said = "3月5日（周四）上午 9:00—11:30的班请李秀英代为值班"
    assert lines == [("同意", said), ("申请换班", f"{said}：出差")]
    assert trail.history_of(swap)[0].scope == "qingxi"


def test_only_the_two_see_a_request(seat, wang, li, convener):
    swap = ask(seat, li)

    assert swap in Swap.objects.visible_to(wang.user)
    assert swap in Swap.objects.visible_to(li.user)
    assert not Swap.objects.visible_to(convener).exists()
    assert list(Swap.objects.awaiting(li, MONDAY)) == [swap]
    assert not Swap.objects.awaiting(wang, MONDAY).exists()


def test_of_two_agreements_for_one_day_the_second_is_refused(studio, seat, wang, li):
    zhao = join_studio(studio, "赵强")
    later = make_shift(studio, on=THURSDAY, period="afternoon", seats=[zhao]).seats.get()
    first, second = ask(seat, li), ask(later, li)

    swaps.accept(first, by=li.user, today=MONDAY)

    with pytest.raises(NotAllowedNow, match="已另有值班"):
        swaps.accept(second, by=li.user, today=MONDAY)
    assert DutySeat.objects.on_duty().filter(on=THURSDAY).count() == 2
