"""A studio is held against a standard: self-check, check, result."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from audit import trail
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.actions import standards
from studios.actions.standards import Answer, Verdict
from studios.enums import AutoRule, Checker, CheckStatus
from studios.models import Standard, StandardCheck, StudioKind
from tests.builders.consultations import make_jpeg
from tests.builders.directory import make_special_committee
from tests.builders.people import make_committee, make_user
from tests.builders.standards import add_item, counted, fill_in, make_check, make_standard
from tests.builders.studios import make_area, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _november(frozen):
    frozen("2026-11-02")


@pytest.fixture
def studio():
    return make_studio("城关镇委员工作室", hours="每周三 9:00—11:30")


@pytest.fixture
def convener(studio):
    return make_user("冯召集", convener=studio)


@pytest.fixture
def township(studio):
    return make_user("何书记", township=studio.area)


def kind(code):
    return StudioKind.objects.get_or_create(
        committee=make_committee(), code=code, defaults={"name": code}
    )[0]


def told(person):
    return [notice.template for notice in Notice.objects.filter(to=person).order_by("pk")]


def test_a_studio_of_several_kinds_is_held_to_the_standards_of_all_of_them(studio):
    studio.kinds.add(kind("room"), kind("sector"))
    for_all, for_rooms = make_standard("六有"), make_standard("五上墙", kinds=[kind("room")])
    for_sectors = make_standard("五有", kinds=[kind("sector"), kind("room")])
    make_standard("工作站标准", kinds=[kind("station")])
    make_standard("停用的标准", is_active=False)
    make_standard("外县的标准", committee=make_committee("linjiang"))

    assert set(Standard.objects.asked_of(studio)) == {for_all, for_rooms, for_sectors}


def test_the_studio_opens_its_check_once(studio, convener):
    standard = make_standard()

    first = standards.start(studio, standard, by=convener, year=2026, on=DAY)
    second = standards.start(studio, standard, by=convener, year=2026, on=DAY)

    assert first == second
    assert [line.verb for line in trail.history_of(first)] == ["start"]


def test_nobody_else_opens_it(studio, township):
    for other in (township, make_user(office=True), make_user(convener=make_studio())):
        with pytest.raises(NotYours):
            standards.start(studio, make_standard(), by=other, year=2026, on=DAY)
    assert not StandardCheck.objects.exists()


@pytest.mark.parametrize(("year", "is_open"), [(2024, False), (2025, True), (2027, False)])
def test_only_this_year_and_the_last_are_looked_at(studio, convener, year, is_open):
    standard = make_standard()
    if is_open:
        assert standards.start(studio, standard, by=convener, year=year, on=DAY).year == year
        return
    with pytest.raises(NotAllowedNow, match="2025年或2026年"):
        standards.start(studio, standard, by=convener, year=year, on=DAY)


def test_a_standard_for_others_is_not_opened(studio, convener):
    with pytest.raises(NotAllowedNow, match="不适用"):
        standards.start(
            studio, make_standard(kinds=[kind("station")]), by=convener, year=2026, on=DAY
        )


def test_the_office_asks_every_open_studio_that_has_not_begun(studio, convener):
    standard, busy = make_standard(kinds=[kind("room")]), make_studio()
    for one in (studio, busy, make_studio(status="suspended")):
        one.kinds.add(kind("room"))
    make_studio()  # of no such kind
    make_check(busy, standard)

    asked = standards.call(standard, by=make_user(office=True), year=2026, on=DAY)

    assert asked == 1
    assert StandardCheck.objects.filter(studio=studio, standard=standard).exists()
    assert told(convener) == ["studios/check_called"]


def test_others_ask_nobody(studio, township, convener):
    for other in (township, convener, make_user(leader=True)):
        with pytest.raises(NotYours):
            standards.call(make_standard(), by=other, year=2026, on=DAY)


def test_the_studio_says_item_by_item_how_it_stands(studio, convener):
    check = make_check(studio, by=convener)
    first, second = check.standard.items.all()

    standards.mark(check, by=convener, answers=[Answer(first, True, "门厅"), Answer(second, None)])
    standards.mark(check, by=convener, answers=[Answer(second, False)])

    assert list(check.marks.values_list("is_met", "note")) == [(True, "门厅"), (False, "")]


def test_nobody_speaks_for_what_the_portal_counts(studio, convener):
    check = make_check(studio, by=convener)
    item = counted(check.standard)

    standards.mark(check, by=convener, answers=[Answer(item, True, "公布了")])

    assert not check.marks.filter(item=item).exists()


def test_others_say_nothing(studio, township):
    check = make_check(studio)

    for other in (township, make_user(office=True), make_user(convener=make_studio())):
        with pytest.raises(NotYours):
            fill_in(check, by=other)
        with pytest.raises(NotYours):
            standards.submit(check, by=other, on=DAY)


def test_a_photo_is_kept_without_what_the_telephone_hid_in_it(studio, convener):
    check = make_check(studio, by=convener)
    item = check.standard.items.first()
    photo = SimpleUploadedFile("门牌.jpg", make_jpeg(b"GPS 34.36N"), "image/jpeg")

    standards.mark(check, by=convener, answers=[Answer(item, True, "", photo)])

    mark = check.marks.get()
    with mark.file.open() as kept:
        assert kept.read() == make_jpeg()
    assert mark.file_name == "门牌.jpg"
    assert "门牌" not in mark.file.name


def test_a_new_piece_of_evidence_takes_the_place_of_the_old(
    studio, convener, django_capture_on_commit_callbacks
):
    check = make_check(studio, by=convener)
    item = check.standard.items.first()
    for name in ("旧.jpg", "新.jpg"):
        photo = SimpleUploadedFile(name, make_jpeg(), "image/jpeg")
        with django_capture_on_commit_callbacks(execute=True):
            standards.mark(check, by=convener, answers=[Answer(item, True, "", photo)])
        if name == "旧.jpg":
            old = check.marks.get().file

    assert check.marks.get().file_name == "新.jpg"
    assert not old.storage.exists(old.name)
    assert old.storage.exists(check.marks.get().file.name)


def test_an_answer_without_a_file_leaves_the_evidence_where_it_is(studio, convener):
    check = make_check(studio, by=convener)
    item = check.standard.items.first()
    photo = SimpleUploadedFile("门牌.jpg", make_jpeg(), "image/jpeg")
    standards.mark(check, by=convener, answers=[Answer(item, True, "", photo)])

    standards.mark(check, by=convener, answers=[Answer(item, True, "补一句")])

    assert check.marks.get().file_name == "门牌.jpg"


def test_a_gap_in_the_answers_is_named_and_nothing_is_handed_in(studio, convener):
    check = make_check(studio, by=convener)
    add_item(check.standard, "门牌")
    standards.mark(
        check,
        by=convener,
        answers=[Answer(item, True) for item in check.standard.items.exclude(label="门牌")],
    )

    with pytest.raises(ValidationError, match="还有1项没有填写：“门牌”"):
        standards.submit(check, by=convener, on=DAY)
    assert StandardCheck.objects.get().status == CheckStatus.DRAFT


def test_many_gaps_are_named_in_part(studio, convener):
    check = make_check(studio, make_standard(items=7), by=convener)

    with pytest.raises(ValidationError, match=r"还有7项.*等。"):
        standards.submit(check, by=convener, on=DAY)


def test_handing_in_keeps_what_the_portal_saw(studio, convener, township):
    standard = make_standard()
    hours, plan = counted(standard), counted(standard, AutoRule.PLAN_FILED)

    check = make_check(studio, standard, by=convener, submitted=True)
    studio.hours = ""
    studio.save()

    seen = {mark.item: (mark.is_met, mark.seen) for mark in check.marks.exclude(seen="")}
    assert seen == {hours: (True, "已公布：每周三 9:00—11:30"), plan: (False, "还没有备案")}
    assert told(township) == ["studios/check_submitted"]
    assert "6/8分" in Notice.objects.get(to=township).text


def test_without_a_township_office_the_office_hears_of_it(studio):
    office = make_user(office=True)

    make_check(studio, submitted=True)

    assert told(office) == ["studios/check_submitted"]


def test_what_nobody_could_check_is_not_handed_in(studio, convener):
    check = make_check(studio, make_standard(checker=Checker.COMMITTEE), by=convener, marked=True)

    with pytest.raises(ValidationError, match="对口专委会"):
        standards.submit(check, by=convener, on=DAY)


def test_what_goes_to_the_special_committee_is_its_to_check(convener, studio, township):
    studio.special_committee = make_special_committee()
    studio.save()
    staff = make_user(committee_staff=studio.special_committee)
    standard = make_standard(checker=Checker.COMMITTEE)
    check = make_check(studio, standard, by=convener, submitted=True)

    with pytest.raises(NotYours):
        standards.conclude(check, by=township, opinion="好", verdicts={}, on=DAY)
    standards.conclude(check, by=staff, opinion="好", verdicts={}, on=DAY)

    assert told(staff) == ["studios/check_submitted"]
    assert check.score == 4


@pytest.mark.parametrize("state", ["marked", "returned", "concluded"])
def test_only_what_is_handed_in_is_checked(studio, township, state):
    check = make_check(studio, checker=township, **{state: True})

    with pytest.raises(NotAllowedNow):
        standards.send_back(check, by=township, remark="再补")
    with pytest.raises(NotAllowedNow):
        standards.conclude(check, by=township, opinion="好", verdicts={}, on=DAY)


@pytest.mark.parametrize("state", ["submitted", "concluded"])
def test_what_is_handed_in_is_not_filled_in_any_more(studio, convener, township, state):
    check = make_check(studio, by=convener, checker=township, **{state: True})

    with pytest.raises(NotAllowedNow):
        fill_in(check, by=convener)
    with pytest.raises(NotAllowedNow):
        standards.submit(check, by=convener, on=DAY)


def test_nothing_is_written_into_what_was_handed_in_a_moment_ago(studio, convener):
    check = make_check(studio, by=convener, marked=True)
    seen_before = StandardCheck.objects.get()
    standards.submit(check, by=convener, on=DAY)

    with pytest.raises(NotAllowedNow):
        fill_in(seen_before, by=convener, is_met=False)
    assert set(check.marks.values_list("is_met", flat=True)) == {True}


def test_sent_back_it_is_the_studios_again_and_it_reads_why(studio, convener, township):
    check = make_check(studio, by=convener, checker=township, returned=True)

    assert check.status == CheckStatus.RETURNED
    assert told(convener) == ["studios/check_sent_back"]
    assert "请补门牌照片" in Notice.objects.get(to=convener).text
    standards.submit(check, by=convener, on=DAY)
    assert check.status == CheckStatus.SUBMITTED


def test_nobody_checks_what_they_handed_in_themselves(studio):
    both = make_user(convener=studio, township=studio.area)
    check = make_check(studio, by=both, submitted=True)

    with pytest.raises(NotYours):
        standards.conclude(check, by=both, opinion="好", verdicts={}, on=DAY)
    with pytest.raises(NotYours):
        standards.send_back(check, by=both, remark="再补")
    assert not StandardCheck.objects.awaiting(both).exists()


def test_others_check_nothing(studio):
    check = make_check(studio, submitted=True)
    strangers = [
        make_user(office=True),
        make_user(leader=True),
        make_user(committee_staff=make_special_committee()),
        make_user(township=make_area("北关街道")),
        make_user(convener=make_studio()),
    ]

    for other in strangers:
        with pytest.raises(NotYours):
            standards.conclude(check, by=other, opinion="好", verdicts={}, on=DAY)


def test_full_points_for_what_is_met_and_none_for_what_is_not(studio, convener, township):
    standard = make_standard()
    counted(standard, points=Decimal("1.5"))
    counted(standard, AutoRule.PLAN_FILED)
    check = make_check(studio, standard, by=convener, submitted=True)

    standards.conclude(check, by=township, opinion="计划要补。", verdicts={}, on=DAY)

    check.refresh_from_db()
    assert (check.status, check.score, check.checked_by) == ("concluded", Decimal("5.5"), township)
    assert list(check.marks.values_list("points", flat=True)) == [2, 2, Decimal("1.5"), 0]
    assert "5.5分" in Notice.objects.get(to=convener).title


def test_the_checker_may_give_fewer_points(studio, convener, township):
    check = make_check(studio, by=convener, submitted=True)
    item = check.standard.items.first()

    verdicts = {item.pk: Verdict(Decimal("0.5"), "门牌名称不全")}
    standards.conclude(check, by=township, opinion="改。", verdicts=verdicts, on=DAY)

    assert check.score == Decimal("2.5")
    assert check.marks.get(item=item).finding == "门牌名称不全"


@pytest.mark.parametrize("points", ["-1", "2.5"])
def test_no_item_is_worth_more_than_its_points_or_less_than_none(studio, township, points):
    check = make_check(studio, submitted=True)
    verdicts = {check.standard.items.first().pk: Verdict(Decimal(points), "试试")}

    with pytest.raises(ValidationError, match="0到2之间"):
        standards.conclude(check, by=township, opinion="好", verdicts=verdicts, on=DAY)


def test_what_the_portal_counted_is_overruled_with_a_reason_only(studio, convener, township):
    standard = make_standard()
    item = counted(standard, AutoRule.PLAN_FILED)
    check = make_check(studio, standard, by=convener, submitted=True)

    with pytest.raises(ValidationError, match="改分请写明核验说明"):
        standards.conclude(
            check, by=township, opinion="好", verdicts={item.pk: Verdict(Decimal(2))}, on=DAY
        )
    verdicts = {item.pk: Verdict(Decimal(2), "纸质计划已于3月送达")}
    standards.conclude(check, by=township, opinion="好", verdicts=verdicts, on=DAY)

    assert check.score == 6


def test_a_refused_verdict_changes_nothing(studio, township):
    check = make_check(studio, submitted=True)
    last = check.standard.items.last()

    with pytest.raises(ValidationError):
        standards.conclude(
            check, by=township, opinion="好", verdicts={last.pk: Verdict(Decimal(9))}, on=DAY
        )

    assert set(check.marks.values_list("points", flat=True)) == {None}
