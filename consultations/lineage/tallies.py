"""What can be counted of activities, duty, matters and messages (定额计数). Handbook 3.3.

What stands with a studio is its own, its township's and that of the special committee charged with
it; a member's is what they took part in or did themselves.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from consultations.enums import (
    ActivityKind,
    BroadcastKind,
    IssueStatus,
    RelayStatus,
    SeatStatus,
    ShiftStatus,
    Source,
)
from consultations.models import (
    Activity,
    Attendance,
    Broadcast,
    DutySeat,
    DutyShift,
    Issue,
    Relay,
)
from core.tallies import Asked, Part, Teller, tallies
from scoring.enums import QuotaEvent, QuotaScope
from scoring.lineage.placed import at_studios

EVERYBODY = QuotaScope.values
KINDS: dict[QuotaEvent, tuple[ActivityKind, ...]] = {
    QuotaEvent.CONSULTATION: (ActivityKind.MICRO_CONSULTATION,),
    QuotaEvent.STUDY: (ActivityKind.MICRO_STUDY,),
    QuotaEvent.OVERSIGHT: (ActivityKind.MICRO_OVERSIGHT,),
    QuotaEvent.LEARNING: (ActivityKind.LEARNING,),
    QuotaEvent.SERVICE: (ActivityKind.SERVICE,),
    QuotaEvent.ACTIVITY: tuple(ActivityKind),
}


def _activities(kinds: Iterable[str]) -> Teller:
    """Those of some kinds that a second person has confirmed, on the day they were held."""

    def teller(asked: Asked) -> list[Part]:
        wanted = asked.only.get("kind") or kinds
        return _held(Activity.objects.confirmed().filter(kind__in=wanted), asked)

    return teller


for _event, _kinds in KINDS.items():
    tallies(_event, scopes=EVERYBODY, only={"kind": [kind.value for kind in _kinds]})(
        _activities(_kinds)
    )


def _held(rows: QuerySet[Activity], asked: Asked) -> list[Part]:
    if asked.scope != QuotaScope.MEMBER:
        return [at_studios(rows, asked, "held_on")]
    # Whoever presides and is on the list of those who came was there once.
    came = Attendance.objects.filter(activity=OuterRef("pk"), member=OuterRef("host"))
    return [
        Part(rows.filter(members__in=asked.keys), "held_on", ("members",)),
        Part(rows.filter(~Exists(came), host__in=asked.keys), "held_on", ("host",)),
    ]


@tallies(QuotaEvent.DUTY, scopes=EVERYBODY)
def duty(asked: Asked) -> list[Part]:
    """Shifts that were served; of a member, the seats in which they were seen."""
    if asked.scope == QuotaScope.MEMBER:
        seats = DutySeat.objects.filter(status=SeatStatus.SERVED, member__in=asked.keys)
        return [Part(seats, "on", ("member",), around=("member", "shift__studio"))]
    shifts = DutyShift.objects.filter(status=ShiftStatus.SERVED)
    return [at_studios(shifts, asked, "on", around=("studio",))]


@tallies(QuotaEvent.ISSUE_REGISTERED, scopes=EVERYBODY, only={"source": Source.values})
def issues_registered(asked: Asked) -> list[Part]:
    """Matters that were brought, by whatever way; of a member, those they wrote down."""
    rows = Issue.objects.exclude(status=IssueStatus.WITHDRAWN)
    return [_matters(rows, asked, "raised_at__date", "registered_by__member")]


@tallies(QuotaEvent.ISSUE_ANSWERED, scopes=EVERYBODY, only={"source": Source.values})
def issues_answered(asked: Asked) -> list[Part]:
    """Matters whose raiser has an answer; of a member, those they had taken on."""
    rows = Issue.objects.exclude(answer="")
    return [_matters(rows, asked, "answered_at__date", "claimed_by")]


@tallies(QuotaEvent.FEEDBACK, scopes=EVERYBODY)
def feedback(asked: Asked) -> list[Part]:
    """Matters answered, and replies carried back to the people that a second person confirmed."""
    replies = Broadcast.objects.confirmed().filter(kind=BroadcastKind.REPLY)
    return [*issues_answered(asked), _carried(replies, asked, "held_on")]


@tallies(QuotaEvent.RELAY_UP, scopes=EVERYBODY)
def relays_up(asked: Asked) -> list[Part]:
    """Words brought up from the people, but for those found to be baseless (不予转办)."""
    rows = Relay.objects.exclude(status=RelayStatus.DECLINED)
    return [_carried(rows, asked, "registered_at__date")]


@tallies(QuotaEvent.RELAY_DOWN, scopes=EVERYBODY, only={"kind": BroadcastKind.values})
def relays_down(asked: Asked) -> list[Part]:
    """What was carried back to the people and confirmed by a second person."""
    rows = Broadcast.objects.confirmed()
    if kinds := asked.only.get("kind"):
        rows = rows.filter(kind__in=kinds)
    return [_carried(rows, asked, "held_on")]


def _matters(rows: QuerySet[Issue], asked: Asked, on: str, whose: str) -> Part:
    # What may be secret is in nobody's list, so it is in nobody's count either.
    rows = rows.filter(is_locked=False)
    if sources := asked.only.get("source"):
        rows = rows.filter(source__in=sources)
    if asked.scope == QuotaScope.MEMBER:
        return Part(rows.filter(**{f"{whose}__in": asked.keys}), on, (whose,))
    return at_studios(rows, asked, on)


def _carried(rows: QuerySet, asked: Asked, on: str) -> Part:
    if asked.scope == QuotaScope.MEMBER:
        return Part(rows.filter(member__in=asked.keys), on, ("member",))
    return at_studios(rows, asked, on)
