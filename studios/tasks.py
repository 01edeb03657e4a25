"""What the directory tidies up by itself."""

from datetime import timedelta

from celery import shared_task

from core import clock
from studios.actions import rolls

KEPT_HOURS = 24


@shared_task
def forget_rolls() -> int:
    """Drop what lists brought more than a day ago hold; returns how many did.

    Safe to miss and to repeat: an older list is dropped by the next run.
    """
    return rolls.forget(before=clock.now() - timedelta(hours=KEPT_HOURS))
