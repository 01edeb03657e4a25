"""The pages of what is before the public: the street's and the studio's."""

import re

import pytest
from django.test import Client

from consultations.actions import postings
from consultations.enums import CommentStatus, PostingKind
from consultations.models import Comment, Posting
from core import clock
from studios.enums import StudioStatus
from tests.builders.people import make_user
from tests.builders.postings import make_comment, make_posting, make_residents_topic

NINE = "2026-03-02T09:00:00"
SAID = {"text": "一楼采光怎么补偿？", "stance": "against"}


@pytest.fixture
def notice(studio, frozen):
    frozen(NINE)
    return make_posting(make_residents_topic(studio, recorded=True))


@pytest.fixture
def say(client, notice, frozen):
    """Open the public page at nine, think for a minute, send it."""

    def say(**changes):
        frozen(NINE)
        page = client.get(talk(notice)).content.decode()
        hidden = {
            name: re.search(rf'name="{name}" value="([^"]+)"', page)[1]
            for name in ("opened", "once")
        }
        frozen("2026-03-02T09:01:00")
        return client.post(talk(notice), SAID | hidden | changes, follow=True)

    return say


def talk(posting):
    return f"/talks/{posting.pk}/"


def text_of(answer):
    return answer.content.decode()


def test_anybody_reads_what_it_is_about_and_until_when(client, notice):
    text = text_of(client.get(talk(notice)))

    for words in ("费用按楼层分摊", "2026年3月2日至2026年3月8日", "进行中", "提交留言"):
        assert words in text
    assert f"/postings/{notice.pk}/" not in text


def test_a_comment_appears_after_it_was_looked_at(say, client, notice, convener):
    text = text_of(say(name="刘群众", phone="13800138000", consent="on"))
    assert "留言已收到" in text
    assert SAID["text"] not in text_of(client.get(talk(notice)))

    postings.show(Comment.objects.get(), by=convener)

    text = text_of(client.get(talk(notice)))
    assert SAID["text"] in text
    assert "反对1" in text
    assert "刘群众" not in text
    assert "13800138000" not in text


def test_a_refused_comment_is_read_by_nobody_outside(client, notice, convener):
    comment = make_comment(notice)
    postings.refuse(comment, by=convener, reason="广告推销")

    text = text_of(client.get(talk(notice)))

    assert comment.text not in text
    assert "广告推销" not in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "请填写留言"),
        ({"text": "好" * 501}, "最多500字"),
        ({"phone": "12345", "consent": "on"}, "11位手机号"),
        ({"name": "刘群众"}, "请先勾选同意"),
        ({"website": "http://x"}, "隐藏栏"),
        ({"opened": ""}, "过期"),
        ({"stance": "maybe"}, "选项"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(say, changes, sentence):
    text = text_of(say(**changes))

    assert sentence in text
    assert changes.get("text", SAID["text"]) in text
    assert not Comment.objects.exists()


def test_who_is_quicker_than_two_seconds_is_asked_again(client, notice, frozen):
    page = text_of(client.get(talk(notice)))
    opened = re.search(r'name="opened" value="([^"]+)"', page)[1]

    text = text_of(client.post(talk(notice), SAID | {"opened": opened}))

    assert "提交得太快" in text


def test_too_many_from_one_address_are_asked_to_wait(client, notice, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "submit": (1, 300)}
    client.post(talk(notice), SAID)

    answer = client.post(talk(notice), SAID)

    assert answer.status_code == 429
    assert SAID["text"] in text_of(answer)


def test_when_its_time_is_over_it_is_still_read(client, notice, convener, frozen):
    postings.show(make_comment(notice), by=convener)
    frozen("2026-03-09")

    text = text_of(client.get(talk(notice)))

    assert "一楼采光" in text
    assert "留言时间已过" in text
    assert "提交留言" not in text


def test_a_comment_that_comes_too_late_is_refused_with_its_words(client, notice, frozen):
    page = text_of(client.get(talk(notice)))
    hidden = re.search(r'name="opened" value="([^"]+)"', page)[1]
    Posting.objects.filter(pk=notice.pk).update(opens_on="2026-02-01", closes_on="2026-03-01")
    frozen("2026-03-02T09:05:00")

    answer = client.post(talk(notice), SAID | {"opened": hidden})

    assert answer.status_code == 409
    assert SAID["text"] in text_of(answer)


def test_what_is_not_begun_taken_down_or_of_a_closed_studio_is_not_found(
    client, notice, studio, convener
):
    later = make_posting(studio, opens_on=clock.today().replace(day=20))
    assert client.get(talk(later)).status_code == 404
    postings.withdraw(notice, by=convener, remark="有误")
    assert client.get(talk(notice)).status_code == 404

    call = make_posting(studio)
    studio.status = StudioStatus.SUSPENDED
    studio.save()
    assert client.get(talk(call)).status_code == 404


def test_a_call_leads_to_the_door(client, studio, db):
    call = make_posting(studio)

    text = text_of(client.get(talk(call)))

    assert f'href="/s/{studio.code}/?posting={call.pk}"' in text
    assert client.get(f"/s/{studio.code}/?posting={call.pk}").status_code == 200


def test_studio_page_and_door_list_what_is_open(client, notice, studio, frozen):
    for page in (f"/studios/{studio.code}/", f"/s/{studio.code}/"):
        assert talk(notice) in text_of(client.get(page))
    frozen("2026-03-09")

    for page in (f"/studios/{studio.code}/", f"/s/{studio.code}/"):
        assert talk(notice) not in text_of(client.get(page))


def test_the_studio_looks_at_comments_on_one_page(sign_in, notice, convener):
    comment = make_comment(notice, text="低价贷款，13812345678")
    browser = sign_in(convener)

    text = text_of(browser.get(f"/postings/{notice.pk}/"))
    assert "3月3日" in text  # to be looked at within one working day
    assert "疑似含手机号" in text

    told = {"reason": "广告推销"}
    answer = browser.post(f"/comments/{comment.pk}/refuse/", told, follow=True)
    assert "不公开原因：广告推销" in text_of(answer)
    answer = browser.post(f"/comments/{comment.pk}/show/", follow=True)
    assert "已公开这条留言" in text_of(answer)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [({}, "请选择原因"), ({"reason": "其他"}, "请写明原因"), ({"reason": "x"}, "选项")],
)
def test_a_comment_is_not_refused_without_a_reason(sign_in, notice, convener, told, sentence):
    comment = make_comment(notice)

    answer = sign_in(convener).post(f"/comments/{comment.pk}/refuse/", told)

    assert sentence in text_of(answer)
    comment.refresh_from_db()
    assert comment.status == CommentStatus.WAITING


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"reason": "其他", "remark": "答非所问"}, "答非所问"),
        ({"reason": "重复留言", "remark": "三次"}, "重复留言：三次"),
    ],
)
def test_the_reason_is_kept_as_it_was_given(sign_in, notice, convener, told, kept):
    comment = make_comment(notice)

    sign_in(convener).post(f"/comments/{comment.pk}/refuse/", told)

    comment.refresh_from_db()
    assert comment.reason == kept


