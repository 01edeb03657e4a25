"""The pages on which a county sees and mends how it works."""

import pytest

from consultations.actions import designing
from consultations.models import Mechanism
from tests.builders.consultations import make_topic
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def residents(studio):
    return make_shipped(studio.committee, "jintai", "xiguan6", default=True)


@pytest.fixture
def browser(client, studio):
    client.force_login(make_user(admin=True))
    return client


def test_the_diagram_says_who_decides_and_what_must_come_first(browser, residents):
    text = browser.get(residents.get_absolute_url()).content.decode()

    for said in (
        "提议题",
        "说了算",
        "审定主体：工作室召集人",
        "张榜公示（满7日）",
        "重新协商，最多2次",
    ):
        assert said in text


def test_everybody_reads_how_the_county_works_and_finds_no_button(client, studio, residents):
    client.force_login(make_user(convener=studio))

    text = client.get(residents.get_absolute_url()).content.decode()

    assert "张榜公示" in text
    assert "/steps/" not in text


def test_a_condition_is_chosen_by_kind_and_asks_only_what_it_needs(browser, residents):
    url = f"/mechanisms/{residents.pk}/steps/3/gates/new/"

    assert "?kind=vote" in browser.get(url).content.decode()
    asked = browser.get(f"{url}?kind=window").context["form"]
    assert set(asked.fields) == {"verb", "label", "days", "version"}


def test_a_share_in_words_is_refused_and_nothing_typed_is_lost(browser, residents):
    url = f"/mechanisms/{residents.pk}/steps/6/gates/1/"
    sent = {
        "verb": "topic.conclude",
        "label": "全体居民表决",
        "quorum": "1/2",
        "majority": "三分之二",
        "version": designing.mark_of(residents),
    }

    text = browser.post(url, sent).content.decode()

    assert "比例应写成“1/2”“2/3”这样的分数" in text
    assert "全体居民表决" in text


def test_mending_one_in_use_leads_to_the_new_version(browser, residents, studio):
    make_topic(studio)
    sent = {"label": "恳谈", "actor": "居民", "version": designing.mark_of(residents)}
    sent |= {"refuse_to": "", "limit_kind": "workday"}

    answer = browser.post(f"/mechanisms/{residents.pk}/steps/2/", sent, follow=True)

    assert "已保存为第2版" in answer.content.decode()
    fresh = Mechanism.objects.get(code="xiguan6", is_current=True)
    assert answer.redirect_chain[-1][0] == fresh.get_absolute_url()
    assert "在办1件" in answer.content.decode()


def test_a_condition_is_dropped_only_after_a_yes(browser, residents):
    url = f"/mechanisms/{residents.pk}/steps/4/gates/1/drop/"

    # The step of the public notice stands for its condition alone.
    sent = {"version": designing.mark_of(residents)}
    assert "步骤应写明规范阶段或者前置条件" in browser.post(url, sent).content.decode()

    vote = f"/mechanisms/{residents.pk}/steps/6/gates/1/drop/"
    assert browser.get(vote).status_code == 200
    assert browser.post(vote, sent).status_code == 302


def test_other_limits_are_tried_without_changing_anything(browser, residents, studio):
    make_topic(studio)

    page = browser.get(f"/mechanisms/{residents.pk}/try/", {"triage": 1, "decide": 1})

    assert page.status_code == 200
    assert [row.waited for row in page.context["rows"] if row.code == "decide"] == [1]
    assert browser.get(f"/mechanisms/{residents.pk}/try/", {"triage": "-1"}).status_code == 200
