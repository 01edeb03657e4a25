"""The clock that explains itself, on the published calendar of 2026."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import LimitKind
from core.workdays import Limit, calendar
from petitions import clock
from petitions.enums import AssignmentStatus, Light
from petitions.models import Assignment
from tests.petitions.conftest import moment

pytestmark = pytest.mark.django_db

W, N, M = LimitKind.WORKDAY, LimitKind.NATURAL, LimitKind.MONTH


@pytest.mark.parametrize(
    ("at", "starts_on"),
    [
        ("2026-03-02T09:00", "2026-03-02"),
        ("2026-03-02T17:00", "2026-03-02"),  # five o'clock sharp is still today
        ("2026-03-02T17:00:01", "2026-03-03"),
        ("2026-03-06T17:30", "2026-03-09"),  # Friday evening
        ("2026-03-07T10:00", "2026-03-09"),  # Saturday
        ("2026-02-14T10:00", "2026-02-14"),  # a worked Saturday before Spring Festival
        ("2026-09-30T18:00", "2026-10-08"),  # the evening before National Day
        ("2026-10-01T09:00", "2026-10-08"),
        ("2026-02-28T16:59", "2026-02-28"),  # a worked Saturday at the end of the month
    ],
)
def test_the_day_from_which_a_limit_is_counted(published, at, starts_on):
    assert clock.first_day(moment(at), calendar()) == date.fromisoformat(starts_on)


@pytest.mark.parametrize(
    ("at", "n", "kind", "due_on"),
    [
        ("2026-03-02T09:00", 20, W, "2026-03-30"),
        ("2026-03-30T09:00", 5, W, "2026-04-07"),  # over Qingming
        ("2026-02-10T09:00", 5, W, "2026-02-24"),  # over Spring Festival, with a worked Saturday
        ("2026-09-29T09:00", 3, W, "2026-10-09"),  # over National Day
        ("2026-09-30T18:00", 1, W, "2026-10-09"),
        ("2026-03-20T09:00", 15, N, "2026-04-07"),  # ends on Qingming, runs on to the next day
        ("2026-03-02T09:00", 15, N, "2026-03-17"),
        ("2026-01-30T09:00", 1, M, "2026-02-28"),  # the month is shorter, and that Saturday worked
        ("2026-07-01T09:00", 3, M, "2026-10-08"),
        ("2026-03-02T09:00", 1, W, "2026-03-03"),
    ],
)
def test_the_last_day_of_a_limit(published, at, n, kind, due_on):
    assert clock.due(moment(at), Limit(n, kind)) == date.fromisoformat(due_on)


def test_the_sum_names_holidays_made_up_days_and_who_gave_more_time(published):
    made = draft("2026-03-02T09:00", 20)
    made.pk = 1
    given_more = extension("2026-03-27T10:00", 10)

    told = explain(made, [given_more])

    assert told.sentence == (
        "3月2日交办 + 20个工作日 + 延期10个工作日（张主任批准，跳过4月4–6日清明节）= 4月14日"
    )
    assert told.due_on == date(2026, 4, 14)
    assert told.base_due_on == date(2026, 3, 30)


def test_a_worked_saturday_is_named(published):
    told = clock.explain(draft("2026-02-10T09:00", 5))

    assert "2月14日、2月28日调休上班" not in told.sentence
    assert "跳过2月15–23日春节，2月14日调休上班" in told.sentence


@pytest.mark.parametrize(
    ("n", "kind", "sentence"),
    [
        (15, N, "3月20日交办 + 15天（4月4日是休息日，顺延）= 4月7日"),
        (1, M, "3月20日交办 + 1个月 = 4月20日"),
    ],
)
def test_other_limits_name_a_rest_day_only_where_they_end_on_it(published, n, kind, sentence):
    made = draft("2026-03-20T09:00", n)
    made.limit_kind = kind

    assert clock.explain(made).sentence == sentence


def test_an_evening_dispatch_says_when_it_is_counted_from(published):
    told = clock.explain(draft("2026-03-06T17:30", 3))

    assert told.sentence == "3月6日交办（17时以后，自3月9日起算）+ 3个工作日 = 3月12日"


def test_a_year_that_nobody_published_is_said_to_be_provisional(published):
    assert clock.explain(draft("2026-12-28T09:00", 10)).is_provisional
    assert not clock.explain(draft("2026-03-02T09:00", 10)).is_provisional
    assert clock.explain(draft("2026-12-28T09:00", 10)).sentence.endswith("2027年1月11日")


def test_a_rejected_reply_gives_three_days_unless_it_was_late(published):
    in_time = rejection("2026-03-10T09:00", replied="2026-03-05T09:00")
    late = rejection("2026-03-13T09:00", replied="2026-03-12T09:00")

    made = draft("2026-03-02T09:00", 7)
    made.pk = 1

    assert explain(made, [], [in_time]).due_on == date(2026, 3, 13)
    assert explain(made, [], [late]).due_on == date(2026, 3, 11)


def test_what_happened_before_the_clock_was_set_anew_does_not_count(published):
    made = draft("2026-03-09T09:00", 7)
    made.pk = 1
    earlier = extension("2026-03-05T09:00", 7)

    assert explain(made, [earlier]).due_on == date(2026, 3, 18)


@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30)),
    later=st.timedeltas(timedelta(0), timedelta(days=20)),
    n=st.integers(1, 60),
    more=st.integers(0, 30),
    kind=st.sampled_from(LimitKind.values),
)
def test_later_or_longer_is_never_due_sooner(published, at, later, n, more, kind):
    first = clock.due(moment(at), Limit(n, kind))

    assert clock.due(moment(at + later), Limit(n, kind)) >= first
    assert clock.due(moment(at), Limit(n + more, kind)) >= first
    assert calendar().is_workday(first)
    assert first > moment(at).date()


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30)), n=st.integers(1, 60))
def test_the_stored_days_stand_in_order(published, at, n):
    made = draft(at.isoformat(), n)

    dates = clock.dates_of(made)

    assert dates["starts_on"] <= dates["warn_on"] <= dates["due_on"]
    assert dates["starts_on"] <= dates["sign_due_on"]
    opinion = clock.opinion_due_on(dates["starts_on"], dates["due_on"])
    assert dates["starts_on"] < opinion <= dates["due_on"]


@pytest.mark.parametrize(
    ("on", "status", "light", "distance"),
    [
        ("2026-03-03", AssignmentStatus.ACKNOWLEDGED, Light.ON_TRACK, "还有6个工作日"),
        ("2026-03-09", AssignmentStatus.ACKNOWLEDGED, Light.NEAR, "还有2个工作日"),
        ("2026-03-11", AssignmentStatus.ACKNOWLEDGED, Light.NEAR, "今天到期"),
        ("2026-03-12", AssignmentStatus.ACKNOWLEDGED, Light.LATE, "逾期1个工作日"),
        ("2026-03-18", AssignmentStatus.ACKNOWLEDGED, Light.LATE, "逾期5个工作日"),
        ("2026-03-19", AssignmentStatus.ACKNOWLEDGED, Light.VERY_LATE, "逾期6个工作日"),
        ("2026-03-03", AssignmentStatus.DISPATCHED, Light.ON_TRACK, "还有6个工作日"),
        ("2026-03-04", AssignmentStatus.DISPATCHED, Light.NEAR, "逾期未签收"),
        ("2026-03-20", AssignmentStatus.WITHDRAWN, Light.DONE, "已撤回"),
    ],
)
def test_how_a_clock_of_seven_days_stands(published, on, status, light, distance):
    made = draft("2026-03-02T09:00", 7, status=status)

    shown = clock.light(made, date.fromisoformat(on), {})

    assert (shown.light, shown.distance) == (light, distance)


def test_a_county_calls_and_colours_its_lights_itself(published):
    made = draft("2026-03-02T09:00", 7, status=AssignmentStatus.ACKNOWLEDGED)
    rules = {
        Light.LATE: SimpleNamespace(label="橙单", colour="yellow", from_days_late=1),
        Light.VERY_LATE: SimpleNamespace(label="红单", colour="red", from_days_late=3),
    }

    assert clock.light(made, date(2026, 3, 12), rules)[1:3] == ("橙单", "yellow")
    assert clock.light(made, date(2026, 3, 16), rules)[1:3] == ("红单", "red")


@pytest.mark.parametrize(
    ("replied", "words"),
    [("2026-03-11T20:00", "按期答复"), ("2026-03-13T09:00", "逾期2个工作日答复")],
)
def test_a_light_that_is_out_says_whether_the_reply_was_in_time(published, replied, words):
    made = draft("2026-03-02T09:00", 7, status=AssignmentStatus.REPLIED)
    made.replied_at = moment(replied)

    assert clock.light(made, date(2026, 4, 1), {}).distance == words


def draft(at: str, n: int, **changes) -> Assignment:
    """An unsaved assignment whose clock runs from a moment."""
    start = moment(at)
    made = Assignment(
        dispatched_at=start,
        clock_from=start,
        limit_n=n,
        limit_kind=W,
        sign_days=1,
        warn_days=2,
        **changes,
    )
    for name, value in clock.dates_of(made).items():
        setattr(made, name, value)
    return made


def explain(made, extensions=(), replies=()):
    """The clock of a made assignment to which things have happened."""
    fields = ("pk", "clock_from", "dispatched_at", "limit_n", "limit_kind", "round")
    twin = SimpleNamespace(**{name: getattr(made, name) for name in fields})
    twin.extensions = SimpleNamespace(all=lambda: list(extensions))
    twin.replies = SimpleNamespace(all=lambda: list(replies))
    return clock.explain(twin)


def extension(at: str, days: int):
    return SimpleNamespace(status="granted", decided_at=moment(at), days=days, decided_by="张主任")


def rejection(at: str, replied: str):
    return SimpleNamespace(redo_days=3, checked_at=moment(at), at=moment(replied))
