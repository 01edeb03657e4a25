"""When messages may leave: quiet hours, the daily digest, and how long to wait after a failure."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

# After the first, second … failure; after the last of them nobody tries again by itself.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
DIGEST_AT = time(8, 30)


def quiet_hours() -> tuple[int, int] | None:
    """From and until which hour nothing is sent (静默时段), e.g. 21 to 8."""
    if not settings.NOTICE_QUIET_HOURS:
        return None
    start, end = settings.NOTICE_QUIET_HOURS.split("-")
    return int(start), int(end)


def is_quiet(now: datetime) -> bool:
    """Whether everybody sleeps; an urgent message waits for the morning too."""
    hours = quiet_hours()
    if hours is None:
        return False
    start, end = hours
    hour = timezone.localtime(now, timezone.get_default_timezone()).hour
    return start <= hour < end if start <= end else hour >= start or hour < end


def next_digest(now: datetime) -> datetime:
    """When the mail that gathers a person's messages leaves next."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    day = local.date() + timedelta(days=local.time() >= DIGEST_AT)
    return timezone.make_aware(datetime.combine(day, DIGEST_AT), local.tzinfo)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failures; None when it is time to give up."""
    return BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None
