"""Shared texts: two people edit, neither loses a word."""

from typing import Any, ClassVar, NamedTuple

from django.db.models import F, Model

from core import clock
from core.refusals import Refusal


class Difference(NamedTuple):
    """One field of which there are two texts now."""

    label: str
    mine: Any
    theirs: Any


class StaleEdit(Refusal):
    """Somebody saved since this editor opened the page; both texts are shown, nothing is lost."""

    heading: ClassVar[str] = "内容已被他人修改"

    def __init__(self, obj: Model, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        super().__init__(
            "您打开页面之后，已有人修改并保存了这份内容。请对照两份文字，合并后重新保存。"
        )
        self.obj, self.mine, self.theirs = obj, mine, theirs

    @property
    def differences(self) -> list[Difference]:
        """The fields on which the two differ, under their Chinese names."""
        meta: Any = self.obj._meta
        return [
            Difference(str(meta.get_field(name).verbose_name), mine, self.theirs[name])
            for name, mine in self.mine.items()
            if mine != self.theirs[name]
        ]


def save_edit(obj: Any, seen_version: int, by: Any = None, **changes: Any) -> None:
    """Save the changes if nobody saved since `seen_version` was read, else raise `StaleEdit`.

    A model that has `edited_by` and `edited_at` keeps who did it, and when.
    """
    fields = {field.name for field in obj._meta.concrete_fields}
    stamps = {"edited_by": by, "edited_at": clock.now()}
    stamped = {name: value for name, value in stamps.items() if name in fields and value}
    rows = type(obj)._base_manager.filter(pk=obj.pk, version=seen_version)
    if not rows.update(version=F("version") + 1, **changes, **stamped):
        obj.refresh_from_db()
        raise StaleEdit(obj, mine=changes, theirs={name: getattr(obj, name) for name in changes})
    for name, value in (changes | stamped).items():
        setattr(obj, name, value)
    obj.version = seen_version + 1
