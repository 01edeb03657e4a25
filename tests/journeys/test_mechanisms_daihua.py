"""委员带话 from the first word to the receipt, in each of the four ways, under its own names."""

import pytest
from django.test import Client

from consultations.enums import DispatchMode
from consultations.models import Broadcast, Relay
from core import clock
from tests.builders.consultations import make_limits, staff
from tests.builders.directory import join_studio, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_unit, make_user

pytestmark = pytest.mark.django_db

WORD = {"title": "桥头路灯不亮", "body": "西关桥头三盏路灯坏了半个月，晚上看不清台阶。"}
RECEIPT = {"audience": "桥头两岸住户", "ways": ["home", "meeting"], "reached": "40"}
# What each way asks for, and what the page then says of it.
WAYS = {
    DispatchMode.PHONE: (
        {"contact_name": "甘主任", "contact_post": "客服部主任", "proof": "三天内更换。"},
        ("电话交办", "甘主任（客服部主任）", "答复要点", "三天内更换。"),
    ),
    DispatchMode.DOCUMENT: (
        {"document_no": "青协函〔2026〕8号", "proof": "请于月底前更换。"},
        ("文件转办", "文号", "青协函〔2026〕8号", "文件要点", "请于月底前更换。"),
    ),
    DispatchMode.SITE: (
        {"place": "西关桥头", "attended": "供电公司李班长", "agreed": "当场定下更换。"},
        ("现场协调", "西关桥头", "参加人员：供电公司李班长", "商定事项：当场定下更换。"),
    ),
    DispatchMode.MEETING: (
        {"place": "第三季度带话交办会", "proof": "由供电公司牵头办理。"},
        ("会议交办", "第三季度带话交办会", "议定事项", "由供电公司牵头办理。"),
    ),
}


class Reader:
    """Somebody who reads the page of a relay and takes a step on it."""

    def __init__(self, client, user):
        client.force_login(user, backend="accounts.backends.PortalBackend")
        self.client = client

    def sees(self, relay, *words):
        text = self.client.get(relay.get_absolute_url()).content.decode()
        assert [word for word in words if word not in text] == []
        return self

    def at(self, relay, label):
        """The step of the county that is at hand."""
        stages = self.client.get(relay.get_absolute_url()).context["stages"]
        assert [view.label for view in stages if view.state == "now"] == [label]
        return self

    def takes(self, relay, verb, **sent):
        answer = self.client.post(f"{relay.get_absolute_url()}{verb}/", sent)
        assert answer.status_code == 302, answer.context["form"].errors
        return self


@pytest.fixture
def studio(db):
    make_limits()
    studio = open_studio("老城社区委员工作室")
    make_shipped(studio.committee, "lianluowei", "daihua")
    return studio


@pytest.fixture
def people(studio):
    """Member, office and convener, each with a browser of their own."""
    users = {
        "member": join_studio(studio, "王建国").user,
        "office": make_user("周办", office=True),
        "convener": staff(studio),
    }
    return {name: Reader(Client(), user) for name, user in users.items()}


def brought_up(studio, member):
    member.client.post("/relays/new/", WORD | {"studio": studio.pk})
    relay = Relay.objects.get()
    assert relay.practice.code == "daihua"
    return relay


def verified(relay, office):
    office.at(relay, "核实").takes(relay, "verify", verification="已到现场查看，情况属实。")
    return office.at(relay, "交办")


def given(relay, office, mode):
    sent, shown = WAYS[mode]
    unit = make_unit("县供电公司", committee=relay.committee)
    told = {"unit": unit.pk, "dispatched_on": clock.today()}
    office.takes(relay, f"dispatch/{mode}", **told, **sent)
    return office.at(relay, "落实处理").sees(relay, *shown, "县供电公司", "正在处理")


@pytest.mark.parametrize("mode", WAYS)
def test_a_word_goes_up_and_its_reply_comes_down(studio, people, mode):
    member, office, convener = people["member"], people["office"], people["convener"]
    relay = brought_up(studio, member)
    verified(relay, office)
    given(relay, office, mode)
    for remark in ("已派人到现场。", "灯具已到货。"):
        office.takes(relay, "progress", remark=remark)
    office.sees(relay, "已派人到现场。", "灯具已到货。")

    office.takes(relay, "settle", result="done", outcome="三盏路灯都已更换。")
    member.at(relay, "带下去").sees(relay, "已落实", "三盏路灯都已更换。")
    member.takes(relay, "carry_back", **RECEIPT, held_on=clock.today())

    receipt = Broadcast.objects.get(relay=relay)
    convener.takes(receipt, "confirm")
    assert list(Broadcast.objects.confirmed()) == [receipt]
    member.sees(relay, "带上来", "核实", "交办", "落实处理", "带下去", "销号", "已带回", "已确认")


def test_what_cannot_be_done_is_carried_back_with_its_reason(studio, people):
    member, office = people["member"], people["office"]
    relay = brought_up(studio, member)
    verified(relay, office)
    given(relay, office, DispatchMode.MEETING)
    url = f"{relay.get_absolute_url()}settle/"
    assert "请填写结果说明。" in office.client.post(url, {"result": "cannot"}).content.decode()

    office.takes(relay, "settle", result="cannot", outcome="属省管线路，县里无权调整。")
    member.at(relay, "带下去").sees(relay, "暂无法处理", "属省管线路，县里无权调整。")
    member.takes(relay, "carry_back", **RECEIPT, held_on=clock.today())

    member.sees(relay, "办理结果：暂无法处理", "答复：桥头路灯不亮")
