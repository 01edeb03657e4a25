"""Who sits when: the laws of the reckoning, asked of many made-up studios."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.actions.turns import Group, Past, Rule, Sitter, period_of, plan
from consultations.enums import Cadence, OnHoliday, Period
from core.workdays import Calendar, SpecialDay

NEW_YEAR = date(2026, 1, 1)
DAYS = [NEW_YEAR + timedelta(days=n) for n in range(365)]
HOLIDAYS = {
    **{date(2026, 10, n): SpecialDay(False, "国庆节") for n in range(1, 8)},
    **{date(2026, 5, n): SpecialDay(False, "劳动节") for n in range(1, 6)},
    date(2026, 10, 10): SpecialDay(True, "国庆节"),
}
CALENDAR = Calendar(HOLIDAYS)
MORNING = {"starts_at": time(9), "ends_at": time(11, 30)}
WEDNESDAYS = Rule(1, Cadence.WEEKLY, (2,), **MORNING)


def people(n: int, **more) -> list[Sitter]:
    return [Sitter(key, **more) for key in range(1, n + 1)]


def turns(rules, n=6, first=NEW_YEAR, last=date(2026, 1, 31), **more):
    rules = [rules] if isinstance(rules, Rule) else rules
    sitters = more.pop("sitters", people(n))
    return plan(rules, first, last, sitters=sitters, calendar=CALENDAR, **more)


def load_of(planned):
    load: dict[int, int] = {}
    for turn in planned:
        for key in turn.members:
            load[key] = load.get(key, 0) + 1
    return load


@st.composite
def rules(draw, key=1):
    cadence = draw(st.sampled_from(Cadence.values))
    top = 31 if cadence == Cadence.MONTHLY else 6
    low = 1 if cadence == Cadence.MONTHLY else 0
    days = draw(st.sets(st.integers(low, top), min_size=1, max_size=3))
    hour = draw(st.sampled_from([8, 9, 14]))
    return Rule(
        key, cadence, tuple(sorted(days)), time(hour), time(hour + 3),
        seats=draw(st.integers(1, 4)), weeks=(1, 3),
        on_holiday=draw(st.sampled_from(OnHoliday.values)),
    )  # fmt: skip


@st.composite
def studios(draw):
    """Some rules, and people of whom some come late, leave early or are away for a while."""
    spans = st.tuples(st.sampled_from(DAYS), st.integers(0, 60)).map(
        lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
    )
    sitters = []
    for key in range(1, draw(st.integers(1, 9)) + 1):
        first = draw(st.sampled_from([date.min, date(2026, 3, 1)]))
        away = tuple(draw(st.lists(spans, max_size=2)))
        sitters.append(Sitter(key, ((first, date.max),), away))
    known = [draw(rules(key)) for key in range(1, draw(st.integers(1, 2)) + 1)]
    busy = draw(st.sets(st.tuples(st.integers(1, 9), st.sampled_from(DAYS)), max_size=30))
    load = draw(st.dictionaries(st.integers(1, 9), st.integers(0, 3), max_size=9))
    last = {key: date(2025, 12, 20 + key) for key in load}
    return known, sitters, busy, Past(load, last)


def planned_for(studio, first=date(2026, 4, 1), last=date(2026, 6, 30)):
    known, sitters, busy, past = studio
    return plan(known, first, last, sitters=sitters, calendar=CALENDAR, busy=busy, past=past)


SOME = settings(max_examples=150, deadline=None)


@SOME
@given(studios())
def test_nobody_sits_on_a_day_off_unless_the_rule_says_so(studio):
    kept = {rule.key for rule in studio[0] if rule.on_holiday == OnHoliday.KEEP}

    for turn in planned_for(studio):
        named = turn.on in HOLIDAYS and not HOLIDAYS[turn.on].is_workday
        assert not named or kept


@SOME
@given(studios())
def test_nobody_sits_twice_on_a_day_nor_while_away_or_engaged(studio):
    _, sitters, busy, _ = studio
    known = {one.key: one for one in sitters}
    seats = [(key, turn.on) for turn in planned_for(studio) for key in turn.members]

    assert len(seats) == len(set(seats))
    assert not set(seats) & busy
    assert all(known[key].is_free(day) for key, day in seats)


@SOME
@given(studios())
def test_a_seat_stays_open_only_when_nobody_is_free(studio):
    _, sitters, busy, _ = studio
    found = planned_for(studio)
    seats = {(key, turn.on) for turn in found for key in turn.members}

    for turn in found:
        idle = [
            one for one in sitters
            if one.is_free(turn.on) and (one.key, turn.on) not in busy | seats
        ]  # fmt: skip
        assert len(turn.members) <= turn.seats
        assert not (turn.gaps and idle)


@SOME
@given(studios())
def test_nobody_sits_two_times_more_than_somebody_who_could_have_sat_instead(studio):
    """Unless the other would then sit twice in a row though enough others are there."""
    _, sitters, busy, past = studio
    found = planned_for(studio)
    load = load_of(found)
    seats = {(key, turn.on) for turn in found for key in turn.members}
    total = {one.key: past.load.get(one.key, 0) + load.get(one.key, 0) for one in sitters}

    for n, turn in enumerate(found):
        beside = {key for t in found[max(0, n - 1) : n + 2] for key in t.members}
        if n == 0:
            latest = max(past.last_sat.values(), default=None)
            beside |= {key for key, day in past.last_sat.items() if day == latest}
        able = [one.key for one in sitters if one.is_free(turn.on)]
        able = [key for key in able if (key, turn.on) not in seats | busy and key not in beside]
        for sits in turn.members:
            assert all(total[sits] - total[other] <= 1 for other in able)


@SOME
@given(rules(), st.integers(1, 9))
def test_with_everybody_there_the_load_of_a_year_differs_by_one_at_most(rule, n):
    load = load_of(turns(rule, n, last=date(2026, 12, 31)))

    assert max(load.values(), default=0) - min(load.values(), default=0) <= 1 or n < rule.seats


@SOME
@given(rules(), st.integers(2, 9))
def test_nobody_sits_twice_in_a_row_while_others_are_free(rule, n):
    if n < 2 * rule.seats:
        return

    for one, next_one in pairwise(turns(rule, n, last=date(2026, 12, 31))):
        assert not set(one.members) & set(next_one.members)


@SOME
@given(studios())
def test_the_same_question_has_the_same_answer(studio):
    assert planned_for(studio) == planned_for(studio)


@SOME
@given(rules(), st.integers(3, 8))
def test_months_planned_one_by_one_are_as_even_as_a_year(rule, n):
    load: dict[int, int] = {}
    last_sat: dict[int, date] = {}
    for month in range(1, 13):
        first = date(2026, month, 1)
        last = date(2026, month + 1, 1) - timedelta(days=1) if month < 12 else date(2026, 12, 31)
        for turn in turns(rule, n, first, last, past=Past(dict(load), dict(last_sat))):
            for key in turn.members:
                load[key] = load.get(key, 0) + 1
                last_sat[key] = turn.on

    assert max(load.values(), default=0) - min(load.values(), default=0) <= 1 or n < rule.seats


@pytest.mark.parametrize(
    ("rule", "month", "days"),
    [
        (Rule(1, Cadence.WEEKLY, (2,), **MORNING), 1, [7, 14, 21, 28]),
        (Rule(1, Cadence.WEEKLY, (0, 4), **MORNING), 1, [2, 5, 9, 12, 16, 19, 23, 26, 30]),
        # The 10th is a Saturday, on which offices work; the 20th is a Tuesday.
        (Rule(1, Cadence.MONTHLY, (10, 20), **MORNING), 10, [10, 20]),
        # The 10th of January is a plain Saturday.
        (Rule(1, Cadence.MONTHLY, (10, 20), **MORNING), 1, [12, 20]),
        # The 31st of February is the 28th, a Saturday: the Monday after is in March.
        (Rule(1, Cadence.MONTHLY, (31,), **MORNING), 2, [2]),
        (Rule(1, Cadence.MONTHLY, (31,), **MORNING), 3, [2, 31]),
        (Rule(1, Cadence.NTH, (2,), weeks=(1, 3), **MORNING), 1, [7, 21]),
        # No fifth Wednesday in January.
        (Rule(1, Cadence.NTH, (2,), weeks=(5,), **MORNING), 1, []),
        # Who names Saturdays means Saturdays, but not in the holidays.
        (Rule(1, Cadence.WEEKLY, (5,), **MORNING), 10, [8, 10, 17, 24, 31]),
        # The 7th is a holiday: its duty is on the 8th.
        (Rule(1, Cadence.WEEKLY, (2,), **MORNING), 10, [8, 14, 21, 28]),
        (Rule(1, Cadence.WEEKLY, (2,), on_holiday=OnHoliday.SKIP, **MORNING), 10, [14, 21, 28]),
        (Rule(1, Cadence.WEEKLY, (2,), on_holiday=OnHoliday.KEEP, **MORNING), 10, [7, 14, 21, 28]),
        # Every day of the holidays moves to the 8th: one shift.
        (Rule(1, Cadence.MONTHLY, (1, 2, 3), **MORNING), 10, [8]),
    ],
)  # fmt: skip
def test_on_which_days_a_rule_falls(rule, month, days):
    last = date(2026, month + 1, 1) - timedelta(days=1)
    found = [turn.on.day for turn in turns(rule, 6, date(2026, month, 1), last)]

    assert found == days


def test_a_duty_moved_over_the_end_of_a_month_belongs_to_the_next():
    rule = Rule(1, Cadence.MONTHLY, (30,), **MORNING)  # the 30th of May is a Saturday

    assert turns(rule, first=date(2026, 5, 1), last=date(2026, 5, 31)) == []
    (moved, _) = turns(rule, first=date(2026, 6, 1), last=date(2026, 6, 30))
    assert (moved.on, moved.moved_from) == (date(2026, 6, 1), date(2026, 5, 30))


def test_rules_that_overlap_make_one_shift_and_others_stay_apart():
    tenth = Rule(2, Cadence.MONTHLY, (14,), time(10), time(16), seats=3)
    evening = Rule(3, Cadence.MONTHLY, (14,), time(18), time(20), seats=1)

    found = [turn for turn in turns([WEDNESDAYS, tenth, evening]) if turn.on.day == 14]

    assert [(turn.starts_at, turn.ends_at, turn.seats, turn.rule) for turn in found] == [
        (time(9), time(16), 3, 2),
        (time(18), time(20), 1, 3),
    ]
    assert not set(found[0].members) & set(found[1].members)


def test_groups_take_their_turns_in_order_and_one_without_anybody_is_passed_over():
    rule = Rule(1, Cadence.WEEKLY, (2,), seats=0, by_group=True, **MORNING)
    groups = [Group(10, (1, 2)), Group(20, (3,)), Group(30, (4, 5, 6))]
    away = ((date(2026, 1, 14), date(2026, 1, 14)),)
    sitters = [Sitter(key, away=away if key == 3 else ()) for key in range(1, 7)]

    found = turns(rule, sitters=sitters, groups=groups, past=Past(last_group=30))

    assert [(turn.group, turn.members) for turn in found] == [
        (10, [1, 2]), (30, [4, 5, 6]), (10, [1, 2]), (20, [3]),
    ]  # fmt: skip


def test_a_group_without_members_leaves_its_shift_open():
    rule = Rule(1, Cadence.WEEKLY, (2,), seats=3, by_group=True, **MORNING)

    found = turns(rule, n=0, groups=[Group(10, ()), Group(20, ())])

    assert [(turn.group, turn.gaps) for turn in found] == [(10, 3), (20, 3), (10, 3), (20, 3)]


def test_some_of_a_large_group_sit_and_all_of_it_in_time():
    rule = Rule(1, Cadence.WEEKLY, (2,), seats=2, by_group=True, **MORNING)
    found = turns(rule, n=4, groups=[Group(10, (1, 2, 3, 4))])

    assert load_of(found) == {1: 2, 2: 2, 3: 2, 4: 2}


def test_who_is_only_in_a_group_takes_no_other_turn():
    sitters = [Sitter(1), Sitter(2, only_in_group=True)]

    assert {key for turn in turns(WEDNESDAYS, sitters=sitters) for key in turn.members} == {1}


def test_seats_are_handed_on_over_several_people_to_be_even():
    """The first may sit on all days, the last only on the second: the middle one gives way."""
    only = {1: (7, 21), 2: (7, 14), 3: (14,)}
    sitters = [
        Sitter(key, tuple((date(2026, 1, n), date(2026, 1, n)) for n in days))
        for key, days in only.items()
    ]

    found = turns(Rule(1, Cadence.WEEKLY, (2,), seats=1, **MORNING), sitters=sitters)

    assert load_of(found) == {1: 1, 2: 1, 3: 1}


@pytest.mark.parametrize(
    ("hours", "period"),
    [
        ((time(9), time(11, 30)), Period.MORNING),
        ((time(9), time(13)), Period.MORNING),
        ((time(14, 30), time(17)), Period.AFTERNOON),
        ((time(12), time(14)), Period.AFTERNOON),
        ((time(9), time(17)), Period.DAY),
    ],
)
def test_what_the_office_calls_the_hours(hours, period):
    assert period_of(*hours) == period
