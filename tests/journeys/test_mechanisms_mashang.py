"""码上协商, end to end by the pages: each step under the county's own name, and a talk on line."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.enums import Role
from consultations.models import Activity, Comment, Issue, Posting, Topic
from core import clock
from petitions.models import Assignment
from tests.builders.consultations import make_category, make_limits, staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import make_limit_class, make_reply_class

pytestmark = pytest.mark.django_db

STEPS = [
    "议题征集", "议题上线", "议题审核", "委员领题", "协商前调研", "线上线下同步议事", "意见汇总",
    "成果督促", "在线反馈", "群众评价", "归档",
]  # fmt: skip
BAR = re.compile(r'<li class="(\w+)"[^>]*>\s*<i[^>]*>[^<]*</i>\s*<b>([^<]+)<')


class Person:
    """Somebody who reads pages and sends forms."""

    def __init__(self, user=None):
        self.browser = Client()
        if user:
            self.browser.force_login(user, backend="accounts.backends.PortalBackend")

    def opens(self, url):
        answer = self.browser.get(url)
        assert answer.status_code == 200, url
        return answer.content.decode()

    def sends(self, url, **fields):
        answer = self.browser.post(url, fields, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        form = (answer.context or {}).get("form")
        assert not getattr(form, "is_bound", False) or not form.errors, form.errors
        return answer.content.decode()


@pytest.fixture
def county(frozen):
    """A county that talks things over on line, on the second of March."""
    frozen("2026-03-02T09:00")
    make_limits()
    studio = open_studio("凯里路社区委员工作室", code="kaili")
    make_shipped(studio.committee, "kaili", "mashang", default=True)
    return studio


def at_hand(page):
    """The bar bears the county's own names; the step at hand."""
    bar = BAR.findall(page)
    assert [name for _, name in bar] == STEPS, bar
    return [name for state, name in bar if state == "now"]


def test_a_matter_scanned_at_the_door_is_talked_over_on_line(county, frozen):
    studio = county
    citizen, convener = Person(), Person(staff(studio))
    liaison = Person(staff(studio, Role.LIAISON))
    lead = Person(join_studio(studio, "王建国").user)

    code = raises(citizen, studio, frozen)
    issue = Issue.objects.get()
    assert at_hand(convener.opens(issue.get_absolute_url())) == ["议题征集"]
    accepts(convener, issue)
    topic = goes_on_line(liaison, issue, studio)
    url = topic.get_absolute_url()
    assert at_hand(convener.opens(url)) == ["议题审核"]
    assert "议题审核" in convener.opens(f"{url}designate/")
    assert "已上线，待领题" in convener.sends(f"{url}designate/")
    assert at_hand(lead.opens(url)) == ["委员领题"]
    assert "议事中" in lead.sends(f"{url}claim/")
    is_talked_over(convener, topic)
    assert at_hand(convener.opens(url)) == ["线上线下同步议事"]
    posting = puts_on_line(convener, url)
    speaks_up(citizen, convener, posting, frozen)

    frozen("2026-03-17T09:00")
    page = convener.opens(url)
    assert at_hand(page) == ["意见汇总"]
    assert "前置条件已齐" in page
    convener.sends(f"{url}conclude/")
    assert at_hand(convener.opens(url)) == ["成果督促"]
    is_handled(studio, topic, url)
    assert "已答复" in convener.opens(issue.get_absolute_url())
    assert at_hand(convener.opens(url)) == ["群众评价"]
    rates(citizen, code, issue)
    page = convener.sends(f"{url}close/")
    assert at_hand(page) == []
    assert "已归档" in page


def raises(citizen, studio, frozen):
    """Behind the code on the door."""
    frozen("2026-03-02T09:00")
    page = citizen.opens(f"/s/{studio.code}/")
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("opened", "once")
    }
    frozen("2026-03-02T09:02")
    page = citizen.sends(
        f"/s/{studio.code}/", title="小广场晚上太吵", consent="on",
        body="广场舞音响到夜里十点还在放，学生没法写作业。", **hidden,
    )  # fmt: skip
    return re.search(r'class="slip-code"[^>]*>([^<]+)<', page)[1].strip()


