"""A county whose calendar is published."""

from datetime import datetime

import pytest
from django.utils import timezone

from core.management.commands.load_calendar import days_of
from core.models import CalendarDay


def moment(text: str | datetime) -> datetime:
    """A moment in the county's time."""
    naive = datetime.fromisoformat(text) if isinstance(text, str) else text
    return timezone.make_aware(naive, timezone.get_default_timezone())


@pytest.fixture
def published(db):
    """The holidays and make-up days of 2026, as the State Council published them."""
    CalendarDay.objects.bulk_create(days_of(2026))
