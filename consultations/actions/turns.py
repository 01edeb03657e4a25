"""Who sits when (排班): reckoned from rules, members and the calendar alone, without the database.

Whoever has sat least comes first, nobody sits twice on a day, and nobody twice in a row while
others are free. The same question always has the same answer. Handbook 3.5.1.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from consultations.actions.levelling import Seating, level
from consultations.enums import Cadence, OnHoliday, Period
from core.workdays import Calendar, add_months

ONE_DAY = timedelta(days=1)
NOON, AFTER_LUNCH = time(12), time(13)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """On which days, at what hours, how many, and whether by group."""

    key: int
    cadence: str
    days: tuple[int, ...]
    starts_at: time
    ends_at: time
    seats: int = 2
    weeks: tuple[int, ...] = ()
    by_group: bool = False
    on_holiday: str = OnHoliday.NEXT
    period: str = Period.MORNING


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who may be asked to sit: the days they belong to the studio, and those away."""

    key: int
    here: tuple[tuple[date, date], ...] = ((date.min, date.max),)
    away: tuple[tuple[date, date], ...] = ()
    only_in_group: bool = False

    def is_free(self, day: date) -> bool:
        """Belongs to the studio on this day, and is not on leave."""
        belongs = any(first <= day <= last for first, last in self.here)
        return belongs and not any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True, slots=True)
class Group:
    """Those who sit together when it is their turn."""

    key: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What was before: how often each sat this year, when last, and which group's turn it was."""

    load: Mapping[int, int] = field(default_factory=dict)
    last_sat: Mapping[int, date] = field(default_factory=dict)
    last_group: int | None = None


@dataclass(slots=True)
class Turn:
    """Some hours of one day, and who sits in them; fewer than `seats` when too few were free."""

    on: date
    starts_at: time
    ends_at: time
    period: str
    seats: int
    rule: int
    by_group: bool = False
    moved_from: date | None = None
    group: int | None = None
    members: list[int] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        """Seats for which nobody was free; of a whole group one is enough."""
        return max(0, (self.seats or 1) - len(self.members))


def plan(
    rules: Iterable[Rule],
    first: date,
    last: date,
    *,
    sitters: Sequence[Sitter],
    calendar: Calendar,
    groups: Sequence[Group] = (),
    past: Past | None = None,
    busy: AbstractSet[tuple[int, date]] = frozenset(),
) -> list[Turn]:
    """The turns from one day to another, in order. `busy`: who already sits somewhere, and when."""
    turns = days_of_duty(rules, first, last, calendar)
    past = past or Past()
    seating = Seating(turns, _candidates(turns, sitters, busy), past.load, past.last_sat)
    last_group = past.last_group
    for n, turn in enumerate(turns):
        if turn.by_group:
            last_group = turn.group = _next_group(groups, last_group, seating.free(n))
            seating.keep_to(n, next((g.members for g in groups if g.key == turn.group), ()))
        seating.fill(n)
    level(seating)
    return turns


def days_of_duty(rules: Iterable[Rule], first: date, last: date, calendar: Calendar) -> list[Turn]:
    """Every turn between two days with nobody in it yet; those that overlap are one."""
    # A duty of the month before may have been moved into this one.
    since = add_months(first.replace(day=1), -1)
    found = [turn for rule in rules for turn in _turns_of(rule, since, last, calendar)]
    found = [turn for turn in found if first <= turn.on <= last]
    found.sort(key=lambda turn: (turn.on, turn.starts_at, turn.ends_at, turn.rule))
    merged: list[Turn] = []
    for turn in found:
        before = merged[-1] if merged else None
        if before and before.on == turn.on and turn.starts_at < before.ends_at:
            _join(before, turn)
        else:
            merged.append(turn)
    return merged


def period_of(starts_at: time, ends_at: time) -> Period:
    """Morning, afternoon or the whole day, as the office would say of these hours."""
    if ends_at <= AFTER_LUNCH:
        return Period.MORNING
    return Period.AFTERNOON if starts_at >= NOON else Period.DAY


def _turns_of(rule: Rule, first: date, last: date, calendar: Calendar) -> Iterator[Turn]:
    for day in _days_named(rule, first, last):
        on, moved_from = day, None
        if _is_off(rule, day, calendar):
            if rule.on_holiday == OnHoliday.SKIP:
                continue
            on, moved_from = calendar.next_workday(day), day
        yield Turn(
            on, rule.starts_at, rule.ends_at, rule.period, rule.seats, rule.key,
            rule.by_group, moved_from,
        )  # fmt: skip


def _days_named(rule: Rule, first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        day = first + n * ONE_DAY
        if rule.cadence == Cadence.MONTHLY:
            longest = monthrange(day.year, day.month)[1]
            # The 31st of a shorter month is its last day.
            is_named = day.day in {min(wanted, longest) for wanted in rule.days}
        else:
            is_named = day.weekday() in rule.days
        if rule.cadence == Cadence.NTH:
            is_named = is_named and (day.day + 6) // 7 in rule.weeks
        if is_named:
            yield day


def _is_off(rule: Rule, day: date, calendar: Calendar) -> bool:
    """A day off on which the rule does not mean to be kept. Who names Saturdays means Saturdays:
    then only a holiday is one."""
    if rule.on_holiday == OnHoliday.KEEP or calendar.is_workday(day):
        return False
    if rule.cadence == Cadence.MONTHLY or day.weekday() <= FRIDAY:
        return True
    return bool(calendar.skipped(day - ONE_DAY, day))


def _join(turn: Turn, other: Turn) -> None:
    """Two duties that overlap are one: it lasts as long as both, and seats the more of them."""
    if turn.period != other.period:
        turn.period = Period.DAY
    turn.ends_at = max(turn.ends_at, other.ends_at)
    if (other.by_group, other.seats) > (turn.by_group, turn.seats):
        turn.rule = other.rule
    turn.by_group = turn.by_group or other.by_group
    turn.seats = max(turn.seats, other.seats)
    moved = [day for day in (turn.moved_from, other.moved_from) if day]
    turn.moved_from = min(moved) if moved else None


def _candidates(
    turns: Sequence[Turn], sitters: Sequence[Sitter], busy: AbstractSet[tuple[int, date]]
) -> list[list[int]]:
    """Who could sit in each turn, in the order of the directory."""
    return [
        [
            one.key
            for one in sitters
            if one.is_free(turn.on)
            and (one.key, turn.on) not in busy
            and (turn.by_group or not one.only_in_group)
        ]
        for turn in turns
    ]


def _next_group(groups: Sequence[Group], last: int | None, free: Iterable[int]) -> int | None:
    """The group after the last one; a group of which nobody is free is passed over."""
    keys = [group.key for group in groups]
    start = keys.index(last) + 1 if last in keys else 0
    order = [*groups[start:], *groups[:start]]
    present = set(free)
    able = [group.key for group in order if present.intersection(group.members)]
    return next(iter([*able, *(group.key for group in order)]), None)
