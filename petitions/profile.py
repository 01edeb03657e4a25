"""Limits, lights, rungs, reply classes and adoption levels, as a county states them (县情配置)."""

from typing import Any

from accounts.models import Committee
from core.sync import Changes, follow
from petitions.actions import ladder
from petitions.models import AdoptionLevel, Assignment, LightRule, LimitClass, ReplyClass, Rung

Rows = list[dict[str, Any]]


def load(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
    """Write the county's rules of handling."""
    within = {"committee": committee}
    ranked = {LimitClass: "limit_classes", AdoptionLevel: "adoption_levels"}
    for model, name in ranked.items():
        rows = (row | {"order": order} for order, row in enumerate(sections[name], start=1))
        follow(changes, model, rows, within=within, key=("code",))
    follow(changes, LightRule, sections["lights"], within=within, key=("light",))
    _load_rungs(committee, sections["rungs"], changes)
    replies = (_renamed(row, solved="is_solved") for row in sections["reply_classes"])
    follow(changes, ReplyClass, replies, within=within, key=("code",))


def _load_rungs(committee: Committee, stated: Rows, changes: Changes) -> None:
    """A changed ladder is climbed anew: the next sweep looks at everything that is open."""
    before = len(changes.made)
    rungs = (_renamed(row, automatic="is_automatic") for row in stated)
    follow(changes, Rung, rungs, within={"committee": committee}, key=("code",))
    if len(changes.made) > before:
        ladder.look_again(Assignment.objects.filter(committee=committee))


def _renamed(row: dict[str, Any], **names: str) -> dict[str, Any]:
    """The short word of the file as the name of the column."""
    return {names.get(name, name): value for name, value in row.items()}
