"""The pages of a topic's steps, in a browser without a screen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consultations.actions import papers, topics
from consultations.enums import TopicOrigin, TopicStatus
from consultations.models import Topic
from core import clock
from tests.builders.catalogue import make_decided_by
from tests.builders.consultations import (
    make_activity,
    make_issue,
    make_item_fields,
    make_topic,
    staff,
)
from tests.builders.excel import rows_of
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db
NEXT_MONTH = (clock.today() + timedelta(days=30)).isoformat()


def page_of(topic, verb=""):
    return f"{topic.get_absolute_url()}{verb}/" if verb else topic.get_absolute_url()


def text(answer):
    return answer.content.decode()


def done(browser, topic, verb, **sent):
    """The page after a step that was taken."""
    answer = browser.post(page_of(topic, verb), sent, follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    topic.refresh_from_db()
    return text(answer)


def test_a_topic_is_sent_back_completed_and_decided(studio, sign_in, party, convener):
    topic = make_topic(studio)
    said = done(sign_in(party), topic, "send_back", remark="请补充涉及户数")
    assert "退回补充" in said
    desk = text(sign_in(convener).get("/desk/"))
    assert "退回补充的议题" in desk
    words = {"title": "关于护栏", "background": "涉及三百户。", "version": topic.version}

    said = done(sign_in(convener), topic, "resubmit", **words)

    assert "等待城关镇党委审定" in said
    assert topic.status == TopicStatus.PROPOSED
    assert "已立题" in done(sign_in(party), topic, "designate", requirement="抓紧")


def test_the_party_adds_a_topic_of_its_own(studio, sign_in, party):
    sent = {"title": "关于汛期排涝", "background": "低洼处进水。", "studio": studio.pk}

    answer = sign_in(party).post(reverse("consultations:topic_add"), sent, follow=True)

    topic = Topic.objects.get()
    assert (topic.origin, topic.status) == (TopicOrigin.PARTY, TopicStatus.DESIGNATED)
    assert "党委点题" in text(answer)


def test_the_board_is_asked_for_its_meeting_and_nobody_else(studio, sign_in, party, office):
    board = make_topic(studio, mechanism=make_decided_by("board", studio))
    asked = text(sign_in(office).get(page_of(board, "designate")))
    assert "会议名称和日期" in asked
    refused = sign_in(office).post(page_of(board, "designate"), {"requirement": "抓紧"})
    assert "请填写会议名称和日期" in text(refused)
    said = done(sign_in(office), board, "designate", meeting="第三十二次主席会议")
    assert "第三十二次主席会议" in said

    usual = make_topic(studio)
    assert "会议名称" not in text(sign_in(party).get(page_of(usual, "designate")))


def test_a_member_claims_with_a_promise_and_gives_back(studio, sign_in, member, wang):
    topic = make_topic(studio, designated=True)

    said = done(sign_in(member), topic, "claim", promised_on=NEXT_MONTH, team=[wang.pk])

    assert "对外承诺" in said
    assert "接单任务书" not in said
    assert "接题任务书" in said
    assert "已退题" in done(sign_in(member), topic, "release", remark="外出学习")
    past = sign_in(member).post(page_of(topic, "claim"), {"promised_on": "2020-01-01"})
    assert "承诺日期应在今天以后" in text(past)


def test_nobody_claims_and_the_convener_sees_it_late(studio, sign_in, convener, wang, frozen):
    frozen("2026-03-02T10:00")
    topic = make_topic(studio, designated=True)
    frozen("2026-03-06T10:00")
    assert "待接题逾期" in text(sign_in(convener).get("/desk/"))

    assert "已指派" in done(sign_in(convener), topic, "appoint", member=wang.pk)

    assert "待接题逾期" not in text(sign_in(convener).get("/desk/"))


def test_topics_are_merged_and_split_on_the_page(studio, sign_in, convener):
    topic, into = make_topic(studio), make_topic(studio, title="关于河堤综合整治")
    issue = make_issue(studio, joined=topic)
    browser = sign_in(convener)
    sent = {"title": "关于河堤照明", "background": "没有路灯。", "issues": [issue.pk]}
    answer = browser.post(page_of(topic, "split"), sent, follow=True)
    assert "关于河堤照明" in text(answer)
    issue.refresh_from_db()
    assert issue.topic.title == "关于河堤照明"

    said = done(browser, topic, "merge", into=into.pk, remark="同一段河堤")

    assert "已并题" in said
    assert "关于河堤综合整治" in said


@pytest.fixture
def handed_in(studio, convener):
    leader = make_user("孙主席", leader=True)
    studio.linked_leader = leader
    studio.save()
    topic = make_topic(studio, concluded=True)
    papers.hand_in(topic, by=convener, paper="一、开展情况", seen_version=topic.version)
    topics.dispatch(topic, by=make_user(office=True))
    topic.leader = leader
    return topic


def test_the_paper_is_prefilled_and_handed_in(studio, sign_in, convener):
    topic = make_topic(studio, concluded=True)
    shown = text(sign_in(convener).get(page_of(topic, "hand_in")))
    assert "更换断裂护栏" in shown

    said = done(sign_in(convener), topic, "hand_in", paper="我们的答卷", version=topic.version)

    assert "我们的答卷" in said


def test_a_mark_is_confirmed_and_shown_with_the_mean(handed_in, sign_in, party):
    judge = sign_in(handed_in.leader)
    unsure = judge.post(page_of(handed_in, "mark"), {"points": 90})
    assert "提交后不能修改" in text(unsure)
    wrong = judge.post(page_of(handed_in, "mark"), {"points": 101, "sure": "on"})
    assert "不能高于100分" in text(wrong)
    done(judge, handed_in, "mark", points=90, sure="on")

    said = done(sign_in(party), handed_in, "mark", points=85, comment="务实", sure="on")

    assert "平均87.5分" in said
    assert "务实" in said


def test_the_years_marks_are_a_list_and_an_excel_file(handed_in, sign_in, party, convener, office):
    done(sign_in(handed_in.leader), handed_in, "mark", points=90, sure="on")
    url = reverse("consultations:topic_marks")

    _, row = rows_of(sign_in(office).get(f"{url}?format=xlsx"))

    assert row[1] == handed_in.title
    assert {"90", "交办办理中"} <= set(row)
    assert handed_in.title in text(sign_in(party).get(url))
    assert handed_in.title not in text(sign_in(party).get(f"{url}?year=2020"))
    elsewhere = make_user(township=make_topic().studio.area)
    assert handed_in.title not in text(sign_in(elsewhere).get(url))
    assert sign_in(convener).get(url).status_code == 403


def test_the_papers_are_files_and_only_those_that_exist(handed_in, sign_in, office):
    browser = sign_in(office)
    name = "consultations:topic_paper"

    answer = browser.get(reverse(name, args=[handed_in.pk, "answer"]))

    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert browser.get(reverse(name, args=[handed_in.pk, "task"])).status_code == 404
    assert browser.get(reverse(name, args=[handed_in.pk, "nonsense"])).status_code == 404


SAME = [
    # (status, what 三题 calls it, what 四单 calls it)
    (TopicStatus.PROPOSED, "待点题", "待点单"),
    (TopicStatus.DESIGNATED, "已点题，待答题", "待买单"),
    (TopicStatus.CLAIMED, "答题中", "已买单"),
    (TopicStatus.CONCLUDED, "已答题，待督办", "已解单"),
]
BARS = {
    "santi": ["征题", "出题", "点题", "答题", "交卷", "督办", "反馈", "评题", "归档"],
    "sidan": ["点单", "买单", "解单", "查单", "评单", "销单"],
}


def bring_to(studio, status, member, party, mechanism):
    """A topic as far as `status`, whoever decides there."""
    topic = make_topic(studio, mechanism=mechanism, by=make_user(office=True))
    decider = party if mechanism.code == "santi" else staff(studio)
    if status != TopicStatus.PROPOSED:
        topics.designate(topic, by=decider)
    if status in (TopicStatus.CLAIMED, TopicStatus.CONCLUDED):
        topics.claim(topic, by=member)
    if status == TopicStatus.CONCLUDED:
        make_activity(studio, topic=topic, items=[make_item_fields(studio)])
    return topic


@pytest.mark.parametrize(("status", "ours", "theirs"), SAME)
def test_the_same_matter_reads_right_under_two_mechanisms(
    studio, sign_in, member, party, office, status, ours, theirs
):
    santi = make_shipped(studio.committee, "shiquan", "santi")
    sidan = make_shipped(studio.committee, "jintai", "sidan")
    browser, found = sign_in(office), {}
    for mechanism in (santi, sidan):
        topic = bring_to(studio, status, member, party, mechanism)
        assert topic.status == status
        page = browser.get(page_of(topic))
        found[mechanism.code] = topic
        assert [view.label for view in page.context["stages"]] == BARS[mechanism.code]
        badge, other = (ours, theirs) if mechanism == santi else (theirs, ours)
        assert f">{badge}</span>" in text(page)
        assert f">{other}</span>" not in text(page)

    shown = text(browser.get("/topics/?tab=all"))
    assert f">{ours}</span>" in shown
    assert f">{theirs}</span>" in shown
    _, *rows = rows_of(browser.get("/topics/?tab=all&format=xlsx"))
    states = {row[0]: {ours, theirs}.intersection(row) for row in rows}
    assert states == {found["santi"].number: {ours}, found["sidan"].number: {theirs}}


def test_its_buttons_bear_each_countys_words(studio, sign_in, member, party):
    labels = {}
    for county, code in (("shiquan", "santi"), ("jintai", "sidan")):
        mechanism = make_shipped(studio.committee, county, code)
        topic = bring_to(studio, TopicStatus.DESIGNATED, member, party, mechanism)
        page = sign_in(member).get(page_of(topic))
        labels[code] = [step.label for step in page.context["steps"].main]
        refused = sign_in(party).post(page_of(topic, "claim"))
        assert labels[code][0] in text(refused)

    assert labels == {"santi": ["领题"], "sidan": ["买单"]}
