from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core import uploads
from tests.core.files import DOCX, JPEG, OLE, PDF, PNG, jpeg, package, png, webp

ALL = ("image", "pdf", "office")


def check(name, content, groups=ALL):
    uploads.check(BytesIO(content), name, groups)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PNG),
        ("a.JPG", JPEG),
        ("a.jpeg", JPEG),
        ("a.webp", webp("VP8 ")),
        ("a.webp", webp("VP8L")),
        ("a.webp", webp("VP8X")),
        ("a.pdf", PDF),
        ("会议纪要.docx", DOCX),
        ("a.xlsx", package("xl/workbook.xml")),
        ("a.pptx", package("ppt/presentation.xml")),
        ("a.ofd", package("OFD.xml")),
        ("a.doc", OLE),
        ("a.wps", OLE),
    ],
)
def test_the_files_of_an_office_are_taken(name, content):
    check(name, content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "ending"),
        ("a", PNG, "ending"),
        ("a.png.html", PNG, "ending"),
        ("a.svg", b"<svg>", "ending"),
        ("a.png", b"<script>", "content"),
        ("a.jpg", PNG, "content"),
        ("a.pdf", JPEG, "content"),
        ("a.docx", PDF, "content"),
        ("a.docx", package("xl/workbook.xml"), "content"),
        ("a.docx", b"PK\x03\x04 broken", "content"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0", "content"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "content"),
        ("a.docx", package("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("a.png", png(20_000, 20_000), "pixels"),
        ("a.jpg", jpeg(60_000, 60_000), "pixels"),
        ("a.docx", package("word/document.xml", content=b"\0" * 1_000_000, times=9), "bomb"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        check(name, content)

    assert refused.value.code == code
    assert name in refused.value.message


def test_a_package_of_too_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_ENTRIES", 1)

    with pytest.raises(ValidationError, match="解压后过大"):
        check("a.docx", DOCX)


@pytest.mark.parametrize(
    "content", [png(8, 6), jpeg(8, 6), *(webp(kind, 8, 6) for kind in ("VP8 ", "VP8L", "VP8X"))]
)
def test_the_size_is_read_from_the_head(content):
    assert uploads.picture_size(BytesIO(content)) == (8, 6)


@given(st.binary(max_size=60), st.sampled_from([PNG[:8], JPEG[:3], b"RIFF", b"PK\x03\x04", b""]))
def test_no_garbage_makes_the_check_fail_otherwise_than_by_refusing(garbage, head):
    for name in ("a.png", "a.jpg", "a.webp", "a.docx", "a.pdf"):
        with suppress(ValidationError):
            check(name, head + garbage)
