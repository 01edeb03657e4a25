"""Who sits in a month (值班表): drafted by the rules, looked through by hand, published to all."""

from collections.abc import Iterable
from datetime import date

import rules
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accounts.models import Committee, User
from audit import trail
from consultations.actions import hindrances
from consultations.actions.months import month_end
from consultations.actions.outlook import Outlook
from consultations.actions.turns import Turn
from consultations.enums import ON_DUTY, ShiftStatus
from consultations.models import DutySeat, DutyShift, Roster
from core import bulk, clock
from core.access import NotYours, require
from core.workflow import NotAllowedNow
from notices import outbox
from studios.models import Studio

MEANWHILE = "其他工作室刚刚排了同一位委员的班，请再排一次。"
NO_RULES = "还没有排班规则，请先设置每周或每月哪几天值班。"
# Somebody came, or it was called off: such a shift is more than a plan.
HAS_HAPPENED = ~Q(status=ShiftStatus.PLANNED) | Q(issues__isnull=False) | Q(hand_over__isnull=False)


@transaction.atomic
def draft(studio: Studio, month: date, *, by: User, today: date, verb: str = "arrange") -> Roster:
    """The studio's roster of a month that is not over; a new one is an empty draft."""
    require(by, verb, Roster(studio=studio))
    month = month.replace(day=1)
    if month_end(month) < today:
        raise ValidationError(f"{month.year}年{month.month}月已经过去，不能再排班。")
    roster, _ = Roster.objects.get_or_create(studio=studio, month=month)
    locked = Roster.objects.select_for_update(of=("self",)).select_related("studio__committee")
    return locked.get(pk=roster.pk)


@transaction.atomic
def generate(studio: Studio, month: date, *, by: User, today: date) -> Roster:
    """Draft the rest of a month by the studio's rules (自动排班).

    What stood in the draft from today on is replaced, hand-made changes too; a published roster
    is never drafted again.
    """
    roster = draft(studio, month, by=by, today=today, verb="generate")
    roster.workflow.target("generate", roster.status)
    first, last = max(roster.month, today), month_end(roster.month)
    stays = _clear(roster, first)
    outlook = Outlook(studio.committee, [studio.pk], first, last)
    if not outlook.rules[studio.pk]:
        raise ValidationError(NO_RULES)
    turns = [turn for turn in outlook.plan(studio.pk, first, last) if not _meets(turn, stays)]
    _store([(roster, turns)])
    gaps = sum(turn.gaps for turn in turns)
    said = f"{len(turns)}个班次" + (f"，缺{gaps}人" if gaps else "")
    trail.record(roster, "generate", by=by, remark=said)
    return roster


@transaction.atomic
def generate_year(committee: Committee, year: int, *, by: User, today: date) -> int:
    """Draft what is missing of a year for all studios of the county (生成全年值班表).

    Months that have a roster, draft or published, are left as they are; returns how many were
    made. Safe to repeat.
    """
    if not rules.has_perm("consultations.plan_year_roster", by) or (
        by.committee_id != committee.pk
    ):
        raise NotYours("“生成全年值班表”由政协办公室办理，您不能代办。")
    if year < today.year:
        raise ValidationError({"year": f"{year}年已经过去，不能再排班。"})
    first = max(date(year, 1, 1), today)
    rows = Studio.objects.open_to_public().filter(committee=committee)
    studios = list(rows.select_related("committee").order_by("code"))
    outlook = Outlook(committee, [one.pk for one in studios], first, date(year, 12, 31))
    made = _plan_months(outlook, [one for one in studios if outlook.rules[one.pk]], first)
    _store(made)
    for studio in studios:
        months = [roster.month for roster, _ in made if roster.studio_id == studio.pk]
        if months:
            said = f"{months[0].year}年{months[0].month}月至{months[-1].month}月"
            trail.record(studio, "plan_year", by=by, label="生成全年值班表", remark=said)
    return len(made)


@transaction.atomic
def publish(roster: Roster, *, by: User, gaps_confirmed: bool = False) -> None:
    """Let everybody read it (发布): each member is told their days once.

    An open seat, or one whose member is away, has to be looked at and confirmed.
    """
    require(by, "publish", roster)
    shifts = list(to_come(roster))
    if not shifts:
        raise ValidationError("本月还没有班次，请先排班再发布。")
    lacking = gaps_of(shifts)
    if lacking and not gaps_confirmed:
        said = f"还有{lacking}个席位空缺或委员不能到岗，请先补齐；确实不再安排的，请勾选确认。"
        raise ValidationError({"gaps_confirmed": said})
    remark = f"{len(shifts)}个班次" + (f"，{lacking}个席位空缺" if lacking else "")
    trail.advance(
        roster, "publish", by=by, remark=remark, published_by=by, published_at=clock.now()
    )
    _tell_days(roster, shifts)


