"""The two Excel files of an import: the template to fill in, the list with its faults marked."""

from collections import defaultdict
from io import BytesIO
from typing import Any

import xlsxwriter

from accounts.models import Committee
from core.excel import harmless
from core.tables import MOST_ROWS, Line, Table, letter
from studios.actions.rolls.headings import EXAMPLE, HEADINGS, Heading
from studios.actions.rolls.preview import Preview
from studios.actions.rolls.rows import Fault
from studios.actions.rolls.words import Words

SHEET, RULES, LISTS = "委员名单", "填写说明", "选项"
PREPARED_ROWS = 2000
TROUBLE = "问题"
ADVICE = (
    "1．每人一行，只有“姓名”必填；不清楚的格子留空，以后再补。已在名录中的人，留空的格子保持原样。",
    f"2．以“{EXAMPLE}”开头的一行只作参考，导入时自动跳过，不必删除。",
    f"3．不要改动第一行的列名；可以删去不用的列，列的先后不限。一次最多{MOST_ROWS}行。",
    "4．有下拉箭头的格子请从中选择；选项来自本级政协现有的界别、专委会、工作室和镇街村社区。",
    "5．上传后先看预览：哪一行、哪一列有问题，疑似重复的是谁，都会列出；确认之前不写入任何数据。",
    "6．同一份名单重复导入不会产生重复的人。",
)


def template(committee: Committee) -> bytes:
    """An empty list for this county (导入模板), with what it can choose from."""
    words, file = Words(committee), BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        people, rules = book.add_worksheet(SHEET), book.add_worksheet(RULES)
        lists = book.add_worksheet(LISTS)
        lists.hide()
        _write_heads(book, people)
        for place, heading in enumerate(HEADINGS):
            offered = heading.choices(words) if heading.choices else []
            if offered:
                lists.write_column(0, place, offered)
                _offer(people, place, heading, len(offered))
            example = heading.example or "".join(offered[-1:] if place in _SHOWN else [])
            people.write_string(1, place, example, _style(book, "example"))
        _write_rules(book, rules)
    return file.getvalue()


_SHOWN = {place for place, one in enumerate(HEADINGS) if one.name in ("sector_id", "home")}
_STYLES: dict[str, dict[str, Any]] = {
    "must": {"bold": True, "bg_color": "#9F1D20", "font_color": "#FFFFFF"},
    "head": {"bold": True, "bg_color": "#E8ECF1"},
    "example": {"italic": True, "font_color": "#6B7280", "num_format": "@"},
    "text": {"num_format": "@"},
    "title": {"bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "valign": "top"},
    "fault": {"bg_color": "#FBD5D5", "font_color": "#8A1C1C", "bold": True},
    "trouble": {"font_color": "#8A1C1C", "text_wrap": True},
}


def _style(book: Any, name: str) -> Any:
    boxed = {"border": 1, "border_color": "#B6BCC4", "valign": "vcenter"}
    return book.add_format(boxed | _STYLES[name] if name in ("must", "head") else _STYLES[name])


def _write_heads(book: Any, sheet: Any) -> None:
    """Everything is text, so that Excel leaves telephones and days as they are typed."""
    must, head, text = (_style(book, name) for name in ("must", "head", "text"))
    for place, heading in enumerate(HEADINGS):
        is_must = heading.name == "name"
        sheet.set_column(place, place, heading.width, text)
        sheet.write_string(0, place, heading.label + "*" * is_must, must if is_must else head)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    _lie_down(sheet, 8)  # A3: as wide as the list is
    sheet.repeat_rows(0)


def _lie_down(sheet: Any, paper: int) -> None:
    """On paper, all columns beside each other."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)


def _offer(sheet: Any, place: int, heading: Heading, count: int) -> None:
    """A drop-down from the hidden sheet: a list within the cell holds 255 characters at most."""
    column = letter(place)
    sheet.data_validation(
        1,
        place,
        PREPARED_ROWS,
        place,
        {
            "validate": "list",
            "source": f"={LISTS}!${column}$1:${column}${count}",
            "error_type": "information" if heading.is_open else "stop",
            "error_title": heading.label,
            "error_message": f"请从下拉表中选择{heading.label}。",
            "show_error": not heading.is_open,
        },
    )


def _write_rules(book: Any, sheet: Any) -> None:
    title, head, wrap = (_style(book, name) for name in ("title", "head", "wrap"))
    sheet.set_column(0, 0, 16, wrap)
    sheet.set_column(1, 1, 78, wrap)
    sheet.write_string(0, 0, "委员名单填写说明", title)
    for number, line in enumerate(ADVICE, start=1):
        sheet.merge_range(number, 0, number, 1, line, wrap)
        sheet.set_row(number, 22)
    start = len(ADVICE) + 2
    sheet.write_row(start, 0, ["列名", "怎么填"], head)
    for number, heading in enumerate(HEADINGS, start=start + 1):
        sheet.write_row(number, 0, [heading.label, heading.hint], wrap)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def marked(table: Table, preview: Preview) -> bytes:
    """The list as it was brought, every row in its place; faulty cells red, trouble beside them."""
    file, faults = BytesIO(), defaultdict(list)
    for fault in preview.faults:
        faults[fault.number].append(fault)
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        head, text, red, trouble = (
            _style(book, name) for name in ("head", "text", "fault", "trouble")
        )
        # A list that was marked before and mended gets its last column anew.
        heads = table.heads[:-1] if table.heads[-1] == TROUBLE else table.heads
        width = len(heads)
        sheet.set_column(0, width - 1, 16, text)
        sheet.set_column(width, width, 60)
        for place, label in enumerate([*heads, TROUBLE]):
            sheet.write_string(table.head_number - 1, place, label, head)
        sheet.freeze_panes(table.head_number, 1)
        sheet.autofilter(table.head_number - 1, 0, table.lines[-1].number - 1, width)
        _lie_down(sheet, 9)
        for line in table.lines:
            _mark(sheet, line, width, faults.get(line.number, []), (text, red, trouble))
    return file.getvalue()


def _mark(sheet: Any, line: Line, width: int, faults: list[Fault], styles: tuple[Any, ...]) -> None:
    """One row as it was brought, and behind it everything that is wrong with it."""
    text, red, trouble = styles
    bad = {fault.letter for fault in faults}
    for place, cell in enumerate(line.cells[:width]):
        style = red if letter(place) in bad else text
        sheet.write_string(line.number - 1, place, harmless(cell), style)
    said = "；".join(f"{fault.heading}：{fault.sentence}" for fault in faults)
    sheet.write_string(line.number - 1, width, said, trouble)
