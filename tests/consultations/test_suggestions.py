"""Whom one would ask: those who know the field, live there, have little in hand, and are there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.actions import issues
from consultations.lineage.suggestions import MOST, ranked, suggested
from consultations.lineage.suited import suited_to
from consultations.lineage.trades import fields_of
from consultations.models import Issue
from studios.enums import Basis, InterestKind
from studios.models import Area, Leave, MemberPlace, Sector
from tests.builders.claiming import make_interest, make_usual_unit
from tests.builders.consultations import make_category, make_issue, make_topic
from tests.builders.directory import join_studio, make_special_committee, open_studio
from tests.builders.people import make_committee, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def today(frozen):
    frozen("2026-03-04")


@pytest.fixture
def members(studio):
    """Five of the studio, none of whom has anything to do with anything."""
    return [join_studio(studio, f"委员{n}", post="退休干部") for n in range(5)]


@pytest.fixture
def issue(studio):
    """What 西关 lacks is a pharmacy."""
    found = make_issue(studio, accepted=True, title="社区卫生站缺常用药", place="西关桥头")
    found.category = make_category("医疗卫生")
    found.save()
    return found


def village(studio, name):
    return Area.objects.create(
        committee=studio.committee, code=name, name=name, level="village", parent=studio.area
    )


def sector(name):
    return Sector.objects.create(committee=make_committee(), code=name, name=name)


def first(issue):
    return ranked(issue, DAY)[0]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("医药卫生界", "医药卫生"),
        ("县妇幼保健院护士长", "医药卫生"),
        ("教科卫体委员会", "医药卫生"),
        ("县实验小学副校长", "教育"),
        ("农业和农村委员会", "农业农村"),
        ("西关河堤护栏损坏", "水利"),
        ("养老托育", "民政福利"),
    ],
)
def test_a_field_shows_in_the_words(text, field):
    assert field in fields_of(text)


def test_an_empty_word_shows_no_field():
    assert fields_of("", "某某") == set()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"sector": "医药卫生界"}, "界别：医药卫生界"),
        ({"post": "县妇幼保健院护士长"}, "岗位：县妇幼保健院护士长"),
        ({"special_committee": "教科卫体委员会"}, "专委会：教科卫体委员会"),
    ],
)
def test_who_knows_the_field_comes_first(members, issue, facts, reason):
    expert = members[-1]
    for name, text in facts.items():
        value = text
        if name == "sector":
            value = sector(text)
        if name == "special_committee":
            value = make_special_committee()
            value.name = text
            value.save()
        setattr(expert, name, value)
    expert.save()

    assert first(issue).member == expert
    assert reason in first(issue).why


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis.HOME, "住在西关社区"), (Basis.WORK, "在西关社区工作"),
        (Basis.CONTACT, "联系西关社区"), (Basis.ASSIST, "帮扶西关社区"),
    ],
)  # fmt: skip
def test_who_is_tied_to_the_place_comes_first(studio, members, issue, basis, said):
    west, east = village(studio, "西关社区"), village(studio, "东关社区")
    MemberPlace.objects.create(member=members[3], basis=basis, area=west)
    MemberPlace.objects.create(member=members[2], basis=basis, area=east)

    assert first(issue).member == members[3]
    assert said in first(issue).why


def test_the_township_counts_for_less_than_the_place(studio, members, issue):
    west = village(studio, "西关社区")
    MemberPlace.objects.create(member=members[1], basis=Basis.HOME, area=studio.area)
    MemberPlace.objects.create(member=members[2], basis=Basis.HOME, area=west)

    names = [one.member for one in ranked(issue, DAY)[:2]]

    assert names == [members[2], members[1]]
    assert "住在城关镇" in ranked(issue, DAY)[1].why


def test_who_has_much_in_hand_comes_last(studio, members, issue):
    make_issue(studio, claimed_by=members[0].user)
    make_topic(studio, claimed_by=members[0].user)

    last = ranked(issue, DAY)[-1]

    assert last.member == members[0]
    assert "手上2件" in last.why
    assert "手上没有在办事项" in first(issue).why


def test_who_brought_such_matters_to_an_answer_comes_first(studio, members, issue):
    done = make_issue(studio, claimed_by=members[4].user)
    issues.answer(done, by=members[4].user, answer="已经补充药品。")
    Issue.objects.filter(pk=done.pk).update(category=issue.category)

    assert first(issue).member == members[4]
    assert "办过“医疗卫生”1件" in first(issue).why


def test_who_is_away_or_must_stand_aside_is_not_suggested(members, issue):
    _, unit = make_usual_unit("县卫健局", "医疗卫生")
    away, tied, silent = members[:3]
    Leave.objects.create(
        member=away, starts_on=DAY, ends_on=DAY + timedelta(days=3), reason="学习",
        recorded_by=make_user(),
    )  # fmt: skip
    make_interest(tied, "县卫健局", kind=InterestKind.OWN_UNIT, unit=unit)
    silent.user = None
    silent.save()

    everybody = ranked(issue, DAY)

    assert {one.member for one in suggested(everybody)} == set(members[3:])
    assert len(everybody) == 5
    assert "须回避" in next(one.why for one in everybody if one.member == tied)


def test_what_was_declared_is_not_named_among_the_reasons(members, issue):
    make_interest(members[0], "西关大药房")
    Issue.objects.filter(pk=issue.pk).update(body="西关大药房关门以后，买药要到县城。")
    issue.refresh_from_db()

    why = next(one.why for one in ranked(issue, DAY) if one.member == members[0])

    assert "须说明利害关系" in why
    assert "大药房" not in why


def test_neighbours_are_asked_where_a_studio_has_few(studio, issue):
    own = join_studio(studio, "本室")
    near = join_studio(open_studio("北门工作室", area=studio.area), "邻居")
    join_studio(open_studio(), "远处")

    assert [(one.member, one.studio) for one in ranked(issue, DAY)] == [
        (own, ""), (near, "北门工作室")
    ]  # fmt: skip


def test_and_not_where_it_has_enough(studio, members, issue):
    join_studio(open_studio("北门工作室", area=studio.area), "邻居")

    assert {one.member for one in ranked(issue, DAY)} == set(members)
    assert len(suggested(ranked(issue, DAY))) == MOST


def test_whoever_hands_it_over_is_not_asked_again(members, issue):
    assert members[0] not in [one.member for one in ranked(issue, DAY, but=members[0])]


def test_it_costs_the_same_however_many_there_are(studio, members, issue):
    def cost():
        seen = Issue.objects.select_related("committee", "studio", "category").get(pk=issue.pk)
        with CaptureQueriesContext(connection) as queries:
            ranked(seen, DAY)
        return len(queries)

    ranked(issue, DAY)
    few = cost()
    for n in range(10):
        make_interest(join_studio(studio, f"新{n}"))

    assert cost() == few <= 6


def suits(member):
    return set(suited_to(Issue.objects.claimable(), member, DAY))


@pytest.mark.parametrize("field", ["post", "sector"])
def test_a_member_is_shown_what_lies_in_their_field(studio, members, issue, field):
    make_issue(studio, accepted=True)
    expert = members[0]
    expert.post = "县医院内科主任" if field == "post" else ""
    expert.sector = sector("医药卫生界") if field == "sector" else None
    expert.save()

    assert suits(expert) == {issue}
    assert suits(members[1]) == set()


def test_and_what_is_near_or_of_a_category_they_have_handled(studio, members, issue):
    MemberPlace.objects.create(
        member=members[0], basis=Basis.HOME, area=village(studio, "西关社区")
    )
    done = make_issue(studio, claimed_by=members[1].user)
    Issue.objects.filter(pk=done.pk).update(category=issue.category)

    assert issue in suits(members[0])
    assert issue in suits(members[1])


def test_and_nothing_that_their_own_unit_is_to_handle(members, issue):
    make_usual_unit("县医院", "医疗卫生")
    members[0].post = "县医院内科主任"
    members[0].save()

    assert suits(members[0]) == set()
