"""The only place that asks what time it is.

Everything else is told: actions stamp with `now()`, pages and tasks read `today()` once and hand
the day inward. So a simulated year (`at`) moves the whole portal together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_simulated: ContextVar[datetime | None] = ContextVar("simulated_now", default=None)


def now() -> datetime:
    """This moment, with its zone."""
    return _simulated.get() or timezone.now()


def today() -> date:
    """The county's date (Asia/Shanghai), whatever zone the server or the reader is in."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The county's date at a moment."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


@contextmanager
def at(moment: date | datetime) -> Iterator[datetime]:
    """Let the portal live at `moment`; a bare day means nine in the morning, when offices open."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    token = _simulated.set(moment)
    try:
        yield moment
    finally:
        _simulated.reset(token)
