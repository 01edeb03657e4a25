"""Reads Excel files in a process of its own: a broken or malicious file breaks only that process.

`python -m core.sheets ROWS COLUMNS` takes the file from its input and answers with the visible
sheets as JSON: a name, how many rows there are, and the first of them as texts.
"""

import io
import json
import re
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

# One stray cell in the last corner of a sheet would ask for hundreds of gigabytes.
MOST_MEMORY = 1024**3
BROKEN = 3
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF7B) if chr(code - 0xFEE0).isalnum()}
_BLANKS = dict.fromkeys(map(ord, "\u3000\xa0\t\r\n\x0b\x0c"), " ")
# Marks that are not seen: of direction, of width nought, of byte order, and control signs.
_UNSEEN = dict.fromkeys([*range(9), *range(14, 32), 127, 0xFEFF, 0x200B, 0x200E, 0x200F, 0x2060])
_PLAIN = {**_WIDE, **_BLANKS, **_UNSEEN}
_WHOLE = re.compile(r"(\d+)\.0+")
_QUOTED = re.compile(r"'(?=[=+\-@＝＋－＠])")


def plain(value: Any) -> str:
    """What a cell says, as a clerk means it: `13800138000.0` is a telephone, `１２` is 12."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
        case date() | time() | timedelta() | int():
            return str(value)
    text = " ".join(str(value).translate(_PLAIN).split())
    if whole := _WHOLE.fullmatch(text):
        return whole[1]
    return _QUOTED.sub("", text, count=1)


def sheets_of(content: bytes, rows: int, columns: int) -> list[dict[str, Any]]:
    """The visible sheets; no more than so many rows and columns of each."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        lines = sheet.to_python(skip_empty_area=False, nrows=rows)
        found.append(
            {
                "name": about.name,
                "height": sheet.end[0] + 1 if sheet.end else 0,
                "rows": [[plain(value) for value in line[:columns]] for line in lines],
            }
        )
    return found


def main() -> int:
    """Answer, or end with `BROKEN` when the file is none."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        found = sheets_of(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    except CalamineError:
        return BROKEN
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
