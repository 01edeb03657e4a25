"""Who can sit at a studio on a day (谁有空), and how a place passes from one to another."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from consultations.enums import SeatStatus, ShiftStatus
from consultations.models import DutySeat, DutyShift
from core.access import require
from core.days import short_day
from core.refusals import Refusal
from core.workflow import NotAllowedNow
from notices import outbox
from studios.enums import MemberStatus
from studios.models import Affiliation, Leave, Member, Studio

REMINDER = "consultations/duty_tomorrow"
# Out of every calendar: where a place waits while two places of one day change hands.
MEANWHILE = date.min
CHANGED = "这一班的人员刚刚有变化，请刷新后再办。"


def free_members(studio: Studio, on: date) -> QuerySet[Member]:
    """Who belongs to the studio on that day, is not away and sits nowhere else."""
    there = Affiliation.objects.in_force(on).filter(studio=studio)
    away = Leave.objects.in_force(on)
    busy = DutySeat.objects.on_duty().filter(on=on)
    members = Member.objects.active().filter(pk__in=there.values("member"))
    return members.exclude(pk__in=away.values("member")).exclude(pk__in=busy.values("member"))


def lightest_first(shift: DutyShift) -> QuerySet[Member]:
    """Who could still sit at this shift, and how often each sits this year (`load`)."""
    turns = DutySeat.objects.on_duty().filter(member=OuterRef("pk"), on__year=shift.on.year)
    counted = turns.order_by().values("member").annotate(n=Count("pk")).values("n")
    named = shift.seats.values("member")
    members = free_members(shift.studio, shift.on).exclude(pk__in=named)
    return members.annotate(load=Coalesce(Subquery(counted), 0)).order_by("load", "pinyin", "id")


def hindrance(member: Member, shift: DutyShift, *, but: DutySeat | None = None) -> str:
    """Why this member cannot sit at that shift; empty when they can. The place `but` is one that
    they are giving away."""
    day = short_day(shift.on)
    if member.status != MemberStatus.ACTIVE:
        return f"{member}已离任，不能再安排值班。"
    if not member.affiliations.in_force(shift.on).filter(studio=shift.studio_id).exists():
        return f"{member}{day}不是本工作室的委员。"
    if member.leaves.in_force(shift.on).exists():
        return f"{member}{day}在请假。"
    given = but.pk if but else None
    if shift.seats.filter(member=member).exclude(pk=given).exists():
        return f"{member}已在这一班的名单中。"
    if DutySeat.objects.on_duty().filter(member=member, on=shift.on).exclude(pk=given).exists():
        return f"{member}{day}已另有值班，一天只排一班。"
    return ""


def lock(*seats: DutySeat, and_member: Member | None = None) -> list[DutySeat]:
    """The places as they are at this moment, held until the deed is done.

    The members come first, always in the same order: so nobody waits for somebody who waits for
    them, and nobody takes two places of one day at once. Refuses when a place has changed hands.
    """
    people = {seat.member_id for seat in seats} | ({and_member.pk} if and_member else set())
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    rows = DutySeat.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    rows = rows.filter(pk__in=[seat.pk for seat in seats])
    rows = rows.select_related("member__user", "shift__roster", "shift__studio__committee")
    now = {row.pk: row for row in rows}
    if any(seat.pk not in now or now[seat.pk].member_id != seat.member_id for seat in seats):
        raise NotAllowedNow(CHANGED)
    return [now[seat.pk] for seat in seats]


def pass_on(seat: DutySeat, member: Member) -> None:
    """Let `member` sit in this place; whose it was stays known, and a reminder on its way to them
    is stopped."""
    owner = seat.instead_of_id or seat.member_id
    seat.instead_of_id = None if owner == member.pk else owner
    seat.member = member
    _keep(seat, "member", "instead_of", "on")
    outbox.withdraw(seat, REMINDER)


def change_places(one: DutySeat, other: DutySeat) -> None:
    """Two members sit in each other's place (换班)."""
    first, second, day = one.member, other.member, other.on
    if one.on == day:
        # The database lets nobody sit twice on one day, not even for a moment.
        other.on = MEANWHILE
        _keep(other, "on")
    pass_on(one, second)
    other.on = day
    pass_on(other, first)


def seat_instead(seat: DutySeat, member: Member) -> DutySeat:
    """Give the place of somebody who is excused to `member`: the excuse stays on record."""
    fresh = DutySeat(
        shift=seat.shift,
        member=member,
        on=seat.on,
        instead_of_id=seat.instead_of_id or seat.member_id,
    )
    _keep(fresh)
    return fresh


def substitute_of(seat: DutySeat) -> DutySeat | None:
    """Who has taken over the place of somebody who is excused."""
    owner = seat.instead_of_id or seat.member_id
    later = seat.shift.seats.filter(instead_of=owner, pk__gt=seat.pk)
    return later.exclude(status=SeatStatus.EXCUSED).select_related("member").first()


def refuse_unless_open(seat: DutySeat, verb: str, *, by: User, today: date) -> None:
    """Whether `by` may do this with the place now."""
    require(by, verb, seat)
    seat.workflow.target(verb, seat.status)
    refuse_unless_to_come(seat.shift, today)


def refuse_unless_to_come(shift: DutyShift, today: date) -> None:
    """Places are arranged on a published roster, and until the day itself is over."""
    if not shift.is_published:
        raise NotAllowedNow("值班表还在拟定，请直接在值班表上调整。")
    if shift.status != ShiftStatus.PLANNED:
        raise NotAllowedNow(f"这一班{shift.get_status_display()}，人员不能再调整。")
    if shift.on < today:
        raise NotAllowedNow("值班日已过，请在“确认值班”时记明谁到岗、谁请假。")


def _keep(seat: DutySeat, *fields: str) -> None:
    """Store a place; whoever was quicker elsewhere is the one who sits."""
    refusal: Refusal = NotAllowedNow(f"{seat.member}当天刚刚另有值班，请刷新后再办。")
    try:
        with transaction.atomic():
            seat.save(update_fields=fields or None)
    except IntegrityError:
        raise refusal from None
