"""Who may take which step on issues, topics, activities and what was agreed."""

from accounts.enums import Role
from accounts.predicates import holds, is_citizen, is_office, is_system
from consultations.permissions.claiming import office_steps_in, stands_aside, was_found_unsolved
from consultations.permissions.duty import hears_it_first
from consultations.permissions.predicates import (
    answered_it,
    belongs_to_studio,
    decides,
    guides_studio,
    has_not_appealed,
    has_not_marked,
    has_not_released,
    is_claimant,
    is_host,
    is_its_own_wish,
    is_lead,
    is_linked_leader,
    is_open,
    is_proposer,
    is_recorder,
    is_township_of,
    may_be_sent_back,
    may_be_talked_over_again,
    may_come_again,
    needs_no_unit,
    rating_window_is_over,
    runs_studio,
    something_was_agreed,
    topic_is_open,
    waits_too_long,
)

handles = runs_studio & is_open
# Nobody decides on a topic of their own.
may_decide = decides & ~is_proposer
# Nobody confirms a record of their own.
may_confirm = (runs_studio | is_host) & ~is_recorder

ISSUE = {
    "raise": runs_studio | belongs_to_studio,
    "accept": handles,
    "answer": handles | (is_claimant | hears_it_first) & is_open,
    "refer": handles | hears_it_first & is_open,
    "decline": handles,
    # Nobody takes on, or looks into, what their own unit is to handle.
    "claim": belongs_to_studio & is_open & ~stands_aside,
    # Where nobody took it on and nobody was given it, the special committee sees to it.
    "assign": handles | is_open & (guides_studio & waits_too_long | office_steps_in),
    "release": is_system | is_claimant & is_open & has_not_released,
    "hand_over": handles | is_claimant & is_open,
    "merge": handles,
    "part": is_system | handles,
    "split": handles,
    "join": is_system | handles,
    "leave": is_system | handles & topic_is_open,
    "dispatch": is_system | is_office & is_open,
    "resolve": is_system,
    # What may be secret rests for its raiser as well: it is no longer handled on line.
    "rehandle": is_citizen & is_open | is_system,
    "close": is_citizen & is_open | is_system | handles & rating_window_is_over,
    "close_unsatisfied": is_citizen & is_open | is_system,
    "withdraw": is_citizen & is_open,
    "appeal": is_citizen & is_open & has_not_appealed,
    "uphold": is_township_of & is_open,
    "overturn": is_township_of & is_open,
    "follow_up": (runs_studio | belongs_to_studio) & is_open & ~answered_it & ~stands_aside,
    # Taken by the system for the studio, once somebody has found the matter unsolved.
    "handle_again": handles & was_found_unsolved,
    "lock": (runs_studio | is_office) & is_open,
    "unlock": is_office & ~is_open,
    "take_off_line": is_office & ~is_open,
    "reveal_contact": (runs_studio | is_claimant) & is_open,
}
TOPIC = {
    "propose": runs_studio
    | belongs_to_studio
    | is_township_of
    | is_office
    | holds(Role.COMMITTEE_STAFF),
    # Where the mechanism has no such step, the system passes it on.
    # What the township itself has asked for is decided by its asking (加题).
    "designate": may_decide | is_system | decides & is_its_own_wish,
    "revise": is_proposer | runs_studio,
    "shelve": may_decide,
    "decline": may_decide,
    "send_back": may_decide & may_be_sent_back,
    "resubmit": (is_proposer | runs_studio) & may_come_again,
    "lapse": is_system,
    "merge": may_decide | runs_studio,
    "split": runs_studio,
    "claim": belongs_to_studio & ~stands_aside,
    "appoint": runs_studio,
    "release": is_system | is_lead & has_not_released,
    "disagree": runs_studio,
    "consult_again": runs_studio & may_be_talked_over_again,
    "end": runs_studio,
    "conclude": is_system | runs_studio & something_was_agreed,
    "hand_in": is_lead | runs_studio,
    "follow_up": (runs_studio | belongs_to_studio) & ~is_lead & ~stands_aside,
    "mark": (is_linked_leader | is_township_of) & has_not_marked,
    # Experts and residents: their word is written down by the studio.
    "record_review": runs_studio,
    "record_vote": runs_studio,
    "dispatch": is_system | is_office,
    "complete": is_system,
    "close": runs_studio,
}
ACTIVITY = {
    "record": runs_studio,
    "confirm": may_confirm,
    "send_back": may_confirm,
    "amend": is_recorder,
}
CONSENSUS = {
    "dispatch": is_system | is_office,
    "settle": is_system | runs_studio & needs_no_unit,
    "reopen": is_system,
}
