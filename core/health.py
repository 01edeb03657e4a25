"""Is the portal well? Asks the database and the broker, and waits a second at most."""

import os
from pathlib import Path

import redis
from django.conf import settings
from django.db import DatabaseError, connection


def failing() -> list[str]:
    """The names of what does not answer: `database`, `broker`."""
    asked = {"database": database_answers, "broker": broker_answers}
    return [name for name, answers in asked.items() if not answers()]


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def broker_answers() -> bool:
    """Redis says PONG or, without Redis, messages can be laid into the broker's folder."""
    if not settings.REDIS_URL:
        folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))
        return folder.is_dir() and os.access(folder, os.W_OK)
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as broker:
            return bool(broker.ping())
    except (redis.RedisError, OSError):
        return False
