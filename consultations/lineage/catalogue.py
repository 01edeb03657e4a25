"""What may still be said to an entry of the year's catalogue (课题), and what it stands at."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from consultations.enums import EntryStatus, Verdict
from consultations.models import CatalogueEntry, EntryAnswer
from consultations.models.practice import Practice, current_of, default_of

SANTI = "santi"
CHANGED_ONCE = "这个课题已按镇（街道）的意见修改过一次，不再修改。"
ALREADY_ANSWERED = "已有镇（街道）答复，课题不再修改；有不予采纳的，可以修改一次。"


class Part(NamedTuple):
    """A part of the year (年度节奏) as a reader sees it; `state` is done, now or todo."""

    label: str
    state: str
    months: str


def practice_of(committee_id: int) -> Practice:
    """The county's 三题, if it has a mechanism of that code; else how it works anyway."""
    own = (one for one in current_of(committee_id) if one.code == SANTI)
    return next(own, default_of(committee_id))


def rhythm(committee_id: int, year: int, on: date) -> list[Part]:
    """The year's parts, with the one in which the day falls; of two that overlap, both."""
    parts = []
    for season in practice_of(committee_id).seasons:
        first, last = season.first_month, season.last_month
        here = (on.year, on.month)
        state = "todo" if here < (year, first) else "done" if here > (year, last) else "now"
        months = f"{first}月" if first == last else f"{first}—{last}月"
        parts.append(Part(season.label, state, months))
    return parts


def why_no_change(entry: CatalogueEntry, answers: Collection[EntryAnswer]) -> str:
    """Why its words may not be changed any more; empty while they may.

    Nobody has answered, or somebody has declined it and it was not changed for them yet.
    """
    if entry.changed_at:
        return CHANGED_ONCE
    if answers and not any(one.verdict == Verdict.DECLINED for one in answers):
        return ALREADY_ANSWERED
    return ""


def may_be_answered(entry: CatalogueEntry, answer: EntryAnswer | None) -> bool:
    """A township that has not answered may, and one that put it off; one that declined it, once
    more after it was changed. What was chosen stays chosen, and a second refusal stands."""
    if entry.status != EntryStatus.OPEN:
        return False
    if answer is None or answer.verdict == Verdict.SHELVED:
        return True
    return answer.verdict == Verdict.DECLINED and _was_changed_since(entry, answer)


def awaiting(areas: Collection[int], on: date) -> QuerySet[CatalogueEntry]:
    """The entries on which one of these townships still owes a word on the day (待点题)."""
    if not areas:
        return CatalogueEntry.objects.none()
    said = EntryAnswer.objects.filter(entry=OuterRef("pk")).exclude(
        Q(verdict=Verdict.SHELVED, review_on__lte=on)
        | Q(verdict=Verdict.DECLINED, answered_at__lt=F("entry__changed_at"))
    )
    owed = Q()
    for area in areas:
        owed |= ~Q(Exists(said.filter(area=area)))
    return CatalogueEntry.objects.open().filter(owed)


def _was_changed_since(entry: CatalogueEntry, answer: EntryAnswer) -> bool:
    return entry.changed_at is not None and answer.answered_at < entry.changed_at
