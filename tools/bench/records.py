"""What was said and done about the matters of a measured county: record, replies, ratings."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from accounts.models import User
from audit.models import START, Entry
from consultations.models import Issue
from core import bulk
from petitions.enums import ContactMode, RequestStatus
from petitions.models import Assignment, Rating, Reply, ReplyClass

CHUNK = 2000


def reply(rows: list[Assignment], by: User, checker: User) -> None:
    reply_class = ReplyClass.objects.filter(is_solved=True)[0]
    bulk.insert([_answer(row, reply_class, by, checker) for row in rows])


def _answer(row: Assignment, reply_class: ReplyClass, by: User, checker: User) -> Reply:
    return Reply(
        assignment=row,
        reply_class=reply_class,
        process="已到现场查看并更换灯具。",
        result="路灯已经修复。",
        contact_mode=ContactMode.PHONE,
        contacted_on=row.due_on,
        by=by,
        at=row.replied_at or row.dispatched_at,
        verdict=RequestStatus.GRANTED,
        checked_by=checker,
        checked_at=row.concluded_at,
    )


def rate(issues: Iterable[Issue]) -> None:
    words = {"result": "satisfied", "attitude": "satisfied"}
    bulk.insert([Rating(issue=issue, at=issue.raised_at, **words) for issue in issues])


def write_record(subjects: list[Any], verbs: list[str], by: User) -> None:
    """The flow record of each, with whole chains."""
    lines = (line for subject in subjects for line in _chain(subject, verbs, by))
    while batch := list(islice(lines, CHUNK)):
        bulk.insert(batch)


def _chain(subject: Any, verbs: list[str], by: User) -> Iterator[Entry]:
    previous, at = START, getattr(subject, "raised_at", None) or subject.dispatched_at
    for seq, verb in enumerate(verbs, start=1):
        line = Entry(
            scope="qingxi",
            subject_label=subject._meta.label,
            subject_id=subject.pk,
            seq=seq,
            verb=verb,
            label=verb,
            by=by,
            by_name=by.name,
            at=at + timedelta(hours=seq),
            previous=previous,
        )
        line.digest = previous = line.computed_digest()
        yield line
