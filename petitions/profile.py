"""Limits, lights, rungs, reply classes and adoption levels, as a county states them (县情配置)."""

from typing import Any

from accounts.models import Committee
from core.sync import Changes, follow
from petitions.models import AdoptionLevel, LightRule, LimitClass, ReplyClass, Rung

Rows = list[dict[str, Any]]


def load(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
    """Write the county's rules of handling."""
    within = {"committee": committee}
    ranked = {LimitClass: "limit_classes", AdoptionLevel: "adoption_levels"}
    for model, name in ranked.items():
        rows = (row | {"order": order} for order, row in enumerate(sections[name], start=1))
        follow(changes, model, rows, within=within, key=("code",))
    follow(changes, LightRule, sections["lights"], within=within, key=("light",))
    rungs = (_renamed(row, automatic="is_automatic") for row in sections["rungs"])
    follow(changes, Rung, rungs, within=within, key=("code",))
    replies = (_renamed(row, solved="is_solved") for row in sections["reply_classes"])
    follow(changes, ReplyClass, replies, within=within, key=("code",))


def _renamed(row: dict[str, Any], **names: str) -> dict[str, Any]:
    """The short word of the file as the name of the column."""
    return {names.get(name, name): value for name, value in row.items()}
