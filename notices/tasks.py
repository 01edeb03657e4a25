"""What delivers the notices."""

from celery import shared_task

from notices import sender


@shared_task
def deliver() -> int:
    """Send what is due; returns how many messages left.

    Runs every minute and after every deed that tells somebody. Safe to miss, safe to
    repeat, safe to run twice at once and safe to kill.
    """
    return sender.deliver_due()
