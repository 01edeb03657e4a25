"""The shape of a profile: known sections and keys, right kinds, no doubles, no dead references."""

from collections.abc import Iterator
from typing import Any

from dashboards.profile.draft import Draft, Fault, Row
from dashboards.profile.fields import Field, Ref, Required, Rows, Several, guess
from dashboards.profile.positions import Path
from dashboards.profile.schema import OPTIONAL, SECTIONS, TABLES, Section

__all__ = ["Draft", "Fault", "Row", "check_shape"]


def check_shape(
    data: dict[str, Any], lines: dict[Path, int], borrowed: dict[str, str] | None = None
) -> Draft:
    """Read every section on its own; what is wrong is noted, and the rest is kept."""
    draft = Draft(lines, borrowed=borrowed or {})
    known = [*SECTIONS, *TABLES]
    for name in data:
        if name not in known:
            draft.blame((name,), f"没有“{name}”这一节{guess(name, known)}")
    for name in known:
        if name not in data and name not in OPTIONAL:
            draft.blame((), f"缺少“{name}”（{_noun(name)}）一节。")
    for name, section in SECTIONS.items():
        draft.rows[name] = list(_rows(draft, name, section, data.get(name)))
    for name in TABLES:
        draft.tables[name] = dict(_words(draft, name, data.get(name, {})))
    for name, section in SECTIONS.items():
        _find_doubles(draft, section, draft.rows[name])
        _find_dead_references(draft, section, draft.rows[name])
    return draft


def _noun(name: str) -> str:
    return TABLES.get(name) or SECTIONS[name].noun


def _rows(draft: Draft, name: str, section: Section, given: Any) -> Iterator[Row]:
    if given is None:
        return
    if section.single:
        given = [given] if isinstance(given, dict) else given
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        shape = f"[{name}] 下的若干键值" if section.single else f"若干条 [[{name}]]，或者一个列表"
        draft.blame((name,), f"“{name}”（{section.noun}）应写成{shape}。")
        return
    for place, row in enumerate(given):
        path = (name,) if section.single else (name, place)
        values = _values(draft, path, section.noun, section.fields, row)
        if values is not None:
            yield Row(path, values)


def _values(
    draft: Draft, path: Path, noun: str, fields: dict[str, Field], row: dict[str, Any]
) -> dict[str, Any] | None:
    """The row with its defaults; None when anything in it is wrong."""
    before = len(draft.faults)
    for key in row:
        if key not in fields:
            draft.blame((*path, key), f"{noun}没有“{key}”这一项{guess(key, fields)}")
    values = {}
    for key, known in fields.items():
        if key in row:
            values[key] = _value(draft, (*path, key), noun, known, row[key])
        elif known.default is Required:
            draft.blame(path, f"{noun}缺少“{key}”（{known.label}）。")
        else:
            values[key] = known.default
    return values if len(draft.faults) == before else None


def _value(draft: Draft, path: Path, noun: str, known: Field, value: Any) -> Any:
    if fault := known.fault(value):
        draft.blame(path, f"{noun}的“{path[-1]}”（{known.label}）{fault}")
        return None
    if isinstance(known, Rows):
        return [
            _values(draft, (*path, place), f"{noun}{known.label}", known.fields, row)
            for place, row in enumerate(value)
        ]
    return known.clean(value)


def _words(draft: Draft, name: str, given: Any) -> Iterator[tuple[str, str]]:
    """A table of codes and texts."""
    if not isinstance(given, dict):
        draft.blame((name,), f"“{name}”（{TABLES[name]}）应写成 [{name}] 下的若干键值。")
        return
    for code, text in given.items():
        if isinstance(text, str) and text.strip():
            yield code, text
        elif isinstance(text, dict):
            sentence = f"{TABLES[name]}“{code}”含有点号，请用英文引号把整个代码括起来。"
            draft.blame((name, code), sentence)
        else:
            draft.blame((name, code), f"{TABLES[name]}“{code}”应是文字，不能为空。")


def _find_doubles(draft: Draft, section: Section, rows: list[Row]) -> None:
    seen: dict[tuple, Row] = {}
    for row in rows if section.key and not section.single else ():
        mark = tuple(row[name] for name in section.key)
        first = seen.setdefault(mark, row)
        if first is not row:
            words = "、".join(mark)
            line = draft.line(first.path)
            draft.blame(row.path, f"{section.noun}“{words}”与第{line}行重复。")


def _find_dead_references(draft: Draft, section: Section, rows: list[Row]) -> None:
    for row in rows:
        for name, known in section.fields.items():
            ref = known.of if isinstance(known, Several) else known
            if not isinstance(ref, Ref):
                continue
            value = row[name]
            several = isinstance(value, list)
            for place, code in enumerate(value if several else [value]):
                found = draft.codes(ref.section)
                if code is not None and code not in found:
                    path = (*row.path, name, place) if several else (*row.path, name)
                    draft.blame(path, _dead(section, name, known, ref, code, found))


def _dead(section: Section, name: str, known: Field, ref: Ref, code: str, found: dict) -> str:
    noun = SECTIONS[ref.section].noun
    near = guess(code, found)
    return f"{section.noun}的“{name}”（{known.label}）写的是“{code}”，没有这个{noun}{near}"
