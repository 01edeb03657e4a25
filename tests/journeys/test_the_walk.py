"""One matter through the whole loop, each step in the browser by the right person."""

import re

import pytest

from consultations.models import Activity, Issue, Topic
from petitions.models import Assignment, OpinionReport
from scoring.models import ScoreEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOORS = (
    ("西关河堤护栏断了", "西关桥下游约五十米护栏断裂，孩子放学路过很危险，请尽快处理。"),
    ("河堤边没有路灯", "老城社区到西关桥的河堤晚上没有路灯，老人散步容易摔倒。"),
    ("河堤台阶松动", "西关河堤下到水边的石头台阶松动，已经有人扭伤了脚。"),
)


def raise_matter(reader, title, body, phone=""):
    """Anonymous, behind the QR code; returns the tracking code on the slip."""
    reader.open("/s/laocheng/").sees("老城社区委员工作室", "每周三", "李召集").fits()
    reader.fill(title=title, body=body, place="西关桥下游")
    if phone:
        reader.fill(name="刘群众", phone=phone)
    reader.page.check("[name=consent]")
    reader.page.wait_for_timeout(2100)  # faster than two seconds is taken for a robot
    reader.press("提交").sees("请记下查询码").fits()
    return reader.page.locator(".slip-code").inner_text()


def accept(reader, issue):
    reader.open(issue.get_absolute_url()).fits().step("受理")
    reader.fill(category={"index": 1}, urgency="pressing").press("受理").sees("已受理")


def track(reader, code):
    reader.open("/track/").fill(code=code.lower()).press("查询")
    return reader.fits()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_matter_goes_from_the_qr_code_to_a_rated_reply(county, reader, days_pass, width):
    raiser = reader(width)
    codes = [raise_matter(raiser, *door, phone="13800001234") for door in DOORS]
    issues = list(Issue.objects.order_by("pk"))
    convener = reader(width).sign_in("convener").sees("待受理的意见")
    for issue in issues:
        accept(convener, issue)
    claims(reader, issues[0], width)
    topic = make_topic(convener, issues)
    designate(reader(width).sign_in("township"), topic)
    activity = record(convener, county, topic)
    reader(width).sign_in("liaison").open(activity.get_absolute_url()).step("确认").press("确认")
    goes_up(reader, activity, width)

    assignment = dispatch(reader(width).sign_in("office"), county, activity)
    work(reader(width).sign_in("unit"), assignment)
    days_pass(60)
    reader(width).sign_in("unit").sees("已逾期").open(assignment.get_absolute_url()).sees("逾期")
    reader(width).sign_in("leader").open("/board/").sees("逾期未答复", str(county.lead)).fits()
    reply(reader(width).sign_in("unit"), assignment, "护栏已加固，路灯下月安装。")
    check(reader(width).sign_in("office"), assignment)

    for code in codes:
        track(raiser, code).sees("护栏已加固", str(county.lead))
        assert "吴经办" not in raiser.page.locator("body").inner_text()
    rate(track(raiser, codes[0]), "unsatisfied", "路灯还没装，请再办。")
    for code in codes[1:]:
        rate(track(raiser, code), "satisfied", "")
    again(reader, assignment, width)
    rate(track(raiser, codes[0]), "satisfied", "")
    ends(reader, topic, width)


def claims(reader, issue, width):
    """Two members open the same form; the slower one is told who was quicker."""
    quick = reader(width).sign_in("member").open(issue.get_absolute_url())
    slow = reader(width, expected=("409",)).sign_in("member2").open(issue.get_absolute_url())
    quick.step("接单")
    slow.step("接单")
    quick.press("接单").sees("已接单").fits()
    slow.press("接单").sees("王委员").fits()
    issue.refresh_from_db()
    assert issue.claimed_by.name == "王委员"


def make_topic(convener, issues):
    """Three similar issues become one topic."""
    convener.open("/issues/?tab=all").fits()
    for issue in issues:
        convener.page.check(f"[name=issue][value='{issue.pk}']")
    convener.press("合并为议题").fits()
    convener.fill(title="关于西关河堤安全隐患整治", background="护栏断裂、无灯、台阶松动。")
    convener.press("提出议题").sees("待点题").fits()
    return Topic.objects.get()


def designate(township, topic):
    township.sees("待点题").open(topic.get_absolute_url()).fits().step("点题")
    township.fill(requirement="汛期前见成效。").press("点题").sees("已立题")


def record(convener, county, topic):
    """The micro-consultation, logged in one minute."""
    convener.open(topic.get_absolute_url())
    with convener.page.expect_navigation():
        convener.page.click("text=记录协商")
    # Kind and topic go without saying: the page was opened from the topic.
    convener.fits().fill(place="老城社区会议室", summary="各方同意先修护栏，再装路灯。")
    convener.fill(held_on=convener.page.evaluate("new Date().toISOString().slice(0, 10)"))
    for box in convener.page.locator("[name=members]").all():
        box.check()
    host = convener.page.locator("[name=host] option", has_text="李召集").get_attribute("value")
    convener.fill(host=host)
    items = convener.page.locator("[name=items-0-text]")
    if not items.is_visible():
        convener.page.locator("details summary", has_text="共识").first.click()
    items.fill("加固断裂护栏，增设路灯")
    convener.page.select_option("[name=items-0-unit]", str(county.lead.pk))
    convener.press("保存记录").sees("加固断裂护栏").fits()
    return Activity.objects.latest("pk")


