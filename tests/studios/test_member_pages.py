"""The roll of members and each one's file, as pages."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from studios.enums import AffiliationRole, Basis, Ending, MemberStatus
from studios.models import Affiliation, Leave, Member, MemberPlace, Sector, SpecialCommittee
from tests.builders.consultations import make_issue
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
ROLL = "/studios/members/"
DAY = date(2026, 3, 2)
LEFT = {"status": MemberStatus.ARCHIVED, "archived_on": DAY, "ending": Ending.TERM}


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office(client):
    user = make_user(office=True)
    client.force_login(user)
    return user


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def names(answer):
    return [member.name for member in answer.context["listing"].rows]


@pytest.fixture
def county():
    """One of each: in office, invited, away, gone."""
    here, away = make_member("赵志强"), make_member("钱小红")
    make_member("周能人", is_cppcc_member=False)
    make_member("孙退之", **LEFT)
    Leave.objects.create(
        member=away, starts_on=DAY, ends_on=DAY, reason="学习", recorded_by=here.user
    )


@pytest.mark.parametrize(
    ("tab", "found"),
    [
        ("members", ["钱小红", "赵志强"]),
        ("invited", ["周能人"]),
        ("leave", ["钱小红"]),
        ("archived", ["孙退之"]),
    ],
)
def test_each_roll_holds_its_own(client, office, county, tab, found):
    assert names(client.get(f"{ROLL}?tab={tab}")) == found


def test_the_roll_stands_in_the_order_of_sound_under_letters(client, office):
    for name in ("赵志强", "曾广明", "安然"):
        make_member(name)

    answer = client.get(ROLL)

    assert names(answer) == ["安然", "曾广明", "赵志强"]
    assert answer.text.count('class="roll-letter"') == 2


def a_member_of_everything():
    """曾广明, of every place and thing that one can search or narrow by."""
    county, town = make_committee(), make_area("城关镇")
    village = make_area("北街村", level="village", parent=town)
    member = make_member(
        "曾广明", post="县医院院长", party="民进会员", cppcc_post="提案委副主任",
        sector=Sector.objects.create(committee=county, code="med", name="医药卫生界"),
        second_committee=SpecialCommittee.objects.create(committee=county, code="e", name="教科"),
    )  # fmt: skip
    MemberPlace.objects.create(member=member, basis=Basis.HOME, area=village)
    studio = make_studio("西关委员工作室", area=make_area("西关街道"))
    Affiliation.objects.create(member=member, studio=studio, starts_on=DAY)
    return member


@pytest.mark.parametrize(
    "words",
    ["曾", "zengguang", "zgm", "院长", "医药", "西关委员", "北街", "城关", "西关街道", "民进",
     "提案委", "zgm 院长 医药"],
)  # fmt: skip
def test_a_member_is_found_by_all_that_the_file_says(client, office, words):
    make_member("赵志强", post="教师")
    a_member_of_everything()

    assert names(client.get(f"{ROLL}?q={words}")) == ["曾广明"]


@pytest.mark.parametrize("by", ["sector", "studio", "special_committee", "area", "party"])
def test_the_roll_is_narrowed(client, office, by):
    make_member("赵志强", post="教师")
    member = a_member_of_everything()
    value = {
        "sector": member.sector_id,
        "studio": member.affiliations.get().studio_id,
        "special_committee": member.second_committee_id,
        "area": member.places.get().area.parent_id,  # the township of the village
        "party": member.party,
    }[by]

    assert names(client.get(f"{ROLL}?{by}={value}")) == ["曾广明"]


def test_places_stand_under_the_place_that_contains_them(client, office):
    a_member_of_everything()

    shown = client.get(ROLL).text

    assert shown.index(">城关镇<") < shown.index(">　北街村<")


def test_who_has_left_is_still_found_by_the_old_studio(client, office):
    studio = make_studio("西关委员工作室")
    member = make_member("孙退之", studio=studio, **LEFT)
    member.affiliations.update(ends_on=DAY)

    assert names(client.get(f"{ROLL}?tab=archived&q=西关")) == ["孙退之"]
    assert names(client.get(f"{ROLL}?tab=archived&studio={studio.pk}")) == ["孙退之"]


@pytest.mark.parametrize("tab", ["members", "invited", "leave", "archived"])
def test_every_roll_is_exported_whole_and_telephones_to_the_office_alone(client, county, tab):
    Member.objects.update(phone="13800138000")
    office, reader = make_user(office=True), make_user(leader=True)

    client.force_login(office)
    head, first, *_ = rows_of(client.get(f"{ROLL}?tab={tab}&format=xlsx"))
    client.force_login(reader)
    other = rows_of(client.get(f"{ROLL}?tab={tab}&format=xlsx"))

    assert {"姓名", "身份", "政协职务", "第二专委会", "所在工作室", "居住地", "帮扶地"} < set(head)
    assert "13800138000" in first
    assert not any("13800138000" in row or "手机" in row for row in other)


def test_a_sheet_names_studios_with_posts_and_places(client, office):
    member = a_member_of_everything()
    member.affiliations.update(role=AffiliationRole.CONVENER)

    head, row = rows_of(client.get(f"{ROLL}?format=xlsx"))

    told = dict(zip(head, row, strict=True))
    assert told["所在工作室"] == "西关委员工作室（召集人）"
    assert (told["居住地"], told["界别"]) == ("北街村", "医药卫生界")


def test_the_file_shows_everything_on_one_page(client, office):
    member = a_member_of_everything()
    member.terms.create(term="十届", starts_on=date(2022, 1, 10))

    shown = client.get(member.get_absolute_url()).text

    for word in ("县医院院长", "民进会员", "医药卫生界", "教科", "十届", "北街村", "西关委员"):
        assert word in shown


def test_reasons_of_leave_and_the_record_are_for_the_office_and_the_member(client):
    member = make_member()
    Leave.objects.create(
        member=member, starts_on=DAY, ends_on=DAY, reason="住院", recorded_by=make_user()
    )

    for reads, user in [
        (True, make_user(office=True)), (True, member.user), (False, make_member().user),
    ]:  # fmt: skip
        client.force_login(user)
        shown = client.get(member.get_absolute_url()).text
        assert ("住院" in shown) == ("流转记录" in shown) == reads
        assert "请假中" in shown


def entering(**changes):
    return {"name": "曾广明", "identity": "member", "post": "县医院院长", "term": "十届"} | changes


def test_the_office_enters_a_member(client, office):
    answer = client.post(f"{ROLL}new/", entering(home=make_area("北街村").pk, phone="13800138000"))

    member = Member.objects.get()
    assert answer.url == member.get_absolute_url()
    assert (member.pinyin, member.term) == ("zengguangming zgm", "十届")
    assert member.places.get().area.name == "北街村"


@pytest.mark.parametrize(("identity", "is_asked"), [("member", True), ("invited", False)])
def test_a_sector_is_asked_of_members_and_not_of_the_invited(client, office, identity, is_asked):
    Sector.objects.create(committee=office.committee, code="med", name="医药卫生界")

    answer = client.post(f"{ROLL}new/", entering(identity=identity))

    assert "请选择界别" in answer.text if is_asked else answer.status_code == 302


def test_a_namesake_is_pointed_out_before_a_second_file_is_opened(client, office):
    make_member("曾广明", post="县一中教师")

    first = client.post(f"{ROLL}new/", entering())
    second = client.post(f"{ROLL}new/", entering(is_another="on"))

    assert "名录中已有“曾广明”（县一中教师、在任）" in first.text
    assert second.status_code == 302


@pytest.mark.parametrize(
    ("typed", "pinyin"),
    [
        ({"name": "单雪梅"}, "shanxuemei sxm"),
        ({"sound": "lexiaoping"}, "lexiaoping yxp"),
        ({"sound": "lexiaoping", "initials": "lxp"}, "lexiaoping lxp"),
        ({"sound": "", "initials": ""}, "yuexiaoping yxp"),
        ({"name": "单雪梅", "sound": "danxuemei", "initials": "dxm"}, "danxuemei dxm"),
    ],
)
def test_the_sound_follows_the_name_unless_staff_write_it(client, office, typed, pinyin):
    member = make_member("乐小平")
    sent = entering(name="乐小平", sound="yuexiaoping", initials="yxp", version=1) | typed

    client.post(f"{member.get_absolute_url()}edit/", sent)

    assert Member.objects.get().pinyin == pinyin


def test_a_sound_in_other_letters_is_said_where_it_stands(client, office):
    member = make_member("乐小平")

    shown = client.post(
        f"{member.get_absolute_url()}edit/", entering(sound="Le Xiaoping", version=1)
    ).text

    assert "拼音只能用小写英文字母" in shown
    assert "Le Xiaoping" in shown


def test_a_member_changes_their_own_telephone_and_nothing_else(client):
    member = make_member("赵志强")
    client.force_login(member.user)
    page = member.get_absolute_url()

    assert f"{page}phone/" in client.get(page).text
    client.post(f"{page}phone/", {"phone": "13800138000", "version": 1, "name": "别人"})

    member.refresh_from_db()
    assert (member.phone, member.name) == ("13800138000", "赵志强")
    assert client.get(f"{page}edit/").status_code == 403


def test_an_archived_file_has_one_button_and_refuses_the_other_pages(client, office):
    member = make_member("孙退之", **LEFT)
    page = member.get_absolute_url()

    shown = client.get(page).text

    assert f"{page}restore/" in shown
    assert "离任归档（届满）" in shown
    for verb in ("edit", "leave", "transfer", "archive", "phone"):
        assert f"{page}{verb}/" not in shown
        assert client.get(f"{page}{verb}/").status_code == 409


def test_the_steps_of_a_file_are_taken_through_its_pages(client, office):
    old, new = make_studio("老城工作室"), make_studio()
    member = make_member(studio=old)
    page = member.get_absolute_url()

    client.post(f"{page}leave/", {"starts_on": DAY, "ends_on": "2026-03-08", "reason": "学习"})
    noted = member.leaves.get()
    client.post(reverse("studios:end_leave", args=[noted.pk]), {"on": "2026-03-05"})
    sent = {"from_studio": old.pk, "to_studio": new.pk, "role": "member", "on": DAY}
    client.post(f"{page}transfer/", sent)
    assert "没有其他角色的，登录账户同时停用" in client.get(f"{page}archive/").text
    client.post(f"{page}archive/", {"ending": "resigned", "on": DAY})
    client.post(f"{page}restore/", {"on": DAY, "remark": "归档有误"})

    member.refresh_from_db()
    assert member.leaves.get().ends_on == date(2026, 3, 4)
    assert list(member.affiliations.filter(ends_on=None).values_list("studio", flat=True)) == [
        new.pk
    ]
    assert member.status == MemberStatus.ACTIVE


@pytest.mark.parametrize(
    ("day", "says"), [("2026-03-03", "今天或以前"), ("2024-03-02", "一年以前")]
)
def test_a_term_ends_neither_in_the_future_nor_long_ago(client, office, day, says):
    page = make_member().get_absolute_url()

    assert says in client.post(f"{page}archive/", {"ending": "resigned", "on": day}).text


def test_a_leave_that_ends_before_it_begins_is_pointed_out(client, office):
    page = make_member().get_absolute_url()
    sent = {"starts_on": "2026-03-08", "ends_on": "2026-03-02", "reason": "学习"}

    assert "不能早于开始日期" in client.post(f"{page}leave/", sent).text


@pytest.fixture
def renewal(office):
    """Two in office, and the form as it is first shown."""
    stays, goes = make_member("赵志强", term="十届"), make_member("钱小红", term="十届")
    return stays, goes, {"term": "十一届", "on": DAY, "going_on": [stays.pk]}


def test_a_renewal_is_shown_before_it_is_done(client, renewal):
    stays, goes, typed = renewal
    seen = client.get(f"{ROLL}renew/").context["form"].mark

    preview = client.post(f"{ROLL}renew/", typed | {"seen": seen})
    assert (preview.context["going"], preview.context["leaving"]) == ([stays], [goes])
    assert Member.objects.archived().count() == 0
    client.post(f"{ROLL}renew/", typed | {"seen": seen, "confirmed": "1"})

    assert list(Member.objects.archived()) == [goes]
    assert Member.objects.counted().get().term == "十一届"


def test_a_renewal_may_be_taken_up_again_with_its_ticks(client, renewal):
    stays, _, typed = renewal
    seen = client.get(f"{ROLL}renew/?tick=all").context["form"].mark

    shown = client.post(f"{ROLL}renew/", typed | {"seen": seen, "again": "1"}).text

    assert f'value="{stays.pk}" checked' in shown
    assert shown.count(" checked") == 1


def test_a_renewal_of_a_list_that_has_changed_is_not_done(client, renewal):
    _, _, typed = renewal
    seen = client.get(f"{ROLL}renew/").context["form"].mark
    make_member("孙后来")

    answer = client.post(f"{ROLL}renew/", typed | {"seen": seen, "confirmed": "1"})

    assert "在任委员有变化" in answer.text
    assert not Member.objects.archived().exists()
    again = answer.context["form"]
    assert again["seen"].value() == again.mark


def test_search_finds_who_has_left_and_says_so(client, office):
    make_member("孙退之", **LEFT)

    shown = client.get("/search/?q=stz").text

    assert "孙退之" in shown
    assert "已归档" in shown


@pytest.mark.parametrize("tab", ["members", "invited", "leave", "archived"])
def test_a_roll_costs_the_same_with_more_rows(client, office, county, tab):
    before = queries_of(client, f"{ROLL}?tab={tab}")
    for n in range(5):
        facts = {"is_cppcc_member": tab != "invited"} | (LEFT if tab == "archived" else {})
        member = make_member(f"李{n}", studio=make_studio(), **facts)
        Leave.objects.create(
            member=member, starts_on=DAY, ends_on=DAY, reason="学习", recorded_by=office
        )

    assert queries_of(client, f"{ROLL}?tab={tab}") == before <= 8


def test_the_file_shows_what_lies_in_the_members_hands(client, office):
    studio = make_studio()
    member = make_member(studio=studio)
    raised = make_issue(studio, title="路灯不亮", accepted=True, claimed_by=member.user)

    shown = client.get(member.get_absolute_url()).text

    assert raised.get_absolute_url() in shown
    client.force_login(make_user(unit=True))
    assert "路灯不亮" not in client.get(member.get_absolute_url()).text
