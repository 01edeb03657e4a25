"""Residents decide (六步议事法): a notice, experts, a vote that is lost, and one that is won."""

import pytest
from django.utils import timezone

from consultations.models import Activity, Posting, Topic
from tests.builders.mechanisms import make_shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The county's own names of the steps, as they stand on the bar of every page.
STEPS = ["提议题", "出主意", "拟方案", "开言路", "定公约", "说了算", "实施", "归档"]
NUMBERS = {"entitled": "60", "present": "45", "abstained": "0", "tellers": "赵监票"}
LOST, WON = {"in_favour": "25", "against": "20"}, {"in_favour": "35", "against": "10"}


def stands_at(reader, step):
    """The bar shows the county's steps, and this one is at hand."""
    names = reader.page.locator(".stages b").evaluate_all(
        "all => all.map(b => b.firstChild.textContent.trim())"
    )
    assert names == STEPS, names
    now = reader.page.locator(".stages .now b").all_inner_texts()
    assert [text.partition("（")[0].strip() for text in now] == [step], now
    return reader.fits()


def follow(reader, label):
    """A link in the page itself, not among its actions."""
    with reader.page.expect_navigation():
        reader.page.locator(f"main a:text-is('{label}')").locator("visible=true").first.click()
    return reader


def test_a_pact_goes_from_a_proposal_through_a_lost_vote_to_the_shelf(county, reader, days_pass):
    make_shipped(county.committee, "jintai", "xiguan6", default=True)
    topic = propose(reader(390).sign_in("member"))
    convener = reader().sign_in("convener").open(topic.get_absolute_url())
    stands_at(convener, "提议题").step("点题").press("点题")
    reader(390).sign_in("member").open(topic.get_absolute_url()).step("接题").press("接题")
    record(convener.open(topic.get_absolute_url()))
    stands_at(convener.open(topic.get_absolute_url()), "开言路").sees("还没有发布（应满7日）")

    posting = post(convener)
    speaks_up(reader(390), posting)
    look_at(convener, posting)
    reader(390).open(f"/talks/{posting.pk}/").sees("一楼的采光怎么办", "反对1").fits()
    days_pass(8)

    convener = reader(390).sign_in("convener").open(topic.get_absolute_url())
    stands_at(convener, "定公约")
    review(convener)
    stands_at(convener, "说了算")
    vote(convener, LOST).sees("居民表决未通过，本轮不能形成共识")
    again(convener, topic)
    review(convener)
    vote(convener, WON).sees("前置条件已齐")
    convener.step("定公约").press("定公约").sees("居民已通过")
    carried_out(convener, topic)


def propose(member):
    member.open("/topics/new/").fits()
    member.fill(title="关于3号楼加装电梯公约", background="老人下楼难，一楼担心采光。")
    member.press("提出议题")
    return Topic.objects.get()


def record(convener):
    """Everybody talks it over; what they plan is for the village itself to do."""
    follow(convener, "记录协商").fill(place="社区议事厅", summary="费用按楼层分摊。")
    convener.fill(held_on=timezone.localdate().isoformat())
    if not convener.page.locator("[name=items-0-text]").is_visible():
        convener.page.locator("details summary", has_text="共识").first.click()
    convener.page.fill("[name=items-0-text]", "电梯费用按楼层分摊，一楼不出资")
    convener.page.locator("summary:visible", has_text="改去向").first.click()
    convener.page.select_option("[name=items-0-exit]", "self")
    convener.press("保存记录").sees("电梯费用按楼层分摊")
    assert Activity.objects.get().topic.status == "claimed"


def post(convener):
    follow(convener, "发布张榜公示").fits().sees("公示7日")
    convener.fill(title="3号楼加装电梯公约（草案）").press("发布").sees("已发布", "进行中").fits()
    return Posting.objects.get()


def speaks_up(neighbour, posting):
    """Somebody from the street says a word, which nobody reads before it was looked at."""
    neighbour.open("/s/laocheng/").sees("正在听取意见", posting.title)
    neighbour.open(f"/talks/{posting.pk}/").sees("电梯费用按楼层分摊").fits()
    neighbour.fill(text="一楼的采光怎么办？", stance="against")
    neighbour.page.wait_for_timeout(2100)  # faster than two seconds is taken for a robot
    neighbour.press("提交留言").sees("留言已收到")
    assert "一楼的采光怎么办" not in neighbour.page.locator("main").inner_text()


def look_at(convener, posting):
    convener.open("/desk/").sees("待审核留言").open(posting.get_absolute_url())
    convener.sees("一楼的采光怎么办").press("公开").sees("已公开这条留言").fits()


def review(convener):
    follow(convener, "登记专家审查").fits()
    convener.fill(experts="陈工程师", opinion="方案可行。", passes="yes")
    convener.press("登记专家审查").sees("第1轮专家审查").fits()


def vote(convener, numbers):
    follow(convener, "登记居民表决").sees("三分之二以上同意").fits()
    convener.fill(**NUMBERS, **numbers).press("登记居民表决")
    return convener.sees("已登记居民表决").fits()


def again(convener, topic):
    """Nothing was agreed, so it is talked over again; experts and residents speak anew."""
    follow(convener, "未达成共识").fill(remark="低层住户担心采光。").press("未达成共识")
    stands_at(convener.sees("表决未通过"), "拟方案")
    reader_sees_tab(convener)
    convener.open(topic.get_absolute_url()).step("再协商")
    convener.fill(remark="先谈采光。").press("再协商").sees("第2轮还没有登记表决结果")
    stands_at(convener, "定公约")


def reader_sees_tab(convener):
    convener.open("/topics/?tab=disagreed").sees("关于3号楼加装电梯公约").fits()


def carried_out(convener, topic):
    """The village does it, and the file goes on the shelf."""
    stands_at(convener, "实施")
    follow(convener, "记录落实").fill(outcome="公约已上墙，费用已收齐。").press("落实")
    stands_at(convener.open(topic.get_absolute_url()), "归档")
    convener.step("归档").press("归档").sees("已归档", "第2轮居民表决", "第1轮居民表决")
    topic.refresh_from_db()
    assert (topic.status, topic.round) == ("closed", 2)
