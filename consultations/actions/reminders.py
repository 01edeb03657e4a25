"""Who is reminded of duty (值班提醒): members the day before, the staff when nobody has confirmed.

Every message carries a key, so the database keeps it to once, however often and by however many
this is called; killed anywhere, it leaves whole chunks and the next call does the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.enums import Role
from accounts.models import Grant, User
from consultations.actions.seating import REMINDER
from consultations.enums import SeatStatus
from consultations.models import DutySeat, DutyShift
from notices import outbox
from notices.models import Notice
from notices.outbox import Letter

CHUNK = 200
# Shifts that nobody has confirmed are asked for once, also after the portal has slept for days.
LOOK_BACK = timedelta(days=7)
RUN_BY = (Role.CONVENER, Role.LIAISON)
By = dict[int, list[User]]


def remind(on: date, *, chunk: int = CHUNK) -> int:
    """Everything that is to be said on `on` and was not said yet; returns how many messages."""
    of_tomorrow = _in_chunks(_tomorrow(on), _to_members, chunk)
    return of_tomorrow + _in_chunks(_unconfirmed(on), partial(_to_staff, on), chunk)


def _in_chunks(rows: QuerySet, letters: Callable[[list], Iterator[Letter]], chunk: int) -> int:
    count, seen = 0, 0
    while found := list(rows.filter(pk__gt=seen).order_by("pk")[:chunk]):
        seen = found[-1].pk
        count += len(outbox.post(letters(found)))
        if len(found) < chunk:
            break
    return count


def _tomorrow(on: date) -> QuerySet[DutySeat]:
    """Who is expected on the day after `on`, has an account and was not told."""
    day = on + timedelta(days=1)
    told = Notice.objects.filter(key=_key("duty:", f":{day}"), to=OuterRef("member__user"))
    rows = DutySeat.objects.planned().filter(
        ~Exists(told),
        on=day,
        status=SeatStatus.EXPECTED,
        member__user__is_active=True,
    )
    return rows.select_related("member__user__committee", "shift__studio")


def _unconfirmed(on: date) -> QuerySet[DutyShift]:
    """What was held before `on`, was not confirmed, and nobody was asked about."""
    asked = Notice.objects.filter(key=_key("duty-unconfirmed:"))
    late = DutyShift.objects.awaiting_confirmation(on - timedelta(days=1))
    rows = late.filter(~Exists(asked), on__gte=on - LOOK_BACK)
    return rows.select_related("studio").prefetch_related("seats")


def _to_members(seats: list[DutySeat]) -> Iterator[Letter]:
    mates = defaultdict(list)
    shifts = {seat.shift_id for seat in seats}
    together = DutySeat.objects.on_duty().filter(shift__in=shifts).select_related("member")
    for seat in together:
        mates[seat.shift_id].append(seat.member)
    for seat in seats:
        studio = seat.shift.studio
        yield Letter(
            people=[seat.member.user],
            template=REMINDER,
            about=seat,
            url=seat.shift.get_absolute_url(),
            key=f"duty:{seat.pk}:{seat.on}",
            context={
                "studio": studio.name,
                "address": studio.address,
                "phone": studio.phone,
                "when": seat.shift.when,
                "mates": "、".join(m.name for m in mates[seat.shift_id] if m != seat.member),
            },
        )


def _to_staff(on: date, shifts: list[DutyShift]) -> Iterator[Letter]:
    """To those who may confirm; where nobody may, the office hears: no shift is forgotten."""
    runs, office = _people(shifts, on)
    for shift in shifts:
        seated = {seat.member_id for seat in shift.seats.all()}
        able = [p for p in runs[shift.studio_id] if _member_id(p) not in seated]
        yield Letter(
            people=able or office[shift.studio.committee_id],
            template="consultations/duty_unconfirmed",
            about=shift,
            key=f"duty-unconfirmed:{shift.pk}",
            context={"studio": shift.studio.name, "when": shift.when},
        )


def _people(shifts: list[DutyShift], on: date) -> tuple[By, By]:
    """Convener and liaison officer by studio, the office by county."""
    studios = {shift.studio_id for shift in shifts}
    counties = {shift.studio.committee_id for shift in shifts}
    grants = Grant.objects.in_force(on)
    grants = grants.filter(user__is_active=True).order_by("user_id")
    grants = grants.select_related("user__committee", "user__member")
    runs: By = defaultdict(list)
    office: By = defaultdict(list)
    for grant in grants.filter(role__in=RUN_BY, scope_label="studios.Studio", scope_id__in=studios):
        runs[grant.scope_id].append(grant.user)
    for grant in grants.filter(role=Role.OFFICE, user__committee__in=counties):
        office[grant.user.committee_id].append(grant.user)
    return runs, office


def _member_id(person: User) -> int | None:
    file = getattr(person, "member", None)
    return file.pk if file else None


def _key(first: str, last: str = "") -> Concat:
    """The key under which the row of the outer query is spoken of, as `Notice` keeps it."""
    return Concat(Value(first), Cast(OuterRef("pk"), CharField()), Value(last))
