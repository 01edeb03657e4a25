"""What the office does to studios: opened, corrected, mended, closed (工作室管理)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from core.access import require
from core.editing import save_edit
from studios.models import Studio


def open(studio: Studio, *, by: User, on: date, remark: str = "") -> None:
    """A studio opens or opens again (挂牌运行)."""
    trail.advance(studio, "open", by=by, remark=remark, opened_on=studio.opened_on or on)


def rectify(studio: Studio, *, by: User, remark: str) -> None:
    """A studio has to mend its ways (责令整改); it stays open to the public."""
    trail.advance(studio, "rectify", by=by, remark=remark)


def suspend(studio: Studio, *, by: User, remark: str) -> None:
    """A studio takes no more matters for a while (停用)."""
    trail.advance(studio, "suspend", by=by, remark=remark)


def revoke(studio: Studio, *, by: User, remark: str) -> None:
    """A studio loses its plate (摘牌)."""
    trail.advance(studio, "revoke", by=by, remark=remark)


@transaction.atomic
def edit(studio: Studio, *, by: User, seen_version: int, **facts: Any) -> None:
    """Correct what the public reads about a studio (修改信息)."""
    require(by, "edit", studio)
    fields = {name: studio._meta.get_field(name) for name in facts}
    changed = [
        str(fields[name].verbose_name)  # type: ignore[union-attr]
        for name, value in facts.items()
        if getattr(studio, name) != value
    ]
    save_edit(studio, seen_version, by=by, **facts)
    if changed:
        trail.record(studio, "edit", by=by, label="修改信息", remark="、".join(changed))
