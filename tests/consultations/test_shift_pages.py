"""The pages of duty: what a member sees first, what the staff can do, and what nobody is shown."""

from datetime import date

import pytest
from django.urls import reverse

from consultations.actions import duty, swaps
from consultations.enums import SeatStatus, ShiftStatus, SwapStatus
from consultations.models import DutySeat, Swap
from dashboards.queues import queues_of
from tests.builders.consultations import make_issue, staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_hand_over, make_seat, make_shift
from tests.builders.people import make_user

TODAY, YESTERDAY = date(2026, 3, 5), date(2026, 3, 4)
NEXT_WEEK, LATER = date(2026, 3, 11), date(2026, 3, 18)


@pytest.fixture(autouse=True)
def today(frozen):
    return frozen("2026-03-05T10:00").date()


@pytest.fixture
def seat(studio, wang):
    """王建国's place next week."""
    return make_shift(studio, on=NEXT_WEEK, seats=[wang]).seats.get()


@pytest.fixture
def swap(seat, li):
    """王建国 has asked 李秀英 to stand in."""
    return swaps.ask_swap(seat, by=seat.member.user, to_member=li, reason="到市里开会", today=TODAY)


def page_of(browser, shift):
    return browser.get(shift.get_absolute_url()).content.decode()


def press(browser, verb, swap):
    return browser.post(reverse(f"consultations:{verb}_swap", args=[swap.pk]), follow=True)


def links(browser, shift):
    """The verbs that the page of a shift offers."""
    text = page_of(browser, shift)
    verbs = "confirm correct cancel ask_swap excuse expect substitute".split()
    return {verb for verb in verbs if f'/{verb}/"' in text}


# My duty


def test_what_is_asked_of_me_stands_on_top_with_its_buttons(sign_in, swap, li):
    text = sign_in(li.user).get("/duty/mine/").content.decode()

    assert text.index("王建国请您代为值班") < text.index("待值的班")
    assert "到市里开会" in text
    assert "最迟3月10日" in text
    assert f"/duty/swaps/{swap.pk}/accept/" in text
    assert f"/duty/swaps/{swap.pk}/decline/" in text


def test_one_button_agrees(sign_in, swap, seat, li):
    answer = press(sign_in(li.user), "accept", swap)

    seat.refresh_from_db()
    assert seat.member == li
    assert "已同意，值班表已调整" in answer.content.decode()
    assert "3月11日（周三）上午" in answer.content.decode()


def test_another_declines_and_the_third_is_told_nothing(sign_in, swap, li, stranger):
    assert press(sign_in(stranger), "decline", swap).status_code == 404

    press(sign_in(li.user), "decline", swap)

    swap.refresh_from_db()
    assert swap.status == SwapStatus.DECLINED


def test_who_asked_sees_that_it_waits_and_takes_it_back(sign_in, swap, wang):
    browser = sign_in(wang.user)
    assert "已请李秀英代值，等待答复" in browser.get("/duty/mine/").content.decode()

    answer = press(browser, "withdraw", swap)

    assert "申请换班" in answer.content.decode()
    swap.refresh_from_db()
    assert swap.status == SwapStatus.WITHDRAWN


def test_an_answer_that_comes_too_late_is_refused_with_a_sentence(sign_in, swap, li, frozen):
    browser = sign_in(li.user)
    frozen("2026-03-11T08:00")

    answer = press(browser, "accept", swap)

    assert answer.status_code == 409
    assert "现在已过" in answer.content.decode()


def test_a_button_is_pressed_and_never_opened(sign_in, swap, li):
    assert (
        sign_in(li.user).get(reverse("consultations:accept_swap", args=[swap.pk])).status_code
        == 405
    )


def test_shifts_past_say_what_became_of_them(sign_in, studio, wang):
    make_shift(studio, on=YESTERDAY, seats=[wang])
    served = make_shift(studio, on=date(2026, 3, 3), seats=[])
    make_seat(served, wang, status=SeatStatus.SERVED)
    make_shift(studio, on=date(2026, 3, 2), seats=[wang], status=ShiftStatus.CANCELLED)

    text = sign_in(wang.user).get("/duty/mine/").content.decode()

    assert "3月4日（周三）上午" in text
    assert "待确认" in text
    assert "已到岗" in text
    assert "3月2日" not in text


def test_who_is_no_member_has_no_duty_of_their_own(sign_in, office):
    assert sign_in(office).get("/duty/mine/").status_code == 403


def test_a_month_without_duty_says_so(sign_in, wang):
    assert "眼下没有安排您值班" in sign_in(wang.user).get("/duty/mine/").content.decode()


# The page of a shift


def test_each_is_offered_what_works(sign_in, studio, seat, wang, li, convener, office):
    shift = seat.shift

    assert links(sign_in(wang.user), shift) == {"ask_swap"}
    assert links(sign_in(convener), shift) == {"excuse", "substitute", "cancel"}
    assert links(sign_in(li.user), shift) == set()
    assert links(sign_in(office), shift) == set()


