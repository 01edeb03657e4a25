"""The Excel files of an import: the template, an old .xls, and the list with its faults marked."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from core import tables
from studios.actions import rolls
from studios.actions.rolls.headings import HEADINGS
from studios.models import Sector
from tests.builders.people import make_user
from tests.builders.rolls import HEADS, found_words, people, sheet
from tests.builders.studios import make_area

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
OLD_EXCEL = Path(__file__).parent / "files" / "members.xls"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen(DAY.isoformat())


@pytest.fixture
def office():
    found_words()
    return make_user(office=True)


def opened(content):
    return CalamineWorkbook.from_filelike(BytesIO(content))


def test_the_template_has_every_heading_and_an_example_that_is_skipped(office):
    content = rolls.template(office.committee)

    first, second, *_ = opened(content).get_sheet_by_name("委员名单").to_python()
    assert first == ["姓名*", *(heading.label for heading in HEADINGS[1:])]
    assert second[0] == "示例：王小明"
    with pytest.raises(Exception, match="没有可以导入的人"):
        rolls.read(BytesIO(content), by=office, name="模板.xlsx")


def test_the_template_offers_the_countys_own_words_from_a_hidden_sheet(office):
    for number in range(120):  # more than the 255 characters that a list within a cell may hold
        Sector.objects.create(committee=office.committee, code=f"x{number}", name=f"界别{number}号")

    content = rolls.template(office.committee)

    book = opened(content)
    about = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert about["选项"] == SheetVisibleEnum.Hidden
    offered = {cell for row in book.get_sheet_by_name("选项").to_python() for cell in row}
    words = {"界别119号", "农业界", "提案委员会", "老城委员工作室", "上湾村", "召集人", "民盟"}
    assert words <= offered
    rules = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "选项!$G$1:$G$124" in rules


def test_a_filled_template_goes_in(office):
    content = opened(rolls.template(office.committee))
    heads, example = content.get_sheet_by_name("委员名单").to_python()
    row = ["曾广明", *example[1:]]

    roll = rolls.read(sheet([example, row], heads), by=office, name="名单.xlsx")

    assert rolls.judge(roll, on=DAY).counts == {"new": 1}


def test_the_template_says_how_each_column_is_filled_in(office):
    book = opened(rolls.template(office.committee))

    told = [row[0] for row in book.get_sheet_by_name("填写说明").to_python()]

    assert {heading.label for heading in HEADINGS} <= set(told)


def test_an_old_excel_file_is_read(office):
    with OLD_EXCEL.open("rb") as file:
        roll = rolls.read(file, by=office, name="花名册.xls")

    preview = rolls.judge(roll, on=DAY)
    assert preview.counts == {"new": 20}
    assert preview.rows[0].number == 3  # a title stands above the headings
    assert preview.rows[0].facts["since"] == date(2024, 3, 1)
    assert preview.rows[19].facts["phone"] == "13800000019"


def test_places_and_studios_of_one_name_are_told_apart(office):
    town = make_area("白水镇", committee=office.committee)
    make_area("上湾村2", committee=office.committee)
    twin = make_area("中心村", committee=office.committee, level="village", parent=town)
    other = make_area("石桥镇", committee=office.committee)
    second = type(twin).objects.create(
        committee=office.committee, code="twin", name="中心村", level="village", parent=other
    )
    rows = [["曾广明", "白水镇中心村"], ["何小梅", "石桥镇中心村"], ["张伟", "中心村"]]

    preview = rolls.judge(
        rolls.read(sheet(rows, ["姓名", "居住地"]), by=office, name="名单.xlsx"), on=DAY
    )

    assert [row.facts.get("home") for row in preview.rows] == [[twin.pk], [second.pk], None]
    assert "没有“中心村”这个地方" in preview.faults[0].sentence


def test_the_marked_list_keeps_every_row_and_can_be_mended(office):
    rows = people(5)
    rows[2][4], rows[2][7] = "农业", "=1+1"
    roll = rolls.read(sheet(rows, title="委员名册"), by=office, name="名单.xlsx")

    content = rolls.marked(rolls.table_of(roll), rolls.judge(roll, on=DAY))

    table = tables.read(BytesIO(content), "名单.xlsx", heading="姓名")
    assert table.heads == [*HEADS, "问题"]
    assert [line.number for line in table.lines] == [3, 4, 5, 6, 7]
    assert table.lines[2].cells[7] == "=1+1"
    said = table.lines[2].cells[-1]
    assert said.startswith("界别：没有“农业”这个界别，是否想写“农业界”？；手机：")
    assert table.lines[0].cells[-1] == ""


def test_a_marked_list_that_was_mended_goes_in_as_it_is(office):
    rows = people(3)
    rows[1][4] = "农业"
    roll = rolls.read(sheet(rows), by=office, name="名单.xlsx")
    content = rolls.marked(rolls.table_of(roll), rolls.judge(roll, on=DAY))
    table = tables.read(BytesIO(content), "名单.xlsx", heading="姓名")
    mended = [list(line.cells) for line in table.lines]
    mended[1][4] = "农业界"

    again = rolls.read(sheet(mended, table.heads), by=office, name="名单.xlsx")

    assert rolls.judge(again, on=DAY).counts == {"new": 3}
    twice = rolls.marked(rolls.table_of(again), rolls.judge(again, on=DAY))
    heads = tables.read(BytesIO(twice), "名单.xlsx", heading="姓名").heads
    assert heads.count("问题") == 1


def test_faulty_cells_are_red(office):
    rows = people(2)
    rows[0][4] = "农业"
    roll = rolls.read(sheet(rows), by=office, name="名单.xlsx")

    content = rolls.marked(rolls.table_of(roll), rolls.judge(roll, on=DAY))

    cells = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    styles = {
        name: cells.partition(f'r="{name}" s="')[2].partition('"')[0] for name in ("D2", "E2")
    }
    assert styles["E2"] != styles["D2"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("2024.3.1", date(2024, 3, 1)),
        ("2024年3月1日", date(2024, 3, 1)),
        ("2024年3月", date(2024, 3, 1)),
        ("20240301", date(2024, 3, 1)),
        (45352, date(2024, 3, 1)),  # a day as Excel counts it
    ],
)
def test_a_day_is_read_however_it_is_written(office, text, day):
    roll = rolls.read(sheet([["曾广明", text]], ["姓名", "加入日期"]), by=office, name="名单.xlsx")

    assert rolls.judge(roll, on=DAY).rows[0].facts["since"] == day


def test_the_portals_own_list_comes_back_without_a_change(office):
    heads = ["姓名", "身份", "所在工作室", "常委"]
    row = ["曾广明", "政协委员", "老城委员工作室（副召集人）、滨河委员工作室（成员）", "否"]
    roll = rolls.read(sheet([row], heads), by=office, name="名单.xlsx")
    rolls.enter(roll, by=office, on=DAY)

    again = rolls.read(sheet([row], heads), by=office, name="名单.xlsx")

    assert rolls.judge(again, on=DAY).counts == {"same": 1}
