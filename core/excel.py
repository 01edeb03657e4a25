"""Lists as Excel files, safe to open: nothing a citizen wrote can run as a formula."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from operator import attrgetter
from typing import Any

import xlsxwriter
from django.utils import timezone

# What Excel, or a spreadsheet that reads full-width signs, takes for the start of a formula.
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, and how a row fills it (a path of attributes or a function).

    `url` gives the address that the cell links to on the page; Excel has no use for it.
    """

    label: str
    value: str | Callable[[Any], Any]
    url: Callable[[Any], str] | None = None
    width: int = 16

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        found = attrgetter(self.value)(row)
        return found() if callable(found) else found


def harmless(text: str) -> str:
    """The text, with a quote before anything that would be taken for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write(title: str, columns: Sequence[Column], rows: Iterable[Any], *, note: str = "") -> bytes:
    """One sheet, a heading row, one line per row, and a note below them. Memory stays small
    however many rows there are."""
    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        formats: dict[type, Any] = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        sheet = book.add_worksheet(_NOT_IN_SHEET_NAME.sub(" ", title)[:31])
        _write_head(sheet, columns, book.add_format({"bold": True, "bottom": 1}))
        line = 0
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                _write_cell(sheet, line, place, column.of(row), formats)
        if note:
            sheet.write_string(line + 1, 0, note)
    return file.getvalue()


def _write_head(sheet: Any, columns: Sequence[Column], bold: Any) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.label, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)  # A4, lying, as wide as the list, the heading on every page
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&R第&P页，共&N页")


def _write_cell(sheet: Any, line: int, place: int, value: Any, formats: dict[type, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_string(line, place, "是" if value else "否")
        case int() | float() | Decimal():
            sheet.write_number(line, place, value)
        case datetime():
            local = timezone.make_naive(value) if timezone.is_aware(value) else value
            sheet.write_datetime(line, place, local, formats[datetime])
        case date():
            sheet.write_datetime(line, place, value, formats[date])
        case _:
            sheet.write_string(line, place, harmless(str(value))[:32_767])
