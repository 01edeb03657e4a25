"""Who must hear of it: units, the office, those who brought a matter up, those who raised it."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.enums import Role
from accounts.models import Unit, User
from consultations.actions import issues
from consultations.models import Issue
from core import clock
from notices import outbox
from petitions.models import Assignment

# Messages that make sense only while the unit owes its answer.
REMINDING = ("petitions/due_soon", "petitions/overdue", "petitions/sign_late", "petitions/pressed")


def people_of(*units: Unit) -> Iterable[User]:
    """Those who act for these units today."""
    rows = User.objects.holding(Role.UNIT, clock.today(), unit__in=units)
    return rows.select_related("committee")


def office_of(assignment: Assignment) -> Iterable[User]:
    """The office, or for a proposal the proposals office as well."""
    roles = [Role.OFFICE] + ([Role.PROPOSALS] if assignment.proposal_id else [])
    found: dict[int, User] = {}
    for role in roles:
        people = User.objects.holding(role, clock.today()).select_related("committee")
        found |= {user.pk: user for user in people.filter(committee=assignment.committee_id)}
    return found.values()


def bringers_of(assignment: Assignment) -> list[User]:
    """The member who claimed, hosted or wrote it, and the conveners of its studio."""
    if assignment.is_from_instruction:
        return []  # an instruction (批示) is known to its addressees only
    member = promoter_of(assignment)
    people = [member.user] if member and member.user else []
    if assignment.studio_id:
        conveners = User.objects.holding(
            Role.CONVENER,
            clock.today(),
            scope_label="studios.Studio",
            scope_id=assignment.studio_id,
        )
        people += list(conveners.select_related("committee"))
    return people


def promoter_of(assignment: Assignment):
    """The member whose work brought the matter to the unit."""
    if assignment.issue_id:
        return assignment.issue.claimed_by
    if assignment.consensus_item_id:
        return assignment.consensus_item.activity.host
    if assignment.proposal_id:
        return assignment.proposal.author
    return (assignment.report or assignment.instruction.report).author


def issues_of(assignment: Assignment):
    """The citizens' matters that hang on this assignment: its own, or those of its topic; and
    those that were made one with them."""
    if key := assignment.issue_id:
        return Issue.objects.filter(Q(pk=key) | Q(merged_into=key))
    if assignment.consensus_item_id and assignment.consensus_item.topic_id:
        return Issue.objects.of_topic(assignment.consensus_item.topic_id)
    return Issue.objects.none()


def tell_raisers(assignment: Assignment, text: str) -> None:
    """Put it on the tracking page of everybody who raised the matter (件件有回音)."""
    for issue in issues_of(assignment).awaiting_outcome():
        issues.tell(issue, text)


def tell(
    people: Iterable[User],
    event: str,
    assignment: Assignment,
    *,
    urgent: bool = False,
    private: bool = False,
    **words,
) -> None:
    """Put a message about an assignment into inboxes; every text knows number, title and unit."""
    outbox.tell(
        people,
        f"petitions/{event}",
        about=assignment,
        urgent=urgent,
        private=private or assignment.is_from_instruction,
        number=assignment.number,
        title=assignment.title,
        unit=assignment.lead_unit.name,
        authority=assignment.authority,
        due_on=assignment.due_on,
        **words,
    )


def silence(assignment: Assignment) -> None:
    """The duty is done or gone: reminders that have not left yet stay here."""
    outbox.withdraw(assignment, *REMINDING)
