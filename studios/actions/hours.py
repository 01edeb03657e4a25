"""When a studio receives (接待时间): for machines and in words, always the same."""

from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from core.access import require
from core.editing import save_edit
from studios.models import Opening, Studio

WEEKDAYS = "一二三四五六日"
# From here on a row of weekdays is said by its ends: 每周一至周五.
LONG_RUN = 3


class Slot(NamedTuple):
    """One stretch of hours on a weekday (0 is Monday) or on a day of the month."""

    weekday: int | None
    month_day: int | None
    opens_at: time
    closes_at: time

    @property
    def day(self) -> tuple[bool, int]:
        """Weekdays first, then the days of the month."""
        if self.weekday is not None:
            return False, self.weekday
        return True, self.month_day or 0


@transaction.atomic
def post_hours(
    studio: Studio,
    openings: Iterable[Slot],
    note: str,
    *,
    by: User,
    seen_version: int | None = None,
) -> None:
    """Publish when the studio receives (公布接待时间); rows and words are written together."""
    require(by, "post_hours", studio)
    slots = sorted(openings, key=lambda slot: (slot.day, slot.opens_at))
    _refuse_overlap(slots)
    words = in_words(slots, note)
    longest = Studio._meta.get_field("hours").max_length or 0
    if len(words) > longest:
        raise ValidationError(
            f"接待时间连成文字有{len(words)}字，最多{longest}字，请合并时段或缩短说明。"
        )
    before = studio.hours
    save_edit(studio, studio.version if seen_version is None else seen_version, hours=words)
    studio.openings.all().delete()
    Opening.objects.bulk_create(Opening(studio=studio, **slot._asdict()) for slot in slots)
    if before != words:
        remark = f"{before or '未公布'} → {words or '未公布'}"
        trail.record(studio, "post_hours", by=by, label="公布接待时间", remark=remark)


def in_words(slots: Iterable[Slot], note: str = "") -> str:
    """“每周三 9:00—11:30；每月10日、20日 9:00—17:00。节假日顺延。”"""
    hours: dict[tuple[bool, int], list[str]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.day, slot.opens_at)):
        hours.setdefault(slot.day, []).append(f"{_clock(slot.opens_at)}—{_clock(slot.closes_at)}")
    together: dict[tuple[bool, str], list[int]] = {}
    for (is_monthly, day), times in hours.items():
        together.setdefault((is_monthly, "、".join(times)), []).append(day)
    said = [
        f"{_days_of_month(days) if is_monthly else _weekdays(days)} {times}"
        for (is_monthly, times), days in together.items()
    ]
    note = note.strip()
    if note and not note.endswith(("。", "！", "；")):
        note += "。"
    return ("；".join(said) + "。" if said else "") + note


def note_of(studio: Studio) -> str:
    """What the words say beyond the rows, for whoever edits them."""
    slots = [
        Slot(row.weekday, row.month_day, row.opens_at, row.closes_at)
        for row in studio.openings.all()
    ]
    return studio.hours.removeprefix(in_words(slots))


def _clock(at: time) -> str:
    return f"{at.hour}:{at:%M}"


def _weekdays(days: list[int]) -> str:
    if len(days) >= LONG_RUN and days[-1] - days[0] == len(days) - 1:
        return f"每周{WEEKDAYS[days[0]]}至周{WEEKDAYS[days[-1]]}"
    return "每" + "、".join(f"周{WEEKDAYS[day]}" for day in days)


def _days_of_month(days: list[int]) -> str:
    return "每月" + "、".join(f"{day}日" for day in days)


def _refuse_overlap(slots: list[Slot]) -> None:
    """In order of day and hour, each ends before the next begins."""
    for slot in slots:
        if slot.closes_at <= slot.opens_at:
            raise ValidationError(f"{in_words([slot])}结束时间须晚于开始时间。")
    for one, other in pairwise(slots):
        if one.day == other.day and other.opens_at < one.closes_at:
            raise ValidationError(f"{in_words([one, other])}同一天的两段时间重叠，请改正。")
