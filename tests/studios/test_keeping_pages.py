"""The pages on which a studio is kept: founded, linked, merged, its hours and its people."""

from datetime import date

import pytest

from audit import trail
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Sector, Studio, StudioKind
from tests.builders.cost import queries_of
from tests.builders.directory import make_special_committee
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_affiliation, make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
TODAY = "2026-03-02"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen(TODAY)


@pytest.fixture
def office(client):
    user = make_user(office=True)
    client.force_login(user)
    return user


def page_of(studio, name="keeping"):
    return f"/studios/{studio.code}/{name}/"


def slots(*rows, note="", version=1):
    """The hours form with these rows: (day, from, until)."""
    sent = {"items-TOTAL_FORMS": 7, "items-INITIAL_FORMS": 7, "note": note, "version": version}
    for n, row in enumerate(rows):
        for name, value in zip(("day", "opens_at", "closes_at"), row, strict=True):
            sent[f"items-{n}-{name}"] = value
    return sent


def new_studio(**changes):
    kind = StudioKind.objects.create(committee=make_committee(), code="room", name="工作室")
    facts = {"name": "东街委员工作室", "code": "dongjie", "kinds": [kind.pk], "address": "东街1号"}
    return facts | {"area": make_area().pk} | changes


def test_the_office_founds_a_studio_and_finds_itself_on_its_page(client, office):
    assert "设立工作室" in client.get("/studios/").text

    answer = client.post("/studios/new/", new_studio(remark="第三次主席会议"), follow=True)

    assert answer.redirect_chain[-1][0] == "/studios/dongjie/keeping/"
    assert "第三次主席会议" in answer.text
    assert Studio.objects.get().status == StudioStatus.PREPARING


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("dongjie", "已有工作室使用"),
        ("members", "已用作系统页面的地址"),
        ("new", "已用作系统页面的地址"),
        ("Dong_Jie", "只能用小写字母"),
        ("东街", ""),
        ("", "请填写代码"),
    ],
)
def test_a_code_that_cannot_be_used_is_said_beside_it(client, office, code, sentence):
    make_studio(code="dongjie", committee=make_committee("elsewhere"))

    answer = client.post("/studios/new/", new_studio(code=code))

    assert sentence in answer.context["form"].errors["code"][0]
    assert "东街委员工作室" in answer.text
    assert Studio.objects.count() == 1


def test_a_circle_in_the_tree_is_said_beside_the_field(client, office):
    studio = make_studio()
    child = make_studio(parent=studio)
    facts = new_studio(parent=child.pk, version=1)

    answer = client.post(page_of(studio, "edit"), facts)

    assert "不能作为它的上级站室" in answer.context["form"].errors["parent"][0]


def test_the_office_links_a_leader_and_a_committee(client, office):
    studio, guide = make_studio(), make_special_committee()
    leader = make_user("戚副主席", leader=True)
    assert "戚副主席" in client.get(page_of(studio, "links")).text

    sent = {"leader": leader.pk, "committee": guide.pk, "on": TODAY}
    shown = client.post(page_of(studio, "links"), sent, follow=True).text

    assert "戚副主席" in shown
    assert studio.links.count() == 2
    client.post(page_of(studio, "links"), sent)
    assert studio.links.count() == 2


def test_a_day_that_is_still_to_come_is_refused_everywhere(client, office):
    studio, member = make_studio(), make_member()
    row = make_affiliation(make_member(), studio)
    day = {"on": "2026-03-03"}

    for url, sent in (
        (page_of(studio, "links"), {}),
        (page_of(studio, "merge"), {"group_name": "联络组"}),
        (page_of(studio, "affiliate"), {"members": [member.pk]}),
        (page_of(studio, "appoint"), {"member": member.pk, "role": "convener"}),
        (f"/studios/affiliations/{row.pk}/end/", {}),
    ):
        answer = client.post(url, sent | day)
        assert answer.context["form"].errors["on"] == ["只能填写今天或以前的日期。"]