def accepts(convener, issue):
    category = make_category(committee=issue.committee)
    convener.sends(
        f"{issue.get_absolute_url()}accept/", category=category.pk, urgency="normal", remark=""
    )


def goes_on_line(liaison, issue, studio):
    """The liaison officer makes a topic of it (议题上线)."""
    liaison.sends(
        f"/topics/new/?issue={issue.pk}", studio=studio.pk, issues=[issue.pk],
        title="关于小广场音响时间", background="居民对音响时间意见不一。",
    )  # fmt: skip
    return Topic.objects.get()


def is_talked_over(convener, topic):
    unit = make_unit("文广局", committee=topic.committee)
    convener.sends(
        f"/activities/new/?topic={topic.pk}", kind="micro_consultation", topic=topic.pk,
        title="小广场音响协商会", held_on=clock.today().isoformat(), place="小广场",
        summary="晚上八点半以后关音响。", others_count=0,
        **{
            "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-MIN_NUM_FORMS": 0,
            "items-MAX_NUM_FORMS": 1000, "items-0-text": "安装分贝显示屏",
            "items-0-exit": "dispatch", "items-0-unit": unit.pk,
        },
    )  # fmt: skip
    assert Activity.objects.get().topic == topic


def puts_on_line(convener, url):
    """Fifteen days of talk (网上征言) before the opinions are summed up."""
    page = convener.opens(url)
    assert "还没有发布（应满15日）" in page
    assert convener.browser.get(f"{url}conclude/").status_code == 409
    convener.sends(
        f"{url}post/", kind="window", title="小广场音响几点关", text="大家说说。",
        opens_on=clock.today().isoformat(),
    )  # fmt: skip
    posting = Posting.objects.get()
    assert posting.closes_on - posting.opens_on == timedelta(days=14)
    return posting


def speaks_up(citizen, convener, posting, frozen):
    page = citizen.opens(f"/talks/{posting.pk}/")
    opened = re.search(r'name="opened" value="([^"]+)"', page)[1]
    frozen("2026-03-02T09:05")
    citizen.sends(f"/talks/{posting.pk}/", text="八点关最好。", stance="for", opened=opened)
    assert "八点关最好" not in citizen.opens(f"/talks/{posting.pk}/")
    convener.sends(f"/comments/{Comment.objects.get().pk}/show/")
    assert "八点关最好" in citizen.opens(f"/talks/{posting.pk}/")


def is_handled(studio, topic, url):
    """The office gives it to a unit, the unit does it and answers, the office passes the answer."""
    item = topic.consensus_items.get()
    office = Person(make_user("周办", office=True))
    unit = Person(make_user("吴经办", unit=item.unit))
    limit, reply_class = make_limit_class(), make_reply_class("A")
    office.sends(
        f"/assignments/new/consensus_item/{item.pk}/", title=item.text, demand="请安装。",
        lead_unit=item.unit_id, limit_class=limit.pk,
    )  # fmt: skip
    found = Assignment.objects.get()
    at = found.get_absolute_url()
    unit.sends(f"{at}acknowledge/", contact_name="吴经办", contact_phone="0917-3521000")
    assert "成果督促" in Person(staff(studio)).opens(url)
    unit.sends(
        f"{at}reply/", reply_class=reply_class.pk, process="已采购。", result="显示屏已安装。",
        contact_mode="face", contacted_on=clock.today().isoformat(),
    )  # fmt: skip
    office.sends(f"{at}accept_reply/")


def rates(citizen, code, issue):
    citizen.sends("/track/", code=code)
    citizen.sends(
        "/track/matter/rate/", result="satisfied", attitude="satisfied", comment="安静多了"
    )
    issue.refresh_from_db()
    assert issue.status == "closed"