def test_who_does_not_run_the_studio_reads_only_what_is_shown(sign_in, notice, stranger):
    comment = make_comment(notice)
    browser = sign_in(stranger)

    assert comment.text not in text_of(browser.get(f"/postings/{notice.pk}/"))
    assert browser.post(f"/comments/{comment.pk}/show/").status_code == 404


def test_a_notice_is_posted_from_the_topic(sign_in, studio, convener, frozen):
    frozen(NINE)
    topic = make_residents_topic(studio, recorded=True)
    browser = sign_in(convener)
    page = text_of(browser.get(f"/topics/{topic.pk}/post/"))
    assert "加装电梯公约第1条" in page
    assert "公示7日、网上征言15日" in page

    sent = {"kind": "notice", "title": "公示", "text": "方案", "opens_on": "2026-03-02"}
    answer = browser.post(f"/topics/{topic.pk}/post/", sent, follow=True)

    assert "已发布" in text_of(answer)
    assert Posting.objects.get().closes_on.isoformat() == "2026-03-08"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_on": "2026-03-05"}, "应满7日"),
        ({"opens_on": "2026-03-01"}, "不能早于今天"),
        ({"text": "找李四，13812345678"}, "手机号或身份证号"),
        ({"kind": "call"}, "选项"),
    ],
)
def test_a_wrong_posting_is_pointed_out_and_kept(
    sign_in, studio, convener, frozen, changes, sentence
):
    frozen(NINE)
    topic = make_residents_topic(studio)
    sent = {"kind": "notice", "title": "我写的标题", "text": "方案", "opens_on": "2026-03-02"}

    answer = sign_in(convener).post(f"/topics/{topic.pk}/post/", sent | changes)

    assert sentence in text_of(answer)
    assert "我写的标题" in text_of(answer)
    assert not Posting.objects.exists()


def test_a_call_is_made_by_who_runs_a_studio(sign_in, studio, convener, member):
    assert sign_in(member).get("/postings/new/").status_code == 403
    today = clock.today().isoformat()
    sent = {"studio": studio.pk, "kind": "call", "title": "征集", "text": "说说", "opens_on": today}

    sign_in(convener).post("/postings/new/", sent)

    assert Posting.objects.get().kind == PostingKind.CALL


def test_taking_down_asks_for_the_reason(sign_in, notice, convener):
    browser, url = sign_in(convener), f"/postings/{notice.pk}/withdraw/"
    assert "请填写撤下原因" in text_of(browser.post(url, {}))

    answer = browser.post(url, {"remark": "方案有误"}, follow=True)

    assert "已撤下" in text_of(answer)
    assert "方案有误" in text_of(answer)


def test_the_list_has_a_tab_for_what_is_to_be_looked_at(sign_in, notice, convener, studio):
    make_posting(studio, title="没有留言的征集")
    make_comment(notice)
    browser = sign_in(convener)

    text = text_of(browser.get("/postings/?tab=waiting"))
    assert notice.title in text
    assert "没有留言的征集" not in text
    assert "没有留言的征集" in text_of(browser.get("/postings/"))
    assert browser.get("/postings/?tab=all&format=xlsx").status_code == 200


def test_nobody_outside_reads_the_studios_page(notice):
    assert Client().get(f"/postings/{notice.pk}/").status_code == 302


def test_the_topic_is_linked_for_whoever_may_open_it(sign_in, notice, convener):
    link = f'href="{notice.topic.get_absolute_url()}"'

    own = text_of(sign_in(convener).get(notice.get_absolute_url()))
    unit = text_of(sign_in(make_user(unit=True)).get(notice.get_absolute_url()))

    assert link in own
    assert link not in unit
    assert str(notice.topic) in unit