def test_one_switch_merges_and_splits(client, office):
    studio = make_studio()

    client.post(page_of(studio, "merge"), {"group_name": "城关镇联络组", "on": TODAY})
    shown = client.get(page_of(studio)).text
    assert "又名<b>城关镇联络组</b>" in shown
    assert "恢复分设" in shown

    client.post(page_of(studio, "merge"), {"remark": "机构改革"})
    assert "组室合一：又名" not in client.get(page_of(studio)).text
    assert Studio.objects.get().group_name == ""


def test_those_who_run_a_studio_see_all_of_it_and_post_its_hours(client):
    studio = make_studio()
    client.force_login(make_user(liaison=studio))
    assert page_of(studio) in client.get(studio.get_absolute_url()).text

    client.post(page_of(studio, "hours"), slots(("w2", "09:00", "11:30"), note="节假日顺延"))

    shown = client.get(page_of(studio)).text
    assert "每周三 9:00—11:30。节假日顺延。" in shown
    for deed in ("edit", "links", "merge", "appoint", "affiliate", "rectify"):
        assert page_of(studio, deed) not in shown
        assert client.get(page_of(studio, deed)).status_code == 403
    assert client.get(page_of(make_studio())).status_code == 403


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (("w2", "", "11:30"), "opens_at", "请填写开始。"),
        (("", "09:00", "11:30"), "day", "请选择哪一天。"),
        (("w2", "11:30", "09:00"), "closes_at", "结束时间须晚于开始时间。"),
        (("w2", "九点", "11:30"), "opens_at", "请按 9:00 这样填写时间。"),
        (("w9", "09:00", "11:30"), "day", ""),
    ],
)
def test_a_row_of_hours_that_is_wrong_is_said_in_the_row(client, office, row, field, sentence):
    answer = client.post(page_of(make_studio(), "hours"), slots(row, note="逢集日上午"))

    assert sentence in answer.context["form"].items[0].errors[field][0]
    assert "逢集日上午" in answer.text


def test_hours_that_overlap_are_said_on_the_form(client, office):
    rows = (("w2", "09:00", "11:30"), ("w2", "11:00", "12:00"))

    answer = client.post(page_of(make_studio(), "hours"), slots(*rows))

    assert "重叠" in answer.text


def test_the_hours_form_begins_with_what_is_posted(client, office):
    studio = make_studio()
    client.post(
        page_of(studio, "hours"),
        slots(("m10", "09:00", "17:00"), ("w2", "09:00", "11:30"), note="节假日顺延"),
    )

    form = client.get(page_of(studio, "hours")).context["form"]

    assert [row["day"].value() for row in form.items][:3] == ["w2", "m10", None]
    assert form["note"].value() == "节假日顺延。"


def test_twenty_members_are_ticked_and_taken_in_at_once(client, office):
    studio = make_studio()
    members = [make_member() for _ in range(20)]

    sent = {"members": [member.pk for member in members], "basis": "work", "on": TODAY}
    shown = client.post(page_of(studio, "affiliate"), sent, follow=True).text

    assert studio.people().count() == 20
    assert "人员（20人）" in shown


@pytest.mark.parametrize("query", ["zeng", "zgm", "曾", "中医院", "卫生界"])
def test_a_search_narrows_the_list_and_keeps_what_is_ticked(client, office, query):
    studio = make_studio()
    ticked, other = make_member("赵志强"), make_member("钱小红")
    medicine = Sector.objects.create(committee=studio.committee, code="medicine", name="医药卫生界")
    found = make_member("曾广明", post="县中医院院长", sector=medicine)

    sent = {"find": "1", "q": query, "members": [ticked.pk], "basis": "work", "on": "2026-02-01"}
    answer = client.post(page_of(studio, "affiliate"), sent)

    assert answer.context["form"].rows == [(ticked, True), (found, False)]
    assert other.name not in answer.text
    assert "2026-02-01" in answer.text
    assert not studio.affiliations.exists()


