"""The clock that explains itself (说理时钟): a due day as a sum that can be printed.

The parts are the moment at which the clock began to run, the limit, and what was added to it
since. Every date that lists sort by is written by `store` and by nobody else.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any, NamedTuple

from django.utils import timezone

from core import days
from core.access import state_text
from core.clock import local_day
from core.enums import LimitKind
from core.workdays import Calendar, Limit, add_months, calendar
from petitions.enums import AssignmentStatus, Light, RequestStatus, UndertakingRole

CLOSING = time(17)
OPINION_SHARE = 0.6
STANDARD_LIGHTS = {
    Light.ON_TRACK: ("绿灯", "green"),
    Light.NEAR: ("黄灯", "yellow"),
    Light.LATE: ("红灯", "red"),
    Light.VERY_LATE: ("双红灯", "red"),
    Light.DONE: ("灰灯", "none"),
}
VERY_LATE_FROM = 6


@dataclass(frozen=True)
class Clock:
    """A due day and how it came about."""

    parts: list[tuple[str, str]]
    starts_on: date
    base_due_on: date
    due_on: date
    is_provisional: bool

    @property
    def sentence(self) -> str:
        """3月2日交办 + 20个工作日（跳过4月4–6日清明）= 4月16日"""
        said = [f"{text}（{remark}）" if remark else text for text, remark in self.parts]
        sentence = f"{' + '.join(said)} = {days.short_day(self.due_on, self.starts_on)}"
        return sentence.replace("） ", "）")

    @property
    def sum(self) -> str:
        return self.sentence


class Shown(NamedTuple):
    """A light as a reader sees it: never by colour alone."""

    light: Light
    label: str
    colour: str
    distance: str


class Change(NamedTuple):
    """Something that moved the due day after the clock began to run."""

    at: datetime
    text: str
    remark: str
    days: int
    replied_at: datetime | None = None

    def moved(self, due: date, cal: Calendar) -> date:
        """An extension adds to the due day; a rejected reply leaves some days to answer anew,
        unless it had been late itself."""
        if self.replied_at is None:
            return cal.add(due, self.days)
        if local_day(self.replied_at) > due:
            return due
        return max(due, cal.add(local_day(self.at), self.days))


def first_day(at: datetime, cal: Calendar) -> date:
    """The day from which a limit is counted: after five in the afternoon and on rest days it is
    the next working day."""
    day = local_day(at)
    if not cal.is_workday(day) or _hour(at) > CLOSING:
        return cal.add(day, 1)
    return day


def due(at: datetime, limit: Limit, changes: list[Change] | None = None) -> date:
    """The last day of a limit that runs from `at`, with what was added since."""
    cal = calendar()
    day = cal.apply(first_day(at, cal), limit)
    for change in changes or []:
        day = change.moved(day, cal)
    return day


def explain(assignment: Any) -> Clock:
    """The due day of an assignment, part by part."""
    cal = calendar()
    start = first_day(assignment.clock_from, cal)
    limit = Limit(assignment.limit_n, assignment.limit_kind)
    base = day = cal.apply(start, limit)
    parts = [_beginning(assignment, start), (str(limit), _way(cal, start, base, limit))]
    for change in changes_of(assignment):
        later = change.moved(day, cal)
        if later > day:
            remark = "，".join(filter(None, [change.remark, days_off(cal, day, later)]))
            parts.append((change.text, remark))
        day = later
    years = range(start.year, day.year + 1)
    return Clock(parts, start, base, day, any(cal.is_provisional(year) for year in years))


def changes_of(assignment: Any) -> list[Change]:
    """What moved the due day since the clock began to run, in the order in which it happened."""
    if assignment.pk is None:
        return []
    extensions = [
        Change(e.decided_at, f"延期{e.days}个工作日", f"{e.decided_by}批准", e.days)
        for e in assignment.extensions.all()
        if e.status == RequestStatus.GRANTED and e.decided_at >= assignment.clock_from
    ]
    rejections = [
        Change(
            r.checked_at,
            f"{_short(r.checked_at)}退回重新答复",
            f"限{r.redo_days}个工作日",
            r.redo_days,
            r.at,
        )
        for r in assignment.replies.all()
        if r.redo_days and r.checked_at >= assignment.clock_from
    ]
    return sorted(extensions + rejections, key=lambda change: change.at)


def dates_of(assignment: Any) -> dict[str, date | None]:
    """Every day that is stored because lists sort by it. The ladder looks again at once."""
    cal, told = calendar(), explain(assignment)
    sign_days = assignment.sign_days
    return {
        "starts_on": told.starts_on,
        "base_due_on": told.base_due_on,
        "due_on": told.due_on,
        "warn_on": max(told.starts_on, cal.add(told.due_on, -assignment.warn_days)),
        "sign_due_on": None if sign_days is None else cal.add(told.starts_on, sign_days),
    }


def opinion_due_on(starts_on: date, due_on: date) -> date:
    """When a supporting unit owes its opinion: after six tenths of the lead unit's time."""
    cal = calendar()
    return cal.add(starts_on, ceil(cal.count(starts_on, due_on) * OPINION_SHARE))


