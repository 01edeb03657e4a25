"""Who may take which step. *When* a step is possible is in `workflow.py`."""

import rules

from accounts.enums import Role
from accounts.models import Grant
from accounts.predicates import (
    holds,
    is_citizen,
    is_member,
    is_office,
    is_system,
    of_own_county,
)
from consultations.enums import ON_DUTY, OPEN_TO_ISSUES, Exit, IssueStatus
from core import clock
from studios.models.area import above

RUN_BY = (Role.CONVENER, Role.LIAISON)


def studio_of(obj):
    """The studio of an issue, topic, activity, item, shift or seat; a studio is its own."""
    if hasattr(obj, "activity_id"):
        return obj.activity.studio
    if hasattr(obj, "shift_id"):
        return obj.shift.studio
    return getattr(obj, "studio", obj)


def studio_id_of(obj) -> int | None:
    """The key of that studio, without fetching the row."""
    if hasattr(obj, "activity_id"):
        return obj.activity.studio_id
    if hasattr(obj, "shift_id"):
        return obj.shift.studio_id
    return getattr(obj, "studio_id", getattr(obj, "pk", None))


@rules.predicate
def runs_studio(user, obj=None):
    """Convener or liaison officer (召集人、联络员) of the studio; without an object, of any."""
    if obj is None:
        return user.holds(*RUN_BY)
    convenes, assists = (user.scopes(role, "studios.Studio") for role in RUN_BY)
    return studio_id_of(obj) in convenes | assists and of_own_county(user, obj)


@rules.predicate
def belongs_to_studio(user, obj=None):
    """A member who is affiliated to the studio now (本室委员); without an object, to any."""
    if not is_member(user, obj):
        return False
    if not hasattr(user, "_studio_ids"):
        mine = user.member.affiliations.in_force(clock.today())
        user._studio_ids = set(mine.values_list("studio_id", flat=True))
    return bool(user._studio_ids) if obj is None else studio_id_of(obj) in user._studio_ids


@rules.predicate
def is_township_of(user, obj=None):
    """The township Party office of the place where the studio stands (镇党委)."""
    areas = user.scopes(Role.TOWNSHIP, "studios.Area")
    if obj is None or not areas:
        return bool(areas)
    return not areas.isdisjoint(above(studio_of(obj).area_id)) and of_own_county(user, obj)


@rules.predicate
def is_claimant(user, issue):
    """The member who took the issue on (接单委员)."""
    return is_member(user, issue) and issue.claimed_by_id == user.member.pk


@rules.predicate
def is_open(user, issue):
    """Not locked as possibly secret; a locked matter rests until the office clears it."""
    return issue is None or not issue.is_locked


@rules.predicate
def rating_window_is_over(user, issue):
    """The raiser has had their time to rate; the last day still counts."""
    return issue.rating_due_on is None or issue.rating_due_on < clock.today()


@rules.predicate
def topic_is_open(user, issue):
    """The topic is not yet agreed upon, so an issue may still be taken out of it."""
    return issue.topic is not None and issue.topic.status in OPEN_TO_ISSUES


@rules.predicate
def is_proposer(user, topic):
    return topic.proposed_by_id == user.pk


@rules.predicate
def is_recorder(user, activity):
    return activity.recorded_by_id == user.pk


@rules.predicate
def is_host(user, activity):
    return is_member(user, activity) and activity.host_id == user.member.pk


@rules.predicate
def needs_no_unit(user, item):
    """Agreed to be done without a dispatch: by the village itself, as a report, as a proposal."""
    return item.exit != Exit.DISPATCH


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


handles = runs_studio & is_open
# Nobody decides on a topic of their own.
may_decide = is_township_of & ~is_proposer
# Nobody confirms a record of their own.
may_confirm = (runs_studio | is_host) & ~is_recorder

ISSUE = {
    "raise": runs_studio | belongs_to_studio,
    "accept": handles,
    "answer": handles | (is_claimant | hears_it_first) & is_open,
    "refer": handles | hears_it_first & is_open,
    "decline": handles,
    "claim": belongs_to_studio & is_open,
    "assign": handles,
    "release": is_claimant & is_open,
    "join": handles,
    "leave": is_system | handles & topic_is_open,
    "dispatch": is_system | is_office & is_open,
    "resolve": is_system,
    "rehandle": is_citizen | is_system,
    "close": is_citizen | is_system | handles & rating_window_is_over,
    "close_unsatisfied": is_citizen | is_system,
    "withdraw": is_citizen,
    "lock": (runs_studio | is_office) & is_open,
    "unlock": is_office & ~is_open,
    "reveal_contact": (runs_studio | is_claimant) & is_open,
}
# Nobody confirms a shift of their own: convener and liaison officer confirm each other's.
may_confirm_duty = runs_studio & ~is_named_there | is_office & nobody_else_confirms
TOPIC = {
    "propose": runs_studio
    | belongs_to_studio
    | is_township_of
    | is_office
    | holds(Role.COMMITTEE_STAFF),
    "designate": may_decide,
    "revise": is_proposer | runs_studio,
    "shelve": may_decide,
    "decline": may_decide,
    "claim": belongs_to_studio,
    "conclude": is_system | runs_studio,
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

for noun, table in (
    ("issue", ISSUE),
    ("topic", TOPIC),
    ("activity", ACTIVITY),
    ("consensusitem", CONSENSUS),
    ("roster", ROSTER),
    ("dutyrule", {"keep": runs_studio}),
    ("dutygroup", {"keep": runs_studio}),
    ("dutyshift", SHIFT),
    ("dutyseat", SEAT),
    ("swap", SWAP),
):
    for verb, predicate in table.items():
        rules.add_perm(f"consultations.{verb}_{noun}", predicate)
