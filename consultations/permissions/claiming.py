"""Who must stand aside, and who sees to it that a matter finds somebody (回避、逾期指派)."""

import rules

from accounts.predicates import is_office
from consultations.enums import FollowUpResult, IssueStatus
from consultations.lineage.conflicts import conflict_of
from consultations.permissions.predicates import waits_too_long
from core import clock


@rules.predicate
def stands_aside(user, matter=None):
    """The member's own unit is to handle it, so that they neither take it on nor look into it."""
    member = user.member_in_office
    if member is None or matter is None or matter.committee_id != user.committee_id:
        return False
    conflict = conflict_of(member, matter, clock.today())
    return conflict is not None and conflict.is_stop


@rules.predicate
def has_no_committee(user, issue):
    """No special committee is in charge of the studio."""
    return issue.studio.special_committee_id is None


@rules.predicate
def was_found_unsolved(user, issue):
    """Somebody asked how it went, this time round, and it is not solved (查单未解决)."""
    if issue.status != IssueStatus.ANSWERED:
        return False
    last = issue.follow_ups.filter(round=issue.round).first()
    return last is not None and last.result == FollowUpResult.UNSOLVED


# Where there is no special committee, the office stands in for it.
office_steps_in = is_office & has_no_committee & waits_too_long
