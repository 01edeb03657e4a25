"""Pictures without what a telephone adds to them: place, time, device (去除照片隐藏信息)."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
RIFF = b"RIFF"

# Exif, XMP and comments tell where and by whom a picture was taken; they are not the picture.
_JPEG_TELLTALES = {0xE1, 0xED, 0xFE}
_JPEG_START_OF_SCAN = 0xDA
_PNG_TELLTALES = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
_WEBP_TELLTALES = {b"EXIF", b"XMP "}
_WEBP_SAYS_IT_HAS_THEM = 0x08 | 0x04


def without_traces(content: bytes) -> bytes:
    """The same picture without its hidden data; any other file comes back as it is."""
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(PNG):
        return _png(content)
    if content.startswith(RIFF) and content[8:12] == b"WEBP":
        return _webp(content)
    return content


def _jpeg(content: bytes) -> bytes:
    """Segments up to the start of the scan: marker, length, data."""
    kept, at = [JPEG], len(JPEG)
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _JPEG_START_OF_SCAN:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker not in _JPEG_TELLTALES:
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _png(content: bytes) -> bytes:
    """Chunks: length, kind, data, checksum."""
    kept, at = [PNG], len(PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in _PNG_TELLTALES:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    """Chunks of even length inside a container that states the length of all."""
    kept, at = [], 12
    while at + 8 <= len(content):
        kind = content[at : at + 4]
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if kind not in _WEBP_TELLTALES:
            chunk = bytearray(content[at:end])
            if kind == b"VP8X" and len(chunk) > 8:
                chunk[8] &= ~_WEBP_SAYS_IT_HAS_THEM & 0xFF
            kept.append(bytes(chunk))
        at = end
    body = b"WEBP" + b"".join(kept)
    return RIFF + len(body).to_bytes(4, "little") + body
