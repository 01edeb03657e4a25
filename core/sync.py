"""Tables that follow a file (县情配置): rows are added, changed and removed until both agree."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model, Q

ADDED, CHANGED, REMOVED = "新增", "修改", "删除"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, changed or removed."""

    deed: str
    noun: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.deed}{self.noun}“{self.name}”{self.detail}"


@dataclass
class Changes:
    """What following a file did, and the rows it may not remove because records use them."""

    made: list[Change] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def note(self, deed: str, row: Model, detail: str = "") -> None:
        self.made.append(Change(deed, str(row._meta.verbose_name), str(row), detail))


def follow(
    changes: Changes,
    model: type[Model],
    rows: Iterable[dict[str, Any]],
    *,
    within: dict[str, Any],
    key: tuple[str, ...],
    retire: Callable[[Any], bool] | None = None,
    among: Q | None = None,
) -> None:
    """Make the rows of `model` that lie `within` a county say what `rows` say.

    `rows` are taken one by one, each written before the next is asked for. A row that has gone
    from the file is removed unless records use it; `retire`, where given, ends it instead.
    `among` leaves out rows of which the file does not speak.
    """
    objects = model._default_manager
    gone = {_mark(row, key): row for row in objects.filter(among or Q(), **within)}
    for values in rows:
        row = gone.pop(tuple(_plain(values[name]) for name in key), None)
        if row is None:
            changes.note(ADDED, objects.create(**within, **values))
        elif detail := _update(row, values):
            changes.note(CHANGED, row, f"（{detail}）")
    for row in reversed(gone.values()):
        _remove(changes, row, retire)


def in_tree_order(
    model: type[Model], rows: list[dict[str, Any]], *, within: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Parents before children, each `parent` turned from a code into the row itself."""
    parents = {row["code"]: row["parent"] for row in rows}

    def depth(code: str) -> int:
        return 1 + depth(parents[code]) if parents[code] else 0

    for row in sorted(rows, key=lambda row: depth(row["code"])):
        above = row["parent"]
        found = model._default_manager.get(**within, code=above) if above else None
        yield {**row, "parent": found}


def is_used(row: Model) -> bool:
    """Whether any record points at this row; what merely belongs to it does not count."""
    own = {f.remote_field.through for f in row._meta.many_to_many}
    for relation in row._meta.related_objects + tuple(_hidden(row)):
        table = relation.related_model
        is_part = relation.on_delete is CASCADE and not table._meta.auto_created
        if is_part or table in own:
            continue
        if table._base_manager.filter(**{relation.field.name: row.pk}).exists():
            return True
    return False


def _hidden(row: Model) -> Iterator[Any]:
    """Keys that point here without a way back (`related_name="+"`)."""
    for relation in row._meta.get_fields(include_hidden=True):
        points_here = relation.one_to_many or relation.one_to_one
        if relation.auto_created and not relation.concrete and relation.hidden and points_here:
            yield relation


def _remove(changes: Changes, row: Model, retire: Callable[[Any], bool] | None) -> None:
    if retire:
        if retire(row):
            changes.note(CHANGED, row, "（停用）")
        return
    noun = row._meta.verbose_name
    if is_used(row):
        changes.refused.append(f"{noun}“{row}”已有记录在使用，不能从文件中删去。")
        return
    changes.note(REMOVED, row)
    row.delete()


def _update(row: Model, values: dict[str, Any]) -> str:
    """Write what differs; returns it in words, empty when nothing does."""
    words = []
    for name, value in values.items():
        known = _column(row, name)
        before = getattr(row, known.attname)
        if before == _plain(value):
            continue
        words.append(
            f"{known.verbose_name}：{_said(row, known, before)}→{_said(row, known, value)}"
        )
        setattr(row, name, value)
    if words:
        row.save()
    return "，".join(words)


def _said(row: Model, known: Any, value: Any) -> str:
    """A value as a clerk reads it."""
    if isinstance(known, ForeignKey) and not isinstance(value, Model):
        value = known.related_model._base_manager.filter(pk=value).first()
    if value in (None, "", []):
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(dict(known.flatchoices or []).get(value, value))
    return text if len(text) <= 30 else f"{text[:30]}…"


def _mark(row: Model, key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, _column(row, name).attname) for name in key)


def _column(row: Model, name: str) -> Any:
    return row._meta.get_field(name)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
