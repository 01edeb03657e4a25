"""A roster is mended by hand (手工调整): shifts added, removed, moved, members put in, taken out.

On a published roster every change is told to those whom it concerns.
"""

from collections.abc import Collection
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from audit import trail
from consultations.actions import duty, hindrances, seating
from consultations.actions.months import month_end
from consultations.actions.rosters import HAS_HAPPENED, draft
from consultations.actions.turns import period_of
from consultations.enums import SeatStatus, ShiftStatus
from consultations.models import DutySeat, DutyShift, Roster
from core.access import require
from core.days import short_day
from core.editing import save_edit
from core.workflow import NotAllowedNow
from notices import outbox
from studios.models import Member

TAKEN = "他人刚刚安排了同一位委员当天的值班，请刷新后重新选择。"


@transaction.atomic
def add_shift(
    roster: Roster,
    *,
    by: User,
    today: date,
    on: date,
    starts_at: time,
    ends_at: time,
    members: Collection[Member] = (),
) -> DutyShift:
    """Add a shift (添加班次); a month without a roster gets a draft."""
    roster = draft(roster.studio, roster.month, by=by, today=today)
    _check_day(roster, on, today)
    _check_hours(roster, on, starts_at, ends_at)
    _check_members(roster, on, members)
    # What was called off makes room for what is held after all.
    roster.shifts.filter(
        on=on, starts_at=starts_at, status=ShiftStatus.CANCELLED, issues=None, hand_over=None
    ).delete()
    shift = DutyShift.objects.create(
        roster=roster,
        studio=roster.studio,
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        period=period_of(starts_at, ends_at),
    )
    _put_in(shift, members)
    _record(shift, by, f"添加{shift.when}", members)
    _tell(shift, members, "consultations/duty_given", by)
    return shift


@transaction.atomic
def remove_shift(shift: DutyShift, *, by: User, today: date, remark: str = "") -> None:
    """Take a shift off the roster (撤销班次): a draft forgets it, a published roster keeps it as
    called off, and those who would have sat there are told why."""
    require(by, "arrange", shift.roster)
    refuse_if_over(shift, today)
    if shift.is_published:
        duty.cancel(shift, by=by, remark=remark)
    members = [seat.member for seat in shift.seats.select_related("member")]
    _record(shift, by, f"撤销{shift.when}", members)
    if not shift.is_published:
        shift.delete()


@transaction.atomic
def rearrange(
    shift: DutyShift,
    *,
    by: User,
    today: date,
    seen_version: int,
    on: date,
    starts_at: time,
    ends_at: time,
    members: Collection[Member],
) -> None:
    """Move a shift to another day or other hours, and say anew who sits there (调整班次)."""
    roster, before = shift.roster, shift.when
    require(by, "arrange", roster)
    refuse_if_over(shift, today)
    _check_day(roster, on, today)
    _check_hours(roster, on, starts_at, ends_at, but=shift)
    _check_members(roster, on, members, but=shift)
    expected = seating.lock(*shift.seats.filter(status=SeatStatus.EXPECTED))
    now = {seat.member_id: seat.member for seat in expected}
    new = {member.pk: member for member in members}
    save_edit(
        shift, seen_version, by,
        on=on, starts_at=starts_at, ends_at=ends_at, period=period_of(starts_at, ends_at),
    )  # fmt: skip
    gone = [now[key] for key in now.keys() - new.keys()]
    come = [new[key] for key in new.keys() - now.keys()]
    stay = [new[key] for key in new.keys() & now.keys()]
    _take_out(shift, gone)
    _move(shift)
    _put_in(shift, come)
    after = shift.when
    if before == after and not gone and not come:
        return
    said = [f"调整{before}"] + ([f"改为{after}"] if before != after else [])
    said += [f"加入{_names(come)}"] * bool(come) + [f"撤下{_names(gone)}"] * bool(gone)
    trail.record(roster, "arrange", by=by, remark="，".join(said))
    _tell(shift, come, "consultations/duty_given", by)
    _tell(shift, gone, "consultations/duty_taken", by, was=before)
    if before != after:
        _tell(shift, stay, "consultations/duty_moved", by, was=before)


def refuse_if_over(shift: DutyShift, today: date) -> None:
    """Only what is still to come is planned; what was has its own record."""
    if shift.on < today:
        raise NotAllowedNow(f"{short_day(shift.on)}已经过去，不能再调整。")
    if DutyShift.objects.filter(HAS_HAPPENED, pk=shift.pk).exists():
        raise NotAllowedNow("这个班次已取消、已确认或已登记来访，不能再调整。")


def _check_day(roster: Roster, on: date, today: date) -> None:
    if not roster.month <= on <= month_end(roster.month):
        said = f"请选择{roster.month.year}年{roster.month.month}月的日期。"
        raise ValidationError({"on": said})
    if on < today:
        raise ValidationError({"on": f"{short_day(on)}已经过去，不能再排班。"})


def _check_hours(
    roster: Roster, on: date, starts_at: time, ends_at: time, but: DutyShift | None = None
) -> None:
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": "结束时间应晚于开始时间。"})
    others = DutyShift.objects.filter(
        studio=roster.studio_id, on=on, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).exclude(status=ShiftStatus.CANCELLED)
    if other := others.exclude(pk=but.pk if but else None).first():
        raise ValidationError({"starts_at": f"与{other.when}的班次时间重叠。"})


def _check_members(
    roster: Roster, on: date, members: Collection[Member], but: DutyShift | None = None
) -> None:
    """Whoever is put down must be able to come."""
    found = hindrances.of_members(members, roster.studio, on, but=but.pk if but else None)
    if but:
        others = but.seats.exclude(status=SeatStatus.EXPECTED).filter(member__in=members)
        found |= {seat.member_id: "已在本班请假" for seat in others}
    if found:
        said = "；".join(f"{one}{found[one.pk]}" for one in members if one.pk in found)
        raise ValidationError({"members": f"{short_day(on)}不能安排：{said}。"})


def _put_in(shift: DutyShift, members: Collection[Member]) -> None:
    try:
        with transaction.atomic():
            DutySeat.objects.bulk_create(
                DutySeat(shift=shift, member=member, on=shift.on) for member in members
            )
    except IntegrityError:
        raise NotAllowedNow(TAKEN) from None


def _take_out(shift: DutyShift, members: Collection[Member]) -> None:
    """Nobody is reminded of a place they no longer have."""
    for seat in shift.seats.filter(status=SeatStatus.EXPECTED, member__in=members):
        outbox.withdraw(seat, seating.REMINDER)
        seat.delete()


def _move(shift: DutyShift) -> None:
    """The seats know the day too."""
    try:
        with transaction.atomic():
            shift.seats.exclude(on=shift.on).update(on=shift.on)
    except IntegrityError:
        raise NotAllowedNow(TAKEN) from None


def _names(members: Collection[Member]) -> str:
    return "、".join(sorted(member.name for member in members))


def _record(shift: DutyShift, by: User, said: str, members: Collection[Member]) -> None:
    remark = f"{said}（{_names(members)}）" if members else said
    trail.record(shift.roster, "arrange", by=by, remark=remark)


def _tell(
    shift: DutyShift, members: Collection[Member], template: str, by: User, was: str = ""
) -> None:
    """Those concerned hear of it, unless nobody could read the roster yet."""
    if not shift.is_published:
        return
    people = [member.user for member in members if member.user and member.user.pk != by.pk]
    outbox.tell(
        people,
        template,
        about=shift,
        studio=shift.studio.name,
        when=shift.when,
        was=was,
        by=by.name,
    )
