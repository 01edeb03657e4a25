"""Stored and computed due days: proven equal, and made equal when the calendar changes."""

from collections.abc import Iterator

from django.db import transaction

from core.models import CalendarDay, Version
from petitions import clock
from petitions.models import Assignment

RESTATED = "petitions.clocks"  # the state of the calendar for which all clocks were last written


def differences() -> Iterator[tuple[Assignment, str, object, object]]:
    """Every stored day of an open assignment that is not what the sum says: row, name, both."""
    for row in _running():
        for name, computed in clock.dates_of(row).items():
            stored = getattr(row, name)
            if stored != computed:
                yield row, name, stored, computed


def restate() -> int:
    """Write every clock that runs anew; returns how many days were wrong."""
    rows = {row.pk: row for row, *_ in differences()}
    for row in rows.values():
        clock.store(row)
    return len(rows)


@transaction.atomic
def restate_after_calendar_change() -> int:
    """A holiday was published or corrected: whatever runs across it is due on another day."""
    tokens = dict(
        Version.objects.filter(name__in=[CalendarDay.version_name, RESTATED]).values_list(
            "name", "token"
        )
    )
    current = tokens.get(CalendarDay.version_name, "")
    if tokens.get(RESTATED, "") == current:
        return 0
    count = restate()
    Version.objects.update_or_create(name=RESTATED, defaults={"token": current})
    return count


def _running() -> Iterator[Assignment]:
    rows = Assignment.objects.awaiting_reply().prefetch_related("extensions__decided_by", "replies")
    return rows.order_by("pk").iterator(chunk_size=500)
