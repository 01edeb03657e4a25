"""Tables that follow a file (县情配置): rows are added, changed and removed until both agree."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model, Q

ADDED, CHANGED, REMOVED = "新增", "修改", "删除"
# So much of a long text is shown.
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, changed or removed."""

    deed: str
    noun: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.deed}{self.noun}“{self.name}”{self.detail}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that may not go, and why, in a sentence."""

    model: type[Model]
    sentence: str


@dataclass
class Changes:
    """What following a file did, and the rows it may not remove because records use them."""

    made: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    # Rows that were ended instead of removed.
    ended: list[Model] = field(default_factory=list)

    def note(self, deed: str, row: Model, detail: str = "") -> None:
        self.made.append(Change(deed, str(row._meta.verbose_name), str(row), detail))

    def refuse(self, row: Model, why: str) -> None:
        noun = row._meta.verbose_name
        self.refused.append(Refusal(type(row), f"{noun}“{row}”{why}，不能从文件中删去。"))


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
    _remove_all(changes, list(gone.values()), retire)


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
    return bool(users_of(row))


def users_of(row: Model) -> str:
    """Which records point at this row, in words (意见12件，议题1件); empty when none does."""
    own = {f.remote_field.through for f in row._meta.many_to_many}
    found: dict[str, int] = {}
    for relation in row._meta.related_objects + tuple(_hidden(row)):
        table = relation.related_model
        if relation.many_to_many:
            continue  # the table between the two is looked at by itself
        is_part = relation.on_delete is CASCADE and not table._meta.auto_created
        if is_part or table in own:
            continue
        if count := table._base_manager.filter(**{relation.field.name: row.pk}).count():
            noun = str((table._meta.auto_created or table)._meta.verbose_name)
            found[noun] = found.get(noun, 0) + count
    return "，".join(f"{noun}{count}条" for noun, count in found.items())


def _hidden(row: Model) -> Iterator[Any]:
    """Keys that point here without a way back (`related_name="+"`)."""
    for relation in row._meta.get_fields(include_hidden=True):
        points_here = relation.one_to_many or relation.one_to_one
        if relation.auto_created and not relation.concrete and relation.hidden and points_here:
            yield relation


def _remove_all(changes: Changes, rows: list[Model], retire: Callable[[Any], bool] | None) -> None:
    """Leaves before branches: what nothing points at goes, then what only that pointed at."""
    left = rows
    while left:
        kept = [row for row in reversed(left) if not _remove(changes, row, retire)]
        if len(kept) == len(left):
            break
        left = kept[::-1]
    for row in left:
        changes.refuse(row, f"正在使用（{users_of(row)}）")


def _remove(changes: Changes, row: Model, retire: Callable[[Any], bool] | None) -> bool:
    """End or remove it; false when something still points at it."""
    if retire:
        if retire(row):
            changes.note(CHANGED, row, "（停用）")
            changes.ended.append(row)
        return True
    if is_used(row):
        return False
    changes.note(REMOVED, row)
    row.delete()
    return True


def _update(row: Model, values: dict[str, Any]) -> str:
    """Write what differs; returns it in words, empty when nothing does."""
    words = []
    for name, value in values.items():
        known = _column(row, name)
        before = getattr(row, known.attname)
        if before == _plain(value):
            continue
        said = between(_said(row, known, before), _said(row, known, value))
        words.append(f"{known.verbose_name}：{said}")
        setattr(row, name, value)
    if words:
        row.save()
    return "，".join(words)


def between(before: str, after: str) -> str:
    """“20→25”; of two long texts only the place where they begin to differ."""
    start = next(
        (at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
        min(len(before), len(after)),
    )
    start = max(0, start - 8) if max(len(before), len(after)) > SHOWN else 0
    return "→".join(_cut(text, start) for text in (before, after))


def _cut(text: str, start: int) -> str:
    shown = text[start : start + SHOWN].replace("\n", " ")
    return f"{'…' if start else ''}{shown}{'…' if len(text) > start + SHOWN else ''}"


def _said(row: Model, known: Any, value: Any) -> str:
    """A value as a clerk reads it."""
    if isinstance(known, ForeignKey) and not isinstance(value, Model):
        value = known.related_model._base_manager.filter(pk=value).first()
    if value in (None, "", [], {}):
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(dict(known.flatchoices or []).get(value, value))


def _mark(row: Model, key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, _column(row, name).attname) for name in key)


def _column(row: Model, name: str) -> Any:
    return row._meta.get_field(name)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
