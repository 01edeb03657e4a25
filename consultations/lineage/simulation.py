"""What a year would have looked like under other limits (期限推演), read off the flow record."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Min

from audit.models import Entry
from consultations.enums import IssueStatus, LimitCode, Source, TopicStatus
from consultations.models import Issue, Mechanism, Topic
from core import clock
from core.workdays import Limit, calendar

# How long a thing waited: from a day to a day, or until now.
Wait = tuple[date, date | None]
SIMULATED = (LimitCode.TRIAGE, LimitCode.TRIAGE_QR, LimitCode.CLAIM, LimitCode.DECIDE)


class Outlook(NamedTuple):
    """One limit: how many waited, how many too long as it was, how many as it would be."""

    code: LimitCode
    waited: int
    late_before: int
    late_after: int

    @property
    def difference(self) -> int:
        return self.late_after - self.late_before


def waits_of(mechanism: Mechanism, first: date, last: date) -> dict[LimitCode, list[Wait]]:
    """Everything that began to wait between two days under this mechanism, whatever its version."""
    versions = Mechanism.objects.filter(
        committee_id=mechanism.committee_id, code=mechanism.code
    ).values("pk")
    issues = dict(
        Issue.objects.filter(mechanism__in=versions, raised_at__date__range=(first, last))
        .order_by()
        .values_list("pk", "source")
    )
    topics = list(
        Topic.objects.filter(mechanism__in=versions, proposed_at__date__range=(first, last))
        .order_by()
        .values_list("pk", flat=True)
    )
    found: dict[LimitCode, list[Wait]] = {code: [] for code in SIMULATED}
    for pk, wait in _waits(Issue, issues, IssueStatus.REGISTERED).items():
        is_scanned = issues[pk] == Source.QR
        found[LimitCode.TRIAGE_QR if is_scanned else LimitCode.TRIAGE].append(wait)
    found[LimitCode.CLAIM] = list(_waits(Issue, issues, IssueStatus.ACCEPTED).values())
    found[LimitCode.DECIDE] = list(_waits(Topic, topics, TopicStatus.PROPOSED).values())
    return found


def outlook(
    waits: dict[LimitCode, list[Wait]],
    before: dict[LimitCode, Limit | None],
    after: dict[LimitCode, Limit | None],
    on: date,
) -> list[Outlook]:
    """Late counts under the limits in force and under those thought of."""
    return [
        Outlook(code, len(rows), late(rows, before.get(code), on), late(rows, after.get(code), on))
        for code, rows in waits.items()
    ]


def late(waits: Iterable[Wait], limit: Limit | None, on: date) -> int:
    """How many waited beyond the last day of the limit; the last day itself is in time."""
    if limit is None:
        return 0
    days = calendar()
    due: dict[date, date] = {}
    count = 0
    for start, end in waits:
        if start not in due:
            due[start] = days.apply(start, limit)
        count += (end or on) > due[start]
    return count


def _waits(model: type, keys: Iterable[int], status: str) -> dict[int, Wait]:
    """For each that came into a state, from which day, and to which day it stayed there first."""
    entries = Entry.objects.filter(subject_label=model._meta.label)  # type: ignore[attr-defined]
    wanted = set(keys)
    came = dict(
        entries.filter(after=status)
        .exclude(before=status)
        .order_by()
        .values_list("subject_id")
        .annotate(at=Min("at"))
    )
    left = dict(
        entries.filter(before=status)
        .exclude(after=status)
        .order_by()
        .values_list("subject_id")
        .annotate(at=Min("at"))
    )
    return {
        key: (clock.local_day(at), clock.local_day(left[key]) if key in left else None)
        for key, at in came.items()
        if key in wanted
    }
