"""The papers of duty (值班表、接待登记表、值班日志): one month of one studio, for Word and Excel.

Handbook D01, D02. Names and telephones of visitors are masked; of members, only the names stand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import User
from consultations.enums import ON_DUTY, IssueStatus, RosterStatus, SeatStatus, ShiftStatus, Source
from consultations.lineage.desk import is_answered_on_the_spot, tally
from consultations.models import DutySeat, DutyShift, Issue, Roster
from core import clock, letters
from core.access import state_text
from core.crypto import mask_name, mask_phone
from core.days import short_day
from core.excel import Column

Row = dict[str, Any]
WEEKDAYS = "一二三四五六日"
LONGEST = 120


@dataclass(frozen=True)
class Paper:
    """A form of the office: its name, its columns, and the lines of a month."""

    name: str
    columns: Sequence[Column]
    lines: Callable[[Roster, User], list[Row]]


def word(paper: Paper, code: str, roster: Roster, reader: User) -> bytes:
    """The month as a .docx, ready to be printed and hung up."""
    studio = roster.studio
    words = {
        "title": f"{studio.name}{paper.name}",
        "committee": studio.committee.name,
        "month": f"{roster.month.year}年{roster.month.month}月",
        "phone": studio.phone,
        "draft": "" if roster.status == RosterStatus.PUBLISHED else "（拟定中，未发布）",
        "rows": paper.lines(roster, reader),
    }
    folder = Path(settings.BASE_DIR) / "templates" / "letters"
    return letters.fill(folder / f"duty_{code}.docx", words)


def _roster(roster: Roster, reader: User) -> list[Row]:
    shifts = _shifts(roster).exclude(status=ShiftStatus.CANCELLED)
    return [_when(shift) | {"members": _who(shift), "note": _note(shift)} for shift in shifts]


def _register(roster: Roster, reader: User) -> list[Row]:
    return [_visit(no, issue) for no, issue in enumerate(_visits(roster, reader), start=1)]


def _log(roster: Roster, reader: User) -> list[Row]:
    shifts = _shifts(roster).exclude(status=ShiftStatus.CANCELLED).filter(on__lte=clock.today())
    shifts = shifts.select_related("hand_over__seen_by").prefetch_related("issues")
    return [_when(shift) | _served(shift) for shift in shifts]


def _when(shift: DutyShift) -> Row:
    part, hours = shift.get_period_display(), shift.hours
    return {
        "day": short_day(shift.on),
        "weekday": f"星期{WEEKDAYS[shift.on.weekday()]}",
        "part": part,
        "hours": hours,
        "period": f"{part} {hours}",
    }


def _who(shift: DutyShift) -> str:
    names = "、".join(seat.member.name for seat in shift.seats.all() if seat.status in ON_DUTY)
    return f"{shift.group}：{names}" if shift.group else names


def _note(shift: DutyShift) -> str:
    parts = [
        f"{seat.member.name}替{seat.instead_of.name}"
        for seat in shift.seats.all()
        if seat.instead_of and seat.status in ON_DUTY
    ]
    if shift.moved_from:
        parts.append(f"{short_day(shift.moved_from)}逢节假日顺延")
    return "；".join(parts)


def _visit(no: int, issue: Issue) -> Row:
    contact = getattr(issue, "contact", None)
    text = issue.body if len(issue.body) <= LONGEST else f"{issue.body[:LONGEST]}…"
    return {
        "no": no,
        "at": short_day(clock.local_day(issue.raised_at)),
        "number": issue.number,
        "name": mask_name(contact.name) if contact else "",
        "phone": mask_phone(contact.phone) if contact else "",
        "title": issue.title,
        "text": text,
        "by": issue.registered_by.name if issue.registered_by else "",
        "outcome": _outcome(issue),
        "status": state_text(issue),
    }


def _outcome(issue: Issue) -> str:
    if issue.status == IssueStatus.REFERRED and issue.reason:
        return f"指引：{issue.reason.door or issue.reason.name}"
    if is_answered_on_the_spot(issue):
        return "当场答复"
    return "登记留办"


def _served(shift: DutyShift) -> Row:
    counted = tally(one for one in shift.issues.all() if not one.is_locked)
    note = getattr(shift, "hand_over", None)
    seen = f"{note.seen_by}，{short_day(clock.local_day(note.seen_at))}" if _is_seen(note) else ""
    return {
        "members": "、".join(_came(seat) for seat in shift.seats.all()),
        "visitors": counted.registered if shift.visitors is None else shift.visitors,
        "registered": counted.registered,
        "answered": counted.answered,
        "guided": counted.guided,
        "highlights": shift.highlights,
        "note": note.note if note else "",
        "seen": seen,
    }


def _is_seen(note: Any) -> bool:
    return note is not None and note.seen_at is not None


def _came(seat: DutySeat) -> str:
    """Who came is the rule and needs no word; who did not is named with it."""
    if seat.status in {SeatStatus.EXCUSED, SeatStatus.ABSENT}:
        return f"{seat.member.name}（{seat.get_status_display()}）"
    return seat.member.name


def _shifts(roster: Roster) -> QuerySet[DutyShift]:
    shifts = roster.shifts.select_related("group")
    return shifts.prefetch_related("seats__member", "seats__instead_of").order_by(
        "on", "starts_at", "id"
    )


def _visits(roster: Roster, reader: User) -> Iterable[Issue]:
    """Who came to a shift of the month, or was received in it without one."""
    after = (roster.month + timedelta(days=31)).replace(day=1)
    days = Q(raised_at__date__gte=roster.month, raised_at__date__lt=after)
    at_a_shift = Q(duty_shift__roster=roster)
    without = Q(duty_shift=None, source=Source.RECEPTION, studio=roster.studio) & days
    mine = Issue.objects.visible_to(reader).filter(at_a_shift | without)
    rows = mine.select_related("contact", "registered_by", "reason", "committee")
    return rows.order_by("raised_at", "id")


def _columns(*wanted: tuple[str, str, int]) -> list[Column]:
    return [Column(label, itemgetter(key), width=width) for label, key, width in wanted]


WHEN = (("日期", "day", 10), ("星期", "weekday", 10), ("时段", "period", 20))
PAPERS: dict[str, Paper] = {
    "roster": Paper(
        "值班表",
        _columns(*WHEN, ("值班委员", "members", 40), ("备注", "note", 30)),
        _roster,
    ),
    "register": Paper(
        "接待登记表",
        _columns(
            ("序号", "no", 6), ("日期", "at", 10), ("编号", "number", 14), ("来访人", "name", 10),
            ("电话", "phone", 16), ("事项", "title", 40), ("情况", "text", 60),
            ("登记人", "by", 12), ("处理", "outcome", 36), ("目前状态", "status", 16),
        ),
        _register,
    ),
    "log": Paper(
        "值班日志",
        _columns(
            *WHEN, ("值班委员", "members", 30), ("来访人次", "visitors", 10),
            ("登记件数", "registered", 10), ("即答件数", "answered", 10),
            ("指引件数", "guided", 10), ("重点事项", "highlights", 50),
            ("交班说明", "note", 40), ("阅知", "seen", 18),
        ),
        _log,
    ),
}  # fmt: skip


def title_of(paper: Paper, roster: Roster) -> str:
    """The name under which the file is kept."""
    return f"{roster.studio.name}{roster.month.year}年{roster.month.month}月{paper.name}"
