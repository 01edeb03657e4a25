"""Who sits when in the demo county (值班): rules, rosters by the month, and what came of each."""

from datetime import date, time, timedelta
from typing import Any

from consultations.actions import desk, duty, duty_rules, rosters, seating, swaps
from consultations.enums import Cadence, SeatStatus, ShiftStatus
from consultations.models import DutySeat, DutyShift
from core import clock
from core.access import can
from core.workdays import add_months, calendar
from dashboards.demo.county import County
from dashboards.demo.year import Story
from studios.actions import hours
from studios.models import Studio

MONTHS = 5
# On this day the next month is drafted, looked through and published.
DRAFTED_ON = 25
# What the last two working days left to be confirmed is for whoever tries the demo.
UNCONFIRMED = 2
REASONS = ["单位有会", "外出培训", "家中有事", "身体不适"]
HIGHLIGHTS = ["来访集中反映停车难", "两位老人咨询高龄补贴", "就近走访了两户困难群众", ""]
NOTES = {
    "yiyao": "每月第一、第三个周六 9:00—11:30",
    "jiaoyu": "每月第二个周六 9:00—11:30",
    "shiqiao": "逢集接待，节假日不休",
    "falv": "其余工作日可电话预约",
}
NOTE = "正街一住户的漏水照片还没有送来，请下一班联系后补录。"


def begin(county: County, rows: list[dict[str, Any]]) -> None:
    """Each studio has its rhythm from the first day, and a roster for each of the last months."""
    for row in rows:
        studio = county.studios[row["code"]]
        for rule in row["duty"]:
            duty_rules.keep_rule(studio, by=county.convener(studio), **rule | _times(rule))
        hours.post_hours(studio, _slots(row["duty"]), NOTES.get(studio.code, ""), by=county.office)
        county.year.begin(_rosters(county, studio), county.year.on(_first_draft(county)))
    studio = county.studios["laocheng"]
    county.year.begin(_last_days(county, studio), county.year.on(county.year.last))


def _slots(rules: list[dict[str, Any]]) -> list[hours.Slot]:
    """The same rhythm as the public reads it; what no table can say stands in a note."""
    found = []
    for rule in rules:
        starts, ends = _times(rule).values()
        for day in rule["days"]:
            if rule["cadence"] == Cadence.WEEKLY:
                found.append(hours.Slot(day, None, starts, ends))
            elif rule["cadence"] == Cadence.MONTHLY:
                found.append(hours.Slot(None, day, starts, ends))
    return found


def _times(rule: dict[str, Any]) -> dict[str, time]:
    return {name: time.fromisoformat(rule[name]) for name in ("starts_at", "ends_at")}


def _first_draft(county: County) -> date:
    """The day on which the first of the months is drafted."""
    month = add_months(county.year.last.replace(day=1), 1 - MONTHS)
    return max(add_months(month, -1).replace(day=DRAFTED_ON), county.year.first)


def _rosters(county: County, studio: Studio) -> Story:
    """Each month the next one is drafted and published; the shifts then come by themselves."""
    while True:
        month = add_months(clock.today().replace(day=1), 1)
        by = county.convener(studio)
        roster = rosters.generate(studio, month, by=by, today=clock.today())
        rosters.publish(roster, by=by, gaps_confirmed=True)
        for shift in roster.shifts.order_by("on", "starts_at"):
            county.year.begin(_shift(county, shift.pk), county.year.on(shift.on))
        yield county.year.on(month.replace(day=DRAFTED_ON))


def _shift(county: County, pk: int) -> Story:
    """A shift is served, and confirmed on the next working day by somebody who sat elsewhere."""
    shift = DutyShift.objects.select_related("studio", "roster").get(pk=pk)
    seats = list(shift.seats.select_related("member__user"))
    confirmer = _confirmer(county, shift)
    random = county.year.random
    absent = {}
    for seat in seats:
        chance = random.random()
        if chance < 0.05:
            _stands_in(shift, seat, confirmer, random.choice(REASONS))
        elif chance < 0.07:
            absent[seat.member] = ""
    if clock.today() > calendar().add(county.year.last, -UNCONFIRMED):
        return
    yield county.year.after(1)
    _confirm(county, shift.pk, absent)


def _stands_in(shift: DutyShift, seat: DutySeat, by: Any, reason: str) -> None:
    """Somebody cannot come; the one with the lightest load sits instead, if anybody is free."""
    if by is None:
        return
    duty.excuse(seat, by=by, reason=reason)
    if other := seating.lightest_first(shift).first():
        duty.substitute(seat, by=by, member=other)


def _confirm(county: County, pk: int, absent: dict[Any, str]) -> None:
    shift = DutyShift.objects.select_related("studio", "roster").get(pk=pk)
    by = _confirmer(county, shift)
    if by is None or shift.status != ShiftStatus.PLANNED:
        return
    random = county.year.random
    visitors = shift.issues.count() + random.choice([0, 0, 1, 1, 2, 3])
    if highlights := random.choice(HIGHLIGHTS):
        desk.log(shift, by=by, visitors=visitors, highlights=highlights, version=shift.version)
    seats = shift.seats.exclude(status=SeatStatus.EXCUSED).select_related("member")
    served = [seat.member for seat in seats if seat.member not in absent]
    absent = {seat.member: "" for seat in seats if seat.member in absent}
    duty.confirm(shift, by=by, served=served, absent=absent, visitors=visitors)


def _confirmer(county: County, shift: DutyShift) -> Any:
    """Liaison officer or convener: whoever does not sit there."""
    for person in (county.liaison(shift.studio), county.convener(shift.studio)):
        if can(person, "confirm", shift):
            return person
    return None


def _last_days(county: County, studio: Studio) -> Story:
    """What is under way on the last day: a note for the next shift, a swap not yet answered."""
    today = clock.today()
    ours = DutyShift.objects.published().filter(studio=studio)
    last = ours.filter(on__lte=today).order_by("-on").first()
    if last and (sitting := last.seats.select_related("member__user").first()):
        desk.hand_over(
            last, by=sitting.member.user, note=NOTE, visitors=2, highlights="", version=last.version
        )
    asking = county.members["李文博"]
    seats = DutySeat.objects.filter(
        member=asking, shift__in=ours, on__gt=calendar().add(today, 2) + timedelta(days=1)
    ).select_related("shift__studio", "shift__roster", "member__user")
    for seat in seats.order_by("on"):
        offers = [offer for offer in swaps.offers(seat, today) if offer.member.name == "王雅琴"]
        if offers:
            swaps.ask_swap(
                seat, by=asking.user, to_member=offers[0].member, other_seat=offers[0].seat,
                reason="当天要到市里参加评审会", today=today,
            )  # fmt: skip
            break
    yield county.year.after(1)
