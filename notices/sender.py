"""Sending what is due: claim, look again, send, say so; one message at a time.

Killed at any point it loses nothing, and at worst repeats one message under the same id.
Several senders may run at once.
"""

import logging

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from core import clock
from notices import channels, claims, timing
from notices.enums import OWED, Channel
from notices.models import Delivery

log = logging.getLogger(__name__)

BATCH = 20


class _Unreachable(Exception):
    """Nobody answers at the other end; the rest waits for the next run."""


def deliver_due(limit: int | None = None) -> int:
    """Send what is due, at most `limit` messages; returns how many left.

    Sends nothing in quiet hours. A failure keeps its reason and waits for its turn; a
    channel that nobody answers is left alone until the next run.
    """
    count = tried = 0
    down: set[str] = set()
    while limit is None or tried < limit:
        now = clock.now()
        if timing.is_quiet(now):
            break
        size = BATCH if limit is None else min(BATCH, limit - tried)
        batch = claims.claim(size, now, without=down)
        if not batch:
            break
        tried += len(batch)
        count += _send(batch, down)
    return count


def _send(batch: list[Delivery], down: set[str]) -> int:
    """One claimed batch, its mails over one line to the mail server."""
    line, count = get_connection(), 0
    try:
        for delivery in batch:
            if delivery.channel in down:
                claims.release(delivery)
                continue
            try:
                count += _send_one(delivery, line)
            except _Unreachable:
                down.add(delivery.channel)
    finally:
        line.close()
    return count


def _send_one(delivery: Delivery, line: BaseEmailBackend) -> bool:
    if not claims.hold(delivery):
        return False
    cargo = [delivery]
    if delivery.in_digest:
        riders = delivery.riders.filter(state__in=OWED).select_related("notice")
        cargo += riders.order_by("id")
    try:
        if delivery.channel == Channel.EMAIL:
            channels.mail(delivery, [row.notice for row in cargo], line)
        else:
            channels.robot(delivery)
    except channels.TROUBLE as error:
        why = channels.reason(error)
        log.warning("delivery %s did not leave: %s", delivery.pk, why)
        claims.failed(delivery, cargo, why)
        if channels.nobody_answers(error):
            raise _Unreachable from error
        return False
    claims.sent(delivery, cargo)
    return True
