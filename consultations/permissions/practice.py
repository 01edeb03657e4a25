"""Who may take which step on what members carry, what is posted, and the year's catalogue."""

import rules

from accounts.enums import Role
from accounts.predicates import holds, is_office, is_system
from consultations.permissions.predicates import (
    belongs_to_studio,
    is_proposer,
    is_recorder,
    is_relayer,
    runs_studio,
)


@rules.predicate
def is_of_its_committee(user, entry=None):
    """The special committee that set the topic, or for a new one any (出题专委会)."""
    committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    if entry is None or not hasattr(entry, "special_committee_id"):
        return bool(committees)
    return entry.special_committee_id in committees


keeps_entry = is_office | is_of_its_committee & holds(Role.COMMITTEE_STAFF) | is_proposer
may_vouch = (runs_studio | is_office) & ~is_recorder

RELAY = {
    "register": belongs_to_studio | runs_studio,
    "verify": is_office,
    "decline": is_office,
    "dispatch": is_office,
    "progress": is_office,
    "settle": is_office,
    "carry_back": is_relayer | runs_studio,
    # From whom the word is; everybody else reads it masked.
    "know_whom": is_relayer | runs_studio | is_office,
    "count": holds(Role.OFFICE, Role.LEADER, Role.TOWNSHIP, Role.CONVENER, Role.LIAISON),
}
BROADCAST = {
    "record": belongs_to_studio | runs_studio,
    "confirm": may_vouch,
    "send_back": may_vouch,
    "amend": is_recorder,
}
POSTING = {
    "post": runs_studio,
    "withdraw": runs_studio | is_office,
}
COMMENT = {
    "show": runs_studio | is_office,
    "refuse": runs_studio | is_office,
}
ENTRY = {
    "propose": is_office | holds(Role.COMMITTEE_STAFF),
    "answer": holds(Role.TOWNSHIP),
    "change": keeps_entry,
    "withdraw": keeps_entry,
    "reopen": keeps_entry,
}
# How a county works is set by whoever keeps the portal, and by the office.
MECHANISM = {"keep": holds(Role.ADMIN) | is_office | is_system}
