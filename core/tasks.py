"""What core tidies up by itself."""

from datetime import timedelta

from celery import shared_task

from core import clock, once
from core.models import FormKey


@shared_task
def forget_form_keys() -> int:
    """Delete the keys of forms that are too old to be sent again; returns how many.

    Safe to miss and to repeat: a form that old is refused by its key's own date.
    """
    before = clock.now() - timedelta(seconds=2 * once.MAX_AGE)
    return FormKey.objects.filter(used_at__lt=before).delete()[0]
