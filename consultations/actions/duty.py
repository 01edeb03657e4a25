"""What the studio's staff settle about a shift (值班): who is excused, who stands in, who came."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions import seating
from consultations.actions.people import account_of
from consultations.enums import SeatStatus
from consultations.models import DutySeat, DutyShift, HandOver
from core import clock
from core.access import require
from core.days import full_day
from core.workflow import NotAllowedNow
from notices import outbox
from scoring import ledger
from scoring.enums import Merit
from studios.models import Member

LONGEST_REASON = 100
# What a place is worth once the shift is confirmed.
WORTH = {SeatStatus.SERVED: Merit.DUTY_SERVED, SeatStatus.ABSENT: Merit.DUTY_MISSED}


@transaction.atomic
def excuse(seat: DutySeat, *, by: User, reason: str) -> None:
    """A member cannot come (登记请假); their place waits for somebody else."""
    seating.refuse_unless_open(seat, "excuse", by=by, today=clock.today())
    (seat,) = seating.lock(seat)
    remark = f"{seat.member}：{reason}"
    trail.advance(seat, "excuse", by=by, remark=remark, reason=reason)
    outbox.withdraw(seat, seating.REMINDER)
    _tell(account_of(seat.member), "consultations/seat_excused", seat.shift, reason=reason)


@transaction.atomic
def expect(seat: DutySeat, *, by: User) -> None:
    """The member can come after all (撤销请假), and nobody else has their place."""
    seating.refuse_unless_open(seat, "expect", by=by, today=clock.today())
    (seat,) = seating.lock(seat)
    if other := seating.substitute_of(seat):
        raise NotAllowedNow(f"已安排{other.member}替班，请先为其登记请假，再撤销这次请假。")
    if why := seating.hindrance(seat.member, seat.shift, but=seat):
        raise NotAllowedNow(why)
    trail.advance(seat, "expect", by=by, remark=str(seat.member), reason="")
    _tell(account_of(seat.member), "consultations/seat_expected", seat.shift)


@transaction.atomic
def substitute(seat: DutySeat, *, by: User, member: Member) -> None:
    """Somebody else sits instead (安排替班), up to the shift itself."""
    seating.refuse_unless_open(seat, "substitute", by=by, today=clock.today())
    (seat,) = seating.lock(seat, and_member=member)
    before = seat.member
    if seat.status == SeatStatus.EXCUSED and (other := seating.substitute_of(seat)):
        raise NotAllowedNow(f"已安排{other.member}替班。")
    if why := seating.hindrance(member, seat.shift):
        raise ValidationError({"member": why})
    trail.advance(seat, "substitute", by=by, remark=f"{before}的班由{member}替")
    if seat.status == SeatStatus.EXCUSED:
        seating.seat_instead(seat, member)
    else:
        seating.pass_on(seat, member)
        _tell(account_of(before), "consultations/seat_handed_on", seat.shift, member=member.name)
    _tell(account_of(member), "consultations/seat_taken", seat.shift, member=before.name)


@transaction.atomic
def confirm(
    shift: DutyShift,
    *,
    by: User,
    served: Collection[Member],
    absent: Mapping[Member, str],
    visitors: int | None = None,
) -> None:
    """Say who served (确认值班). Who did not come and has no reason was absent (缺岗)."""
    refuse_unless_confirmable(shift, by=by)
    changed = _settle(shift, by, served, absent)
    trail.advance(
        shift,
        "confirm",
        by=by,
        remark=_summary(served, absent),
        confirmed_by=by,
        confirmed_at=clock.now(),
        visitors=shift.issues.count() if visitors is None else visitors,
    )
    for seat in changed:
        if seat.status == SeatStatus.ABSENT:
            _tell(account_of(seat.member), "consultations/duty_missed", shift, by=by.name)


@transaction.atomic
def correct(
    shift: DutyShift,
    *,
    by: User,
    served: Collection[Member],
    absent: Mapping[Member, str],
    visitors: int,
    remark: str,
) -> None:
    """The confirmation was wrong (更正确认): points follow by lines with a sign."""
    trail.advance(
        shift,
        "correct",
        by=by,
        remark=f"{_summary(served, absent)}；更正原因：{remark}",
        visitors=visitors,
    )
    for seat in _settle(shift, by, served, absent):
        word = seat.get_status_display()
        people = account_of(seat.member)
        _tell(people, "consultations/duty_corrected", shift, word=word, remark=remark)


@transaction.atomic
def cancel(shift: DutyShift, *, by: User, remark: str) -> None:
    """The shift is not held (取消班次): everybody seated is told and free again on that day."""
    require(by, "cancel", shift)
    if not shift.is_published:
        raise NotAllowedNow("值班表还在拟定，请直接在值班表上删去这一班。")
    if shift.issues.exists():
        raise NotAllowedNow("这一班已登记来访，不能取消；请照常确认值班。")
    trail.advance(shift, "cancel", by=by, remark=remark)
    reason = f"班次取消：{remark}"[:LONGEST_REASON]
    for seat in seating.lock(*shift.seats.filter(status=SeatStatus.EXPECTED)):
        trail.advance(seat, "excuse", by=by, remark=str(seat.member), reason=reason)
        outbox.withdraw(seat, seating.REMINDER)
        _tell(account_of(seat.member), "consultations/shift_cancelled", shift, remark=remark)


def refuse_unless_confirmable(shift: DutyShift, *, by: User) -> None:
    """A shift is confirmed on its day or later, and when what earlier shifts left has been read."""
    require(by, "confirm", shift)
    shift.workflow.target("confirm", shift.status)
    if not shift.is_published:
        raise NotAllowedNow("值班表还没有发布，不能确认值班。")
    if shift.on > clock.today():
        raise NotAllowedNow(f"值班日是{full_day(shift.on)}，到当天才能确认。")
    if note := unread_before(shift):
        raise NotAllowedNow(
            f"{note.shift.when}的班留有交班说明，还没有人阅知。请先在值班台阅知，再确认值班。"
        )


def unread_before(shift: DutyShift) -> HandOver | None:
    """The oldest note that earlier shifts have left and nobody has read (未阅知的交班说明)."""
    return HandOver.objects.left_to(shift).unseen().select_related("shift").first()


def _settle(
    shift: DutyShift, by: User, served: Collection[Member], absent: Mapping[Member, str]
) -> list[DutySeat]:
    """Write down for each place what became of it; returns those that have changed."""
    came = {member.pk for member in served}
    why_not = {member.pk: reason.strip() for member, reason in absent.items()}
    changed = []
    for seat in seating.lock(*shift.seats.all()):
        is_named = seat.member_id in came or seat.member_id in why_not
        if not is_named and seat.status == SeatStatus.EXCUSED:
            continue
        if not is_named:
            raise ValidationError(f"请说明{seat.member}是否到岗。")
        verb, reason = _verb(seat, seat.member_id in came, why_not.get(seat.member_id, ""))
        if verb:
            _refuse_to_sit_twice(seat, verb)
            remark = f"{seat.member}：{reason}" if reason else str(seat.member)
            trail.advance(seat, verb, by=by, remark=remark, reason=reason)
            changed.append(seat)
        elif reason != seat.reason:
            seat.reason = reason
            seat.save(update_fields=["reason"])
        _score(seat)
    return changed


def _verb(seat: DutySeat, came: bool, reason: str) -> tuple[str, str]:
    """By which step the place gets to what is now known of it; none when it is there already."""
    if came:
        return "" if seat.status == SeatStatus.SERVED else "serve", ""
    if not reason:
        return "" if seat.status == SeatStatus.ABSENT else "miss", ""
    return "" if seat.status == SeatStatus.EXCUSED else "let_off", reason


def _refuse_to_sit_twice(seat: DutySeat, verb: str) -> None:
    elsewhere = DutySeat.objects.on_duty().filter(member=seat.member, on=seat.on)
    if verb == "serve" and elsewhere.exclude(pk=seat.pk).exists():
        raise ValidationError(f"{seat.member}当天已记在另一班，一天只能记一班。")


def _score(seat: DutySeat) -> None:
    """The ledger agrees with the record: a credit for who served, a deduction for who was absent
    without swap or excuse. Handbook 7.3, D1 and H."""
    for status, merit in WORTH.items():
        ledger.restate(
            seat.member,
            merit,
            source=seat.shift,
            on=seat.on,
            holds=seat.status == status,
            remark="更正值班确认",
        )


def _summary(served: Collection[Member], absent: Mapping[Member, str]) -> str:
    came = "、".join(str(member) for member in served) or "无"
    missed = "、".join(f"{m}（{reason.strip() or '缺岗'}）" for m, reason in absent.items())
    return f"到岗：{came}" + (f"；未到：{missed}" if missed else "")


def _tell(people: list[User], template: str, shift: DutyShift, **words: Any) -> None:
    outbox.tell(people, template, about=shift, studio=shift.studio.name, when=shift.when, **words)
