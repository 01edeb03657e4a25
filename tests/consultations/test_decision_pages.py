"""The topic's page shows what stands before the next step, and the pages that see to it."""

from io import BytesIO

import pytest
from docx import Document

from consultations.actions import outcomes
from consultations.enums import FollowUpWay, TopicStatus
from consultations.models import Review, Vote
from tests.builders.consultations import make_activity, make_issue, make_topic, staff
from tests.builders.directory import join_studio
from tests.builders.postings import (
    make_gated,
    make_posting,
    make_residents_topic,
    make_review,
    make_vote,
)

NUMBERS = {
    "held_on": "2026-03-02", "method": "ballot", "entitled": 60, "present": 45, "in_favour": 40,
    "against": 5, "abstained": 0, "tellers": "赵监票",
}  # fmt: skip


@pytest.fixture
def topic(studio, frozen):
    frozen("2026-03-02")
    return make_residents_topic(studio, recorded=True)


@pytest.fixture
def page(sign_in, topic):
    """`page(person)` is the text of the topic's page; `page(person, "vote/", {…})` sends a form."""

    def read(person, step="", sent=None):
        url = f"{topic.get_absolute_url()}{step}"
        browser = sign_in(person)
        answer = browser.get(url) if sent is None else browser.post(url, sent, follow=True)
        return answer.content.decode()

    return read


def test_each_condition_says_what_is_missing_and_where_to_see_to_it(page, topic, convener, member):
    text = page(convener)

    for words in (
        "“定公约”之前", "张榜公示", "还没有发布（应满7日）", "发布张榜公示", "登记专家审查",
        "登记居民表决", "已协商，待张榜公示、专家审查、居民表决",
    ):  # fmt: skip
        assert words in text
    assert "发布张榜公示" not in page(member)
    assert "还没有发布（应满7日）" in page(member)


def test_a_shut_step_is_refused_with_what_is_missing(page, sign_in, topic, convener):
    url = f"{topic.get_absolute_url()}conclude/"
    for answer in (sign_in(convener).get(url), sign_in(convener).post(url)):
        assert answer.status_code == 409
        assert "还差前置条件" in answer.content.decode()
        assert "居民表决：还没有登记表决结果" in answer.content.decode()

    topic.refresh_from_db()
    assert topic.status == TopicStatus.CLAIMED
    assert "conclude/" not in page(convener)


def test_when_all_is_met_the_page_offers_the_step_by_its_own_name(page, topic, convener, frozen):
    make_posting(topic)
    frozen("2026-03-09")
    make_review(topic)
    make_vote(topic)

    text = page(convener)
    assert "前置条件已齐" in text
    assert "已协商，待定公约" in text

    assert "居民已通过" in page(convener, "conclude/", {})


def test_a_lost_vote_proposes_to_say_so_and_then_to_talk_again(page, topic, convener):
    make_vote(topic, passes=False)
    text = page(convener)
    assert "居民表决未通过，本轮不能形成共识" in text
    assert "disagree/" in text

    text = page(convener, "disagree/", {"remark": "费用没谈拢"})
    assert "表决未通过" in text
    assert "待定去向" in text
    text = page(convener, "consult_again/", {"remark": "先谈费用"})

    assert "第2轮" in text
    assert "第2轮还没有登记表决结果" in text
    assert "第1轮居民表决" in text


def test_saying_that_nothing_was_agreed_asks_why(page, topic, convener):
    assert "请填写原因" in page(convener, "disagree/", {})


def test_a_new_round_asks_for_a_lead_where_there_is_none(sign_in, studio, convener):
    topic = make_topic(studio, designated=True)
    make_activity(studio, topic=topic)
    outcomes.disagree(topic, by=convener, remark="未谈拢")
    wang = join_studio(studio, "王建国")
    browser, url = sign_in(convener), f"{topic.get_absolute_url()}consult_again/"
    assert "请选择牵头委员" in browser.post(url, {}).content.decode()

    browser.post(url, {"lead": wang.pk})

    topic.refresh_from_db()
    assert (topic.lead, topic.round) == (wang, 2)


def test_an_ended_topic_is_on_the_shelf(page, topic, convener, studio):
    issue = make_issue(studio, joined=topic)
    page(convener, "disagree/", {"remark": "没谈拢"})

    text = page(convener, "end/", {"remark": "多数户不同意"})

    assert "意见已退回工作室" in text
    issue.refresh_from_db()
    assert issue.topic is None


def test_a_review_is_written_down(page, topic, convener):
    sent = {"held_on": "2026-03-02", "experts": "陈工", "opinion": "可行", "passes": "no"}

    text = page(convener, "record_review/", sent)

    assert "未通过" in text
    assert "再次登记专家审查" in text
    assert Review.objects.get().passes is False


def test_a_vote_is_written_down_under_the_countys_rule(page, topic, convener):
    form = page(convener, "record_vote/")
    assert "过半数参加" in form
    assert "三分之二以上同意" in form

    text = page(convener, "record_vote/", NUMBERS)

    assert "已登记居民表决" in text
    assert "更正居民表决" in text
    assert Vote.objects.get().in_favour == 40


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"entitled": 40}, "实到45多于应到40"),
        ({"abstained": 3}, "合计48，与实到45不符"),
        ({"present": "四十五"}, "请填写整数"),
        ({"against": -1}, "不能小于0"),
        ({"entitled": 10**30}, "数字太大"),
        ({"tellers": ""}, "请填写监票人"),
        ({"held_on": "2026-03-09"}, "不能在今天以后"),
    ],
)
def test_a_wrong_vote_is_pointed_out_beside_its_field(page, topic, convener, changes, sentence):
    text = page(convener, "record_vote/", NUMBERS | changes)

    assert sentence in text
    assert 'value="60"' in text or "entitled" in changes
    assert not Vote.objects.exists()


def test_sheet_and_photo_of_a_vote_are_for_whoever_reads_the_topic(sign_in, topic, member, photo):
    vote = make_vote(topic, photo=photo)
    browser, url = sign_in(member), f"{topic.get_absolute_url()}votes/{vote.pk}/"

    sheet = browser.get(f"{url}sheet.docx")
    shown = browser.get(f"{url}photo/")

    assert "居民表决单" in Document(BytesIO(sheet.content)).paragraphs[1].text
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")


def test_a_vote_without_a_photo_has_none(sign_in, topic, member):
    vote = make_vote(topic)

    url = f"{topic.get_absolute_url()}votes/{vote.pk}/photo/"

    assert sign_in(member).get(url).status_code == 404


def test_an_issue_shows_its_own_conditions(sign_in, studio, convener):
    issue = make_issue(studio, answered=True)
    issue.mechanism = make_gated(studio, kind="follow_up", verb="issue.close", label="查单")
    issue.save()
    text = sign_in(convener).get(issue.get_absolute_url()).content.decode()
    assert "还没有查单" in text

    issue.follow_ups.create(
        result="solved", done_on="2026-03-02", way=FollowUpWay.PHONE, done_by=staff(studio)
    )

    text = sign_in(convener).get(issue.get_absolute_url()).content.decode()
    assert "已满足" in text


def test_a_topic_without_conditions_shows_no_box(sign_in, studio, convener):
    topic = make_topic(studio, designated=True)

    assert "前置条件" not in sign_in(convener).get(topic.get_absolute_url()).content.decode()
