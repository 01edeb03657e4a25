"""What the page of a studio shows of this app to anybody: who receives next, what was settled."""

import re
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from consultations.enums import ON_DUTY
from consultations.lineage.chapters import CONCLUDED
from consultations.models import DutySeat, DutyShift, Issue
from core.access import state_text
from core.panels import Panel, shown_on
from studios.models import Studio

NEXT_DUTY, SETTLED = 10, 20
MOST_SHIFTS, MOST_SETTLED = 3, 8
# A telephone, an identity card: a title that holds one is not shown to the public.
PERSONAL = re.compile(r"\d{7,}|\d{3,4}[- ]\d{4,}")


def next_shifts(studio: Studio, on: date) -> QuerySet[DutyShift]:
    """The next shifts of published rosters, each with those expected there."""
    seats = DutySeat.objects.filter(status__in=ON_DUTY).select_related("member")
    shifts = DutyShift.objects.published().filter(studio=studio).to_come(on)
    return shifts.prefetch_related(Prefetch("seats", queryset=seats))[:MOST_SHIFTS]


@shown_on(Studio)
def next_duty(studio: Studio, reader: Any, on: date) -> Panel | None:
    """Who sits there next (近期值班): names and hours, never a telephone."""
    shifts = list(next_shifts(studio, on))
    if not shifts:
        return None
    context = {"studio": studio, "shifts": shifts, "today": on}
    return Panel(NEXT_DUTY, "consultations/_next_duty.html", context)


@shown_on(Studio)
def settled(studio: Studio, reader: Any, on: date) -> Panel | None:
    """What became of this year's matters (办成的事): counts, and the titles of those whose raisers
    agreed that the result be made public."""
    january = date(on.year, 1, 1)
    issues = Issue.objects.filter(studio=studio, is_locked=False)
    counts = issues.aggregate(
        raised=Count("pk", filter=Q(raised_at__date__range=(january, on))),
        answered=Count("pk", filter=Q(answered_at__date__range=(january, on))),
        closed=Count("pk", filter=CONCLUDED & Q(closed_at__date__range=(january, on))),
    )
    if not counts["raised"]:
        return None
    context = {"year": on.year, "counts": counts, "rows": _consented(issues)}
    return Panel(SETTLED, "consultations/_settled.html", context)


def _consented(issues: QuerySet[Issue]) -> list[dict[str, Any]]:
    """Title, category, month and kind of result of the latest that may be shown."""
    closed = issues.filter(CONCLUDED, may_publish=True, closed_at__isnull=False)
    latest = closed.select_related("category__parent", "committee").order_by("-closed_at", "-id")
    shown = [issue for issue in latest[: 2 * MOST_SETTLED] if not PERSONAL.search(issue.title)]
    return [
        {
            "title": issue.title,
            "category": issue.category.name if issue.category else "",
            "closed_at": issue.closed_at,
            "how": _way(issue),
            "result": state_text(issue),
        }
        for issue in shown[:MOST_SETTLED]
    ]


def _way(issue: Issue) -> str:
    """By what it was settled, in a word."""
    if issue.topic_id:
        return "协商办理"
    return "委员办理" if issue.claimed_by_id else "工作室答复"
