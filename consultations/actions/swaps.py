"""One member asks another to change places or to stand in (换班、替班). Handbook 3.5.1."""

from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.models import User, system_user
from audit import trail
from consultations.actions import seating
from consultations.actions.people import account_of, staff_of
from consultations.enums import SeatStatus
from consultations.models import DutySeat, Swap
from core import clock
from core.days import short_day
from core.workdays import calendar
from core.workflow import NotAllowedNow
from notices import outbox
from studios.models import Member

# Until how many working days before the shift it must be agreed.
NOTICE_DAYS = 1


class Offer(NamedTuple):
    """Somebody who can be asked; with a seat, what they would give in exchange."""

    member: Member
    seat: DutySeat | None = None


def last_day(seat: DutySeat) -> date:
    """The last day on which a swap of this place can be agreed."""
    return calendar().add(seat.on, -NOTICE_DAYS)


def refuse_unless_in_time(seat: DutySeat, *, by: User, today: date) -> None:
    """A swap is agreed one working day before; after that only the staff can help."""
    seating.refuse_unless_open(seat, "ask_swap", by=by, today=today)
    if why := _too_late(seat, today):
        raise NotAllowedNow(why)


def offers(seat: DutySeat, today: date) -> list[Offer]:
    """Everybody who could take this place: in exchange for a shift of theirs, or as a favour."""
    shift = seat.shift
    free = seating.free_members(shift.studio, seat.on).exclude(pk__in=shift.seats.values("member"))
    free = free.filter(user__is_active=True).order_by("pinyin", "id")
    able = {member.pk: member for member in free}
    exchanges = [
        Offer(theirs.member, theirs)
        for theirs in _exchangeable(seat, today)
        if theirs.member_id in able or theirs.on == seat.on
    ]
    return exchanges + [Offer(member) for member in able.values()]


@transaction.atomic
def ask_swap(
    seat: DutySeat,
    *,
    by: User,
    to_member: Member,
    other_seat: DutySeat | None = None,
    reason: str,
    today: date,
) -> Swap:
    """Ask another member for their place, or to stand in (申请换班); one open request per place."""
    refuse_unless_in_time(seat, by=by, today=today)
    (seat,) = seating.lock(seat)
    seat.workflow.target("ask_swap", seat.status)
    _forget_lapsed(seat, today)
    if waiting := seat.swaps.open(today).select_related("to_member").first():
        raise NotAllowedNow(
            f"这一班已请{waiting.to_member}换班，正等待答复。要另请别人，请先撤回那次申请。"
        )
    if why := _no_account(to_member) or _hindrance(seat, to_member, other_seat, today):
        raise ValidationError(why)
    swap = Swap.objects.create(
        seat=seat, to_member=to_member, other_seat=other_seat, reason=reason, asked_by=by
    )
    trail.record(swap, "ask_swap", by=by, label="申请换班", remark=f"{_said(swap)}：{reason}")
    until = short_day(min(last_day(one) for one in (seat, other_seat) if one))
    people, place = account_of(to_member), reverse("consultations:my_duty")
    _tell(people, "consultations/swap_asked", swap, place, reason=reason, until=until)
    return swap


@transaction.atomic
def accept(swap: Swap, *, by: User, today: date) -> None:
    """Agree (同意换班): both sit where they said they would, or nothing is changed at all."""
    trail.advance(swap, "accept", by=by, remark=_said(swap), answered_at=clock.now())
    seats = [seat for seat in (swap.seat, swap.other_seat) if seat]
    seat, *theirs = seating.lock(*seats, and_member=swap.to_member)
    other_seat = theirs[0] if theirs else None
    if seat.status != SeatStatus.EXPECTED or seat.member.user_id != swap.asked_by_id:
        raise NotAllowedNow(seating.CHANGED)
    if why := _hindrance(seat, swap.to_member, other_seat, today):
        raise NotAllowedNow(why)
    people = [swap.asked_by, *staff_of(seat.shift.studio, but=by)]
    _tell(people, "consultations/swap_accepted", swap)  # in words from before anybody moves
    if other_seat:
        seating.change_places(seat, other_seat)
    else:
        seating.pass_on(seat, swap.to_member)


