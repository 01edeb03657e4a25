"""Who may take which step of an assignment. *When* a step is possible is in `workflow.py`."""

import rules

from accounts.predicates import is_office, is_proposals, is_signer, is_system
from petitions.enums import UndertakingRole


@rules.predicate
def is_lead_unit(user, assignment):
    """Acts for the unit that answers for all (主办)."""
    return assignment is not None and assignment.lead_unit_id in user.unit_ids()


@rules.predicate
def is_supporting_unit(user, assignment):
    """Acts for a unit that still owes its opinion (会办)."""
    if assignment is None:
        return False
    units = user.unit_ids()
    return any(
        part.unit_id in units
        for part in assignment.undertakings.all()
        if part.role == UndertakingRole.SUPPORT and part.ended_at is None and not part.opinion
    )


@rules.predicate
def is_of_proposal(user, assignment):
    """The unit answers for a proposal: that is the proposals office's business too."""
    return assignment is not None and assignment.proposal_id is not None


@rules.predicate
def is_a_proposal(user, matter):
    return matter is not None and matter._meta.label == "petitions.Proposal"


# The office that dispatched it; for proposals the proposals office as well.
dispatches = is_office | (is_proposals & is_of_proposal)

VERBS = {
    "acknowledge": is_lead_unit,
    "request_return": is_lead_unit,
    "grant_return": dispatches,
    "refuse_return": dispatches,
    "report_progress": is_lead_unit,
    "give_opinion": is_supporting_unit,
    "request_extension": is_lead_unit,
    "decide_extension": dispatches,
    "press": dispatches,
    "supervise": dispatches | is_signer,
    "reply": is_lead_unit,
    "reject_reply": dispatches,
    "accept_reply": dispatches,
    "track": is_system,
    "keep_promise": dispatches,
    "rehandle": is_system,
    "withdraw": dispatches,
}

for verb, predicate in VERBS.items():
    rules.add_perm(f"petitions.{verb}_assignment", predicate)

# Asked with the matter: an issue, a consensus item, a report, a proposal or an instruction.
rules.add_perm("petitions.dispatch_assignment", is_office | (is_proposals & is_a_proposal))


@rules.predicate
def decides(user, extension):
    """Decides on an assignment, and so on its extensions."""
    return dispatches(user, extension.assignment)


rules.add_perm("petitions.grant_extension", decides)
rules.add_perm("petitions.refuse_extension", decides)
