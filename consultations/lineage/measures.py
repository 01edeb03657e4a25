"""What the portal counts of a studio by itself (自动核算): matters, duty, consultations."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.http import urlencode

from audit.models import Entry
from consultations.enums import SETTLED, ActivityKind, IssueStatus, ShiftStatus
from consultations.models import Activity, DutyShift, Issue, Topic
from core.measures import Measure, counts, plain
from studios.enums import OPEN_MATTERS, AutoRule
from studios.models import Studio

# What is asked for when the county names no number. Handbook 7.5.
ONLINE_LEAST, DUTY_LEAST, CONSULTATIONS_LEAST = Decimal(90), Decimal(95), Decimal(4)


@counts(AutoRule.HANDLED_ONLINE)
def handled_online(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """The matters of these days that were triaged within their limit, or still have time."""
    left = Entry.objects.filter(
        subject_label=Issue._meta.label, subject_id=OuterRef("pk"), before=IssueStatus.REGISTERED
    ).exclude(after=IssueStatus.REGISTERED)
    # What may be secret is in nobody's list, so it is in nobody's count either.
    raised = Issue.objects.filter(
        studio=studio, is_locked=False, raised_at__date__range=(first, last)
    )
    in_time = (
        Q(triage_due_on=None)
        | Q(left_at__date__lte=F("triage_due_on"))
        | Q(left_at=None, status=IssueStatus.REGISTERED, triage_due_on__gte=last)
    )
    found = raised.annotate(left_at=Subquery(left.order_by("seq").values("at")[:1])).aggregate(
        whole=Count("pk"), part=Count("pk", filter=in_time)
    )
    query: dict[str, Any] = {"tab": "all", "studio": studio.pk, "since": first, "until": last}
    url = f"{reverse('consultations:issue_list')}?{urlencode(query)}"
    return _share(found, "件", "还没有群众意见", least or ONLINE_LEAST, url)


@counts(OPEN_MATTERS)
def open_matters(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """What a studio still has to answer or to bring to an end, whenever it was raised."""
    issues = Issue.objects.filter(studio=studio).awaiting_answer().count()
    topics = Topic.objects.filter(studio=studio).exclude(status__in=SETTLED).count()
    said = [f"{n}{noun}" for n, noun in ((issues, "件意见"), (topics, "个议题")) if n]
    return Measure(f"还有{'、'.join(said)}没有办结" if said else "没有未办结的事项", not said)


@counts(AutoRule.DUTY_DONE)
def duty_done(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """The shifts of published rosters that were served, of those whose day has passed."""
    shifts = DutyShift.objects.published().filter(studio=studio, on__gte=first)
    # The last day is not over: a shift of that day counts as soon as it is confirmed.
    passed = Q(status=ShiftStatus.SERVED, on__lte=last) | Q(status=ShiftStatus.PLANNED, on__lt=last)
    found = shifts.aggregate(
        whole=Count("pk", filter=passed),
        part=Count("pk", filter=passed & Q(status=ShiftStatus.SERVED)),
    )
    return _share(found, "班", "还没有排班", least or DUTY_LEAST)


@counts(AutoRule.CONSULTATIONS_HELD)
def consultations_held(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """The micro-consultations of these days that a second person has confirmed (微协商)."""
    wanted, kind = least or CONSULTATIONS_LEAST, ActivityKind.MICRO_CONSULTATION
    held = Activity.objects.confirmed().filter(
        studio=studio, kind=kind, held_on__range=(first, last)
    )
    number = held.count()
    query: dict[str, Any] = {
        "tab": "confirmed",
        "studio": studio.pk,
        "kind": kind,
        "since": first,
        "until": last,
    }
    url = f"{reverse('consultations:activity_list')}?{urlencode(query)}"
    return Measure(f"{number}次，应有{plain(wanted)}次", number >= wanted, url)


def _share(found: dict, unit: str, none: str, least: Decimal, url: str = "") -> Measure:
    """“118/120件，98%”; of nothing there is no share, and nothing is done by doing nothing."""
    part, whole = found["part"], found["whole"]
    if not whole:
        return Measure(none, False, url)
    # Rounded down, so that what is short of the mark never reads as if it had reached it.
    said = f"{part}/{whole}{unit}，{part * 100 // whole}%"
    return Measure(said, part * 100 >= least * whole, url)
