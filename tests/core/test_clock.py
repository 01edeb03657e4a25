from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from core import clock


def test_the_portal_lives_at_the_simulated_moment():
    moment = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)

    with clock.at(moment):
        assert clock.now() == moment

    assert clock.now() != moment


def test_a_bare_day_means_nine_in_the_morning_in_the_county():
    with clock.at(date(2026, 3, 2)) as moment:
        assert clock.now() == moment
        assert moment.astimezone(UTC) == datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc_hour", "day"),
    [(15, date(2026, 3, 2)), (16, date(2026, 3, 3))],  # midnight in Shanghai is 16:00 in UTC
)
def test_today_is_the_countys_day_wherever_the_reader_is(utc_hour, day):
    with clock.at(datetime(2026, 3, 2, utc_hour, tzinfo=UTC)), timezone.override("UTC"):
        assert clock.today() == day


def test_a_simulated_day_inside_another_gives_way_again():
    with clock.at(date(2026, 3, 2)):
        with clock.at(date(2026, 5, 1)):
            assert clock.today() == date(2026, 5, 1)
        assert clock.today() == date(2026, 3, 2)
