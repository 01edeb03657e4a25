"""The ladder of reminders (催办督办阶梯): who is reminded of what, once, however often asked.

A sweep takes up assignments whose next rung may be due, a chunk at a time, under lock; reminder,
message and delivery are written together with the day of the next rung. Killed anywhere, it
leaves whole chunks, and the next sweep does the rest. Rungs that were missed are not made up
for when their moment is past: whoever is overdue is not told that it will soon be due.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import transaction

from accounts.enums import Role
from accounts.models import Grant, User
from core import bulk, clock
from core.workdays import Calendar, calendar
from notices import outbox
from petitions.actions.hindrances import EXTENSION_NOTICE_DAYS
from petitions.enums import AssignmentStatus, RungTrigger
from petitions.models import Assignment, Reminder, Rung

CHUNK = 500
Ladders = dict[int, list[Rung]]  # under the key of the county
DAYS_TO_FINISH = 5  # what a reminder grants where its rung names no new limit


@dataclass(frozen=True)
class Call:
    """One rung that is due for one person."""

    assignment: Assignment
    rung: Rung
    due_on: date
    to: User

    @cached_property
    def key(self) -> str:
        """Number, rung, due day and person: what makes two reminders the same."""
        number, code = self.assignment.number, self.rung.code
        return f"{number}:{code}:{self.due_on:%Y%m%d}:{self.to.pk}"


def climb(on: date, *, now: datetime | None = None, chunk: int = CHUNK) -> int:
    """One sweep: every rung that is due on `on` and was not climbed yet; returns how many calls.

    Safe to miss, to repeat, to kill, and to run twice at once.
    """
    with clock.at(now or clock.now()):
        count = 0
        while (done := _climb_chunk(on, chunk)) is not None:
            count += done
        return count


def due_keys(on: date) -> Iterator[str]:
    """The keys of the reminders that a sweep would send now."""
    seen = 0
    while rows := list(_waiting(on).filter(pk__gt=seen).order_by("pk")[:CHUNK]):
        seen = rows[-1].pk
        for call in _new_calls(rows, _rungs_of(rows), on):
            yield call.key


def look_again(assignments) -> int:
    """Let the next sweep look at these anew, because rungs or people have changed."""
    return assignments.awaiting_reply().update(next_rung_on=clock.today())


@transaction.atomic
def _climb_chunk(on: date, size: int) -> int | None:
    """The next assignments that nobody else is sweeping; None when there are none left."""
    rows = list(
        _waiting(on)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_rung_on", "pk")[:size]
    )
    if not rows:
        return None
    rungs, cal = _rungs_of(rows), calendar()
    calls = _new_calls(rows, rungs, on)
    _remember(calls)
    outbox.post(_letter(call, on, cal) for call in calls)
    _set_next_days(rows, rungs, on)
    return len(calls)


def _remember(calls: list[Call]) -> None:
    """Write down that these were called, in the transaction in which they are."""
    now = clock.now()
    bulk.insert(
        [
            Reminder(
                assignment_id=call.assignment.pk,
                rung=call.rung.code,
                due_on=call.due_on,
                to_id=call.to.pk,
                key=call.key,
                sent_at=now,
            )
            for call in calls
        ]
    )


def _set_next_days(rows: list[Assignment], rungs: Ladders, on: date) -> None:
    """When to look at each again: few days, so few statements."""
    cal = calendar()
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for row in rows:
        by_day[_next_day(row, rungs[row.committee_id], on, cal)].append(row.pk)
    for day, keys in by_day.items():
        Assignment.objects.filter(pk__in=keys).update(next_rung_on=day)


def _waiting(on: date):
    # Thousands of duties, dozens of units: each is read once and shared.
    return Assignment.objects.climbing(on).prefetch_related("lead_unit", "limit_class")


def _new_calls(rows: list[Assignment], rungs: Ladders, on: date) -> list[Call]:
    """Every rung due on `on` for every person, without those already called."""
    handlers, cal = _people(rows, on), calendar()
    calls = [
        Call(row, rung, due_on, person)
        for row in rows
        for rung in rungs[row.committee_id]
        if (due_on := _due_for(row, rung, on, cal)) is not None
        for person in _recipients(row, rung, handlers)
    ]
    sent = set(Reminder.objects.filter(assignment__in=rows).values_list("key", flat=True))
    return [call for call in calls if call.key not in sent]


def _rungs_of(rows: Iterable[Assignment]) -> Ladders:
    """The ladders of the counties of these assignments."""
    ladders: Ladders = defaultdict(list)
    for rung in Rung.objects.filter(committee__in={row.committee_id for row in rows}):
        ladders[rung.committee_id].append(rung)
    return ladders


def _due_for(row: Assignment, rung: Rung, on: date, cal: Calendar) -> date | None:
    """The day that this rung speaks of, when it is to be climbed on `on`."""
    first = _day_of(row, rung, cal)
    if first is None or on < first:
        return None
    is_late = on > row.due_on
    if rung.trigger == RungTrigger.AFTER_DUE:
        return row.due_on if is_late else None
    if is_late:
        return None
    return row.due_on if rung.trigger == RungTrigger.BEFORE_DUE else row.sign_due_on


def _day_of(row: Assignment, rung: Rung, cal: Calendar) -> date | None:
    """From which day on a rung may be climbed; None when it does not apply."""
    if rung.trigger == RungTrigger.AFTER_DUE:
        return cal.add(row.due_on, max(1, rung.days))
    if rung.trigger == RungTrigger.BEFORE_DUE:
        return cal.add(row.due_on, -rung.days) if rung.days else row.warn_on
    if row.status != AssignmentStatus.DISPATCHED or row.sign_due_on is None:
        return None
    return cal.add(row.sign_due_on, max(1, rung.days))


def _next_day(row: Assignment, rungs: list[Rung], on: date, cal: Calendar) -> date | None:
    """The next day after `on` on which a rung may be due; None at the top of the ladder."""
    days = [day for rung in rungs if (day := _day_of(row, rung, cal)) is not None and day > on]
    return min(days, default=None)


def _people(rows: list[Assignment], on: date) -> dict[tuple[str, int], list[User]]:
    """Who acts for each unit, and who is each county's office."""
    grants = Grant.objects.in_force(on).filter(user__is_active=True)
    grants = grants.select_related("user__committee").order_by("user_id")
    found: dict[tuple[str, int], list[User]] = defaultdict(list)
    for grant in grants.filter(role=Role.UNIT, unit__in={row.lead_unit_id for row in rows}):
        found["unit", grant.unit_id].append(grant.user)
    committees = {row.committee_id for row in rows}
    for grant in grants.filter(role=Role.OFFICE, user__committee__in=committees):
        found["office", grant.user.committee_id].append(grant.user)
    return found