def gaps_of(shifts: Iterable[DutyShift]) -> int:
    """How many seats of these shifts nobody will fill, as it looks now."""
    shifts = list(shifts)
    missed = hindrances.of_seats([seat for shift in shifts for seat in shift.seats.all()])
    return sum(
        max(0, shift.seats_wanted - len(_on_duty(shift, missed)))
        for shift in shifts
        if shift.status == ShiftStatus.PLANNED
    )


def _on_duty(shift: DutyShift, missed: dict[int, str]) -> list[DutySeat]:
    return [seat for seat in shift.seats.all() if seat.status in ON_DUTY and seat.pk not in missed]


def to_come(roster: Roster) -> QuerySet[DutyShift]:
    """The shifts of a roster that are not called off, with who sits there."""
    rows = roster.shifts.exclude(status=ShiftStatus.CANCELLED).order_by("on", "starts_at")
    return rows.select_related("rule", "studio").prefetch_related("seats__member__user")


def _clear(roster: Roster, first: date) -> list[DutyShift]:
    """Take away what was planned from this day on; returns what has to stay."""
    shifts = roster.shifts.filter(on__gte=first)
    stays = list(shifts.filter(HAS_HAPPENED).distinct())
    shifts.exclude(pk__in=[shift.pk for shift in stays]).delete()
    return stays


def _meets(turn: Turn, shifts: list[DutyShift]) -> bool:
    return any(
        shift.on == turn.on and turn.starts_at < shift.ends_at and shift.starts_at < turn.ends_at
        for shift in shifts
    )


def _plan_months(
    outlook: Outlook, studios: list[Studio], first: date
) -> list[tuple[Roster, list[Turn]]]:
    """Month by month through all studios, so that who sits in two of them is seen by both."""
    kept = Roster.objects.filter(studio__in=studios, month__year=first.year)
    known = set(kept.values_list("studio_id", "month"))
    made = []
    for number in range(first.month, 13):
        month = date(first.year, number, 1)
        start, end = max(month, first), month_end(month)
        for studio in studios:
            if (studio.pk, month) not in known:
                made.append(
                    (Roster(studio=studio, month=month), outlook.plan(studio.pk, start, end))
                )
    return made


def _store(made: list[tuple[Roster, list[Turn]]]) -> None:
    """Rosters, shifts and seats in as few statements as possible; all of them, or none."""
    bulk.insert([roster for roster, _ in made if roster.pk is None])
    pairs = [(_shift(roster, turn), turn) for roster, turns in made for turn in turns]
    bulk.insert([shift for shift, _ in pairs])
    seats = [
        DutySeat(shift_id=shift.pk, member_id=member, on=turn.on)
        for shift, turn in pairs
        for member in turn.members
    ]
    try:
        with transaction.atomic():
            bulk.insert(seats)
    except IntegrityError:
        raise NotAllowedNow(MEANWHILE) from None


def _shift(roster: Roster, turn: Turn) -> DutyShift:
    return DutyShift(
        roster_id=roster.pk,
        studio_id=roster.studio_id,
        rule_id=turn.rule,
        group_id=turn.group,
        on=turn.on,
        period=turn.period,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        moved_from=turn.moved_from,
    )


def _tell_days(roster: Roster, shifts: list[DutyShift]) -> None:
    """One letter to each member with all their days; told once, however often it is published."""
    days: dict[User, list[str]] = {}
    for shift in shifts:
        for seat in shift.seats.all():
            if seat.status in ON_DUTY and seat.member.user:
                days.setdefault(seat.member.user, []).append(shift.when)
    facts = {"studio": roster.studio.name, "month": f"{roster.month.year}年{roster.month.month}月"}
    key = f"roster:{roster.pk}:published"
    outbox.post(
        outbox.Letter(
            [person],
            "consultations/roster_published",
            about=roster,
            key=key,
            context=facts | {"days": "；".join(lines), "count": len(lines)},
        )
        for person, lines in days.items()
    )
