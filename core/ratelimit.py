"""How often one address may knock (限流). Counted in the cache, in fixed windows."""

import hashlib
import logging
import time
from typing import ClassVar

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from core.refusals import Refusal

log = logging.getLogger(__name__)


class RateLimited(Refusal):
    """Too many knocks in too short a time."""

    http_status: ClassVar[int] = 429
    heading: ClassVar[str] = "操作太频繁"

    def __init__(
        self, sentence: str = "操作太频繁，请过几分钟再试。您填写的内容不会丢失。"
    ) -> None:
        super().__init__(sentence)


def allow(bucket: str, key: str, limit: int, seconds: int) -> bool:
    """Count one knock of `key`; whether it is still within `limit` per `seconds`.

    When the cache is down everybody may pass: a citizen's matter is worth more than the count.
    """
    window = int(time.time() // seconds)
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    name = f"rate:{bucket}:{window}:{digest}"
    try:
        cache.add(name, 0, timeout=seconds)
        return cache.incr(name) <= limit
    except ValueError:  # the window ended between the two lines
        return True
    except (OSError, RedisError):
        log.warning("rate limit %s not counted: the cache does not answer", bucket)
        return True


def check(bucket: str, key: str) -> None:
    """Refuse when `key` exceeds the county's limit (`settings.RATE_LIMITS`) for this bucket."""
    limit, seconds = settings.RATE_LIMITS[bucket]
    if not allow(bucket, key, limit, seconds):
        raise RateLimited
