"""Figures, chapters and panels of what members carry: up and down are counted apart."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from consultations.actions import carried_papers, relays
from consultations.enums import DispatchMode, RelayResult
from consultations.lineage.carried import tables, total_of
from consultations.models import Broadcast, Relay
from consultations.views.relays import proof_of
from core.chapters import chapters_of
from core.panels import panels_of
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import make_user
from tests.builders.relays import centre, make_broadcast, make_relay

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def carried(studio, frozen):
    """One word of each kind, one receipt that counts and one that does not."""
    frozen("2026-03-04")
    make_relay(studio)
    make_relay(studio, declined=True)
    make_relay(studio, handling=True, mode=DispatchMode.SITE)
    make_relay(studio, settled=True, result=RelayResult.CANNOT, mode=DispatchMode.MEETING)
    make_relay(studio, closed=True)
    make_broadcast(studio, confirmed=True, reached=100)
    make_broadcast(studio)


def test_up_and_down_are_counted_apart_by_result_and_by_way(carried, studio):
    make_relay(open_studio("西关社区委员工作室"))

    lines = tables(Relay.objects.all(), Broadcast.objects.confirmed())

    up = next(line for line in lines if line.name == studio.name).up
    parts = ("done", "in_progress", "cannot", "declined", "waiting")
    assert [up[name] for name in parts] == [1, 1, 1, 1, 1]
    assert up["total"] == sum(up[name] for name in parts)
    assert [up[mode] for mode in DispatchMode] == [1, 0, 1, 1]
    down = total_of(lines).down
    assert (down["total"], down["reached"], down["reply"]) == (1, 100, 0)
    assert total_of(lines).up["total"] == 6


def test_the_chapters_of_a_summary_say_both(carried, studio):
    chapters = dict(chapters_of(studio, *YEAR))

    assert chapters["委员带话"] == [
        "带上来5件，其中已落实1件、正在处理1件、暂无法处理1件。",
        "带下去1件，覆盖100人次。",
    ]


def test_a_time_without_words_has_no_chapter(carried, studio):
    assert "委员带话" not in dict(chapters_of(studio, date(2025, 1, 1), date(2025, 12, 31)))


def test_who_only_carries_a_word_elsewhere_oversees_nothing(studio, convener):
    relay = make_relay(studio)
    member = relay.member.user

    assert Relay.objects.overseen_by(member).count() == 0
    assert Relay.objects.overseen_by(convener).count() == 1
    assert Relay.objects.overseen_by(make_user(leader=True)).count() == 1


def test_the_page_of_a_member_shows_what_has_not_come_back(studio, office):
    member = join_studio(studio)
    open_ones = [make_relay(studio, by=member.user), make_relay(studio, by=member.user)]
    make_relay(studio, by=member.user, closed=True)

    panels = panels_of(member, office, date(2026, 3, 4))

    shown = [panel for panel in panels if panel.template.endswith("_relays_in_hand.html")]
    assert {relay.pk for relay in shown[0].context["relays"]} == {one.pk for one in open_ones}


def table_of(content):
    table = Document(BytesIO(content)).tables[0]
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def test_the_slip_tells_the_whole_way_and_masks_from_whom(studio):
    relay = make_relay(studio, handling=True)
    relays.progress(relay, by=centre(studio), remark="灯具已到货。")
    relays.settle(relay, by=centre(studio), result="done", outcome="路灯已经换好。")

    said = table_of(carried_papers.slip(relay, proof_of(relay)))

    assert said["群众或企业"] == "赵*"
    assert said["交办方式"] == "电话交办"
    assert said["对方"] == "甘主任（客服部主任）"
    assert "灯具已到货。" in said["进展情况"]
    assert said["办理结果"] == "已落实"


@pytest.mark.parametrize(("state", "result"), [("", ""), ("declined", "不予转办（查无此事）")])
def test_a_slip_may_be_printed_before_there_is_a_result(studio, state, result):
    relay = make_relay(studio, **{state: True} if state else {})

    said = table_of(carried_papers.slip(relay, proof_of(relay)))

    assert (said["交办方式"], said["办理结果"]) == ("", result)


def test_the_receipt_says_what_it_answers_and_who_vouches(studio):
    relay = make_relay(studio, closed=True)

    said = table_of(carried_papers.receipt(relay.broadcasts.get()))

    assert said["所答复的带话"] == f"{relay.number} 西关桥头路灯不亮"
    assert (said["方式"], said["确认人"]) == ("入户、微信群", "待确认")
