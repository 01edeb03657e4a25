"""A checked profile into every app's own tables, all or nothing."""

from typing import Any

from django.db import transaction
from django.db.models import Model

import accounts.profile
import consultations.profile
import petitions.profile
import scoring.profile
import studios.profile
from accounts.models import Unit
from consultations.models import Category, ReasonCode
from core.models import NumberPattern, Wording
from core.sync import Changes, follow
from dashboards.profile.draft import Draft
from dashboards.profile.reading import Faulty
from petitions.models import (
    AdoptionLevel,
    LightRule,
    LimitClass,
    RatingRule,
    ReplyClass,
    Rung,
)
from scoring.models import Quota, Rule, Scheme
from studios.models import Area, Sector, SpecialCommittee, StudioKind

# Where a clerk finds what a row came from.
STANDS_IN: dict[type[Model], str] = {
    AdoptionLevel: "adoption_levels",
    Area: "areas",
    Category: "categories",
    LightRule: "lights",
    LimitClass: "limit_classes",
    Quota: "quotas",
    RatingRule: "ratings",
    ReasonCode: "reasons",
    ReplyClass: "reply_classes",
    Rule: "scoring_rules",
    Rung: "rungs",
    Scheme: "schemes",
    Sector: "sectors",
    SpecialCommittee: "special_committees",
    StudioKind: "studio_kinds",
    Unit: "units",
}


class Refused(Faulty):
    """What the file leaves out is used by records; nothing was changed."""

    def __init__(self, draft: Draft, changes: Changes) -> None:
        blamed = Draft(draft.lines, borrowed=draft.borrowed)
        for refusal in changes.refused:
            section = STANDS_IN.get(refusal.model)
            blamed.blame((section,) if section else (), refusal.sentence)
        super().__init__(sorted(blamed.faults))
        self.changes = changes


@transaction.atomic
def load(draft: Draft) -> Changes:
    """Make the county what its file says; raises `Faulty`, with nothing changed, when it cannot."""
    changes = Changes()
    sections = {name: [row.values for row in rows] for name, rows in draft.rows.items()}
    committee = accounts.profile.load_committee(sections["committee"][0], changes)
    accounts.profile.load(committee, sections["units"], changes)
    studios.profile.load(committee, sections, changes)
    scoring.profile.load(committee, sections, changes)
    consultations.profile.load(committee, sections, changes)
    petitions.profile.load(committee, sections, changes)
    _load_words(committee.code, draft.tables, sections["area_levels"], changes)
    if changes.refused:
        raise Refused(draft, changes)
    return changes


def preview(draft: Draft) -> Changes:
    """What `load` would do, with nothing changed; raises `Refused` like it."""
    with transaction.atomic():
        changes = load(draft)
        transaction.set_rollback(True)
    return changes


def _load_words(
    scope: str, tables: dict[str, dict[str, Any]], levels: list[dict[str, Any]], changes: Changes
) -> None:
    """Numbers, wording and messages; `core` keeps them by scope, for it knows no county."""
    within = {"scope": scope}
    patterns = [{"code": c, "template": text} for c, text in tables["numbering"].items()]
    follow(changes, NumberPattern, patterns, within=within, key=("code",))
    messages = {f"notice:{name}": text for name, text in tables["messages"].items()}
    named = {f"area_level.{level['code']}": level["name"] for level in levels}
    texts = tables["wording"] | named | messages
    words = [{"code": c, "text": text} for c, text in texts.items()]
    follow(changes, Wording, words, within=within, key=("code",))
