"""What the flow record does by itself."""

from datetime import date

from celery import shared_task

from audit import seals
from core import clock


@shared_task
def seal_yesterday(today: str | None = None) -> int:
    """Seal the day that ended, and any earlier one that was missed; returns how many.

    Runs each night, well after midnight, so that steps begun before it are counted.
    Safe to miss and safe to repeat; `today` lets an operator run it as of another day.
    """
    day = date.fromisoformat(today) if today else clock.today()
    return len(seals.seal_until(day))
