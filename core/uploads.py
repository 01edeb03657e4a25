"""What a file really is, whatever its name says; and whether it is safe to keep (附件检查)."""

import re
import struct
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError

MOST_PIXELS = 50_000_000
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of file that the portal takes: its ending, and how its content begins."""

    group: str
    signature: re.Pattern[bytes]
    inside: str = ""
    # A sheet of rows is an office file, and taken too where only tables are.
    is_table: bool = False

    def is_among(self, groups: Collection[str]) -> bool:
        return self.group in groups or (self.is_table and "table" in groups)


def _starts(text: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(text))


TYPES = {
    "jpg": FileType("image", _starts(b"\xff\xd8\xff")),
    "jpeg": FileType("image", _starts(b"\xff\xd8\xff")),
    "png": FileType("image", _starts(b"\x89PNG\r\n\x1a\n")),
    "webp": FileType("image", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    "pdf": FileType("pdf", _starts(b"%PDF-")),
    "doc": FileType("office", _starts(_OLE)),
    "xls": FileType("office", _starts(_OLE), is_table=True),
    "ppt": FileType("office", _starts(_OLE)),
    "wps": FileType("office", _starts(_OLE)),
    "docx": FileType("office", _starts(_ZIP), inside="word/"),
    "xlsx": FileType("office", _starts(_ZIP), inside="xl/", is_table=True),
    "pptx": FileType("office", _starts(_ZIP), inside="ppt/"),
    "ofd": FileType("office", _starts(_ZIP), inside="OFD.xml"),
    # Text has no signature: what it holds is looked at below.
    "csv": FileType("table", re.compile(b"")),
}
GROUP_NAMES = {
    "image": "图片（jpg、png、webp）",
    "pdf": "PDF",
    "office": "Word、Excel、PPT、WPS、OFD文档",
    "table": "Excel表格（xlsx、xls）和CSV",
}
# Office software writes the one or the other; the second takes in all of GBK.
TEXT_CODES = ("utf-8-sig", "gb18030")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


def endings(groups: Collection[str]) -> list[str]:
    """The file endings of these groups, for the browser's file dialogue."""
    return [f".{ending}" for ending, known in TYPES.items() if known.is_among(groups)]


def check(file: IO[bytes], name: str, groups: Collection[str]) -> None:
    """Raise a `ValidationError` that says what is wrong; reads little, unpacks nothing."""
    ending = name.rpartition(".")[2].lower()
    known = TYPES.get(ending)
    if known is None or not known.is_among(groups):
        wanted = "、".join(GROUP_NAMES[group] for group in groups)
        raise ValidationError(f"不能上传“{name}”：只接受{wanted}。", code="ending")
    file.seek(0)
    if not known.signature.match(file.read(32)):
        raise ValidationError(
            f"“{name}”的内容与扩展名不符，请用原软件另存后再上传。", code="content"
        )
    if known.inside:
        _check_package(file, name, known.inside)
    elif known.group == "image":
        _check_picture(file, name)
    elif known.group == "table":
        file.seek(0)
        text_of(file.read())
    file.seek(0)


def text_of(content: bytes) -> str:
    """The text of a CSV, in UTF-8 or GBK; nothing else passes, whatever its name says."""
    for code in TEXT_CODES:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(text):
            return text
    raise ValidationError(
        "CSV文件的编码读不懂，请在Excel里另存为xlsx，或存为UTF-8的CSV再上传。", code="content"
    )


def _check_package(file: IO[bytes], name: str, inside: str) -> None:
    """A modern office file is a zip: not a bomb, without macros, and holding what it should."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ValidationError(f"“{name}”已损坏，打不开。", code="content") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
        raise ValidationError(f"“{name}”解压后过大，不能上传。", code="bomb")
    names = [entry.filename for entry in entries]
    if not any(entry.startswith(inside) for entry in names):
        raise ValidationError(f"“{name}”的内容与扩展名不符。", code="content")
    if any(entry.lower().endswith("vbaproject.bin") for entry in names):
        raise ValidationError(f"“{name}”含有宏，请去掉宏后再上传。", code="macros")


def _check_picture(file: IO[bytes], name: str) -> None:
    size = picture_size(file)
    if size is None:
        raise ValidationError(f"“{name}”已损坏，打不开。", code="content")
    if size[0] * size[1] > MOST_PIXELS:
        raise ValidationError(f"“{name}”的尺寸过大，请缩小后再上传。", code="pixels")


def picture_size(file: IO[bytes]) -> tuple[int, int] | None:
    """Width and height as the file's head tells them, without decoding a pixel."""
    file.seek(0)
    head = file.read(32)
    try:
        if head.startswith(b"\x89PNG"):
            width, height = struct.unpack(">II", head[16:24])
            return width, height
        if head.startswith(b"RIFF"):
            return _webp_size(head)
        return _jpeg_size(file)
    except struct.error:
        return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_size(file: IO[bytes]) -> tuple[int, int] | None:
    """Walk from segment to segment up to the one that tells the size."""
    file.seek(2)
    while (start := file.read(4)) and len(start) == 4 and start[0] == 0xFF:
        marker, length = start[1], int.from_bytes(start[2:], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    return None
