"""Who may take which step on rosters, shifts, seats and swaps."""

import rules

from accounts.models import Grant
from accounts.predicates import is_member, is_office, is_system
from consultations.enums import ON_DUTY, IssueStatus
from consultations.permissions.predicates import RUN_BY, runs_studio
from core import clock


@rules.predicate
def sits_there(user, shift):
    """A member who is expected at this shift, or has served there (值班委员)."""
    if not is_member(user, shift):
        return False
    return any(
        seat.member_id == user.member.pk and seat.status in ON_DUTY for seat in shift.seats.all()
    )


@rules.predicate
def hears_it_first(user, issue):
    """Sits at the shift to which the visitor came (当班), and the studio has said nothing yet."""
    if issue is None or issue.duty_shift_id is None or issue.status != IssueStatus.REGISTERED:
        return False
    return sits_there(user, issue.duty_shift)


def may_see_note(user, note, shift) -> bool:
    """A hand-over is for the people of the next shift; nobody else sees their own for them."""
    is_others = note.written_by_id != user.pk
    return sits_there(user, shift) or (runs_studio(user, shift) and is_others)


@rules.predicate
def is_named_there(user, shift):
    """Has a place in this shift, whatever became of it: also who was excused or did not come."""
    member = user.member_in_office
    return member is not None and any(seat.member_id == member.pk for seat in shift.seats.all())


@rules.predicate
def nobody_else_confirms(user, shift):
    """Whoever runs the studio sits there, or nobody runs it: then the office looks after it."""
    grants = Grant.objects.in_force(clock.today()).filter(
        role__in=RUN_BY, scope_label="studios.Studio", scope_id=shift.studio_id
    )
    runs = set(grants.filter(user__is_active=True).values_list("user__member", flat=True))
    return runs <= {seat.member_id for seat in shift.seats.all()}


@rules.predicate
def is_own_seat(user, seat):
    return is_member(user, seat) and seat.member_id == user.member.pk


@rules.predicate
def is_asked(user, swap):
    """The member who was asked to change places."""
    return is_member(user, swap) and swap.to_member_id == user.member.pk


@rules.predicate
def has_asked(user, swap):
    return is_member(user, swap) and swap.asked_by_id == user.pk


# Nobody confirms a shift of their own: convener and liaison officer confirm each other's.
may_confirm_duty = runs_studio & ~is_named_there | is_office & nobody_else_confirms
ROSTER = {
    "generate": runs_studio,
    "arrange": runs_studio,
    "publish": runs_studio,
    # Drafts for a year, of all studios; each is still looked through and published by its own.
    "plan_year": is_office,
}
SHIFT = {
    "register": runs_studio | sits_there,
    "log": runs_studio | sits_there,
    "hand_over": runs_studio | sits_there,
    "confirm": may_confirm_duty,
    "correct": may_confirm_duty,
    "cancel": runs_studio,
}
SEAT = {
    "ask_swap": is_own_seat,
    "excuse": runs_studio,
    "expect": runs_studio,
    "substitute": runs_studio,
    # Taken only within the confirmation of the shift, which asks who may.
    "serve": runs_studio | is_office,
    "miss": runs_studio | is_office,
    "let_off": runs_studio | is_office,
}
SWAP = {
    "accept": is_asked,
    "decline": is_asked,
    "withdraw": has_asked | is_system,
}
