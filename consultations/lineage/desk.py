"""What a shift did, counted from the matters registered there and never typed (值班统计). F02."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from consultations.enums import IssueStatus
from consultations.models import DutyShift, HandOver, Issue, Roster
from core import clock
from core.access import can
from core.panels import Panel, shown_on

LOG, NOTE, MATTERS = 10, 20, 30


class Tally(NamedTuple):
    """How many matters were registered, and how many of them were settled at the desk."""

    registered: int
    answered: int
    guided: int

    @property
    def kept(self) -> int:
        """Those that the studio goes on with (留办)."""
        return self.registered - self.answered - self.guided


def tally(matters: Iterable[Issue]) -> Tally:
    """The figures of these matters."""
    found = list(matters)
    return Tally(
        len(found),
        sum(is_answered_on_the_spot(one) for one in found),
        sum(one.status == IssueStatus.REFERRED for one in found),
    )


def is_answered_on_the_spot(issue: Issue) -> bool:
    """Answered on the day it was raised, by those who heard it, and not asked for again (即答)."""
    if issue.answered_at is None or issue.claimed_by_id or issue.round > 1:
        return False
    return clock.local_day(issue.answered_at) == clock.local_day(issue.raised_at)


@shown_on(DutyShift)
def log_panel(shift: DutyShift, reader: Any, on: date) -> Panel | None:
    """The log of a shift that has begun (值班日志)."""
    if shift.on > on or not _may_read(shift, reader):
        return None
    matters = open_at(shift).only("status", "answered_at", "raised_at", "claimed_by", "round")
    shown = {
        "shift": shift,
        "tally": tally(matters),
        "may_log": can(reader, "log", shift),
        "roster": shift.roster,
        "has_books": Roster.objects.books_open_to(reader).filter(pk=shift.roster_id).exists(),
    }
    return Panel(LOG, "consultations/_shift_log.html", shown)


@shown_on(DutyShift)
def note_panel(shift: DutyShift, reader: Any, on: date) -> Panel | None:
    """What this shift left to the next, and who of the next has read it (交班说明)."""
    if shift.on > on or not _may_read(shift, reader):
        return None
    note = HandOver.objects.filter(shift=shift).select_related("written_by", "seen_by").first()
    return Panel(NOTE, "consultations/_shift_note.html", {"note": note}) if note else None


@shown_on(DutyShift)
def matters_panel(shift: DutyShift, reader: Any, on: date) -> Panel | None:
    """The matters registered at this shift, as far as the reader may see them (本班登记)."""
    matters = matters_of(shift, reader)
    if not matters:
        return None
    return Panel(MATTERS, "consultations/_shift_matters.html", {"matters": matters})


def matters_of(shift: DutyShift, reader: Any) -> list[Issue]:
    """What was registered at this shift, first come first."""
    mine = Issue.objects.visible_to(reader).filter(duty_shift=shift)
    return list(mine.select_related("committee", "reason").order_by("raised_at", "id"))


def open_at(shift: DutyShift) -> QuerySet[Issue]:
    """What counts of a shift; what may be secret (疑似涉密) is in no figure."""
    return shift.issues.filter(is_locked=False)


def _may_read(shift: DutyShift, reader: Any) -> bool:
    """Whoever has fetched the shift may have asked already."""
    known = getattr(shift, "is_open_to_reader", None)
    if known is not None:
        return bool(known)
    return DutyShift.objects.books_open_to(reader).filter(pk=shift.pk).exists()
