"""When messages may leave."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from notices import timing


def moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text), timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("hours", "at", "is_quiet"),
    [
        ("", "03:00", False),
        ("21-8", "20:59", False),
        ("21-8", "21:00", True),
        ("21-8", "00:00", True),
        ("21-8", "07:59", True),
        ("21-8", "08:00", False),
        ("12-14", "13:00", True),  # the noon rest lies within one day
        ("12-14", "14:00", False),
    ],
)
def test_quiet_hours(settings, hours, at, is_quiet):
    settings.NOTICE_QUIET_HOURS = hours

    assert timing.is_quiet(moment(f"2026-03-02T{at}")) is is_quiet


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-02-28T08:29", "2026-02-28T08:30"),
        ("2026-02-28T08:30", "2026-03-01T08:30"),
        ("2026-12-31T23:59", "2027-01-01T08:30"),
    ],
)
def test_the_digest_leaves_in_the_morning(now, leaves):
    assert timing.next_digest(moment(now)) == moment(leaves)


def test_waiting_grows_and_ends():
    waits = [timing.wait_after(attempts) for attempts in range(1, 7)]

    assert waits[0] == timedelta(minutes=1)
    assert waits[:5] == sorted(waits[:5])
    assert waits[5] is None
