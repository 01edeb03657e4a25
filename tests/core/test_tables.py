"""Tables that an office brings in, read as a clerk means them."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from core import sheets, tables
from tests.core.files import OLE, package


def book(write) -> BytesIO:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as made:
        write(made)
    file.seek(0)
    return file


def cells(*values) -> BytesIO:
    """Three headings, and one row with these values."""

    def write(made):
        page = made.add_worksheet()
        page.write_row(0, 0, ["姓名", "手机", "日期"])
        page.write_row(1, 0, values)

    return book(write)


def read(file, name="名单.xlsx"):
    return tables.read(file, name, heading="姓名")


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (13800138000.0, "13800138000"),
        ("13800138000.0", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("  赵　一 \n", "赵 一"),
        ("\ufeff赵\u200b一\x07", "赵一"),
        ("'=1+1", "=1+1"),
        ("'赵一'", "'赵一'"),
        ("（县）实验小学，校长", "（县）实验小学，校长"),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (7, "7"),
        (True, "是"),
        (False, "否"),
        (None, ""),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 9, 5), "2026-03-02 09:05"),
        (time(9, 5), "09:05:00"),
    ],
)
def test_a_cell_says_what_a_clerk_means(value, meant):
    assert sheets.plain(value) == meant


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (702, "AAA")])
def test_columns_are_named_as_in_excel(place, name):
    assert tables.letter(place) == name


@pytest.mark.parametrize("head", ["姓名", " 姓 名 *", "姓名（必填）", "姓名(必填)", "姓名："])
def test_a_heading_is_known_without_its_decoration(head):
    assert tables.plain_heading(head) == "姓名"


def test_rows_keep_the_numbers_that_excel_shows():
    def write(made):
        made.add_worksheet("旧").hide()
        page = made.add_worksheet("名册")
        page.activate()
        page.write(0, 0, "青溪县政协委员名册")
        page.write_row(2, 1, ["姓名*", "手机"])
        page.write_row(5, 1, ["赵一", 13800138000])

    table = read(book(write))

    assert table.head_number == 3
    assert table.lines == [(6, ["", "赵一", "13800138000"])]


def test_the_sheets_before_the_list_are_passed_over():
    def write(made):
        made.add_worksheet("说明").write(0, 0, "请看下一页")
        made.add_worksheet("名册").write_column(0, 0, ["姓名", "赵一"])

    assert [line.cells for line in read(book(write)).lines] == [["赵一"]]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("stop", [",", "\t", ";"])
def test_a_csv_is_read_however_it_was_saved(code, stop):
    text = f'姓名{stop}手机\r\n"赵\n一"{stop}13800138000\r\n{stop}\r\n钱二{stop}\r\n'

    table = read(BytesIO(text.encode(code)), "名单.CSV")

    assert table.lines == [(2, ["赵 一", "13800138000"]), (4, ["钱二", ""])]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", package("word/document.xml"), "只接受Excel表格（xlsx、xls）和CSV"),
        ("a.pdf", b"%PDF-1.7", "只接受Excel表格"),
        ("a.xlsx", b"name,phone", "与扩展名不符"),
        ("a.xlsx", package("xl/workbook.xml"), "打不开"),
        ("a.xls", OLE, "打不开"),
        ("a.csv", b"\x00\x01\x02", "编码读不懂"),
        ("a.csv", b"\xff\xfe\x00\xff\xff", "编码读不懂"),
        ("a.csv", "手机\n1".encode(), "没有找到“姓名”这一列"),
        ("a.csv", b"", "没有找到“姓名”这一列"),
        ("a.csv", ("姓名\n" + '"' + "长" * 200_000).encode(), "读不懂"),
        ("a.csv", ("姓名\n" + "赵一\n" * 10_001).encode(), "最多导入10000行"),
        ("a.csv", ("姓名" + ",甲" * 60).encode(), "最多60列"),
        ("a.csv", "姓名\n".encode() + b"a" * tables.MOST_BYTES, "超过10MB"),
        ("a.xlsx", package("xl/workbook.xml", content=b"0" * 1_000_000, times=9), "解压后过大"),
    ],
)
def test_what_is_no_table_is_refused_in_words(name, content, said):
    with pytest.raises(ValidationError) as refused:
        read(BytesIO(content), name)

    assert said in refused.value.messages[0]


def test_a_stray_cell_in_the_last_corner_breaks_nothing():
    def write(made):
        page = made.add_worksheet()
        page.write(0, 0, "姓名")
        page.write(1_048_575, 16_383, "x")

    with pytest.raises(ValidationError, match="有内容离名单太远"):
        read(book(write))


def test_too_many_rows_are_refused():
    def write(made):
        page = made.add_worksheet()
        page.write(0, 0, "姓名")
        page.write(10_001, 0, "赵一")

    with pytest.raises(ValidationError, match="最多导入10000行"):
        read(book(write))


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(tables, "PATIENCE", 0.001)

    with pytest.raises(ValidationError, match="读不完"):
        read(cells("赵一"))


def test_the_reader_next_door_answers_as_json(monkeypatch, capsys):
    class Input:
        buffer = cells("赵一", 13800138000.0)

    monkeypatch.setattr("sys.argv", ["core.sheets", "100", "9"])
    monkeypatch.setattr("resource.setrlimit", lambda *limits: None)
    monkeypatch.setattr("sys.stdin", Input)

    assert sheets.main() == 0
    assert '"13800138000"' in capsys.readouterr().out
    Input.buffer = BytesIO(b"nothing")
    assert sheets.main() == sheets.BROKEN
