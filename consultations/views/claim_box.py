"""What a page says of who took a matter on and who asked how it went (接单、查单)."""

from consultations.enums import WITH_RESULT, FollowUpResult, GateKind, IssueStatus, TopicStatus
from consultations.lineage import conditions_of
from consultations.lineage.conflicts import conflict_of
from consultations.models import Issue
from consultations.models.practice import default_of
from consultations.permissions import belongs_to_studio
from consultations.permissions.predicates import is_claimant
from core import clock
from core.access import can, worded
from core.wording import say

# What was agreed on is being done, or is done.
HANDLED = WITH_RESULT | {TopicStatus.DISPATCHED}


def box_of(matter, user, steps) -> dict:
    """What a page says of taking on and asking: who asked and what they found, and what is open."""
    today = clock.today()
    verbs = {one.verb for one in (*steps.main, *steps.rest)}
    is_issue = isinstance(matter, Issue)
    rows = []
    if matter.answered_at if is_issue else matter.status in HANDLED:
        rows = list(matter.follow_ups.select_related("done_by"))
    return {
        "rows": rows,
        "label": worded(matter.workflow.steps["follow_up"], matter).label,
        "again": is_issue and _is_unsolved(matter, rows) and can(user, "handle_again", matter),
        "missing": _missing(matter, today),
        "aside": is_issue and _stands_aside(matter, user, verbs, today),
        "given_back": is_issue and is_claimant(user, matter) and _gave_back(matter, verbs),
    }


def claim_word(committee) -> str:
    """What the county's members say for taking a matter on: 接单 here, 买单 there."""
    code = "verb.consultations.claim_issue"
    return default_of(committee.pk).words.get(code) or say(committee.code, code, "接单")


def _is_unsolved(issue, rows) -> bool:
    last = next((row for row in rows if row.round == issue.round), None)
    return (
        issue.status == IssueStatus.ANSWERED
        and last is not None
        and last.result == FollowUpResult.UNSOLVED
    )


def _missing(matter, today) -> str:
    """That somebody has to ask before it can be closed, where the county's mechanism says so."""
    if matter.status not in matter.workflow.steps["close"].sources:
        return ""
    gates = matter.practice.gates_before(f"{matter._meta.model_name}.close")
    if not any(gate.kind == GateKind.FOLLOW_UP for gate in gates):
        return ""
    unmet = [one for one in conditions_of(matter, today, verb="close") if not one.is_met]
    label = worded(matter.workflow.steps["close"], matter).label
    return f"{label}前须先由另一人{'、'.join(one.label for one in unmet)}。" if unmet else ""


def _stands_aside(issue, user, verbs, today) -> str:
    if (
        issue.status != IssueStatus.ACCEPTED
        or "claim" in verbs
        or not belongs_to_studio(user, issue)
    ):
        return ""
    conflict = conflict_of(user.member, issue, today)
    return conflict.tie if conflict and conflict.is_stop else ""


def _gave_back(issue, verbs) -> bool:
    return issue.status == IssueStatus.CLAIMED and "release" not in verbs
