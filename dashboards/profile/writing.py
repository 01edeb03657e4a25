"""A profile as text: TOML that a clerk can read and edit, and that is read back as it was."""

import re
from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Any

from dashboards.profile.fields import Choice, Field, Rows, Several
from dashboards.profile.schema import SECTIONS, TABLES
from dashboards.profile.section import Section

BARE = re.compile(r"[A-Za-z0-9_-]+")
# What neither kind of string takes as it is.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Short rows, one a line; all others stand in blocks of their own.
IN_LINES = (
    "area_levels areas studio_kinds sectors special_committees units categories studios duty_groups"
).split()
WIDTH = 78


def written(rows: dict[str, list[dict[str, Any]]], tables: dict[str, dict[str, str]]) -> str:
    """The whole file. Lists stand before blocks, for after a block every key would be its own."""
    (committee,) = rows["committee"]
    parts = [
        f"# {committee['county_name']}：县情配置，由平台按现行数据导出，各节齐全，不用底本。\n"
        "# 与默认值相同的项没有写出。改好后先看改动，再装载：\n"
        "#   python manage.py load_profile --diff 本文件\n"
        "#   python manage.py load_profile 本文件"
    ]
    first = [name for name in SECTIONS if name in IN_LINES or not rows[name]]
    for name in sorted(SECTIONS, key=lambda name: name not in [*first, "committee"]):
        parts.append("\n".join(_section(name, SECTIONS[name], rows[name])))
    for name, noun in TABLES.items():
        lines = [f"{key(code)} = {value(text)}" for code, text in sorted(tables[name].items())]
        parts.append("\n".join([_heading(noun, name), f"[{name}]", *lines]))
    return "\n\n".join(parts) + "\n"


def _section(name: str, section: Section, rows: list[dict[str, Any]]) -> Iterator[str]:
    yield _heading(section.noun, name)
    yield from _legend(section.fields)
    if section.single:
        for code, text in _said(section.fields, rows[0]):
            yield f"{name}.{code} = {text}"
    elif not rows:
        yield f"{name} = []"
    elif name in IN_LINES:
        yield f"{name} = ["
        yield from (f"    {_inline(section.fields, row)}," for row in rows)
        yield "]"
    else:
        for place, row in enumerate(rows):
            yield f"{'' if place == 0 else chr(10)}[[{name}]]"
            yield from (f"{code} = {text}" for code, text in _said(section.fields, row))


def _heading(noun: str, name: str) -> str:
    head = f"# ── {noun}（{name}）"
    return head + "─" * max(4, WIDTH - 2 * len(head) + len(name))


def _legend(fields: dict[str, Field], above: str = "") -> Iterator[str]:
    """What each key is called, and what may be written where the portal has a fixed list."""
    words = "、".join(f"{code} {known.label}" for code, known in fields.items() if known.label)
    yield from _wrapped(f"{above}{words}。")
    for code, known in fields.items():
        one = known.of if isinstance(known, Several) else known
        if isinstance(one, Choice):
            among = "、".join(f"{word.value} {word.label}" for word in one.among if word.value)
            yield from _wrapped(f"{code}：{among}。")
        if isinstance(known, Rows):
            yield from _legend(known.fields, f"{code}（{known.label}）的各项：")


def _wrapped(text: str) -> Iterator[str]:
    """Comment lines that fit on a screen, broken after a 、."""
    line = ""
    for part in re.findall(r"[^、]+、?", text):
        if line and len(line) + len(part) > WIDTH // 2 + 10:
            yield f"# {line}"
            line = "  "
        line += part
    yield f"# {line}"


def _said(fields: dict[str, Field], row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key whose value is not what it would be anyway."""
    for code, known in fields.items():
        if row[code] == known.default:
            continue
        if isinstance(known, Rows):
            lines = "".join(f"    {_inline(known.fields, one)},\n" for one in row[code])
            yield code, f"[\n{lines}]"
        else:
            yield code, value(row[code])


def _inline(fields: dict[str, Field], row: dict[str, Any]) -> str:
    parts = []
    for code, known in fields.items():
        if row[code] == known.default:
            continue
        if isinstance(known, Rows):
            inner = ", ".join(_inline(known.fields, one) for one in row[code])
            parts.append(f"{code} = [{inner}]")
        else:
            parts.append(f"{code} = {value(row[code])}")
    return f"{{ {', '.join(parts)} }}"


def key(code: str) -> str:
    return code if BARE.fullmatch(code) else _quoted(code)


def value(thing: Any) -> str:
    """One value as TOML writes it."""
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, int):
        return str(thing)
    if isinstance(thing, Decimal):
        return format(thing.normalize(), "f")
    if isinstance(thing, time):
        return f'"{thing.hour}:{thing.minute:02d}"'
    if isinstance(thing, list):
        return f"[{', '.join(map(value, thing))}]"
    if isinstance(thing, dict):
        inner = ", ".join(f"{key(code)} = {value(one)}" for code, one in thing.items())
        return f"{{ {inner} }}" if inner else "{}"
    return _text(str(thing))


def _text(text: str) -> str:
    """Long texts as they are read, line by line; all else on one line."""
    is_plain = "'''" not in text and not text.endswith("'") and not UNSAFE.search(text)
    return f"'''\n{text}'''" if "\n" in text and is_plain else _quoted(text)


def _quoted(text: str) -> str:
    said = "".join(ESCAPES.get(letter, letter) for letter in text)
    return '"' + UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04X}", said) + '"'