def test_on_the_last_day_nothing_is_swapped_and_everything_is_arranged(
    sign_in, studio, wang, convener
):
    shift = make_shift(studio, on=TODAY, seats=[wang])

    assert links(sign_in(wang.user), shift) == set()
    assert links(sign_in(convener), shift) == {"confirm", "excuse", "substitute", "cancel"}


def test_a_confirmed_shift_can_only_be_corrected(sign_in, studio, wang, convener):
    shift = make_shift(studio, on=YESTERDAY, seats=[wang])
    duty.confirm(shift, by=convener, served=[wang], absent={})

    assert links(sign_in(convener), shift) == {"correct"}


def test_a_draft_is_left_to_the_roster_and_hidden_from_others(sign_in, studio, wang, convener):
    shift = make_shift(studio, on=NEXT_WEEK, seats=[wang], published=False)

    assert links(sign_in(convener), shift) == set()
    assert sign_in(wang.user).get(shift.get_absolute_url()).status_code == 404


def test_why_somebody_is_excused_and_what_happened_is_not_for_everybody(
    sign_in, seat, wang, li, convener
):
    duty.excuse(seat, by=convener, reason="住院手术")

    assert "住院手术" in page_of(sign_in(convener), seat.shift)
    other = page_of(sign_in(li.user), seat.shift)
    assert "请假" in other
    assert "住院手术" not in other
    assert "流转记录" not in other


def test_an_absence_is_between_the_member_and_the_staff(sign_in, studio, wang, li, convener):
    shift = make_shift(studio, on=YESTERDAY, seats=[wang])
    duty.confirm(shift, by=convener, served=[], absent={wang: ""})

    assert "缺岗" in page_of(sign_in(convener), shift)
    assert "缺岗" in page_of(sign_in(wang.user), shift)
    assert "缺岗" not in page_of(sign_in(li.user), shift)
    assert "缺岗" not in sign_in(li.user).get("/duty/shifts/?tab=all").content.decode()


def test_a_place_that_is_filled_is_not_offered_again(sign_in, studio, seat, li, convener):
    duty.excuse(seat, by=convener, reason="出差")
    assert links(sign_in(convener), seat.shift) == {"expect", "substitute", "cancel"}
    seat.refresh_from_db()

    duty.substitute(seat, by=convener, member=li)

    text = page_of(sign_in(convener), seat.shift)
    assert f"/duty/seats/{seat.pk}/" not in text


def test_a_request_is_shown_to_the_two_and_the_staff(sign_in, studio, swap, wang, li, convener):
    shift, third = swap.seat.shift, join_studio(studio, "赵强")

    shown = {
        person: "到市里开会" in page_of(sign_in(person), shift)
        for person in (wang.user, li.user, convener, third.user)
    }

    assert shown == {wang.user: True, li.user: True, convener: True, third.user: False}


def test_a_lapsed_request_has_no_buttons(sign_in, swap, li, frozen):
    browser = sign_in(li.user)
    frozen("2026-03-11T08:00")

    text = page_of(browser, swap.seat.shift)

    assert "/accept/" not in text
    assert "请我换班" not in text


def test_an_unread_note_is_pointed_out_instead_of_the_button(sign_in, studio, wang, convener):
    shift = make_shift(studio, on=TODAY, seats=[wang])
    make_hand_over(make_shift(studio, on=YESTERDAY, seats=[wang]))

    text = page_of(sign_in(convener), shift)

    assert "留有交班说明，还没有人阅知" in text
    assert f"/duty/shifts/{shift.pk}/confirm/" not in text


def test_the_page_tells_one_story_of_shift_places_and_requests(sign_in, swap, li, convener):
    swaps.accept(swap, by=li.user, today=TODAY)
    duty.excuse(DutySeat.objects.get(), by=convener, reason="生病")

    text = page_of(sign_in(convener), swap.seat.shift)

    assert "替王建国" in text
    assert text.index("李秀英：生病") < text.index("同意</strong> 李秀英")


# The steps


def test_asking_offers_only_who_can_come_and_keeps_what_was_typed(sign_in, studio, seat, li):
    busy = join_studio(studio, "赵强")
    make_shift(open_studio(), on=NEXT_WEEK, seats=[busy])
    theirs = make_shift(studio, on=LATER, seats=[li]).seats.get()
    url, browser = f"/duty/seats/{seat.pk}/ask_swap/", sign_in(seat.member.user)

    text = browser.get(url).content.decode()
    assert "李秀英：3月18日（周三）上午" in text
    assert "赵强" not in text
    wrong = browser.post(url, {"whom": "member-999", "reason": "我写的原因"})
    assert "我写的原因" in wrong.content.decode()
    browser.post(url, {"whom": f"seat-{theirs.pk}", "reason": "开会"})

    assert Swap.objects.get().other_seat == theirs


def test_too_late_to_ask_is_said_before_the_form(sign_in, studio, wang):
    seat = make_shift(studio, on=date(2026, 3, 6), seats=[wang]).seats.get()
    url, browser = f"/duty/seats/{seat.pk}/ask_swap/", sign_in(wang.user)

    assert browser.get(url).status_code == 200  # the day before is in time
    DutySeat.objects.filter(pk=seat.pk).update(on=TODAY)
    answer = browser.get(url)

    assert answer.status_code == 409
    assert "最迟应在前1个工作日（3月4日）商定换班" in answer.content.decode()


