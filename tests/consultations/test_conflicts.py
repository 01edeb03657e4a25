"""Who must stand aside, who must explain, and who learns of it (回避)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import claiming, follow_ups, issues, topics
from consultations.actions.standing_aside import StandsAside
from consultations.lineage.conflicts import conflict_of, core_of
from core.access import can
from notices.models import Notice
from studios.enums import InterestKind
from tests.builders.claiming import make_interest, make_usual_unit
from tests.builders.consultations import a_day_after, make_activity, make_issue, make_topic
from tests.builders.people import make_unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def today(frozen):
    frozen("2026-03-04")


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("青溪县鸿顺商贸有限公司", "鸿顺"),
        ("鸿顺商贸公司", "鸿顺"),
        ("青溪鸿顺建材经营部", "鸿顺"),
        ("县水利局", "水利局"),
        ("陕西省青溪县第一中学", "第一中学"),
        ("商贸公司", "商贸"),  # nothing else is left of it
        ("县店", ""),
        ("甲", ""),
    ],
)
def test_what_people_call_a_firm(name, core):
    assert core_of(name, "青溪县") == core


@pytest.mark.parametrize(
    ("declared", "post", "is_stop"),
    [
        ({"kind": InterestKind.OWN_UNIT, "name": "县水利局"}, "", True),
        ({}, "县水利局总工程师", True),
        ({}, "县水利勘测队高级工程师", None),
        ({"name": "鸿顺商贸公司"}, "", False),
        ({"name": "西关建材厂"}, "", False),
        ({"name": "东升超市"}, "", None),
        ({"kind": InterestKind.FAMILY, "name": "鸿顺"}, "", False),
        ({"name": "鸿顺商贸公司", "ended_on": date(2026, 3, 3)}, "", None),
        # Holds on its last day.
        ({"name": "鸿顺商贸公司", "ended_on": date(2026, 3, 4)}, "", False),
    ],
)
def test_what_ties_a_member_to_a_matter(studio, wang, declared, post, is_stop):
    make_usual_unit()
    wang.post = post
    if declared:
        make_interest(wang, **declared)
    issue = make_issue(studio, accepted=True, body="西关鸿顺商贸门口的护栏断了，行人不便。")

    found = conflict_of(wang, issue, DAY)

    assert (found.is_stop if found else None) == is_stop


def test_a_chosen_unit_stops_its_own_people_and_flags_their_families(studio, wang, li):
    _, unit = make_usual_unit()
    make_interest(wang, "水利系统", kind=InterestKind.OWN_UNIT, unit=unit)
    make_interest(li, "水利系统", kind=InterestKind.FAMILY, unit=unit)
    issue = make_issue(studio, accepted=True)

    assert conflict_of(wang, issue, DAY).is_stop
    assert not conflict_of(li, issue, DAY).is_stop


def test_the_unit_that_is_proposed_for_a_topic_counts_as_well(studio, wang):
    unit = make_unit("县交通局")
    wang.post = "县交通局副局长"
    topic = make_topic(studio, designated=True)
    row = {"text": "修路", "unit": unit, "due_on": a_day_after(30), "exit": "dispatch"}
    assert conflict_of(wang, topic, DAY) is None

    make_activity(studio, topic=topic, items=[row])
    again = type(topic).objects.get(pk=topic.pk)

    assert conflict_of(wang, again, DAY).is_stop


def tied(member):
    make_usual_unit()
    member.post = "县水利局局长"
    member.save()
    return member


def test_who_must_stand_aside_takes_nothing_on_and_is_given_nothing(studio, convener, wang, li):
    tied(wang)
    issue, taken = make_issue(studio, accepted=True), make_issue(studio, claimed_by=li.user)

    with pytest.raises(StandsAside, match="请由老城社区委员工作室其他委员办理"):
        issues.claim(issue, by=wang.user, promised_on=a_day_after(5))
    with pytest.raises(ValidationError, match="须回避"):
        issues.assign(issue, by=convener, member=wang, promised_on=a_day_after(5))
    with pytest.raises(ValidationError, match="须回避"):
        claiming.hand_over(taken, by=convener, member=wang, remark="出差")
    assert not can(wang.user, "claim", issue)
    assert can(li.user, "claim", issue)


def test_nor_leads_on_a_topic_nor_asks_how_it_went(studio, convener, wang):
    tied(wang)
    category, _ = make_usual_unit("县水利局")
    topic = make_topic(studio, designated=True, category=category)
    issue = make_issue(studio, accepted=True, answered=True)

    with pytest.raises(StandsAside):
        topics.claim(topic, by=wang.user)
    with pytest.raises(ValidationError, match="须回避"):
        topics.appoint(topic, by=convener, member=wang)
    with pytest.raises(StandsAside):
        follow_ups.follow_up(
            issue, by=wang.user, done_on=DAY, way="phone", is_reached=True, result="solved"
        )
    assert not can(wang.user, "follow_up", issue)


def test_a_tie_that_stops_nobody_is_explained_in_writing(studio, convener, liaison, wang):
    make_interest(wang)
    issue = make_issue(studio, accepted=True, place="鸿顺商贸门口")

    with pytest.raises(ValidationError, match=r"您申报的.*鸿顺.*请核实后填写"):
        issues.claim(issue, by=wang.user, promised_on=a_day_after(5), interest_note=" ")
    note = "只是邻居，护栏归社区管。"
    issues.claim(issue, by=wang.user, promised_on=a_day_after(5), interest_note=note)

    line = trail.history_of(issue).get(verb="note_interest")
    assert note in line.remark
    assert not any(one.verb == "note_interest" for one in trail.history_of(issue).public())
    assert not issue.tellings.filter(text__contains="邻居").exists()


def test_the_convener_hears_of_an_explanation(studio, wang, li):
    li.affiliations.update(role="convener")
    make_interest(wang)
    issue = make_issue(studio, accepted=True, place="鸿顺商贸门口")

    issues.claim(issue, by=wang.user, promised_on=a_day_after(5), interest_note="只是邻居。")

    assert Notice.objects.filter(to=li.user, text__contains="只是邻居").exists()


def test_whoever_assigns_does_not_read_what_was_declared(studio, convener, wang):
    make_interest(wang)
    issue = make_issue(studio, accepted=True, place="鸿顺商贸门口")

    with pytest.raises(ValidationError) as refused:
        issues.assign(issue, by=convener, member=wang, promised_on=a_day_after(5))

    assert "鸿顺" not in str(refused.value)
    assert "interest_note" in refused.value.message_dict
