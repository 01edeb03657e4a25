"""The papers of duty: what stands in the roster, the reception register and the log of a month."""

from datetime import date, time
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from consultations.actions import desk
from consultations.actions.duty_papers import PAPERS, title_of, word
from consultations.enums import ReasonKind, SeatStatus, ShiftStatus, Source
from consultations.models import DutyGroup, Roster
from core import clock
from tests.builders.consultations import make_issue, make_reason
from tests.builders.directory import join_studio
from tests.builders.duty import make_hand_over, make_roster, make_seat, make_shift

WEDNESDAY = date(2026, 3, 4)
MONTHS = ["2026/13/log.docx", "0/1/log.docx", "2026/3/log.pdf", "2026/4/log.docx"]
MATTER = {"title": "巷口路灯不亮", "body": "巷口三盏路灯坏了半个月。", "consent_version": "1"}


@pytest.fixture(autouse=True)
def _a_wednesday(frozen):
    frozen(WEDNESDAY)


@pytest.fixture
def sitter(studio):
    return join_studio(studio, "李值班").user


@pytest.fixture
def shift(studio, sitter):
    return make_shift(studio, seats=[sitter.member])


def lines(paper, roster, reader):
    return PAPERS[paper].lines(roster, reader)


def cells(content):
    """Every cell of the table, and the paragraphs above it."""
    letter = Document(BytesIO(content))
    rows = [[cell.text for cell in row.cells] for row in letter.tables[0].rows]
    return rows, [paragraph.text for paragraph in letter.paragraphs]


def test_the_roster_says_day_hours_and_who(shift, convener):
    (row,) = lines("roster", shift.roster, convener)

    assert (row["day"], row["weekday"]) == ("3月4日", "星期三")
    assert row["period"] == "上午 9:00—11:30"
    assert row["members"] == "李值班"


def test_the_roster_says_who_stands_in_and_what_was_moved(studio, shift, convener):
    shift.moved_from = date(2026, 3, 1)
    shift.group = DutyGroup.objects.create(studio=studio, name="法制组")
    shift.save()
    owner = join_studio(studio, "原定人")
    make_seat(shift, join_studio(studio, "替班人"), instead_of=owner)
    make_seat(shift, join_studio(studio, "请假人"), status=SeatStatus.EXCUSED, reason="出差")

    (row,) = lines("roster", shift.roster, convener)

    assert row["members"] == "法制组：李值班、替班人"
    assert row["note"] == "替班人替原定人；3月1日逢节假日顺延"


def test_a_cancelled_shift_stands_on_no_paper(studio, shift, convener):
    make_shift(studio, period="afternoon", status=ShiftStatus.CANCELLED)

    assert len(lines("roster", shift.roster, convener)) == 1
    assert len(lines("log", shift.roster, convener)) == 1


def test_in_the_register_visitors_are_masked(shift, sitter, convener):
    contact = {"contact_name": "张三丰", "contact_phone": "13812341234"}
    desk.receive(shift, by=sitter, outcome="keep", **MATTER | contact)

    content = word(PAPERS["register"], "register", shift.roster, convener)

    row = cells(content)[0][1]
    assert row[3:5] == ["张*", "138****1234"]
    assert "巷口路灯不亮" in row[5]
    assert "三盏路灯" in row[5]
    assert "张三丰" not in str(cells(content))


def test_the_register_says_how_each_matter_went_on(shift, sitter, convener):
    reason = make_reason(ReasonKind.ISSUE_REFERRED)
    desk.receive(shift, by=sitter, outcome="keep", **MATTER)
    desk.receive(shift, by=sitter, outcome="answer", answer="请到三号窗口。", **MATTER)
    desk.receive(shift, by=sitter, outcome="refer", reason=reason, **MATTER)

    said = [row["outcome"] for row in lines("register", shift.roster, convener)]

    assert said == ["登记留办", "当场答复", "指引：县信访局 0917-3520000"]


def test_who_was_received_without_a_shift_stands_in_the_register_too(studio, shift, convener):
    there = make_issue(studio, by=convener, source=Source.RECEPTION)
    make_issue(studio)  # by QR code
    with clock.at(date(2026, 4, 1)):
        make_issue(studio, by=convener, source=Source.RECEPTION)

    rows = lines("register", shift.roster, convener)

    assert [row["number"] for row in rows] == [there.number]


def test_what_may_be_secret_stands_in_no_register_but_the_offices(studio, shift, convener, office):
    make_issue(studio, by=convener, duty_shift=shift, source=Source.RECEPTION, locked=True)

    assert lines("register", shift.roster, convener) == []
    assert len(lines("register", shift.roster, office)) == 1


def test_a_very_long_story_is_cut(studio, shift, convener):
    story = "一" * 500
    make_issue(studio, by=convener, source=Source.RECEPTION, body=story)

    (row,) = lines("register", shift.roster, convener)

    assert len(row["text"]) == 121
    assert row["text"].endswith("…")