@transaction.atomic
def decline(swap: Swap, *, by: User) -> None:
    """Say no (不同意换班): the place stays with who asked."""
    trail.advance(swap, "decline", by=by, answered_at=clock.now())
    _tell([swap.asked_by], "consultations/swap_declined", swap)


@transaction.atomic
def withdraw(swap: Swap, *, by: User) -> None:
    """Take a request back (撤回换班申请) before it is answered."""
    trail.advance(swap, "withdraw", by=by, answered_at=clock.now())
    outbox.withdraw(swap, "consultations/swap_asked")
    if by.pk == swap.asked_by_id:
        _tell(account_of(swap.to_member), "consultations/swap_withdrawn", swap)


def _exchangeable(seat: DutySeat, today: date) -> list[DutySeat]:
    """Places of others at this studio in which the member of `seat` could sit instead."""
    me = seat.member
    others = DutySeat.objects.on_duty().filter(member=me).exclude(pk=seat.pk)
    busy = set(others.values_list("on", flat=True))
    leaves = list(me.leaves.filter(ends_on__gte=today))
    theirs = DutySeat.objects.planned().filter(
        shift__studio=seat.shift.studio_id,
        status=SeatStatus.EXPECTED,
        on__gt=calendar().next_workday(today),
        member__user__is_active=True,
    )
    named = DutySeat.objects.filter(member=me).values("shift")
    theirs = theirs.exclude(shift__in=named).select_related("member", "shift")
    return [
        one
        for one in theirs.order_by("on", "id")
        if one.on not in busy and not any(x.starts_on <= one.on <= x.ends_on for x in leaves)
    ]


def _too_late(seat: DutySeat, today: date) -> str:
    until = last_day(seat)
    if today <= until:
        return ""
    return (
        f"{short_day(seat.on)}的班最迟应在前{NOTICE_DAYS}个工作日（{short_day(until)}）商定换班，"
        "现在已过。确有急事，请联系召集人、联络员登记请假或安排替班。"
    )


def _no_account(member: Member) -> str:
    if account_of(member):
        return ""
    return f"{member}还没有平台账号，不能在线答复，请联系召集人、联络员安排替班。"


def _hindrance(seat: DutySeat, to_member: Member, other: DutySeat | None, today: date) -> str:
    """Why the two cannot change; empty when they can."""
    seating.refuse_unless_to_come(seat.shift, today)
    if late := _too_late(seat, today):
        return late
    if other is None:
        return seating.hindrance(to_member, seat.shift)
    return (
        _cannot_give(other, to_member, seat)
        or _too_late(other, today)
        or seating.hindrance(to_member, seat.shift, but=other)
        or seating.hindrance(seat.member, other.shift, but=seat)
    )


def _cannot_give(other: DutySeat, to_member: Member, seat: DutySeat) -> str:
    is_theirs = other.member_id == to_member.pk and other.status == SeatStatus.EXPECTED
    if not is_theirs or not other.shift.is_published:
        return f"{to_member}的这一班已有变化，请刷新后重新选择。"
    if other.shift.studio_id != seat.shift.studio_id or other.shift_id == seat.shift_id:
        return "只能和本工作室其他班次的委员互换。"
    return ""


def _tell(people: list[User], template: str, swap: Swap, url: str = "", **words: Any) -> None:
    outbox.tell(
        people,
        template,
        about=swap,
        url=url,
        member=swap.asked_by.name,
        to_member=swap.to_member.name,
        studio=swap.seat.shift.studio.name,
        when=swap.seat.shift.when,
        deal=_deal(swap),
        **words,
    )


def _deal(swap: Swap) -> str:
    """What is asked of the other, in half a sentence."""
    if swap.other_seat is None:
        return "代为值班"
    return f"与其{swap.other_seat.shift.when}的班互换"


def _said(swap: Swap) -> str:
    """The whole of it, for the record."""
    return f"{swap.seat.shift.when}的班请{swap.to_member}{_deal(swap)}"


def _forget_lapsed(seat: DutySeat, today: date) -> None:
    """A request that can no longer be answered stands in nobody's way."""
    for old in seat.swaps.lapsed(today):
        withdraw(old, by=system_user())
