"""What a studio did (活动), recorded in a minute by one person and confirmed by another."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Unit, User
from audit import trail
from consultations.actions import topics
from consultations.actions.people import account_of, staff_of
from consultations.enums import ActivityKind, Exit
from consultations.models import (
    Activity,
    Attendance,
    ConsensusItem,
    Minutes,
    Topic,
)
from core import clock, gates
from core.access import NotYours, require
from core.days import full_day
from core.editing import save_edit
from core.numbers import next_number
from notices import outbox
from scoring import ledger
from scoring.enums import Merit
from studios.models import Member, Studio


@transaction.atomic
def record(
    studio: Studio,
    *,
    by: User,
    kind: str,
    title: str,
    held_on: date,
    place: str,
    host: Member | None = None,
    members: Iterable[Member] = (),
    units: Iterable[Unit] = (),
    others_count: int = 0,
    topic: Topic | None = None,
    summary: str,
    dissent: str = "",
    writer: Member | None = None,
    items: Iterable[Mapping[str, Any]] = (),
) -> Activity:
    """Enter an activity with its minutes (一分钟记录).

    A consultation that agreed on something concludes its topic; one that did not leaves it open.
    """
    if not rules.has_perm("consultations.record_activity", by, studio):
        raise NotYours("活动记录由本工作室召集人、联络员办理。")
    _check_day(held_on)
    items = list(items)
    activity = Activity.objects.create(
        committee=studio.committee,
        studio=studio,
        topic=topic,
        kind=kind,
        title=title,
        number=next_number(
            studio.committee.code,
            "activity",
            on=held_on,
            default="HD{yyyy}{n:04d}",
            studio=studio.code,
        ),
        held_on=held_on,
        place=place,
        host=host,
        others_count=others_count,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    _note_who_came(activity, members, units)
    Minutes.objects.create(activity=activity, summary=summary, dissent=dissent, written_by=writer)
    _note_what_was_agreed(activity, items)
    trail.record(activity, "record", by=by, label="记录", after=activity.status)
    is_agreed = topic and items and kind == ActivityKind.MICRO_CONSULTATION
    # Where the county wants a notice, a review or a vote first, the studio concludes later.
    if is_agreed and not gates.missing(topic, "conclude", by, clock.today()):
        topics.conclude(topic, by=by)
    _ask_to_confirm(activity)
    return activity


@transaction.atomic
def confirm(activity: Activity, *, by: User) -> None:
    """A second person vouches for the record (确认): only now it counts for those who came."""
    trail.advance(activity, "confirm", by=by, confirmed_by=by, confirmed_at=clock.now())
    outbox.tell(
        [activity.recorded_by],
        "consultations/activity_confirmed",
        about=activity,
        title=activity.title,
        by=by.name,
    )
    if activity.kind == ActivityKind.MICRO_CONSULTATION:
        _credit(activity)


@transaction.atomic
def send_back(activity: Activity, *, by: User, remark: str) -> None:
    """Something in the record is missing or wrong (退回补正)."""
    trail.advance(activity, "send_back", by=by, remark=remark)
    outbox.tell(
        [activity.recorded_by],
        "consultations/activity_sent_back",
        about=activity,
        title=activity.title,
        by=by.name,
        remark=remark,
    )


@transaction.atomic
def amend(
    activity: Activity,
    *,
    by: User,
    seen_version: int,
    title: str,
    held_on: date,
    place: str,
    others_count: int,
    members: Iterable[Member],
    summary: str,
    dissent: str = "",
) -> None:
    """Mend a record that was sent back (补正), and ask again."""
    require(by, "amend", activity)
    _check_day(held_on)
    save_edit(activity.minutes, seen_version, by, summary=summary, dissent=dissent)
    trail.advance(
        activity,
        "amend",
        by=by,
        title=title,
        held_on=held_on,
        place=place,
        others_count=others_count,
    )
    activity.attendances.all().delete()
    _note_who_came(activity, members, activity.units.all())
    _ask_to_confirm(activity)


def _check_day(held_on: date) -> None:
    if held_on > clock.today():
        raise ValidationError({"held_on": "活动日期不能在今天以后；活动结束后再来记录。"})


def _note_who_came(activity: Activity, members: Iterable[Member], units: Iterable[Unit]) -> None:
    """The host came, whether or not the box was ticked."""
    came = {member.pk: member for member in members}
    if activity.host:
        came[activity.host.pk] = activity.host
    Attendance.objects.bulk_create(
        Attendance(activity=activity, member=member) for member in came.values()
    )
    activity.units.set(units)


def _note_what_was_agreed(activity: Activity, items: list[Mapping[str, Any]]) -> None:
    for no, item in enumerate(items, start=1):
        if item.get("exit", Exit.DISPATCH) == Exit.DISPATCH and not item.get("unit"):
            raise ValidationError(f"第{no}条共识要交办单位办理，请选择建议承办单位。")
        ConsensusItem.objects.create(
            activity=activity,
            topic=activity.topic,
            no=no,
            text=item["text"],
            unit=item.get("unit"),
            due_on=item.get("due_on"),
            exit=item.get("exit") or Exit.DISPATCH,
        )


def _ask_to_confirm(activity: Activity) -> None:
    people = [*staff_of(activity.studio), *account_of(activity.host)]
    outbox.tell(
        [person for person in people if person.pk != activity.recorded_by_id],
        "consultations/activity_recorded",
        about=activity,
        title=activity.title,
        held_on=full_day(activity.held_on),
        studio=activity.studio.name,
        by=activity.recorded_by.name,
    )


def _credit(activity: Activity) -> None:
    """Host, those who came, and who wrote the minutes: each once."""
    for attendance in activity.attendances.select_related("member"):
        is_host = attendance.member_id == activity.host_id
        merit = Merit.CONSULTATION_HOSTED if is_host else Merit.CONSULTATION_ATTENDED
        ledger.award(attendance.member, merit, source=activity, on=activity.held_on)
    if activity.minutes.written_by:
        ledger.award(
            activity.minutes.written_by, Merit.MINUTES_WRITTEN, source=activity, on=activity.held_on
        )
