"""What runs by itself: who is short of what is expected hears of it in time."""

from datetime import date

from celery import shared_task

from core import clock
from scoring.actions import reminders


@shared_task
def remind_of_quotas(on: str | None = None) -> int:
    """Tell those who run a studio what is short before its time is over, and its leader when it is;
    returns how many messages were written.

    Runs each morning. A missed day loses nothing and nobody is told twice of the same; `on` lets
    an operator run it for another day.
    """
    return reminders.remind(date.fromisoformat(on) if on else clock.today())
