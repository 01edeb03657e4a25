"""Limits, lights, rungs, reply classes and adoption levels, as a county states them (县情配置)."""

from typing import Any

from accounts.models import Committee, Unit
from core.sync import Changes, follow
from petitions.actions import ladder
from petitions.enums import AssignmentStatus
from petitions.models import (
    AdoptionLevel,
    Assignment,
    LightRule,
    LimitClass,
    RatingRule,
    ReplyClass,
    Rung,
    Undertaking,
)

# Nothing more is expected of the unit.
OVER = {AssignmentStatus.CONCLUDED, AssignmentStatus.WITHDRAWN}

Rows = list[dict[str, Any]]


def load(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
    """Write the county's rules of handling."""
    within = {"committee": committee}
    _units_at_work_stay(changes)
    ranked = {LimitClass: "limit_classes", AdoptionLevel: "adoption_levels"}
    for model, name in ranked.items():
        rows = (row | {"order": order} for order, row in enumerate(sections[name], start=1))
        follow(changes, model, rows, within=within, key=("code",))
    follow(changes, LightRule, sections["lights"], within=within, key=("light",))
    _load_rungs(committee, sections["rungs"], changes)
    replies = (_renamed(row, solved="is_solved") for row in sections["reply_classes"])
    follow(changes, ReplyClass, replies, within=within, key=("code",))
    ratings = (_renamed(row, rehandle="rehandles") for row in sections["ratings"])
    follow(changes, RatingRule, ratings, within=within, key=("code",))


def _units_at_work_stay(changes: Changes) -> None:
    """A unit that still owes an answer cannot be switched off: who would answer?"""
    for unit in (row for row in changes.ended if isinstance(row, Unit)):
        open_ones = Undertaking.objects.filter(unit=unit, ended_at=None)
        owed = open_ones.exclude(assignment__status__in=OVER).count()
        if owed:
            changes.refuse(unit, f"还有{owed}件交办未办结")


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
