"""What runs by itself: the reminders of duty."""

from datetime import date, time

from celery import shared_task
from django.utils import timezone

from consultations.actions import reminders
from core import clock

# Before this hour nobody is reminded of tomorrow.
FROM = time(9)


@shared_task
def remind_of_duty(on: str | None = None) -> int:
    """Remind members of tomorrow's duty, and the staff of shifts that nobody has confirmed; returns
    how many messages were written.

    Runs every minute from nine in the morning. A missed run loses nothing, a second one tells
    nobody twice, and one that dies leaves the rest to the next; `on` lets an operator run it for
    another day.
    """
    if on:
        return reminders.remind(date.fromisoformat(on))
    now = timezone.localtime(clock.now(), timezone.get_default_timezone())
    return reminders.remind(now.date()) if now.time() >= FROM else 0
