"""Year plans and summaries: written from the records, edited, reviewed, filed."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from audit import trail
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.actions import drafts, papers
from studios.actions.letters import lines_of, paper_letter
from studios.clock import term_of, terms_at
from studios.enums import AffiliationRole, PaperKind, PaperStatus, StudioStatus
from studios.lineage.owed import owed_by
from studios.models import Paper, Standard, Studio
from tests.builders.people import make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 6)
BODY = "一、基本情况\n全年无事。"


@pytest.fixture(autouse=True)
def _july(frozen):
    frozen("2026-07-06")


@pytest.fixture
def studio():
    return make_studio("城关镇委员工作室", area=make_area("城关镇"))


@pytest.fixture
def convener(studio):
    return make_user("李召集", convener=studio)


@pytest.fixture
def township(studio):
    return make_user("赵书记", township=studio.area)


def make_paper(studio, by, *, kind=PaperKind.HALF, **flags):
    """A summary that its convener has finished; `submitted=True`, `filed=True`, `returned=True`."""
    paper = papers.draft(studio, kind, 2026, by=by, today=JULY)
    papers.edit(paper, by=by, seen_version=paper.version, title=paper.title, body=BODY)
    if flags:
        papers.submit(paper, by=by, today=JULY)
    if flags.get("returned"):
        township = make_user(township=studio.area)
        papers.send_back(paper, by=township, today=JULY, remark="数字不对。")
    if flags.get("filed"):
        papers.endorse(paper, by=make_user(township=studio.area), today=JULY)
    return paper


@pytest.mark.parametrize(
    ("kind", "year", "first", "last", "opens_on", "due_on"),
    [
        ("plan", 2026, "2026-01-01", "2026-12-31", "2025-12-01", "2026-03-31"),
        ("half", 2026, "2026-01-01", "2026-06-30", "2026-06-16", "2026-07-31"),
        ("year", 2026, "2026-01-01", "2026-12-31", "2026-12-01", "2027-01-15"),
    ],
)
def test_of_which_days_a_paper_speaks_and_when_it_is_due(kind, year, first, last, opens_on, due_on):
    term = term_of(kind, year)

    found = [term.first, term.last, term.opens_on, term.due_on]
    assert [day.isoformat() for day in found] == [first, last, opens_on, due_on]


@pytest.mark.parametrize(
    ("today", "names"),
    [
        ("2026-01-10", "2025年度总结 2026年度计划"),
        ("2026-04-01", "2025年度总结 2026年度计划"),
        ("2026-07-06", "2026年度计划 2026年半年小结"),
        ("2026-12-01", "2026年度计划 2026年半年小结 2026年度总结 2027年度计划"),
    ],
)
def test_what_is_asked_of_a_studio_on_a_day(today, names):
    assert " ".join(term.name for term in terms_at(date.fromisoformat(today))) == names


def test_others_draft_nothing(studio):
    for person in (make_user(office=True), make_user(convener=make_studio()), make_member().user):
        with pytest.raises(NotYours):
            papers.draft(studio, "half", 2026, by=person, today=JULY)

    assert not Paper.objects.exists()


def test_a_summary_says_who_the_studio_is_and_leaves_room_for_people(studio, convener):
    make_member("钱召集", studio=studio, role=AffiliationRole.CONVENER)
    make_member("周能人", studio=studio, is_cppcc_member=False)

    paper = papers.draft(studio, "half", 2026, by=convener, today=JULY)

    assert paper.title == "城关镇委员工作室2026年上半年工作小结"
    assert "有成员2人，其中政协委员1人、特邀成员1人，召集人钱召集。" in paper.body
    assert drafts.TO_COMPLETE in paper.body
    assert trail.history_of(paper).get().label == "起草"


def test_a_plan_names_the_quotas_of_the_countys_standards(studio, convener):
    standard = Standard.objects.create(committee=studio.committee, code="six", name="六有")
    for code, rule, least in (("c", "consultations_held", 4), ("p", "plan_filed", None)):
        standard.items.create(code=code, label=f"标准{code}", points=1, rule=rule, least=least)

    text = papers.draft(studio, "plan", 2026, by=convener, today=JULY).body

    assert "1.标准c。" in text
    assert "标准p" not in text
    assert "7月31日前报半年小结" in text


def test_a_merged_studio_is_named_with_its_group(studio, convener):
    Studio.objects.update(merged_with_group=True, group_name="城关镇联络组")
    studio.refresh_from_db()

    paper = papers.draft(studio, "half", 2026, by=convener, today=JULY)

    assert "（与城关镇联络组组室合一）" in paper.body


def test_a_paper_is_begun_once_and_what_was_typed_stays(studio, convener):
    paper = make_paper(studio, convener)

    again = papers.draft(studio, "half", 2026, by=convener, today=JULY)

    assert (again.pk, again.body) == (paper.pk, BODY)


def test_a_paper_is_not_begun_before_its_time(studio, convener):
    with pytest.raises(NotAllowedNow, match="2026年12月1日"):
        papers.draft(studio, "year", 2026, by=convener, today=JULY)


def test_the_fresh_text_stands_beside_and_changes_nothing(studio, convener):
    paper = make_paper(studio, convener)

    fresh = papers.redraft(paper, by=convener, today=JULY)

    paper.refresh_from_db()
    assert fresh.startswith("一、基本情况\n截至2026年6月30日")
    assert paper.body == BODY


def test_two_who_write_at_once_both_keep_their_words(studio, convener):
    paper = make_paper(studio, convener)

    with pytest.raises(StaleEdit):
        papers.edit(paper, by=convener, seen_version=1, title=paper.title, body="别的")


def test_others_neither_edit_nor_hand_in(studio, convener, township):
    paper = make_paper(studio, convener)

    for deed in (
        lambda who: papers.edit(paper, by=who, seen_version=2, title="题", body="文"),
        lambda who: papers.redraft(paper, by=who, today=JULY),
        lambda who: papers.submit(paper, by=who, today=JULY),
    ):
        for person in (township, make_user(office=True), make_user(convener=make_studio())):
            with pytest.raises(NotYours):
                deed(person)


def test_a_paper_with_blanks_is_not_handed_in(studio, convener):
    paper = papers.draft(studio, "half", 2026, by=convener, today=JULY)

    with pytest.raises(ValidationError, match="请补充"):
        papers.submit(paper, by=convener, today=JULY)


def test_the_township_hears_of_it_and_files_it(studio, convener, township):
    paper = make_paper(studio, convener, submitted=True)
    assert Notice.objects.get(to=township).title.startswith("计划总结待审核")

    papers.endorse(paper, by=township, today=JULY, remark="同意。")

    assert (paper.status, paper.filed_on, paper.filed_by) == (PaperStatus.FILED, JULY, township)
    assert "同意。" in Notice.objects.get(to=convener).text


def test_where_no_township_is_named_the_office_hears_of_it(studio, convener):
    office = make_user(office=True)

    make_paper(studio, convener, submitted=True)

    assert Notice.objects.filter(to=office).exists()


def test_what_the_township_sends_back_may_be_handed_in_again(studio, convener, township):
    paper = make_paper(studio, convener, returned=True)
    assert "数字不对" in Notice.objects.get(to=convener).text

    papers.submit(paper, by=convener, today=JULY)

    assert paper.status == PaperStatus.SUBMITTED


@pytest.mark.parametrize("verb", ["endorse", "send_back"])
def test_nobody_but_its_township_reviews_a_paper(studio, convener, verb):
    paper = make_paper(studio, convener, submitted=True)
    others = [convener, make_user(office=True), make_user(township=make_area("西街镇"))]

    for person in others:
        with pytest.raises(NotYours):
            getattr(papers, verb)(paper, by=person, today=JULY, remark="好")


def test_a_merged_studio_files_at_once_and_is_reviewed_by_nobody(studio, convener):
    paper = make_paper(studio, convener)
    with pytest.raises(NotYours):
        papers.file(paper, by=convener, today=JULY)
    Studio.objects.update(merged_with_group=True, group_name="联络组")
    paper = Paper.objects.get()

    with pytest.raises(NotYours):
        papers.submit(paper, by=convener, today=JULY)
    papers.file(paper, by=convener, today=JULY)

    assert paper.status == PaperStatus.FILED


@pytest.mark.parametrize(
    ("flags", "verbs"),
    [
        ({}, ["endorse", "send_back"]),
        ({"submitted": True}, ["edit", "submit"]),
        ({"returned": True}, ["endorse", "send_back"]),
        ({"filed": True}, ["edit", "submit", "endorse", "send_back"]),
    ],
)
def test_steps_from_the_wrong_state_are_refused(studio, convener, township, flags, verbs):
    paper = make_paper(studio, convener, **flags)
    deeds = {
        "edit": lambda: papers.edit(paper, by=convener, seen_version=2, title="题", body="文"),
        "submit": lambda: papers.submit(paper, by=convener, today=JULY),
        "endorse": lambda: papers.endorse(paper, by=township, today=JULY),
        "send_back": lambda: papers.send_back(paper, by=township, today=JULY, remark="改"),
    }

    for verb in verbs:
        with pytest.raises(NotAllowedNow):
            deeds[verb]()


def test_a_draft_is_for_the_studios_staff_and_what_is_handed_in_for_all(studio, convener, township):
    paper = make_paper(studio, convener)
    seen = Paper.objects.visible_to
    assert seen(convener).exists()
    assert not seen(township).exists()

    papers.submit(paper, by=convener, today=JULY)

    assert seen(township).exists()
    assert seen(make_member().user).exists()


def test_who_still_owes_what(studio, convener):
    late, new = make_studio("迟报工作室"), make_studio("新工作室", opened_on=date(2026, 7, 1))
    make_studio("停用工作室", status=StudioStatus.SUSPENDED)
    make_paper(studio, convener, submitted=True)

    plan, half = owed_by(Studio.objects.open_to_public(), JULY)

    assert set(plan.missing) == {studio, late, new}
    assert (half.waiting, half.filed, half.missing) == (1, 0, [late])
    assert list(Studio.objects.owing(half.term)) == [late]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、基本情况", 1),
        ("十二、其他", 1),
        ("（一）群众意见", 2),
        ("1.协商4次。", 3),
        ("（请补充：不足）", 3),
        ("老城、新城两处。", 3),
        ("、", 3),
        ("（）空的", 3),
    ],
)
def test_a_heading_is_told_by_its_number(text, level):
    assert lines_of(f"\n {text} \n")[0] == (level, text)


def test_the_word_file_has_a_plain_title_and_says_when_it_is_no_filed_paper(studio, convener):
    paper = make_paper(studio, convener)
    draft = [p.text for p in Document(BytesIO(paper_letter(paper))).paragraphs]
    papers.submit(paper, by=convener, today=JULY)
    papers.endorse(paper, by=make_user(township=studio.area), today=JULY)

    letter = Document(BytesIO(paper_letter(paper)))

    filed = [p.text for p in letter.paragraphs]
    assert draft[:2] == [paper.title, "（草稿）"]
    assert filed[0] == paper.title
    assert filed[-2:] == ["城关镇委员工作室", "2026年7月6日"]
    heading = next(p for p in letter.paragraphs if p.text == "一、基本情况")
    assert heading.runs[0].font.name == "黑体"
