"""A checked profile into every app's own tables, all or nothing."""

from typing import Any

from django.db import transaction

import accounts.profile
import consultations.profile
import petitions.profile
import scoring.profile
import studios.profile
from core.models import NumberPattern, Wording
from core.sync import Changes, follow
from dashboards.profile.check import Draft, Fault
from dashboards.profile.reading import Faulty


@transaction.atomic
def load(draft: Draft) -> Changes:
    """Make the county what its file says; raises `Faulty`, with nothing changed, when it cannot."""
    changes = Changes()
    sections = {name: [row.values for row in rows] for name, rows in draft.rows.items()}
    committee = accounts.profile.load_committee(sections["committee"][0], changes)
    accounts.profile.load(committee, sections["units"], changes)
    studios.profile.load(committee, sections, changes)
    scoring.profile.load(committee, sections["scoring_rules"], changes)
    consultations.profile.load(committee, sections, changes)
    petitions.profile.load(committee, sections, changes)
    _load_words(committee.code, draft.tables, sections["area_levels"], changes)
    if changes.refused:
        raise Faulty([Fault(0, sentence) for sentence in changes.refused])
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