def store(assignment: Any) -> None:
    """Rewrite the stored days because a part of the sum has changed."""
    dates = dates_of(assignment) | {"next_rung_on": first_day(assignment.clock_from, calendar())}
    type(assignment)._base_manager.filter(pk=assignment.pk).update(**dates)
    for name, value in dates.items():
        setattr(assignment, name, value)
    assignment.undertakings.filter(role=UndertakingRole.SUPPORT, ended_at=None).update(
        opinion_due_on=opinion_due_on(assignment.starts_on, assignment.due_on)
    )


def light(assignment: Any, on: date, rules: dict[str, Any]) -> Shown:
    """How the clock stands on a day, in the county's word and colour, and in plain words."""
    state, distance = _state(assignment, on, rules)
    rule = rules.get(state)
    label, colour = (rule.label, rule.colour) if rule else STANDARD_LIGHTS[state]
    return Shown(state, label, colour, distance)


def days_late(assignment: Any, on: date) -> int:
    """Working days past the due day on `on`."""
    return max(0, calendar().count(assignment.due_on, on))


def is_sign_late(assignment: Any, on: date) -> bool:
    """Nobody has signed for it although the day for that has passed."""
    return (
        assignment.status == AssignmentStatus.DISPATCHED
        and assignment.sign_due_on is not None
        and assignment.sign_due_on < on
    )


def days_off(cal: Calendar, start: date, end: date) -> str:
    """What made the way longer or shorter: 跳过4月4–6日清明节，2月14日调休上班"""
    runs = [f"跳过{_run(first, last)}{name}" for first, last, name in cal.skipped(start, end)]
    made_up = [f"{days.short_day(day)}" for day in cal.made_up(start, end)]
    return "，".join(runs + ([f"{'、'.join(made_up)}调休上班"] if made_up else []))


def _state(assignment: Any, on: date, rules: dict[str, Any]) -> tuple[Light, str]:
    if not assignment.is_awaiting_reply:
        return Light.DONE, _ending(assignment)
    distance = days.distance(assignment.due_on, on, "workday")
    if on > assignment.due_on:
        worse = rules.get(Light.VERY_LATE)
        limit = worse.from_days_late if worse else VERY_LATE_FROM
        is_worse = days_late(assignment, on) >= limit
        return (Light.VERY_LATE if is_worse else Light.LATE), distance
    if is_sign_late(assignment, on):
        return Light.NEAR, "逾期未签收"
    return (Light.NEAR if on >= assignment.warn_on else Light.ON_TRACK), distance


def _ending(assignment: Any) -> str:
    """With what, and whether in time."""
    if assignment.replied_at is None:
        return state_text(assignment)
    replied_on = local_day(assignment.replied_at)
    late = calendar().count(assignment.due_on, replied_on)
    return f"逾期{late}个工作日答复" if late > 0 else "按期答复"


def _way(cal: Calendar, start: date, end: date, limit: Limit) -> str:
    """What a reader has to know to count along: rest days matter to working days only, and to
    other limits when they end on one."""
    if limit.kind == LimitKind.WORKDAY:
        return days_off(cal, start, end)
    is_natural = limit.kind == LimitKind.NATURAL
    last = start + timedelta(days=limit.n) if is_natural else add_months(start, limit.n)
    return "" if last == end else f"{days.short_day(last, start)}是休息日，顺延"


def _beginning(assignment: Any, start: date) -> tuple[str, str]:
    word = "交办"
    if assignment.round > 1:
        word = "重新办理"
    elif assignment.clock_from != assignment.dispatched_at:
        word = "改派"
    at = assignment.clock_from
    day = local_day(at)
    if start == day:
        return f"{days.short_day(day)}{word}", ""
    is_evening = calendar().is_workday(day)
    why = f"{CLOSING.hour}时以后" if is_evening else "休息日"
    return f"{days.short_day(day)}{word}", f"{why}，自{days.short_day(start, day)}起算"


def _hour(at: datetime) -> time:
    return timezone.localtime(at, timezone.get_default_timezone()).time()


def _short(at: datetime) -> str:
    return days.short_day(local_day(at))


def _run(first: date, last: date) -> str:
    if first == last:
        return days.short_day(first)
    if first.month == last.month:
        return f"{first.month}月{first.day}–{last.day}日"
    return f"{days.short_day(first)}–{days.short_day(last)}"
