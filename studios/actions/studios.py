"""What the office does to studios: founded, opened, corrected, mended, closed (工作室管理)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Committee, User
from audit import trail
from core.access import require
from core.editing import StaleEdit, save_edit
from notices import outbox
from studios.actions import audience
from studios.models import Area, Studio, StudioKind


class Facts(TypedDict, total=False):
    """What the office may correct; hours, people, links and status have actions of their own."""

    name: str
    kinds: Iterable[StudioKind]
    area: Area
    covers: Iterable[Area]
    parent: Studio | None
    venue: str
    address: str
    phone: str
    intro: str


SEVERAL = ("kinds", "covers")


@transaction.atomic
def found(
    committee: Committee, *, by: User, code: str, remark: str = "", **facts: Unpack[Facts]
) -> Studio:
    """Set up a studio (设立工作室): in preparation, until it gets its plate."""
    plain, several = _sorted(facts)
    studio = Studio(committee=committee, code=code, **plain)
    require(by, "found", studio)
    _refuse_strangers(committee, facts)
    try:
        with transaction.atomic():
            studio.save(force_insert=True)
    except IntegrityError:
        raise ValidationError({"code": f"代码“{code}”已有工作室使用，请换一个。"}) from None
    for name, rows in several.items():
        getattr(studio, name).set(rows)
    trail.record(studio, "found", by=by, label="设立工作室", remark=remark, after=studio.status)
    return studio


def open(studio: Studio, *, by: User, on: date, remark: str = "") -> None:
    """A studio opens or opens again (挂牌运行)."""
    trail.advance(studio, "open", by=by, remark=remark, opened_on=studio.opened_on or on)


def rectify(studio: Studio, *, by: User, on: date, remark: str) -> None:
    """A studio has to mend its ways (责令整改); it stays open to the public."""
    _order(studio, "rectify", by, on, remark)


def suspend(studio: Studio, *, by: User, on: date, remark: str) -> None:
    """A studio takes no more matters for a while (停用)."""
    _order(studio, "suspend", by, on, remark)


def revoke(studio: Studio, *, by: User, on: date, remark: str) -> None:
    """A studio loses its plate (摘牌)."""
    _order(studio, "revoke", by, on, remark)


@transaction.atomic
def edit(studio: Studio, *, by: User, seen_version: int, **facts: Unpack[Facts]) -> None:
    """Correct what is said about a studio (修改信息)."""
    require(by, "edit", studio)
    _refuse_strangers(studio.committee, facts)
    _refuse_circle(studio, facts.get("parent"))
    plain, several = _sorted(facts)
    changed = [name for name, value in plain.items() if getattr(studio, name) != value]
    changed += [name for name, rows in several.items() if set(rows) != _now(studio, name)]
    try:
        save_edit(studio, seen_version, by=by, **plain)
    except StaleEdit as stale:
        # What was ticked is kept for the editor to copy, like what was typed.
        stale.mine |= {name: _said(rows) for name, rows in several.items()}
        stale.theirs |= {name: _said(_now(studio, name)) for name in several}
        raise
    for name, rows in several.items():
        getattr(studio, name).set(rows)
    if changed:
        labels = [str(studio._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
        trail.record(studio, "edit", by=by, label="修改信息", remark="、".join(labels))


@transaction.atomic
def _order(studio: Studio, verb: str, by: User, on: date, remark: str) -> None:
    """Whoever runs the studio and the special committee in charge are told, and why."""
    entry = trail.advance(studio, verb, by=by, remark=remark)
    outbox.tell(
        audience.conveners_of(studio) + audience.committee_of(studio, on),
        "studios/ordered",
        about=studio,
        studio=studio.name,
        order=entry.label,
        by=by.name,
        remark=remark,
    )


def _sorted(facts: Any) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """What stands in the studio's own row, and what stands beside it."""
    if unknown := set(facts) - set(Facts.__annotations__):
        raise TypeError(f"not corrected here: {unknown}")
    plain = {name: value for name, value in facts.items() if name not in SEVERAL}
    return plain, {name: list(facts[name]) for name in SEVERAL if name in facts}


def _refuse_strangers(committee: Committee, facts: Any) -> None:
    """Everything about a studio is of its own county."""
    things = [facts.get("area"), facts.get("parent")]
    things += [row for name in SEVERAL for row in facts.get(name, ())]
    if any(thing and thing.committee_id != committee.pk for thing in things):
        raise ValidationError("所选的区域、类型或上级站室不属于本级政协，请重新选择。")


def _refuse_circle(studio: Studio, parent: Studio | None) -> None:
    """The tree of studios has no circle: nothing stands above itself."""
    if parent == studio:
        raise ValidationError({"parent": "工作室不能作为自己的上级站室，请另选。"})
    if parent is not None and studio in parent.line():
        raise ValidationError(
            {"parent": f"“{parent}”在本工作室之下，不能作为它的上级站室，请另选。"}
        )


def _now(studio: Studio, name: str) -> set[Any]:
    return set(getattr(studio, name).all())


def _said(rows: Iterable[Any]) -> str:
    return "、".join(str(row) for row in sorted(rows, key=lambda row: row.pk))
