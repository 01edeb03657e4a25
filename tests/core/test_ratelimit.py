import time

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisIsDown

from core import ratelimit


@pytest.fixture(autouse=True)
def standing_time(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)


def test_so_many_may_pass_and_no_more():
    assert [ratelimit.allow("track", "1.2.3.4", 2, 60) for _ in range(4)] == [
        True,
        True,
        False,
        False,
    ]


def test_each_address_and_bucket_is_counted_by_itself():
    assert ratelimit.allow("track", "1.2.3.4", 1, 60)
    assert ratelimit.allow("track", "4.3.2.1", 1, 60)
    assert ratelimit.allow("submit", "1.2.3.4", 1, 60)
    assert not ratelimit.allow("track", "1.2.3.4", 1, 60)


def test_the_next_window_starts_from_nothing(monkeypatch):
    assert ratelimit.allow("track", "a", 1, 60)
    assert not ratelimit.allow("track", "a", 1, 60)

    monkeypatch.setattr(time, "time", lambda: 1_000_061.0)

    assert ratelimit.allow("track", "a", 1, 60)


@pytest.mark.parametrize("error", [RedisIsDown, OSError, ValueError])
def test_a_dead_cache_turns_nobody_away(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(cache, "incr", fail)

    assert ratelimit.allow("submit", "a", 0, 60)


def test_the_limits_of_the_settings_refuse(settings):
    settings.RATE_LIMITS = {"submit": (1, 300)}
    ratelimit.check("submit", "a")

    with pytest.raises(ratelimit.RateLimited, match="请过几分钟再试") as refused:
        ratelimit.check("submit", "a")

    assert refused.value.http_status == 429
