"""What the office does by hand to those who are late: press, letter (催办、督办函)."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import trail
from core import clock
from core.access import require
from core.numbers import next_number
from core.workdays import calendar
from petitions import clock as due_clock
from petitions.actions import hearers, hindrances
from petitions.models import Assignment, Reminder, Rung, Supervision

LETTER = "E2"
LETTER_DAYS = 5


@transaction.atomic
def press(assignment: Assignment, *, on: date, by: User) -> int:
    """Remind the unit by hand (催办), once a day; returns how many people were reminded."""
    require(by, "press", assignment)
    hindrances.check(assignment, "press", on)
    trail.advance(assignment, "press", by=by)
    rung = hindrances.hand_rung(on)
    people = list(hearers.people_of(assignment.lead_unit))
    subject = f"{assignment.number}:{rung}:{assignment.due_on:%Y%m%d}"
    # One row at least, so that a unit without people is not pressed twice a day either.
    Reminder.objects.bulk_create(
        Reminder(
            assignment=assignment,
            rung=rung,
            due_on=assignment.due_on,
            to=person,
            key=f"{subject}:{person.pk}",
            sent_at=clock.now(),
        )
        for person in people or [by]
    )
    hearers.tell(
        people,
        "pressed",
        assignment,
        days_left=calendar().count(on, assignment.due_on),
        days_late=due_clock.days_late(assignment, on),
    )
    return len(people)


@transaction.atomic
def supervise(assignment: Assignment, *, by: User, demand: str) -> Supervision:
    """Send a letter of supervised handling with a new limit (督办函). Handbook 5.4, E2.

    The due day itself stays: the letter does not make the unit punctual.
    """
    require(by, "supervise", assignment)
    today = clock.today()
    hindrances.check(assignment, "supervise", today)
    letter = Supervision.objects.create(
        assignment=assignment,
        number=next_number(
            assignment.committee.code, "supervision", on=today, default="督〔{yyyy}〕{n}号"
        ),
        rung=LETTER,
        demand=demand,
        new_due_on=new_limit(assignment, today),
        issued_by=by,
    )
    trail.advance(assignment, "supervise", by=by, remark=f"{letter.number}：{demand}")
    hearers.tell(
        hearers.people_of(assignment.lead_unit),
        "supervised",
        assignment,
        letter=letter.number,
        new_due_on=letter.new_due_on,
        demand=demand,
        dispatched_on=assignment.starts_on,
        urgent=True,
    )
    return letter


def new_limit(assignment: Assignment, on: date) -> date:
    """Until when a letter sent on `on` gives the unit time."""
    rung = Rung.objects.filter(committee=assignment.committee_id, code=LETTER).first()
    return calendar().add(on, (rung and rung.new_limit_days) or LETTER_DAYS)
