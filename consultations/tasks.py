"""What runs by itself: the reminders of duty, and of what nobody takes on."""

from datetime import date, time

from celery import shared_task
from django.utils import timezone

from accounts.models import Committee
from consultations.actions import likeness, relay_reminders, reminders, topic_reminders, unclaimed
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


@shared_task
def press_unclaimed(on: str | None = None) -> int:
    """Whoever is to give an unclaimed matter to somebody is told, once each in turn; what a member
    who has left had in hand waits for another. Returns how many deeds and messages.

    Runs each morning. A missed day loses nothing and a second run the same day does nothing; `on`
    lets an operator run it for another day.
    """
    return unclaimed.press(date.fromisoformat(on) if on else clock.today())


@shared_task
def keep_relays(on: str | None = None) -> int:
    """Remind the office of words that nobody has looked into in time, and members of results that
    the people have not heard; returns how many messages were written.

    Runs each morning. A missed day loses nothing and nobody is told twice; `on` lets an operator
    run it for another day.
    """
    return relay_reminders.keep(date.fromisoformat(on) if on else clock.today())


@shared_task
def know_likes() -> int:
    """Count anew how common words are in each county, and write down the matters that are not yet
    found by their like (同类意见); returns how many those were.

    Runs each night. A missed night loses nothing and a second run changes nothing.
    """
    return sum(likeness.index(committee) for committee in Committee.objects.order_by("pk"))


@shared_task
def keep_topics(on: str | None = None) -> int:
    """Let lapse what did not come again in time; remind whoever decides, of what was put off until
    today and of what is late, and conveners of topics that nobody claims. Returns how many topics
    lapsed and messages were written.

    Runs each morning. A missed day loses nothing and nobody is told twice; `on` lets an operator
    run it for another day.
    """
    return topic_reminders.keep(date.fromisoformat(on) if on else clock.today())
