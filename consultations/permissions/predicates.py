"""The small questions of which the permissions of this app are made (谁)."""

import rules

from accounts.enums import Role
from accounts.predicates import is_member, is_office, of_own_county
from audit.models import Entry
from consultations.enums import (
    OPEN_TO_ISSUES,
    Capacity,
    Decider,
    Exit,
    LimitCode,
    RefuseTo,
    Stage,
    TopicOrigin,
    TopicStatus,
)
from consultations.models import due_on
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
def guides_studio(user, obj=None):
    """The special committee in charge of the studio (对口专委会)."""
    committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    if obj is None or not committees:
        return bool(committees)
    return studio_of(obj).special_committee_id in committees and of_own_county(user, obj)


@rules.predicate
def is_linked_leader(user, obj=None):
    """The leader who is in charge of the studio (包联领导)."""
    if obj is None:
        return user.holds(Role.LEADER)
    leader_id = studio_of(obj).linked_leader_id
    return leader_id is not None and leader_id == user.pk


@rules.predicate
def decides(user, topic=None):
    """Who decides on topics, as the topic's mechanism says (审定主体)."""
    if topic is None:
        return user.holds(Role.TOWNSHIP, Role.OFFICE, Role.COMMITTEE_STAFF, *RUN_BY)
    match topic.practice.decider:
        case Decider.BOARD:
            return bool(is_office(user, topic))
        case Decider.COMMITTEE:
            return bool(guides_studio(user, topic))
        case Decider.STUDIO:
            return bool(runs_studio(user, topic))
    return bool(is_township_of(user, topic))


@rules.predicate
def may_be_sent_back(user, topic):
    """Only so often as the mechanism lets a topic be completed."""
    return topic.returns < topic.practice.refusals_at(Stage.DECIDE, RefuseTo.PROPOSER)


@rules.predicate
def may_come_again(user, topic):
    """Sent back it may come again; turned down, where the mechanism gives one more chance."""
    if topic.status == TopicStatus.RETURNED:
        return True
    step = topic.practice.step_at(Stage.DECIDE)
    gives_chances = step is not None and step.refuse_to == RefuseTo.PROPOSER
    return gives_chances and bool(may_be_sent_back(user, topic))


@rules.predicate
def may_be_talked_over_again(user, topic):
    """Without a word of the mechanism as often as it takes."""
    step = topic.practice.step_at(Stage.CONCLUDE)
    if step is None or not step.refuse_to:
        return True
    return topic.round <= topic.practice.refusals_at(Stage.CONCLUDE, RefuseTo.AGAIN)


@rules.predicate
def something_was_agreed(user, topic):
    return topic.consensus_items.exists()


@rules.predicate
def is_lead(user, topic):
    """The member who leads on the topic (牵头委员)."""
    return is_member(user, topic) and topic.lead_id == user.member.pk


@rules.predicate
def has_not_released(user, issue):
    """A member gives the same matter back once; the second time the convener has to see to it."""
    given_back = Entry.objects.about(issue).filter(verb="release", by=user)
    return not given_back.exists()


@rules.predicate
def answered_it(user, issue):
    """The one who gave the answer does not ask how it went."""
    last = Entry.objects.about(issue).filter(verb__in=["answer", "resolve"]).order_by("-seq")
    return is_claimant(user, issue) or last.values_list("by", flat=True).first() == user.pk


@rules.predicate
def is_its_own_wish(user, topic=None):
    """A topic that the township's Party office itself has put before a studio (加题)."""
    is_theirs = topic is not None and topic.origin == TopicOrigin.PARTY
    return is_theirs and bool(is_township_of(user, topic))


@rules.predicate
def has_not_marked(user, topic=None):
    """An answer is marked once by each side (评题一次)."""
    if topic is None:
        return True
    side = Capacity.LEADER if is_linked_leader(user, topic) else Capacity.TOWNSHIP
    return not topic.marks.filter(capacity=side).exists()


@rules.predicate
def has_not_appealed(user, issue):
    """A decision is looked at again once (申请复核一次)."""
    return issue.appealed_at is None


@rules.predicate
def waits_too_long(user, issue):
    """Nobody took it on, nor did the convener give it to anybody (逾期未指派)."""
    if issue.claim_due_on is None:
        return False
    last = due_on(issue.committee, LimitCode.ASSIGN, issue.claim_due_on)
    return last is not None and last < clock.today()


@rules.predicate
def is_relayer(user, relay):
    """The member who brought the word up (带话委员)."""
    return is_member(user, relay) and relay.member_id == user.member.pk
