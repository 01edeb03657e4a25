"""The pages of duty: a month as a calendar, its making step by step, the rules behind it."""

from datetime import date

import pytest
from django.test import Client

from consultations.actions import rosters
from consultations.models import DutyGroup, DutyRule, DutySeat, DutyShift, Roster
from studios.models import Leave
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_roster, make_rule, make_seat, make_shift
from tests.builders.people import make_user

THE_TENTH = date(2026, 12, 10)
HOURS = {"starts_at": "9:00", "ends_at": "11:30"}


@pytest.fixture(autouse=True)
def _november(frozen):
    frozen("2026-11-25")


@pytest.fixture
def room(studio):
    """The studio with a rule and three members."""
    make_rule(studio)
    studio.three = [join_studio(studio, f"委员{n}") for n in range(3)]
    return studio


@pytest.fixture
def december(room):
    return f"/duty/{room.code}/2026/12/"


@pytest.fixture
def shift(room):
    """In a draft, one of the two seats taken."""
    return make_shift(
        room, on=THE_TENTH, seats=room.three[:1], published=False, rule=DutyRule.objects.get()
    )


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_month_is_drafted_mended_and_published(room, december, convener, sign_in):
    browser = sign_in(convener)
    assert "自动排班" in text(browser.get(december))

    browser.post(f"{december}generate/")
    first = DutyShift.objects.order_by("on").first()
    change = {"on": "2026-12-03", **HOURS, "members": [room.three[2].pk], "version": 1}
    browser.post(f"/duty/shifts/{first.pk}/arrange/", change)
    assert "缺1人" in text(browser.get(december))
    assert "还有1个席位" in text(browser.post(f"{december}publish/"))
    answer = browser.post(f"{december}publish/", {"gaps_confirmed": "on"}, follow=True)

    assert "值班表已发布" in text(answer)
    assert Roster.objects.published().count() == 1


def test_a_published_roster_is_read_by_anybody_without_what_is_amiss(room, december, convener):
    shift = make_shift(room, on=THE_TENTH, seats=room.three[:1], rule=DutyRule.objects.get())
    away = {"starts_on": THE_TENTH, "ends_on": THE_TENTH, "recorded_by": convener}
    Leave.objects.create(member=room.three[0], reason="住院", **away)

    page = text(Client().get(december))

    assert "委员0" in page
    for word in ("请假", "缺1人", "添加班次", "值班次数", f"/duty/shifts/{shift.pk}/"):
        assert word not in page


def test_the_staff_see_who_cannot_come_and_how_often_each_sits(room, december, convener, sign_in):
    make_shift(room, on=THE_TENTH, seats=room.three[:2])
    away = {"starts_on": THE_TENTH, "ends_on": THE_TENTH, "recorded_by": convener}
    Leave.objects.create(member=room.three[0], reason="住院", **away)

    page = text(sign_in(convener).get(december))

    assert "请假，不能到岗" in page
    assert "值班次数" in page


@pytest.mark.parametrize("who", ["member", "stranger", None])
def test_a_draft_is_nobody_elses_business(shift, december, who, request, sign_in):
    browser = sign_in(request.getfixturevalue(who)) if who else Client()

    assert browser.get(december).status_code == 404


def test_the_office_reads_a_draft_and_changes_nothing(shift, december, office, sign_in):
    page = text(sign_in(office).get(december))

    assert "委员0" in page
    assert "自动排班" not in page.split("流转记录")[0]
    assert "添加班次" not in page


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "1999/1", "2099/1"])
def test_a_month_that_is_none_is_not_found(room, convener, sign_in, month):
    assert sign_in(convener).get(f"/duty/{room.code}/{month}/").status_code == 404


def test_a_month_gone_by_offers_no_buttons(room, convener, sign_in):
    page = text(sign_in(convener).get(f"/duty/{room.code}/2026/10/"))

    assert "自动排班" not in page
    assert "添加班次" not in page


def test_without_rules_the_page_says_to_set_them_up(studio, convener, sign_in):
    page = text(sign_in(convener).get(f"/duty/{studio.code}/2026/12/"))

    assert "设置排班规则" in page


def test_a_holiday_is_named_and_a_moved_shift_says_from_when(room, december, convener, sign_in):
    from core.models import CalendarDay

    CalendarDay.objects.create(date=date(2026, 12, 9), is_workday=False, name="测试节")

    sign_in(convener).post(f"{december}generate/")
    page = text(sign_in(convener).get(december))

    assert "测试节" in page
    assert "12月9日顺延" in page


def test_a_shift_is_added_on_the_day_that_was_clicked(room, december, convener, sign_in):
    browser = sign_in(convener)
    form = browser.get(f"{december}arrange/?day=2026-12-10").context["form"]
    assert form.initial["on"] == THE_TENTH

    sent = {
        "on": "2026-12-10",
        **HOURS,
        "members": [room.three[0].pk],
        "once": form["once"].value(),
    }
    answer = browser.post(f"{december}arrange/", sent, follow=True)

    assert "已添加12月10日（周四）上午 9:00—11:30的班次" in text(answer)
    assert DutySeat.objects.get().member == room.three[0]


