"""A month of duty: planned, published, swapped, served, handed over, each step in the browser."""

from datetime import timedelta

import pytest

from consultations.models import DutySeat, DutyShift, HandOver, Issue, Roster, Swap
from core import clock
from core.workdays import add_months, calendar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_roster_is_published_swapped_served_and_handed_over(county, reader, days_pass, width):
    today = clock.today()
    months = [today.replace(day=1), add_months(today.replace(day=1), 1)]
    convener = reader(width).sign_in("convener")
    has_rhythm(convener)
    for month in months:
        publishes(convener, month)
    assert Roster.objects.published().count() == 2

    swaps(reader, months[1], width)
    shift = serves(reader, today, width)
    days_pass(1)
    sees_the_note(reader, today + timedelta(days=1), width)
    confirms(reader, shift, width)


def has_rhythm(convener):
    """Every day of the week, holidays too, so that there is a shift today whatever day it is."""
    convener.open("/duty/laocheng/2026/1/").open("/duty/laocheng/rules/").fits()
    convener.open("/duty/laocheng/rules/new/?cadence=weekly").fits()
    for box in convener.page.locator("main [name=days]").all():
        box.check()
    convener.page.locator("details.more summary").first.click()
    convener.fill(starts_at="09:00", ends_at="11:30", seats="1", on_holiday="keep")
    convener.press("保存规则").sees("9:00—11:30", "1人").fits()


def publishes(convener, month):
    convener.open(f"/duty/laocheng/{month.year}/{month.month}/").sees("未排").fits()
    convener.step("自动排班").press("自动排班").sees("拟定中").fits()
    convener.step("发布").press("发布").sees("已发布").fits()


def swaps(reader, month, width):
    """王委员 asks 冯委员 to sit instead; the roster follows as soon as the other agrees."""
    seat = DutySeat.objects.filter(
        member__user__username="member", on__gt=calendar().add(clock.today(), 3), on__gte=month
    ).earliest("on")
    asking = reader(width).sign_in("member").open("/duty/mine/").fits()
    asking.open(f"/duty/seats/{seat.pk}/ask_swap/").fits()
    offer = asking.page.locator("[name=whom] optgroup[label^='请代'] option", has_text="冯委员")
    asking.fill(whom=offer.get_attribute("value"), reason="当天到市里开会")
    asking.press("申请换班").sees("待同意").fits()

    asked = reader(width).sign_in("member2").sees("请我换班").open("/duty/mine/").fits()
    asked.sees("当天到市里开会").press("同意").fits()

    seat.refresh_from_db()
    assert (seat.member.name, seat.instead_of.name) == ("冯委员", "王委员")
    assert Swap.objects.get().get_status_display() == "已同意"


def serves(reader, today, width):
    """A visitor is heard, answered on the spot, another guided elsewhere; a note is left."""
    shift = DutyShift.objects.select_related("studio").get(on=today)
    sitting = shift.seats.select_related("member__user").get().member.user
    desk = reader(width).sign_in(sitting.username).open("/duty/desk/").fits()
    registers(desk, "老年卡年审要带什么", "answer", answer="带身份证和旧卡，到社区一楼窗口办。")
    desk.open(f"/duty/shifts/{shift.pk}/desk/").sees("当场答复").fits()
    registers(desk, "和邻居的官司怎么还没判", "refer")
    desk.open(f"/duty/shifts/{shift.pk}/hand_over/").fits()
    desk.fill(visitors="2", note="老张明天还会来，请接着问。").press("交班").fits()
    assert shift.issues.count() == 2
    assert HandOver.objects.get(shift=shift).seen_at is None
    return shift


def registers(desk, title, outcome, **more):
    shift = DutyShift.objects.get(on=clock.today())
    desk.open(f"/duty/shifts/{shift.pk}/register/").fits()
    desk.fill(title=title, body="来访人当面讲的原话，一五一十都记在这里。", outcome=outcome, **more)
    if outcome == "refer":
        desk.page.locator("main [name=reason]").first.check()
    for tick in ("read_back", "consent"):
        desk.page.check(f"main [name={tick}]")
    desk.press("登记").sees("查询码").fits()
    assert Issue.objects.filter(title=title, duty_shift=shift).count() == 1


def sees_the_note(reader, tomorrow, width):
    """The next shift reads what was left before anything else."""
    shift = DutyShift.objects.get(on=tomorrow)
    sitting = shift.seats.select_related("member__user").get().member.user
    desk = reader(width).sign_in(sitting.username).open("/duty/desk/").fits()
    desk.sees("老张明天还会来").press("已阅知").fits()
    assert HandOver.objects.get().seen_by == sitting


def confirms(reader, shift, width):
    """Nobody punched in: convener or liaison, whoever did not sit there, says who came."""
    sitting = shift.seats.get().member.user.username
    other = "liaison" if sitting == "convener" else "convener"
    staff = reader(width).sign_in(other).open(shift.get_absolute_url()).fits()
    staff.step("确认值班").fits().press("确认值班").sees("已值班").fits()
    assert shift.seats.get().get_status_display() == "已到岗"
