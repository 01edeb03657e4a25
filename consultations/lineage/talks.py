"""What a studio has before the public now (公开征集与公示), for its public page and its door."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from consultations.models import Posting
from core.panels import Panel, shown_on
from studios.models import Studio

OPEN_TALKS = 5
MOST = 6


def open_talks(studio: Studio, on: date) -> QuerySet[Posting]:
    """What anybody may answer today, the first to end first."""
    rows = Posting.objects.public(on).open_on(on).filter(studio=studio)
    return rows.order_by("closes_on", "id")[:MOST]


@shown_on(Studio)
def talks(studio: Studio, reader: Any, on: date) -> Panel | None:
    """The open calls, talks and notices, each with its last day."""
    rows = list(open_talks(studio, on))
    return Panel(OPEN_TALKS, "consultations/_open_talks.html", {"rows": rows}) if rows else None
