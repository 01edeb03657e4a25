"""Tables that an office brings in (.xlsx, .xls, .csv), read as a clerk means them (表格导入)."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError

from core import sheets, uploads

MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_BYTES = 10 * 1024 * 1024
# The headings stand on one of the first lines: a title, or a note, may stand above them.
HEAD_WITHIN = 10
# A file that an office fills in takes a second; nobody waits for more.
PATIENCE = 30
_READ_ROWS = MOST_ROWS + HEAD_WITHIN + 1
TOO_LARGE = "表格过大，或有内容离名单太远，读不完。请把名单单独复制到一个新的表格里再上传。"


class Line(NamedTuple):
    """One row below the headings, under the number that Excel shows beside it."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """The headings of a sheet, each in its column, and the rows below them that say something."""

    head_number: int
    heads: list[str]
    lines: list[Line]


def letter(place: int) -> str:
    """The name that Excel gives to a column: 0 is A, 26 is AA."""
    name = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        name = chr(ord("A") + rest) + name
        place -= 1
    return name


def read(file: IO[bytes], name: str, *, heading: str) -> Table:
    """The table whose headings have `heading` among them; else a `ValidationError` says why not."""
    uploads.check(file, name, ["table"])
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(f"“{name}”超过{MOST_BYTES // 1024**2}MB，请拆成几份上传。")
    is_text = name.lower().endswith(".csv")
    found = [_text(content)] if is_text else _book(content, name)
    for sheet in found:
        for place, row in enumerate(sheet["rows"][:HEAD_WITHIN]):
            if heading in map(plain_heading, row):
                return _table(sheet, place)
    raise ValidationError(f"“{name}”里没有找到“{heading}”这一列，请使用下载的模板，或加上表头。")


def plain_heading(text: str) -> str:
    """A heading without what is only decoration: `姓 名*（必填）` is 姓名."""
    bare = text.replace("(", "（").partition("（")[0]
    return "".join(bare.split()).strip("*＊：: ")


def _table(sheet: dict[str, Any], place: int) -> Table:
    if sheet["height"] - place - 1 > MOST_ROWS:
        raise ValidationError(f"一次最多导入{MOST_ROWS}行，请拆成几份上传。")
    head = sheet["rows"][place]
    width = max((n + 1 for n, text in enumerate(head) if text), default=0)
    if width > MOST_COLUMNS:
        raise ValidationError(f"表头最多{MOST_COLUMNS}列，请删去不需要的列。")
    lines = [
        Line(number, _of_width(row, width))
        for number, row in enumerate(sheet["rows"][place + 1 :], start=place + 2)
        if any(row[:width])
    ]
    return Table(place + 1, _of_width(head, width), lines)


def _of_width(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _book(content: bytes, name: str) -> list[dict[str, Any]]:
    """The sheets of an Excel file, read next door."""
    command = [sys.executable, "-m", "core.sheets", str(_READ_ROWS), str(MOST_COLUMNS + 1)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=content, capture_output=True, cwd=settings.BASE_DIR, timeout=PATIENCE,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ValidationError(f"“{name}”：{TOO_LARGE}") from error
    if done.returncode == sheets.BROKEN:
        raise ValidationError(f"“{name}”打不开：文件已损坏或设有密码，请另存一份再上传。")
    if done.returncode:
        raise ValidationError(f"“{name}”：{TOO_LARGE}")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _text(content: bytes) -> dict[str, Any]:
    """A CSV as the one sheet that it is."""
    text = uploads.text_of(content)
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;；，", key=first.count))
    try:
        lines = [[sheets.plain(cell) for cell in row] for row in islice(rows, _READ_ROWS)]
    except csv.Error as error:
        raise ValidationError(
            f"第{rows.line_num}行读不懂，请在Excel里另存为xlsx再上传。"
        ) from error
    return {"rows": lines, "height": len(lines)}