def test_the_confirmation_is_one_form(sign_in, studio, wang, li, convener):
    shift = make_shift(studio, on=TODAY, seats=[wang, li])
    make_issue(studio, duty_shift=shift)
    first, second = shift.seats.all()
    url, browser = f"{shift.get_absolute_url()}confirm/", sign_in(convener)

    text = browser.get(url).content.decode()
    assert 'name="visitors" value="1"' in text
    assert text.count("checked") == 2
    browser.post(url, {f"came_{first.pk}": "on", f"reason_{second.pk}": "出差", "visitors": 4})

    shift.refresh_from_db()
    assert (shift.status, shift.visitors) == (ShiftStatus.SERVED, 4)
    assert [seat.status for seat in shift.seats.all()] == ["served", "excused"]


def test_a_correction_begins_with_what_was_recorded(sign_in, studio, wang, li, convener):
    shift = make_shift(studio, on=TODAY, seats=[wang, li])
    duty.confirm(shift, by=convener, served=[wang], absent={li: "出差"}, visitors=7)
    first, second = shift.seats.all()
    url, browser = f"{shift.get_absolute_url()}correct/", sign_in(convener)

    text = browser.get(url).content.decode()
    assert text.count("checked") == 1
    assert 'value="出差"' in text
    assert 'name="visitors" value="7"' in text
    came = {f"came_{first.pk}": "on", f"came_{second.pk}": "on"}
    assert "更正原因" in browser.post(url, came | {"visitors": 7}).content.decode()
    browser.post(url, came | {"visitors": 7, "remark": "后来到了"})

    assert [seat.status for seat in shift.seats.all()] == ["served", "served"]


def test_excuse_substitute_take_back_and_cancel_each_have_a_page(
    sign_in, studio, seat, wang, li, convener
):
    browser, at = sign_in(convener), f"/duty/seats/{seat.pk}"
    shift = seat.shift

    browser.post(f"{at}/excuse/", {"reason": "出差"})
    assert shift.seats.get().status == SeatStatus.EXCUSED
    browser.post(f"{at}/expect/")
    assert shift.seats.get().status == SeatStatus.EXPECTED
    assert "李秀英（今年0班）" in browser.get(f"{at}/substitute/").content.decode()
    browser.post(f"{at}/substitute/", {"member": li.pk})
    assert shift.seats.get().member == li
    browser.post(f"{shift.get_absolute_url()}cancel/", {"remark": "停电"})
    shift.refresh_from_db()
    assert shift.status == ShiftStatus.CANCELLED


# List and desk


def test_the_list_opens_on_what_waits_for_the_reader(sign_in, studio, wang, convener):
    make_shift(studio, on=YESTERDAY, seats=[wang])
    make_shift(open_studio(), on=YESTERDAY)
    gap = make_shift(studio, on=NEXT_WEEK, seats=[])
    make_seat(gap, wang, status="excused", reason="出差")

    of_staff = sign_in(convener).get("/duty/shifts/").context["listing"]
    gaps = sign_in(convener).get("/duty/shifts/?tab=gaps").context["listing"]
    of_member = sign_in(wang.user).get("/duty/shifts/").context["listing"]

    assert (of_staff.tab, [row.on for row in of_staff.rows]) == ("confirmation", [YESTERDAY])
    assert [row.on for row in gaps.rows] == [NEXT_WEEK]
    assert (of_member.tab, [row.on for row in of_member.rows]) == ("to_come", [NEXT_WEEK])


def test_a_member_is_found_in_the_list_once(sign_in, studio, wang, convener):
    make_shift(studio, on=YESTERDAY, seats=[wang, join_studio(studio, "王小明")])

    rows = sign_in(convener).get("/duty/shifts/?tab=all&q=王").context["listing"].rows

    assert len(rows) == 1


def heaps(user):
    return {queue.title: queue.count for queue in queues_of(user, TODAY)}


def test_the_desk_of_a_member_shows_the_week_and_who_asks(studio, seat, swap, wang, li):
    make_shift(studio, on=LATER, seats=[wang])

    assert heaps(wang.user) == {"我的值班": 1}
    assert heaps(li.user) == {"请我换班，待答复": 1}


def test_the_desk_of_the_staff_shows_what_to_confirm_and_where_somebody_lacks(
    studio, seat, wang, convener
):
    own = join_studio(studio, user=convener)
    make_shift(studio, on=YESTERDAY, seats=[wang])
    make_shift(studio, on=date(2026, 3, 3), seats=[own])  # the liaison officer confirms this one
    duty.excuse(seat, by=staff(studio), reason="出差")

    found = heaps(make_user(liaison=studio))
    mine = heaps(convener)

    assert (found["待确认的值班"], found["值班缺人"]) == (2, 1)
    assert mine["待确认的值班"] == 1