def test_the_log_counts_by_itself_and_says_who_read_the_note(studio, shift, sitter, convener):
    make_seat(shift, join_studio(studio, "缺岗人"), status=SeatStatus.ABSENT)
    desk.receive(shift, by=sitter, outcome="answer", answer="请到三号窗口。", **MATTER)
    desk.log(shift, by=sitter, visitors=3, highlights="路灯", version=1)
    make_hand_over(shift, seen=True, note="待回电")

    (row,) = lines("log", shift.roster, convener)

    figures = [row[name] for name in ("visitors", "registered", "answered", "guided")]
    assert figures == [3, 1, 1, 0]
    assert row["members"] == "李值班、缺岗人（缺岗）"
    assert (row["highlights"], row["note"]) == ("路灯", "待回电")
    assert row["seen"] == "李召集，3月4日"


def test_a_log_not_yet_written_counts_who_was_registered(studio, shift, sitter, convener):
    make_shift(studio, on=date(2026, 3, 11))  # still to come
    desk.receive(shift, by=sitter, outcome="keep", **MATTER)

    (row,) = lines("log", shift.roster, convener)

    assert row["visitors"] == 1
    assert row["seen"] == row["note"] == ""


@pytest.mark.parametrize("paper", PAPERS)
def test_word_has_a_heading_a_month_and_a_line_for_each(studio, shift, sitter, convener, paper):
    desk.receive(shift, by=sitter, outcome="keep", **MATTER)

    rows, above = cells(word(PAPERS[paper], paper, shift.roster, convener))

    assert len(rows) == 2
    assert "老城社区委员工作室" in above[1]
    assert above[2] == "2026年3月"
    assert "{" not in str(rows)


def test_a_draft_says_that_it_is_one(studio, convener):
    roster = make_roster(studio, published=False)

    assert "拟定中" in cells(word(PAPERS["roster"], "roster", roster, convener))[1][2]


def test_the_roster_shows_the_telephone_of_the_studio_and_of_nobody_else(studio, shift, convener):
    sitter = shift.seats.get().member
    sitter.user.phone = "13900001111"
    sitter.user.save()

    text = str(cells(word(PAPERS["roster"], "roster", shift.roster, convener)))

    assert studio.phone in text
    assert "13900001111" not in text


@pytest.mark.parametrize(
    ("paper", "reader", "status"),
    [
        ("roster", "member", 200),
        ("register", "member", 404),
        ("log", "member", 404),
        ("register", "stranger", 404),
        ("register", "convener", 200),
        ("log", "liaison", 200),
        ("register", "party", 200),
        ("log", "office", 200),
        ("nothing", "office", 404),
    ],
)
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_books_are_for_those_who_oversee(request, shift, sign_in, paper, reader, status, ending):
    browser = sign_in(request.getfixturevalue(reader))

    answer = browser.get(f"/duty/papers/{shift.studio.code}/2026/3/{paper}.{ending}")

    assert answer.status_code == status


@pytest.mark.parametrize(("reader", "has_books"), [("member", False), ("party", True)])
def test_the_roster_page_leads_to_what_its_reader_may_have(
    request, shift, sign_in, reader, has_books
):
    browser = sign_in(request.getfixturevalue(reader))

    page = browser.get(shift.roster.get_absolute_url()).content.decode()

    assert "roster.docx" in page
    assert ("register.docx" in page) == has_books


@pytest.mark.parametrize("end", MONTHS)
def test_what_is_no_month_is_not_found(shift, convener, sign_in, end):
    assert sign_in(convener).get(f"/duty/papers/{shift.studio.code}/{end}").status_code == 404


def test_the_excel_file_has_the_same_lines(shift, sitter, convener, sign_in):
    desk.receive(shift, by=sitter, outcome="keep", **MATTER)

    answer = sign_in(convener).get(f"/duty/papers/{shift.studio.code}/2026/3/log.xlsx")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    head, line = book.get_sheet_by_index(0).to_python()
    assert head[4:8] == ["来访人次", "登记件数", "即答件数", "指引件数"]
    assert line[4:8] == [1, 1, 0, 0]


def test_a_year_of_papers_is_named_by_studio_and_month(studio):
    roster = Roster(studio=studio, month=date(2026, 3, 1))

    assert title_of(PAPERS["log"], roster) == "老城社区委员工作室2026年3月值班日志"


def test_shifts_of_one_day_stand_in_the_order_of_their_hours(studio, shift, convener):
    make_shift(studio, period="day", starts_at=time(8), ends_at=time(8, 30))

    hours = [row["hours"] for row in lines("roster", shift.roster, convener)]

    assert hours == ["8:00—8:30", "9:00—11:30"]
