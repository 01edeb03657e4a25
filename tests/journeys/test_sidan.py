"""四单 from the QR code to the last slip, each page in the county's own words."""

import re

import pytest

from consultations.models import FollowUp, Issue
from consultations.tasks import press_unclaimed
from core.days import full_day
from notices.models import Notice
from tests.builders.mechanisms import make_shipped
from tests.journeys.test_the_walk import raise_matter, track

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "西关桥头路灯不亮"
BODY = "西关桥头三盏路灯不亮已有半个月，晚上过桥看不清台阶，老人摔过一跤。"


@pytest.mark.parametrize("width", [390, 1280])
def test_four_slips_from_the_first_to_the_last(county, reader, days_pass, width):
    make_shipped(county.committee, "jintai", "sidan", default=True)
    raiser = reader(width)
    code = raise_matter(raiser, TITLE, BODY)
    convener = reader(width).sign_in("convener")
    issue = orders(convener)

    days_pass(6)
    nobody_buys(reader(width), issue)
    gives_back(reader(width).sign_in("member"), issue)
    buys(reader(width).sign_in("member2"), issue)
    track(raiser, code).sees("冯委员", full_day(Issue.objects.get().promised_on))
    solves(reader(width).sign_in("member2"), issue)
    track(raiser, code).sees("路灯已经修好")

    days_pass(20)
    is_not_closed_yet(reader(width, expected=("409",)).sign_in("convener"), issue)
    checks(reader(width).sign_in("member"), issue)
    rates(track(raiser, code))
    ends(reader(width).sign_in("convener"), issue)


def orders(convener):
    """点单: the studio takes it on, and it waits for a buyer."""
    issue = Issue.objects.get()
    convener.open(issue.get_absolute_url()).fits().sees("点单", "买单", "解单", "查单", "评单")
    convener.step("受理").fill(category={"index": 1}, urgency="pressing").press("受理")
    convener.sees("已点单，待买单", "等待委员买单").fits()
    return issue


def nobody_buys(convener, issue):
    """The days of the members are over: the convener is reminded and names somebody."""
    assert press_unclaimed() == 2  # the convener and the liaison officer
    assert press_unclaimed() == 0
    assert Notice.objects.filter(to__username="convener", text__contains="买单期限").exists()
    convener.sign_in("convener").sees("逾期无人").open("/issues/?tab=unclaimed").fits()
    convener.sees("逾期无人买单", TITLE).open(issue.get_absolute_url())
    convener.sees("期限已过", "待指派").fits().step("派单").sees("推荐人选", "手上没有在办").fits()
    who = convener.page.locator("[name=member] option", has_text="王委员").first
    convener.fill(member=who.get_attribute("value")).press("派单").sees("已买单").fits()


def gives_back(member, issue):
    """退单, once."""
    member.open(issue.get_absolute_url()).sees("已买单").fits()
    member.step("退单").fill(remark="单位派去外地学习一个月。").press("退单")
    member.sees("已点单，待买单").fits()


def buys(member, issue):
    """买单: another member, with a day that the raiser will read."""
    member.open("/issues/?tab=claimable").sees("可买单", TITLE).fits()
    member.open(issue.get_absolute_url()).step("买单").fits().press("买单")
    member.sees("买单成功", "已买单", "承诺答复").fits()


def solves(member, issue):
    """解单."""
    member.open(issue.get_absolute_url()).step("解单")
    member.fill(answer="路灯已经修好，三盏都亮，并更换了老化线路。").press("解单")
    member.sees("已解单，待评单").fits()


def is_not_closed_yet(convener, issue):
    """Nobody closes what nobody else has looked at."""
    convener.open(issue.get_absolute_url()).sees("销单前须先由另一人查单").fits()
    convener.open(f"{issue.get_absolute_url()}close/").sees("查单：还没有查单").fits()


def checks(member, issue):
    """查单, by somebody else than who solved it."""
    member.open(issue.get_absolute_url()).step("查单").fits()
    member.fill(way="site", result="solved", remark="晚上到现场看过，三盏灯都亮。").press("查单")
    member.sees("已解决", "现场查看", "王委员").fits()
    assert FollowUp.objects.get().done_by.name == "王委员"


def rates(raiser):
    """评单."""
    raiser.fill(result="satisfied", attitude="satisfied", comment="亮了，谢谢。").press("提交评价")
    raiser.fits()


def ends(convener, issue):
    """销单: every slip stands in the record, by its name and in its order."""
    convener.open(issue.get_absolute_url()).sees("已销单", "查单", "退单").fits()
    lines = convener.page.locator(".timeline").last.inner_text()
    found = [re.search(word, lines) for word in ("销单", "查单", "解单", "买单", "退单")]
    assert all(found), lines
    issue.refresh_from_db()
    assert (issue.status, issue.claimed_by.name) == ("closed", "冯委员")
