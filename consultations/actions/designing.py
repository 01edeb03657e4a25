"""How a county mends its own mechanisms on a page (机制设计): one edit, one dated version.

A version under which matters run is left as it is; the first edit begins the next one, further
edits of the same day go into it until a matter follows it.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions import mechanisms
from consultations.lineage.soundness import findings
from consultations.models import Mechanism, StageLimit
from core.access import require
from core.workflow import NotAllowedNow

Says = dict[str, Any]
CHANGED_MEANWHILE = "这套机制刚被他人修改过，请核对现行内容后重新填写。"
NOT_CURRENT = "这是以前的版本，只供查阅；请修改现行版本。"


def mark_of(mechanism: Mechanism) -> int:
    """A number for what a version says now: a form carries what its editor saw."""
    said = json.dumps(mechanisms.stated(mechanism), sort_keys=True, ensure_ascii=False)
    return crc32(said.encode()) & 0x7FFFFFFF


def rename(mechanism: Mechanism, *, by: User, seen: int, on: date, name: str) -> Mechanism:
    """Call the whole mechanism something else (改名)."""
    return _edit(
        mechanism, by, seen, on, f"名称改为“{name}”", (), lambda says: says | {"name": name}
    )


def edit_step(
    mechanism: Mechanism, place: int, *, by: User, seen: int, on: date, **values: Any
) -> Mechanism:
    """Change what a step is called, who decides, its limit and its refusals (修改步骤)."""

    def change(says: Says) -> Says:
        says["steps"][place] |= values
        return says

    return _edit(mechanism, by, seen, on, f"修改“{values['label']}”", ("steps", place), change)


def put_gate(
    mechanism: Mechanism,
    place: int,
    number: int | None,
    *,
    by: User,
    seen: int,
    on: date,
    **gate: Any,
) -> Mechanism:
    """Set a condition before a verb, or change one (设置前置条件)."""

    def change(says: Says) -> Says:
        gates = says["steps"][place]["gates"]
        if number is None:
            gates.append(mechanisms.PLAIN_GATE | gate)
        else:
            gates[number] = mechanisms.PLAIN_GATE | gate
        return says

    held = len(mechanisms.stated(mechanism)["steps"][place]["gates"])
    where = ("steps", place, "gates", held if number is None else number)
    return _edit(mechanism, by, seen, on, "设置前置条件", where, change)


def drop_gate(
    mechanism: Mechanism, place: int, number: int, *, by: User, seen: int, on: date
) -> Mechanism:
    """Take a condition away (取消前置条件)."""

    def change(says: Says) -> Says:
        del says["steps"][place]["gates"][number]
        return says

    return _edit(mechanism, by, seen, on, "取消前置条件", ("steps", place), change)


@transaction.atomic
def set_limits(rows: Iterable[StageLimit], *, by: User, days: dict[str, int]) -> int:
    """Change the county's limits (环节时限); days already reckoned stay. Returns how many."""
    changed = 0
    for row in rows:
        require(by, "keep", row)
        if days[row.code] == row.days:
            continue
        before, row.days = row.limit, days[row.code]
        row.save(update_fields=["days"])
        trail.record(row, "keep", by=by, label="修改期限", remark=f"{before}→{row.limit}")
        changed += 1
    return changed


@transaction.atomic
def _edit(
    mechanism: Mechanism,
    by: User,
    seen: int,
    on: date,
    remark: str,
    where: tuple[str | int, ...],
    change: Callable[[Says], Says],
) -> Mechanism:
    """Write what is stated anew, if it can be worked by; what cannot is said beside its field."""
    require(by, "keep", mechanism)
    held = Mechanism.objects.select_for_update().get(pk=mechanism.pk)
    if not held.is_current:
        raise NotAllowedNow(NOT_CURRENT)
    if mark_of(held) != seen:
        raise ValidationError(CHANGED_MEANWHILE)
    says = change(mechanisms.stated(held))
    _refuse_unworkable(says, where)
    fresh, deed = mechanisms.write(held.committee, held.code, says, on=on)
    if deed:
        trail.record(fresh, "keep", by=by, label="修改机制", remark=remark)
    return fresh


def _refuse_unworkable(says: Says, where: tuple[str | int, ...]) -> None:
    faults: dict[str | None, list[str]] = {}
    for path, sentence in findings(says):
        is_here = path[: len(where)] == where and len(path) == len(where) + 1
        field = str(path[-1]) if is_here else None
        faults.setdefault(field, []).append(_without_key(sentence))
    if not faults:
        return
    general = faults.pop(None, [])
    if faults:
        raise ValidationError({str(name): said for name, said in faults.items()})
    raise ValidationError(general)


def _without_key(sentence: str) -> str:
    """A page has labels where a file has keys."""
    for key in ("days", "fields", "stages", "refuse_to", "stage_limits", "skipped"):
        sentence = sentence.replace(f"（{key}）", "")
    return sentence
