"""A list of members: every fault is told with its place, and it goes in whole or not at all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Grant
from audit import trail
from core.access import NotYours
from core.workflow import NotAllowedNow
from studios.actions import people as belonging
from studios.actions import rolls
from studios.enums import AffiliationRole, MemberStatus
from studios.models import Affiliation, Member, Roll
from tests.builders.people import make_user
from tests.builders.rolls import HEADS, csv, found_words, people, sheet
from tests.builders.studios import make_affiliation, make_member

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
NAME, GENDER, KIND, POST, SECTOR, BOARD, PARTY, PHONE, STUDIO, ROLE, BASIS, SINCE, HOME = range(13)
# (row of the list, cell, what stands there, column, part of what is said)
PLANTED = [
    (3, NAME, "", "A", "请填写姓名"),
    (7, NAME, "王3", "A", "不像姓名"),
    (12, GENDER, "男性", "B", "没有“男性”这个性别，是否想写“男”？"),
    (18, KIND, "委圆", "C", "是否想写“委员”？"),
    (25, POST, "长" * 101, "D", "最多100个字，现有101个字"),
    (31, SECTOR, "农业", "E", "没有“农业”这个界别，是否想写“农业界”？"),
    (40, SECTOR, "宗教界人士", "E", "没有“宗教界人士”这个界别"),
    (52, BOARD, "提案委", "F", "是否想写“提案委员会”？"),
    (60, PARTY, "党" * 21, "G", "最多20个字"),
    (77, PHONE, "1380013800", "H", "不是11位手机号"),
    (88, PHONE, "1.38E+10", "H", "后几位已丢失"),
    (101, PHONE, "见备注", "H", "不是11位手机号"),
    (120, STUDIO, "老城工作室", "I", "是否想写“老城委员工作室”？"),
    (133, ROLE, "组长", "J", "没有“组长”这个职务"),
    (150, ROLE, "召集人", "J", "一个工作室只有一名召集人"),
    (177, BASIS, "老家", "K", "没有“老家”这个依据"),
    (200, SINCE, "2026-13-01", "L", "不是日期"),
    (222, SINCE, "2027-01-01", "L", "不能晚于今天"),
    (250, HOME, "下湾村", "M", "没有“下湾村”这个地方，是否想写“上湾村”？"),
]
TWIN = (299, 10)  # the 299th row repeats the tenth person


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen(DAY.isoformat())


@pytest.fixture
def county():
    return found_words()


@pytest.fixture
def office(county):
    return make_user(office=True)


def bring(file, by, name="名单.xlsx"):
    return rolls.read(file, by=by, name=name)


def judged(file, by, name="名单.xlsx"):
    return rolls.judge(bring(file, by, name), on=DAY)


def entered(rows, by):
    roll = bring(sheet(rows), by)
    rolls.enter(roll, by=by, on=DAY)
    return roll


def planted():
    """Three hundred people, and twenty faults among them."""
    rows = people(300)
    for row, cell, text, _, _ in PLANTED:
        rows[row - 2][cell] = text
    again, first = TWIN
    rows[again - 2] = list(rows[first - 2])
    return rows


def test_twenty_planted_faults_are_told_with_row_and_column_and_no_others(office):
    preview = judged(sheet(planted()), office)

    found = [(fault.number, fault.letter) for fault in preview.faults]
    expected = [(row, letter) for row, _, _, letter, _ in PLANTED] + [(TWIN[0], "A")]
    assert found == expected
    assert len(found) == 20
    for fault, (*_, said) in zip(preview.faults, PLANTED, strict=False):
        assert said in fault.sentence
    assert "与第10行是同一个人" in preview.faults[-1].sentence


def test_a_list_with_faults_goes_in_not_even_in_part(office):
    roll = bring(sheet(planted()), office)

    with pytest.raises(ValidationError, match=r"还有20行有错误.*第3行 A列“姓名”"):
        rolls.enter(roll, by=office, on=DAY)

    assert not Member.objects.exists()
    roll.refresh_from_db()
    assert roll.rows
    assert roll.entered_at is None


def test_mended_it_lands_whole(office, county):
    roll = entered(people(300), office)

    assert (roll.added, roll.changed, roll.rows) == (300, 0, "")
    assert Member.objects.filter(status=MemberStatus.ACTIVE).count() == 300
    first = Member.objects.get(name=people(1)[0][NAME])
    assert first.phone == "13800000000"
    assert first.pinyin == "zhaozhizhi zzz"
    assert first.sector.name == "农业界"
    assert first.terms.get().term == first.term == county["committee"].term
    assert str(first.places.get()) == "居住地：上湾村"
    belongs = first.affiliations.get()
    assert (belongs.role, belongs.starts_on) == (AffiliationRole.CONVENER, date(2024, 3, 1))
    assert Affiliation.objects.count() == 300


def test_what_was_done_stands_in_the_record(office, county):
    roll = entered(people(5), office)

    assert trail.history_of(roll).get().remark == "新增5人，更新0人"
    assert "第6行" in trail.history_of(Member.objects.get(phone="13800000004")).get().remark
    assert trail.history_of(county["studios"][0]).filter(label="纳入工作室").exists()
    assert trail.verify() == []


def test_the_same_list_again_changes_nothing(office):
    entered(people(300), office)
    before = list(Member.objects.values_list())

    again = bring(sheet(people(300)), office)
    preview = rolls.judge(again, on=DAY)

    assert preview.counts == {"same": 300}
    assert not preview.is_ready
    with pytest.raises(ValidationError, match="没有变化"):
        rolls.enter(again, by=office, on=DAY)
    assert list(Member.objects.values_list()) == before


def test_a_list_is_entered_once(office):
    roll = bring(sheet(people(3)), office)
    seen = Roll.objects.get(pk=roll.pk)
    rolls.enter(roll, by=office, on=DAY)

    with pytest.raises(NotAllowedNow, match="已经导入过"):
        rolls.enter(seen, by=office, on=DAY)

    assert Member.objects.count() == 3


def test_others_bring_and_enter_nothing(office):
    roll = bring(sheet(people(1)), office)
    stranger = make_member().user

    with pytest.raises(NotYours):
        bring(sheet(people(1)), stranger)
    with pytest.raises(NotYours):
        rolls.enter(roll, by=stranger, on=DAY)
    with pytest.raises(NotYours):
        rolls.decide(roll, by=stranger, choices={})


def test_a_list_that_waits_is_unreadable_in_the_database(office):

    roll = bring(sheet(people(1)), office)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM studios_roll WHERE id = %s", [roll.pk])
        (stored,) = cursor.fetchone()

    assert "13800000000" in roll.rows
    assert "13800000000" not in stored


def test_what_a_list_leaves_empty_stays_as_it_is(office):
    member = make_member("曾广明", post="县医院院长", phone="13900000001", party="民盟")

    entered([["曾广明", "男", "", "县医院院长", *[""] * 9]], office)

    member.refresh_from_db()
    assert (member.gender, member.phone, member.party) == ("男", "13900000001", "民盟")
    assert trail.history_of(member).get().remark == "性别"


@pytest.mark.parametrize(
    ("post", "phone", "state"),
    [
        ("县医院院长", "", "same"),
        ("县医院院长", "13900000002", "changed"),  # a new telephone
        ("县医院书记", "13900000001", "changed"),  # a new post
        ("", "13900000001", "same"),
        ("", "", "same"),  # says nothing that differs
        ("县医院书记", "", "undecided"),
        ("县医院书记", "13900000002", "undecided"),
    ],
)
def test_who_is_known_by_name_and_telephone_or_name_and_post(office, post, phone, state):
    make_member("曾广明", post="县医院院长", phone="13900000001")

    row = ["曾广明", "", "", post, "", "", "", phone, *[""] * 5]
    preview = judged(sheet([row]), office)

    assert preview.rows[0].state == state


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["曾广明", "县农技站站长", ""], "姓名相同"),
        (["曾光明", "县农技站站长", ""], "读音相同"),
        (["何小梅", "县农技站站长", "13900000001"], "手机相同"),
    ],
)
def test_who_looks_like_somebody_is_decided_by_a_person(office, row, why):
    member = make_member("曾广明", post="县医院院长", phone="13900000001")
    cells = [row[0], "", "", row[1], "", "", "", row[2], *[""] * 5]
    roll = bring(sheet([cells]), office)
    (found,) = rolls.judge(roll, on=DAY).rows
    assert [(one.why, one.member_id) for one in found.alike] == [(why, member.pk)]
    with pytest.raises(ValidationError, match="需要确认是否同一人"):
        rolls.enter(roll, by=office, on=DAY)

    rolls.decide(roll, by=office, choices={"2": rolls.OTHER_PERSON})
    rolls.enter(roll, by=office, on=DAY)

    assert Member.objects.filter(name=row[0], post="县农技站站长").exclude(pk=member.pk).exists()


def test_a_namesake_can_be_the_same_person_under_a_new_post(office):
    member = make_member("曾光明", post="县医院院长", phone="13900000001")
    row = ["曾广明", "", "", "县农技站站长", *[""] * 9]
    roll = bring(sheet([row]), office)

    rolls.decide(roll, by=office, choices={"2": str(member.pk)})
    rolls.enter(roll, by=office, on=DAY)

    member.refresh_from_db()
    assert (member.name, member.post) == ("曾广明", "县农技站站长")
    assert member.user.name == "曾广明"
    assert Member.objects.count() == 1


def test_two_namesakes_on_one_list_are_asked_about_once(office):
    rows = [["张伟", "", "", post, *[""] * 9] for post in ("县医院院长", "县农技站站长")]
    roll = bring(sheet(rows), office)

    (_, second) = rolls.judge(roll, on=DAY).rows
    assert [(one.why, one.member_id) for one in second.alike] == [("姓名相同", 0)]
    rolls.decide(roll, by=office, choices={"3": rolls.OTHER_PERSON})
    rolls.enter(roll, by=office, on=DAY)

    assert judged(sheet(rows), office).counts == {"same": 2}


def test_a_decision_about_somebody_who_was_not_offered_counts_for_nothing(office):
    make_member("曾广明", post="县医院院长")
    other = make_member("何小梅", post="县文化馆馆长")
    roll = bring(sheet([["曾广明", "", "", "县农技站站长", *[""] * 9]]), office)

    rolls.decide(roll, by=office, choices={"2": str(other.pk)})

    assert rolls.judge(roll, on=DAY).counts == {"undecided": 1}


def test_the_directory_is_read_anew_when_a_list_is_confirmed(office):
    roll = bring(sheet(people(1)), office)
    assert rolls.judge(roll, on=DAY).is_ready
    make_member(people(1)[0][NAME], post="县医院院长")

    with pytest.raises(ValidationError, match="需要确认"):
        rolls.enter(roll, by=office, on=DAY)


def test_who_has_left_office_is_restored_before_a_list_names_them(office):
    make_member("曾广明", post="县医院院长", status="archived", archived_on=DAY, ending="term")

    preview = judged(sheet([["曾广明", "", "", "县医院院长", *[""] * 9]]), office)

    assert "恢复在任" in preview.faults[0].sentence


def test_a_new_convener_with_an_account_may_act_and_the_old_one_may_not(office, county):
    studio = county["studios"][0]
    former = belonging.appoint_convener(studio, make_member("何小梅"), by=office, on=DAY).member
    member = make_member("曾广明", post="县医院院长")
    row = ["曾广明", "", "", "县医院院长", "", "", "", "", studio.name, "召集人", "", "", ""]

    entered([row], office)

    assert [g.user for g in Grant.objects.filter(role="convener", ends_on=None)] == [member.user]
    assert former.affiliations.get(ends_on=None).role == AffiliationRole.MEMBER


def test_somebody_may_belong_to_several_studios(office, county):
    names = "、".join(studio.name for studio in county["studios"][:2])
    row = ["曾广明", "", "", "", "", "", "", "", names, "联络员、成员", "居住地", "2024年3月", ""]

    entered([row], office)

    rows = Affiliation.objects.order_by("studio_id").values_list("role", "basis", "starts_on")
    assert list(rows) == [
        ("liaison", "home", date(2024, 3, 1)),
        ("member", "home", date(2024, 3, 1)),
    ]


def test_an_affiliation_that_is_there_already_is_not_made_twice(office, county):
    studio = county["studios"][0]
    member = make_member("曾广明", post="县医院院长")
    make_affiliation(member, studio)
    row = ["曾广明", "", "", "县医院院长", "", "", "", "", studio.name, "", "", "", ""]

    assert judged(sheet([row]), office).counts == {"same": 1}
    row[BASIS] = "工作地"
    entered([row], office)

    assert member.affiliations.get(ends_on=None).basis == "work"


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"类别": "特邀", "常委": "是"}, "常委", "不是政协委员"),
        ({"类别": "特邀", "政协职务": "副主席"}, "政协职务", "不是政协委员"),
        ({"专委会": "提案委员会", "第二专委会": "提案委员会"}, "第二专委会", "相同"),
        ({"工作室职务": "召集人"}, "工作室职务", "没有写所在工作室"),
        ({"所在工作室": "老城委员工作室", "归属依据": "界别、居住地"}, "归属依据", "一一对应"),
    ],
)
def test_what_cannot_be_true_together(office, changes, column, said):
    heads, row = ["姓名", *changes], ["曾广明", *changes.values()]

    (fault,) = judged(sheet([row], heads), office).faults

    assert fault.heading == column
    assert said in fault.sentence


def test_an_invited_person_has_no_term_and_is_counted_apart(office):
    entered([["曾广明", "男", "特邀", "乡贤", *[""] * 9]], office)

    member = Member.objects.invited().get()
    assert (member.term, member.terms.count()) == ("", 0)


def test_a_list_as_offices_keep_it_is_understood(office):
    heads = ["序号", "姓 名", "单位职务", "联系电话", "备注"]
    rows = [[1, "曾　广明 ", "县医院\n院长", "１３９ ０００００００１", "老委员"]]

    preview = judged(sheet(rows, heads, title="青溪县政协委员名册"), office)

    assert preview.unknown == ["序号", "备注"]
    (row,) = preview.rows
    assert row.number == 3
    assert row.facts == {"name": "曾广明", "post": "县医院 院长", "phone": "13900000001"}


@pytest.mark.parametrize("code", ["gbk", "utf-8-sig", "utf-8"])
def test_a_csv_is_read_in_the_code_of_any_office(office, code):
    preview = judged(csv(people(20), code=code), office, "名单.csv")

    assert preview.counts == {"new": 20}


def test_two_columns_of_one_meaning_are_refused(office):
    with pytest.raises(ValidationError, match="B列“手机”和C列“电话”是同一项"):
        bring(sheet([["曾广明", "", ""]], ["姓名", "手机", "电话"]), office)


def test_a_list_of_nobody_is_refused(office):
    with pytest.raises(ValidationError, match="没有可以导入的人"):
        bring(sheet([["示例：王小明"]], HEADS), office)


def test_the_portal_forgets_what_a_list_held_after_a_day(office, frozen):
    from studios.tasks import forget_rolls

    roll = bring(sheet(people(1)), office)
    assert forget_rolls() == 0

    frozen("2026-03-04")
    assert forget_rolls() == 1
    assert forget_rolls() == 0
    roll.refresh_from_db()
    with pytest.raises(NotAllowedNow, match="重新上传"):
        rolls.judge(roll, on=DAY)


def test_two_rows_of_one_person_are_found_out_by_the_directory(office):
    make_member("曾广明", post="县医院院长", phone="13900000001")
    rows = [
        ["曾广明", "", "", "县医院院长", *[""] * 9],
        ["曾广明", "", "", "县医院书记", "", "", "", "13900000001", *[""] * 5],
    ]

    preview = judged(sheet(rows), office)

    assert "与第2行是同一份档案" in preview.faults[0].sentence


def test_who_sounds_like_somebody_in_the_archive_is_asked_about(office):
    make_member("曾广明", post="县医院院长", status="archived", archived_on=DAY, ending="term")

    (row,) = judged(sheet([["曾广明", "", "", "县农技站站长", *[""] * 9]]), office).rows

    assert [(one.who, one.member_id) for one in row.alike] == [
        ("已离任归档的曾广明（县医院院长）", 0)
    ]


def test_everything_that_would_change_is_shown_in_the_words_of_the_office(office, county):
    make_member("曾广明", post="县医院院长", is_cppcc_member=False)
    heads = ["姓名", "单位及职务", "类别", "常委", "界别", "居住地"]
    row = ["曾广明", "县医院院长", "委员", "是", "农业界", "上湾村、石桥街社区"]
    roll = bring(sheet([row], heads), office)

    (found,) = rolls.judge(roll, on=DAY).of("changed")
    rolls.enter(roll, by=office, on=DAY)

    assert [tuple(one) for one in found.differences] == [
        ("类别", "特邀", "委员"),
        ("常委", "否", "是"),
        ("界别", "", "农业界"),
        ("居住地", "", "上湾村、石桥街社区"),
    ]
    member = Member.objects.get()
    assert member.term == member.terms.get().term == county["committee"].term
    assert member.places.count() == 2
    assert rolls.judge(bring(sheet([row], heads), office), on=DAY).counts == {"same": 1}


def test_what_a_step_of_the_import_refuses_is_said_with_its_row(office, county):
    studio = county["studios"][0]
    member = make_member("曾广明", post="县医院院长")
    for day in (date(2026, 1, 20), date(2026, 2, 1)):  # came and went twice since
        make_affiliation(member, studio, starts_on=day, ends_on=day)
    row = ["曾广明", "", "", "县医院院长", "", "", "", "", studio.name, "", "", "2026-01-05", ""]
    roll = bring(sheet([row]), office)

    with pytest.raises(ValidationError, match=r"第2行曾广明：.*已记到2026年2月1日"):
        rolls.enter(roll, by=office, on=DAY)

    roll.refresh_from_db()
    assert roll.entered_at is None


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("加入日期", "1888-01-01", "年份不对"),
        ("加入日期", "三月二日", "不是日期"),
        ("所在工作室", "老城委员工作室（组长）", "没有“老城委员工作室（组长）”这个工作室"),
        ("居住地", "上湾村、下湾村", "没有“下湾村”这个地方"),
    ],
)
def test_what_cannot_be_meant(office, heading, text, said):
    (fault,) = judged(sheet([["曾广明", text]], ["姓名", heading]), office).faults

    assert fault.letter == "B"
    assert said in fault.sentence


def test_a_namesake_whose_sound_was_corrected_by_hand_is_asked_about_too(office):
    make_member("单小梅", post="县医院院长", pinyin="danxiaomei dxm")

    (row,) = judged(sheet([["单小梅", "", "", "县农技站站长", *[""] * 9]]), office).rows

    assert [one.why for one in row.alike] == ["姓名相同"]