def test_who_is_inside_or_has_left_office_cannot_be_ticked(client, office):
    studio = make_studio()
    inside = make_member("赵志强", studio=studio)
    gone = make_member("钱小红", status="archived", archived_on=date(2026, 1, 1), ending="term")

    answer = client.get(page_of(studio, "affiliate"))
    refused = client.post(
        page_of(studio, "affiliate"), {"members": [inside.pk, gone.pk], "on": TODAY}
    )

    assert answer.context["form"].rows == []
    assert "members" in refused.context["form"].errors


def test_the_convener_changes_on_one_page_that_shows_who_it_was(client, office):
    studio = make_studio()
    former = make_member("赵志强", studio=studio, role=AffiliationRole.CONVENER)
    successor = make_member("钱小红")
    sent = {"member": successor.pk, "role": "convener", "on": TODAY, "term_until": "2029-03-01"}

    client.post(page_of(studio, "appoint"), sent | {"subsidy": "每月200元"})

    answer = client.get(page_of(studio, "appoint"))
    assert [row.member for row in answer.context["holders"]] == [successor]
    assert [row.member for row in answer.context["former"]] == [former]
    shown = client.get(page_of(studio)).text
    for said in ("至2029年3月1日", "每月200元", "过去的任职（1条）"):
        assert said in shown


def test_a_renewed_term_begins_with_what_is_known(client, office):
    studio = make_studio()
    member = make_member(studio=studio, role=AffiliationRole.LIAISON)
    member.affiliations.update(subsidy="每月200元", term_until=date(2026, 3, 1))
    assert "任期已满" in client.get(page_of(studio)).text

    form = client.get(f"{page_of(studio, 'appoint')}?member={member.pk}").context["form"]

    known = [form[name].value() for name in ("member", "role", "subsidy")]
    assert known == [member.pk, "liaison", "每月200元"]


def test_people_are_chosen_by_their_initials_and_a_short_post(client, office):
    make_member("赵志强", post="青溪县农业技术推广中心高级农艺师兼副主任")
    make_member("钱小红", post="")

    form = client.get(page_of(make_studio(), "appoint")).context["form"]

    labels = [label for _, label in form.fields["member"].choices[1][1]]
    assert labels == ["qxh 钱小红", "zzq 赵志强（青溪县农业技术推广中心高级农艺师…）"]


def test_who_does_not_belong_to_the_studio_is_offered_no_term_to_renew(client, office):
    url = f"{page_of(make_studio(), 'appoint')}?member={make_member().pk}"

    assert client.get(url).context["form"]["member"].value() is None


@pytest.mark.parametrize("key", ["abc", "99999999999999999999", "%00", "³"])
def test_nobody_in_particular_is_appointed_from_nonsense(client, office, key):
    form = client.get(f"{page_of(make_studio(), 'appoint')}?member={key}").context["form"]

    assert form["member"].value() is None


def test_a_term_that_ends_before_it_begins_is_said(client, office):
    sent = {"member": make_member().pk, "role": "deputy", "on": TODAY, "term_until": "2026-03-01"}

    answer = client.post(page_of(make_studio(), "appoint"), sent)

    assert answer.context["form"].errors["term_until"] == ["任期须在起任之后结束。"]


def test_the_page_of_a_studio_shows_who_when_and_why(client, office):
    station = make_studio("东片区工作站", area=make_area("东片区", level="zone"))
    studio = make_studio(parent=station)
    child = make_studio("北街联系点", parent=studio, status=StudioStatus.PREPARING)
    client.post(page_of(studio, "rectify"), {"remark": "值班连续两月空岗"})

    shown = client.get(page_of(studio)).text

    for said in ("东片区工作站", child.name, "责令整改", office.name, "值班连续两月空岗"):
        assert said in shown
    assert trail.history_of(studio).get().after == StudioStatus.RECTIFYING


def test_the_page_costs_the_same_with_more_of_everything(client, office):
    studio = make_studio()
    make_member(studio=studio)
    before = queries_of(client, page_of(studio))
    for n in range(6):
        make_affiliation(make_member(studio=studio), studio, ends_on=date(2026, 1, 1))
        make_studio(parent=studio)
        studio.covers.add(make_area(f"{n}村", level="village", parent=studio.area))

    assert queries_of(client, page_of(studio)) == before <= 12
