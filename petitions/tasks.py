"""What runs by itself: the sweep up the ladder of reminders."""

from datetime import date

from celery import shared_task

from core import clock
from petitions.actions import clocks, ladder


@shared_task
def sweep(on: str | None = None) -> int:
    """Remind whoever has to be reminded; returns how many reminders were written.

    Runs every minute. A missed day loses nothing, a second run sends nothing twice, and a run
    that dies leaves the rest to the next; `on` lets an operator run it for another day.
    """
    day = date.fromisoformat(on) if on else clock.today()
    clocks.restate_after_calendar_change()
    return ladder.climb(day)