def goes_up(reader, activity, width):
    """A member writes a report from it; it is accepted, signed, issued, adopted, instructed on."""
    member = reader(width).sign_in("member")
    item = activity.consensus_items.get()
    member.open(f"/reports/write/?consensus_item={item.pk}").fits()
    member.fill(
        title="关于加快西关河堤安全整治的建议", situation="河堤护栏断裂，居民反映强烈。",
        suggestion="请水利部门汛期前完成加固。",
    ).press("保存并提交").sees("待审查")  # fmt: skip
    report = OpinionReport.objects.get()
    office = reader(width).sign_in("office").sees("社情民意待审查").open(report.get_absolute_url())
    office.fits().step("采用").press("采用").sees("已采用")
    signer = reader(width).sign_in("signer").open(report.get_absolute_url())
    signer.step("签发").press("签发").sees("已签发")
    office.open(report.get_absolute_url()).step("印发")
    office.fill(sent_to="县委、县政府领导").press("印发").sees("已印发")
    today = office.page.evaluate("new Date().toISOString().slice(0, 10)")
    office.step("登记采用").fill(
        level={"index": 1}, organ="县委办公室", mode="single", adopted_on=today
    ).press("登记采用").sees("县委办公室")
    office.step("登记批示").fill(
        leader_name="林县长", leader_post="县长", kind="action", instructed_on=today,
        text="请水利局抓紧办理。",
    ).press("登记批示").sees("请水利局抓紧办理")  # fmt: skip
    member.open(report.get_absolute_url()).sees("县委办公室")
    assert "请水利局抓紧办理" not in member.page.locator("body").inner_text()


def dispatch(office, county, activity):
    """A consensus item goes to a lead and a supporting unit, under a limit with its sum."""
    item = activity.consensus_items.get()
    office.open(f"/assignments/new/consensus_item/{item.pk}/").fits()
    office.fill(title="加固西关河堤护栏并增设路灯", demand="汛期前完成。")
    office.page.select_option("[name=lead_unit]", str(county.lead.pk))
    office.page.locator("details.more summary").first.click()
    office.page.select_option("[name=supporting_units]", str(county.support.pk))
    value = office.page.locator("[name=limit_class] option", has_text=re.compile("^D "))
    office.fill(limit_class=value.get_attribute("value"))
    office.press("交办").sees("30个工作日", "现在轮到").fits()
    return Assignment.objects.get()


def work(unit, assignment):
    """Signs for it and reports progress; does not reply."""
    unit.sees("待签收").open(assignment.get_absolute_url()).fits().step("签收")
    unit.fill(contact_name="吴经办", contact_phone="0917-3521000").press("签收").sees("办理中")
    unit.step("登记进展").fill(stage="studying", text="已到现场查看。").press("登记进展")
    unit.sees("已到现场查看").fits()


def reply(unit, assignment, result):
    unit.open(assignment.get_absolute_url()).step("答复").fits()
    value = unit.page.locator("[name=reply_class] option", has_text=re.compile("^A"))
    unit.fill(reply_class=value.get_attribute("value"))
    unit.fill(result=result, process="现场查看，制定方案，组织施工。", contact_mode="face")
    unit.fill(contacted_on=assignment.dispatched_at.date().isoformat())
    unit.press("答复").sees("待审核").fits()


def check(office, assignment):
    office.sees("答复待审核").open(assignment.get_absolute_url()).step("审核通过")
    office.press("审核通过").sees("已办结").fits()


def rate(raiser, result, comment):
    raiser.fill(result=result, attitude="satisfied", comment=comment).press("提交评价").fits()


def again(reader, assignment, width):
    """Not satisfied: handled once more."""
    assignment.refresh_from_db()
    assert assignment.get_status_display() == "二次办理"
    reply(reader(width).sign_in("unit"), assignment, "路灯已全部安装并亮灯。")
    check(reader(width).sign_in("office"), assignment)


def ends(reader, topic, width):
    """Everything is closed, and the members' points stand in their own record."""
    convener = reader(width).sign_in("convener").open(topic.get_absolute_url())
    convener.step("归档").press("归档").sees("已归档")
    assert set(Issue.objects.values_list("status", flat=True)) == {"closed"}
    mine = ScoreEntry.objects.filter(member__name="王委员")
    lines = list(mine.filter(on__year=mine.earliest("on").on.year))
    member = reader(width).sign_in("member").open(f"/points/?year={lines[0].on.year}").fits()
    member.sees(*(line.rule.label for line in lines))
    with member.page.expect_navigation():
        member.page.click(f"main a:has-text('{lines[0].source_name[:12]}')")
    member.sees(lines[0].source_name[:12])
    reader(width).sign_in("leader").open("/board/").sees("闭环漏斗").fits()
