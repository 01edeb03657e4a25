"""The smallest files of each kind, made by hand."""

import struct
import zipfile
from io import BytesIO


def png(width=8, height=6):
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08" * 5


def jpeg(width=8, height=6):
    exif = b"\xff\xe1" + struct.pack(">H", 2 + 40) + b"Exif" + b"\0" * 36
    size = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + b"\0" * 10
    return b"\xff\xd8" + exif + size + b"\xff\xd9"


def webp(kind, width=8, height=6):
    match kind:
        case "VP8X":
            body = (
                b"\0" * 8 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
            )
        case "VP8L":
            bits = (width - 1) | (height - 1) << 14
            body = b"\0" * 4 + b"\x2f" + bits.to_bytes(4, "little") + b"\0" * 5
        case _:
            body = b"\0" * 10 + struct.pack("<HH", width, height)
    return b"RIFF" + b"\0" * 4 + b"WEBP" + kind.encode() + body


def package(*names, content=b"x", times=1):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content * times)
    return file.getvalue()


PNG, JPEG, PDF = png(), jpeg(), b"%PDF-1.7\n"
DOCX = package("[Content_Types].xml", "word/document.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
