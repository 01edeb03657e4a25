"""六步法, 有事好商量, 征题选题: each from the door to the shelf, page by page, in its own words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consultations.enums import Urgency
from consultations.forms.door import stamp
from consultations.models import Activity, Issue, Topic
from core import clock
from petitions.models import Assignment
from tests.builders.consultations import make_category, make_limits, staff, township
from tests.builders.directory import member_user, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import make_limit_class, make_reply_class

pytestmark = pytest.mark.django_db

# What stands at hand on the stage bar, place by place.
WAYS = {
    ("shangyou", "liubu"): {
        "raised": "收集议题",
        "proposed": "确定议题",
        "claimed": "深入调研",
        "studied": "深入调研",
        "dispatched": "办理反馈",
        "completed": "办理反馈",
    },
    ("nantong", "haoshangliang"): {
        "raised": "筛选",
        "proposed": "党委审定",
        "claimed": "调研",
        "dispatched": "落实",
        "completed": "评估",
    },
    ("jintai", "quanliucheng"): {
        "raised": "征题",
        "proposed": "选题",
        "claimed": "调研",
        "dispatched": "转化",
        "completed": "评价",
    },
}


class Walk:
    """Everybody who takes part, each with a browser of their own."""

    def __init__(self, client_class, studio) -> None:
        self.studio, self._clients = studio, {}
        self._class = client_class
        self.convener, self.liaison = staff(studio), staff(studio, "liaison")
        self.party, self.office = township(studio), make_user(office=True)
        self.member = member_user(studio, "王建国")
        self.unit = make_unit("县水利局")
        self.handler = make_user(unit=self.unit)
        self.street = client_class()

    def of(self, user):
        if user not in self._clients:
            self._clients[user] = self._class()
            self._clients[user].force_login(user)
        return self._clients[user]

    def send(self, user, url, **fields):
        answer = self.of(user).post(url, fields)
        form = getattr(answer, "context", None) and answer.context.get("form")
        assert answer.status_code == 302, form.errors if form else answer.content.decode()[:2000]
        return answer

    def now_at(self, matter) -> list[str]:
        """The steps at hand, as the convener reads them on the page of the matter."""
        page = self.of(self.convener).get(matter.get_absolute_url())
        said = page.content.decode()
        labels = [view.label for view in page.context["stages"] if view.state == "now"]
        assert all(label in said for label in labels)
        return labels


@pytest.fixture
def walk(client):
    make_limits()
    return Walk(type(client), open_studio("老城社区委员工作室"))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[1])
def test_it_goes_from_the_door_to_the_shelf_under_its_own_names(walk, way):
    names = WAYS[way]
    make_shipped(walk.studio.committee, *way, default=True)

    issue, code = raise_it(walk)
    assert walk.now_at(issue) == [names["raised"]]
    topic = take_it_up(walk, issue)
    assert walk.now_at(topic) == [names["proposed"]]
    walk.send(walk.party, f"{topic.get_absolute_url()}designate/")
    walk.send(walk.member, f"{topic.get_absolute_url()}claim/")
    topic.refresh_from_db()
    assert walk.now_at(topic) == [names["claimed"]]
    talk_it_over(walk, topic)
    assignment = give_it_to_a_unit(walk, topic)
    assert walk.now_at(topic) == [names["dispatched"]]
    answer_it(walk, assignment)
    topic.refresh_from_db()
    assert walk.now_at(topic) == [names["completed"]]
    rate_it(walk, code)

    walk.send(walk.convener, f"{topic.get_absolute_url()}close/")
    issue.refresh_from_db()
    topic.refresh_from_db()
    assert (issue.status, topic.status) == ("closed", "closed")
    assert walk.now_at(topic) == []


def raise_it(walk):
    with clock.at(clock.now() - timedelta(minutes=1)):
        opened = stamp()
    fields = {
        "title": "河堤护栏断了",
        "body": "河堤护栏断了十几米，孩子放学经过很危险。",
        "consent": "on",
        "opened": opened,
    }
    url = f"/s/{walk.studio.code}/"
    assert walk.street.post(url, fields).status_code == 302
    code = walk.street.get(f"{url}raised/").context["slip"]["code"]
    return Issue.objects.get(), code


def take_it_up(walk, issue):
    walk.send(
        walk.convener,
        f"{issue.get_absolute_url()}accept/",
        category=make_category().pk,
        urgency=Urgency.NORMAL,
    )
    walk.send(
        walk.convener,
        f"/topics/new/?issue={issue.pk}",
        studio=walk.studio.pk,
        issues=[issue.pk],
        title="关于河堤护栏的议题",
        background="护栏断了十几米。",
    )
    return Topic.objects.get()


def talk_it_over(walk, topic):
    fields = {
        "kind": "micro_consultation",
        "topic": topic.pk,
        "held_on": clock.today().isoformat(),
        "place": "社区会议室",
        "host": walk.member.member.pk,
        "summary": "各方同意先修最险的一段。",
        "items-TOTAL_FORMS": 1,
        "items-INITIAL_FORMS": 0,
        "items-0-text": "更换护栏",
        "items-0-exit": "dispatch",
        "items-0-unit": walk.unit.pk,
    }
    walk.send(walk.convener, f"/activities/new/?topic={topic.pk}", **fields)
    activity = Activity.objects.get()
    walk.send(walk.liaison, f"{activity.get_absolute_url()}confirm/")


def give_it_to_a_unit(walk, topic):
    item = topic.consensus_items.get()
    walk.send(
        walk.office,
        reverse("petitions:dispatch", args=["item", item.pk]),
        title="更换护栏",
        demand="请于汛期前完成。",
        lead_unit=walk.unit.pk,
        limit_class=make_limit_class().pk,
    )
    topic.refresh_from_db()
    return Assignment.objects.get()


def answer_it(walk, assignment):
    url = assignment.get_absolute_url()
    walk.send(
        walk.handler, f"{url}acknowledge/", contact_name="陈经办", contact_phone="13900001111"
    )
    walk.send(
        walk.handler,
        f"{url}reply/",
        reply_class=make_reply_class("A").pk,
        result="护栏已经更换。",
        process="已到现场查看。",
        contact_mode="phone",
        contacted_on=clock.today().isoformat(),
    )
    walk.send(walk.office, f"{url}accept_reply/")


def rate_it(walk, code):
    assert walk.street.post("/track/", {"code": code}).status_code == 302
    page = walk.street.get("/track/matter/").content.decode()
    assert "护栏已经更换" in page or "来龙去脉" in page
    answer = walk.street.post(
        "/track/matter/rate/", {"result": "satisfied", "attitude": "satisfied"}
    )
    assert answer.status_code == 302
