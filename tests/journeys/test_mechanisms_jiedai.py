"""新城轮值 (值班接待): a visitor at the duty desk, in the county's own words from step to step."""

from datetime import date, timedelta

import pytest
from django.test import Client

from audit import trail
from consultations.enums import IssueStatus, TopicStatus
from consultations.models import Issue, Topic
from tests.builders.consultations import make_category, make_limits, staff
from tests.builders.directory import member_user, open_studio
from tests.builders.duty import make_shift
from tests.builders.mechanisms import make_shipped

MONDAY = date(2026, 3, 2)
VISIT = {
    "title": "西关桥护栏断裂",
    "body": "西关桥下游约五十米的护栏断裂，小孩经过很危险。",
    "outcome": "keep",
    "read_back": "on",
    "consent": "on",
}
STEPS = (
    "接待登记", "现场答复或受理", "转议题", "指定跟办", "现场协调", "转办", "告知当事人",
    "满意度", "归档",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _monday(frozen):
    frozen(MONDAY)


@pytest.fixture
def room(db):
    """A studio whose county works by 值班接待."""
    studio = open_studio("老城社区委员工作室")
    make_limits(studio.committee)
    make_shipped(studio.committee, "xincheng", "jiedai", default=True)
    return studio


@pytest.fixture
def convener(room):
    return staff(room)


@pytest.fixture
def member(room):
    return member_user(room, "王建国")


@pytest.fixture
def sign_in():
    def of(user):
        client = Client()
        client.force_login(user, backend="accounts.backends.PortalBackend")
        return client

    return of


@pytest.fixture
def visit(room, member, sign_in):
    """What a visitor says at the desk, and the code on their slip."""
    shift = make_shift(room, on=MONDAY, seats=[member.member])
    slip = sign_in(member).post(f"/duty/shifts/{shift.pk}/register/", VISIT, follow=True)
    return Issue.objects.get(), slip.context["slip"]["code"]


class Desk:
    """One person's browser, on the page of one matter."""

    def __init__(self, browser, thing):
        self.browser, self.url = browser, thing.get_absolute_url()

    def does(self, verb, **typed):
        answer = self.browser.post(f"{self.url}{verb}/", typed, follow=True)
        assert answer.redirect_chain, answer.context["form"].errors
        return self

    def sees(self, *words):
        page = self.browser.get(self.url).content.decode()
        assert [word for word in words if word not in page] == []
        return self

    @property
    def now(self):
        stages = self.browser.get(self.url).context["stages"]
        return [stage.label for stage in stages if stage.state == "now"]


def accepted(desk, studio):
    category = make_category(committee=studio.committee)
    return desk.does("accept", category=category.pk, urgency="normal")


def test_a_visitor_is_received_looked_after_told_and_asked_how_it_was(
    visit, room, convener, member, sign_in, client
):
    issue, code = visit
    desk = Desk(sign_in(convener), issue).sees("来访接待", "接待班次", *STEPS)
    assert desk.now == ["现场答复或受理"]

    accepted(desk, room).sees("指定跟办委员")
    assert desk.now == ["指定跟办"]
    promised_on = MONDAY + timedelta(days=9)
    desk.does("assign", member=member.member.pk, promised_on=promised_on).sees("委员跟办中")
    assert desk.now == ["现场协调"]

    hands = Desk(sign_in(member), issue).sees("告知当事人")
    hands.does("answer", answer="护栏已经更换，请您查看。").sees("已告知当事人")
    assert hands.now == ["满意度"]
    rated(client, code)

    issue.refresh_from_db()
    assert issue.status == IssueStatus.CLOSED
    desk.sees("现场协调", "归档", "护栏已经更换")
    assert desk.now == []


def rated(client, code):
    """The visitor, at home, with the code on the slip."""
    page = client.post("/track/", {"code": code}, follow=True).content.decode()
    assert "满意度" in page
    assert "已告知当事人" in page
    client.post("/track/matter/rate/", {"result": "satisfied", "attitude": "satisfied"})


def test_nobody_rates_and_the_studio_files_it(visit, room, convener, member, sign_in, frozen):
    issue, _ = visit
    desk = accepted(Desk(sign_in(convener), issue), room)
    promised_on = MONDAY + timedelta(days=9)
    desk.does("assign", member=member.member.pk, promised_on=promised_on)
    Desk(sign_in(member), issue).does("answer", answer="护栏已经更换，请您查看。")

    frozen(MONDAY + timedelta(days=30))
    Desk(sign_in(convener), issue).does("close").sees("归档")

    issue.refresh_from_db()
    assert issue.status == IssueStatus.CLOSED


def test_what_becomes_a_topic_is_taken_up_at_once_and_a_line_says_so(
    visit, room, convener, sign_in
):
    issue, _ = visit
    browser = sign_in(convener)
    accepted(Desk(browser, issue), room).sees("转议题")
    typed = {
        "studio": room.pk, "issues": [issue.pk], "title": "关于西关桥护栏整治",
        "background": "护栏多处断裂，群众反映强烈。",
    }  # fmt: skip

    browser.post("/topics/new/", typed, follow=True)

    topic = Topic.objects.get()
    assert (topic.status, topic.practice.code) == (TopicStatus.DESIGNATED, "jiedai")
    assert trail.history_of(topic).first().remark == "值班接待不设审定环节"
    Desk(browser, topic).sees("转议题", "指定跟办", "值班接待不设审定环节")
