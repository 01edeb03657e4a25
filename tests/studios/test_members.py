"""The member's file: entered, corrected, on leave, moved."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from audit import trail
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.actions import members
from studios.enums import AffiliationRole, Basis, Ending, MemberStatus
from studios.models import Leave, Member, Studio
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def archived(**facts):
    return make_member(
        status=MemberStatus.ARCHIVED, archived_on=DAY, ending=Ending.RESIGNED, **facts
    )


def away(member, first, last):
    return Leave.objects.create(
        member=member, starts_on=first, ends_on=last, reason="外出学习",
        recorded_by=make_user(office=True),
    )  # fmt: skip


DEEDS = {
    "edit": lambda member, by: members.edit(member, by=by, seen_version=1, post="新职务"),
    "leave": lambda member, by: members.leave(
        member, by=by, starts_on=DAY, ends_on=DAY, reason="外出"
    ),
    "end_leave": lambda member, by: members.end_leave(away(member, DAY, DAY), by=by, on=DAY),
    "transfer": lambda member, by: members.transfer(
        member, by=by, from_studio=make_studio(), to_studio=make_studio(), on=DAY
    ),
}


@pytest.mark.parametrize("verb", DEEDS)
def test_only_the_office_keeps_the_files(verb):
    member = make_member()
    strangers = [
        member.user, make_user(convener=make_studio()), make_user(leader=True),
        make_user(admin=True), make_user(committee=make_committee("elsewhere"), office=True),
    ]  # fmt: skip

    for stranger in strangers:
        with pytest.raises(NotYours):
            DEEDS[verb](member, stranger)


@pytest.mark.parametrize("verb", DEEDS)
def test_an_archived_file_is_read_only_and_says_so(verb, office):
    with pytest.raises(NotAllowedNow, match="当前为“已归档”"):
        DEEDS[verb](archived(), office)


def test_the_office_enters_a_member_with_term_place_and_first_studio(office):
    village, studio = make_area("北街村"), make_studio()
    office.committee.term = "十届"

    member = members.enter(
        office.committee, by=office, name="曾广明", on=DAY, since=date(2026, 1, 10),
        studio=studio, basis=Basis.HOME, places={Basis.HOME: [village]}, post="县医院院长",
    )  # fmt: skip

    assert (member.pinyin, member.term) == ("zengguangming zgm", "十届")
    assert member.terms.get().starts_on == date(2026, 1, 10)
    assert member.places.get().area == village
    assert member.affiliations.get().basis == Basis.HOME


def test_an_invited_person_has_no_term_and_no_post_of_the_cppcc(office):
    office.committee.term = "十届"

    member = members.enter(
        office.committee, by=office, name="周能人", on=DAY, is_cppcc_member=False,
        is_standing=True, cppcc_post="副主席",
    )  # fmt: skip

    assert (member.term, member.is_standing, member.cppcc_post) == ("", False, "")
    assert not member.terms.exists()
    assert member not in Member.objects.counted()
    assert member in Member.objects.active()


def test_nobody_else_enters_anybody():
    with pytest.raises(NotYours):
        members.enter(make_committee(), by=make_member().user, name="曾广明", on=DAY)


def test_a_corrected_name_takes_its_sound_and_its_account_along(office):
    member = make_member("曾广名")

    members.edit(member, by=office, seen_version=1, name="单雪梅")

    assert Member.objects.get().pinyin == "shanxuemei sxm"
    assert User.objects.get(pk=member.user_id).name == "单雪梅"


def test_the_office_writes_a_sound_that_no_table_knows(office):
    member = make_member("乐小平")

    members.edit(member, by=office, seen_version=1, pinyin="lexiaoping lxp")
    members.edit(member, by=office, seen_version=2, post="教师")

    assert Member.objects.get().pinyin == "lexiaoping lxp"


def test_an_edit_names_what_was_changed_and_never_the_value(office):
    member = make_member(post="校长")

    members.edit(member, by=office, seen_version=1, post="校长", phone="13800138000")

    line = trail.history_of(member).get()
    assert (line.label, line.remark) == ("修改档案", "手机")


def test_an_edit_that_changes_nothing_leaves_no_line(office):
    member = make_member(post="校长")

    members.edit(member, by=office, seen_version=1, post="校长", places={Basis.HOME: []})

    assert not trail.history_of(member).exists()


def test_two_editors_do_not_overwrite_each_other(office):
    member = make_member()
    other = Member.objects.get()
    members.edit(member, by=office, seen_version=1, post="甲")

    with pytest.raises(StaleEdit):
        members.edit(other, by=office, seen_version=1, post="乙")

    assert Member.objects.get().post == "甲"


def test_places_are_replaced_tie_by_tie(office):
    member, town, village = make_member(), make_area("城关镇"), make_area("北街村")
    members.edit(
        member, by=office, seen_version=1, places={Basis.HOME: [town], Basis.ASSIST: [town]}
    )

    members.edit(member, by=office, seen_version=2, places={Basis.ASSIST: [village]})

    found = {(place.basis, place.area) for place in member.places.all()}
    assert found == {(Basis.HOME, town), (Basis.ASSIST, village)}


@pytest.mark.parametrize(
    ("facts", "terms"),
    [
        ({"term": "十届"}, [("十届", None, "")]),
        ({"is_cppcc_member": False}, [("十", DAY, Ending.OTHER)]),
        ({"post": "校长"}, [("十", None, "")]),
    ],
)
def test_the_rows_of_terms_follow_the_file(office, facts, terms):
    member = make_member(term="十", post="教师")
    member.terms.create(term="十", starts_on=date(2022, 1, 10))

    members.edit(member, by=office, seen_version=1, **facts)

    assert [(row.term, row.ends_on, row.ending) for row in member.terms.all()] == terms


def test_an_invited_person_who_is_elected_begins_a_term(office):
    member = make_member(is_cppcc_member=False)

    members.edit(member, by=office, seen_version=1, is_cppcc_member=True, term="十届")

    assert member.terms.get().starts_on == DAY


def test_a_member_writes_down_their_own_telephone():
    member = make_member()

    members.change_phone(member, by=member.user, seen_version=1, phone="13800138000")

    assert Member.objects.get().phone == "13800138000"
    assert "138" not in trail.history_of(member).get().remark


def test_nobody_else_writes_a_members_telephone():
    member = make_member()

    for stranger in (make_member().user, make_user(leader=True), make_user(admin=True)):
        with pytest.raises(NotYours):
            members.change_phone(member, by=stranger, seen_version=1, phone="13800138000")


def test_who_has_left_changes_no_telephone():
    member = archived()

    with pytest.raises(NotAllowedNow):
        members.change_phone(member, by=member.user, seen_version=1, phone="13800138000")


def test_a_leave_is_told_to_the_studio_and_its_reason_kept_from_it(office):
    studio = make_studio()
    convener = make_user(convener=studio)
    member = make_member("赵志强", studio=studio)

    members.leave(member, by=office, starts_on=DAY, ends_on=date(2026, 3, 8), reason="住院")

    said = Notice.objects.get(to=convener).text
    assert "赵志强自2026年3月2日至2026年3月8日请假" in said
    assert "住院" not in said
    assert "住院" not in trail.history_of(member).get().remark


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [(1, 1, False), (1, 2, True), (3, 4, True), (8, 9, True), (9, 9, False), (1, 20, True)],
)
def test_two_leaves_never_share_a_day(office, first, last, is_refused):
    member = make_member()
    away(member, DAY, date(2026, 3, 8))
    days = {"starts_on": date(2026, 3, first), "ends_on": date(2026, 3, last)}

    if is_refused:
        with pytest.raises(ValidationError, match="重叠"):
            members.leave(member, by=office, reason="外出", **days)
    else:
        assert members.leave(member, by=office, reason="外出", **days)


@pytest.mark.parametrize(
    ("day", "is_away"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-08", True), ("2026-03-09", False)],
)
def test_who_is_on_leave_is_a_question_about_a_day(day, is_away):
    away(make_member(), DAY, date(2026, 3, 8))

    assert Member.objects.on_leave(date.fromisoformat(day)).exists() == is_away


@pytest.mark.parametrize(
    ("back_on", "last"), [("2026-03-05", date(2026, 3, 4)), ("2026-03-02", None)]
)
def test_who_is_back_earlier_is_counted_on_again(office, back_on, last):
    member = make_member()
    noted = away(member, DAY, date(2026, 3, 8))

    members.end_leave(noted, by=office, on=date.fromisoformat(back_on))

    assert [row.ends_on for row in member.leaves.all()] == ([last] if last else [])


def test_a_leave_that_is_over_is_not_ended_again(office):
    noted = away(make_member(), date(2026, 2, 2), date(2026, 2, 8))

    with pytest.raises(ValidationError, match="已经结束"):
        members.end_leave(noted, by=office, on=DAY)


def test_a_transfer_ends_one_row_on_the_eve_and_begins_another(office):
    old, new = make_studio(), make_studio()
    member = make_member(studio=old)

    members.transfer(member, by=office, from_studio=old, to_studio=new, on=DAY)

    left, joined = member.affiliations.order_by("starts_on")
    assert (left.studio, left.ends_on) == (old, date(2026, 3, 1))
    assert (joined.studio, joined.starts_on, joined.ends_on) == (new, DAY, None)


def test_a_convener_who_moves_holds_the_office_for_the_new_studio_alone(office):
    old, new = make_studio(), make_studio()
    member = make_member()
    members.people.appoint_convener(old, member, by=office, on=date(2026, 1, 5))

    members.transfer(
        member, by=office, from_studio=old, to_studio=new, on=DAY, role=AffiliationRole.CONVENER
    )

    assert list(Studio.objects.run_by(User.objects.get(pk=member.user_id))) == [new]


@pytest.mark.parametrize(
    ("case", "says"),
    [("not there", "现在不在"), ("already there", "已经在"), ("too early", "不能早于")],
)
def test_a_transfer_that_makes_no_sense_is_refused(office, case, says):
    old, new = make_studio(), make_studio()
    member = make_member(studio=None if case == "not there" else old)
    if case == "already there":
        member.affiliations.create(studio=new, starts_on=DAY)
    on = date(2019, 1, 1) if case == "too early" else DAY

    with pytest.raises(ValidationError, match=says):
        members.transfer(member, by=office, from_studio=old, to_studio=new, on=on)


def test_several_affiliations_run_side_by_side_with_days_and_grounds(office):
    member = make_member()
    for basis in (Basis.SECTOR, Basis.HOME):
        members.people.add_affiliation(make_studio(), member, by=office, on=DAY, basis=basis)

    grounds = member.affiliations.in_force(DAY).values_list("basis", "starts_on")

    assert set(grounds) == {(Basis.SECTOR, DAY), (Basis.HOME, DAY)}