def _recipients(
    row: Assignment, rung: Rung, people: dict[tuple[str, int], list[User]]
) -> list[User]:
    """A letter waits for the office's hand; a press goes to the unit and to the office as well.
    Where a unit has nobody, the office hears instead: no rung falls on deaf ears."""
    unit, office = people["unit", row.lead_unit_id], people["office", row.committee_id]
    if not rung.is_automatic:
        chosen = office
    elif rung.trigger == RungTrigger.BEFORE_DUE:
        chosen = unit or office
    else:
        chosen = unit + office
    return list({person.pk: person for person in chosen}.values())


def _letter(call: Call, on: date, cal: Calendar) -> outbox.Letter:
    row = call.assignment
    return outbox.Letter(
        people=[call.to],
        template=call.rung.template,
        about=row,
        key=call.key,
        urgent=call.rung.trigger == RungTrigger.AFTER_DUE,
        private=row.is_from_instruction,
        context={
            "person": call.to.name,
            "unit": row.lead_unit.name,
            "number": row.number,
            "title": row.title,
            "authority": row.authority,
            "rung": call.rung.name,
            "due_on": call.due_on,
            "days_left": cal.count(on, row.due_on),
            "days_late": max(0, cal.count(row.due_on, on)),
            "return_on": cal.add(row.starts_on, row.limit_class.return_days),
            "extend_by": cal.add(row.due_on, -EXTENSION_NOTICE_DAYS),
            "finish_by": cal.add(on, call.rung.new_limit_days or DAYS_TO_FINISH),
        },
    )