def test_what_cannot_be_is_said_beside_the_field_and_kept(shift, december, convener, sign_in):
    browser = sign_in(convener)
    once = browser.get(f"{december}arrange/").context["form"]["once"].value()

    sent = {"on": "2026-12-10", **HOURS, "once": once}
    answer = browser.post(f"{december}arrange/", sent)

    assert "时间重叠" in answer.context["form"].errors["starts_at"][0]
    assert 'value="2026-12-10"' in text(answer)


def test_a_shift_is_deleted_from_a_draft(shift, december, convener, sign_in):
    answer = sign_in(convener).post(f"/duty/shifts/{shift.pk}/remove/", follow=True)

    assert "已撤销" in text(answer)
    assert not DutyShift.objects.exists()


def test_a_shift_of_a_published_roster_is_called_off_with_a_reason(room, convener, sign_in):
    shift = make_shift(room, on=THE_TENTH, seats=room.three[:1])
    url, browser = f"/duty/shifts/{shift.pk}/remove/", sign_in(convener)

    assert browser.post(url).context["form"].errors
    browser.post(url, {"remark": "停电"})

    shift.refresh_from_db()
    assert shift.status == "cancelled"
    page = text(browser.get(f"/duty/{room.code}/2026/12/"))
    assert "已取消" in page


def test_the_list_shows_every_studio_its_two_months_and_what_is_missing(room, office, sign_in):
    make_roster(room, date(2026, 11, 1))
    browser = sign_in(office)

    this, missing = text(browser.get("/duty/")), text(browser.get("/duty/?tab=missing"))

    assert "已发布" in this
    assert room.name in missing
    assert f"/duty/{room.code}/2026/12/" in missing


@pytest.mark.parametrize(
    ("who", "sees_own", "sees_other"),
    [
        ("convener", True, False),
        ("member", True, False),
        ("party", True, False),
        ("office", True, True),
        ("leader", True, True),
    ],
)
def test_whose_rosters_are_in_the_list(room, who, sees_own, sees_other, request, sign_in):
    other = open_studio("滨河社区委员工作室")
    user = make_user(leader=True) if who == "leader" else request.getfixturevalue(who)

    page = text(sign_in(user).get("/duty/"))

    assert (room.name in page, other.name in page) == (sees_own, sees_other)


def test_the_list_links_only_to_what_its_reader_may_open(room, shift, party, sign_in):
    page = text(sign_in(party).get("/duty/?tab=next"))

    assert "拟定中" in page
    assert f"/duty/{room.code}/2026/12/" not in page


def test_the_office_drafts_a_year_and_is_told_how_many(room, office, sign_in):
    browser = sign_in(office)

    answer = browser.post("/duty/year/", {"year": "2027"}, follow=True)
    assert "已生成12张值班表草稿" in text(answer)
    answer = browser.post("/duty/year/", {"year": "2027"}, follow=True)

    assert "没有要补的" in text(answer)


@pytest.mark.parametrize(
    ("cadence", "sent", "sentence"),
    [
        ("weekly", {"days": ["2"]}, "每周三上午"),
        ("monthly", {"dates": "10、20"}, "每月10日、20日上午"),
        ("nth", {"days": ["2"], "weeks": ["1"]}, "每月第1个周三上午"),
    ],
)
def test_a_rule_is_set_up_changed_and_ended(studio, convener, sign_in, cadence, sent, sentence):
    browser, url = sign_in(convener), f"/duty/{studio.code}/rules/"
    new = f"{url}new/?cadence={cadence}"
    once = browser.get(new).context["form"]["once"].value()
    sent = sent | HOURS | {"seats": "2", "on_holiday": "next"}

    assert sentence in text(browser.post(new, sent | {"once": once}, follow=True))
    rule = DutyRule.objects.get()
    page = text(browser.post(f"/duty/rules/{rule.pk}/", sent | {"seats": "3"}, follow=True))
    assert "3人" in page
    assert "已停用的规则" in text(browser.post(f"/duty/rules/{rule.pk}/end/", follow=True))


def test_a_group_is_set_up_changed_and_given_up(room, convener, sign_in):
    browser, url = sign_in(convener), f"/duty/{room.code}/groups/new/"
    once = browser.get(url).context["form"]["once"].value()

    page = text(browser.post(url, {"name": "法制组", "once": once}, follow=True))
    assert "还没有成员" in page
    group = DutyGroup.objects.get()
    sent = {"name": "法制组", "members": [room.three[0].pk]}
    assert "委员0" in text(browser.post(f"/duty/groups/{group.pk}/", sent, follow=True))
    browser.post(f"/duty/groups/{group.pk}/end/")

    assert not DutyGroup.objects.exists()


def test_who_is_no_longer_free_can_be_seen_on_the_calendar_after_publishing(
    room, december, convener, sign_in
):
    shift = make_shift(room, on=THE_TENTH, seats=[])
    make_seat(shift, room.three[0], status="excused", reason="出差")

    page = text(sign_in(convener).get(december))

    assert "请假" in page
    assert rosters.gaps_of([shift]) == 1
