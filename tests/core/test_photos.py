"""Photos lose what a telephone hides in them, and nothing that can be seen."""

import zlib

import pytest

from core.photos import PNG, without_traces
from tests.builders.consultations import make_jpeg


def chunk(kind, data):
    checksum = zlib.crc32(kind + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + kind + data + checksum


def part(kind, data):
    return kind + len(data).to_bytes(4, "little") + data + b"\x00" * (len(data) % 2)


def webp(*parts):
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def test_a_jpeg_keeps_all_but_its_hidden_segments():
    assert without_traces(make_jpeg(b"GPS 34.36N")) == make_jpeg()


def test_a_jpeg_keeps_colour_profile_and_dimensions():
    profile = b"\xff\xe2\x00\x0eICC_PROFILE\x00"
    content = make_jpeg(b"GPS")[:2] + profile + make_jpeg(b"GPS")[2:]

    assert profile in without_traces(content)


def test_a_png_loses_its_exif_and_its_texts():
    head, end = chunk(b"IHDR", b"\x00" * 13), chunk(b"IEND", b"")
    content = PNG + head + chunk(b"eXIf", b"GPS") + chunk(b"tEXt", b"Author\x00me") + end

    assert without_traces(content) == PNG + head + end


def test_a_webp_no_longer_claims_to_have_what_it_lost():
    frame = part(b"VP8 ", b"frame!")
    content = webp(part(b"VP8X", b"\x0c" + b"\x00" * 9), frame, part(b"EXIF", b"GPS"))

    assert without_traces(content) == webp(part(b"VP8X", b"\x00" * 10), frame)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1", PNG, b"%PDF-1.7", b"RIFF\x00\x00\x00\x00WEBP"],
)
def test_a_stump_does_no_harm(content):
    assert isinstance(without_traces(content), bytes)
