"""How days are said to a reader: always the date, and for a deadline the distance as well."""

from datetime import date, datetime

from django.utils import timezone

from core.enums import LimitKind
from core.workdays import calendar


def full_day(day: date) -> str:
    """2026年3月2日"""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date, today: date | None = None) -> str:
    """3月2日; with the year when it is not the reader's."""
    if today is not None and day.year != today.year:
        return full_day(day)
    return f"{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """周一"""
    return f"周{'一二三四五六日'[day.weekday()]}"


def moment(at: datetime) -> str:
    """2026年3月2日 09:05, in the county's time."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{full_day(local)} {local:%H:%M}"


def deadline(due: date, today: date, kind: str | None = None) -> str:
    """“3月2日，逾期3天”: the day and how far off it is.

    What remains is said in working days and what is late in days, as the office speaks; naming the
    limit's `kind` says both in it.
    """
    return f"{short_day(due, today)}，{distance(due, today, kind)}"


def distance(due: date, today: date, kind: str | None = None) -> str:
    """“还有5个工作日”, “今天到期”, “逾期3天”."""
    if due == today:
        return "今天到期"
    word = "逾期" if due < today else "还有"
    in_workdays = kind == LimitKind.WORKDAY or (kind is None and due > today)
    workdays = abs(calendar().count(today, due)) if in_workdays else 0
    # Over a holiday no working day passes, yet the due day does: then only days tell the distance.
    return f"{word}{workdays}个工作日" if workdays else f"{word}{abs((due - today).days)}天"
