"""Who may take which step. *When* a step is possible is in `workflow.py`."""

import rules

from consultations.permissions import duty, matters, practice
from consultations.permissions.duty import is_named_there, may_see_note
from consultations.permissions.predicates import belongs_to_studio, runs_studio

__all__ = ["belongs_to_studio", "is_named_there", "may_see_note", "runs_studio"]

for noun, table in (
    ("issue", matters.ISSUE),
    ("topic", matters.TOPIC),
    ("activity", matters.ACTIVITY),
    ("consensusitem", matters.CONSENSUS),
    ("roster", duty.ROSTER),
    ("dutyrule", {"keep": runs_studio}),
    ("dutygroup", {"keep": runs_studio}),
    ("dutyshift", duty.SHIFT),
    ("dutyseat", duty.SEAT),
    ("swap", duty.SWAP),
    ("relay", practice.RELAY),
    ("broadcast", practice.BROADCAST),
    ("posting", practice.POSTING),
    ("comment", practice.COMMENT),
    ("catalogueentry", practice.ENTRY),
    ("mechanism", practice.MECHANISM),
    ("stagelimit", practice.MECHANISM),
):
    for verb, predicate in table.items():
        rules.add_perm(f"consultations.{verb}_{noun}", predicate)
