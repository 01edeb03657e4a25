"""Taking a delivery so that nobody else takes it, and saying what became of it.

Each step is one short transaction. A claim is written before anything leaves, so a killed
sender leaves a row that says who had it; another takes it up under the same message id.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from core import clock
from notices import timing
from notices.enums import Channel, State
from notices.models import Delivery


@transaction.atomic
def claim(limit: int, now: datetime, *, without: Collection[str] = ()) -> list[Delivery]:
    """Take up to `limit` deliveries that are due and free, oldest first.

    `without`: channels that nobody answers just now.
    """
    mark = uuid4().hex
    free = Delivery.objects.claimable(now).order_by("not_before", "id")
    free = free.exclude(channel__in=without)
    wanted = list(_unlocked(free).values_list("pk", flat=True)[:limit])
    if not wanted:
        return []
    _gather_digests(wanted, now)
    # Where row locks do not exist (SQLite) the condition alone decides who was first.
    Delivery.objects.claimable(now).filter(pk__in=wanted).update(
        state=State.SENDING, claim=mark, claimed_at=now
    )
    taken = Delivery.objects.filter(claim=mark, state=State.SENDING)
    return list(taken.select_related("notice__to").order_by("not_before", "id"))


def hold(delivery: Delivery) -> bool:
    """Keep a claim alive just before sending; False when it has gone to somebody else."""
    mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=State.SENDING)
    return bool(mine.update(claimed_at=clock.now()))


def sent(delivery: Delivery, cargo: list[Delivery]) -> None:
    """It has left, with everything it carried."""
    _settle(delivery, cargo, state=State.SENT, sent_at=clock.now(), last_error="")


def failed(delivery: Delivery, cargo: list[Delivery], reason: str) -> None:
    """It did not leave: try again later, or give up and let the office see it."""
    attempts = delivery.attempts + 1
    wait = timing.wait_after(attempts)
    changes = {"attempts": attempts, "last_error": reason[:300]}
    if wait is None:
        _settle(delivery, cargo, state=State.DEAD, **changes)
    else:
        _settle(delivery, [], state=State.FAILED, not_before=clock.now() + wait, **changes)


def release(delivery: Delivery) -> None:
    """Put back untouched what was claimed and not tried."""
    _settle(delivery, [], state=State.FAILED if delivery.attempts else State.PENDING)


@transaction.atomic
def retry(deliveries: models.QuerySet) -> int:
    """Start anew with what was given up or waits, as the office asked; returns how many."""
    keys = list(deliveries.values_list("pk", flat=True))
    changes = {"attempts": 0, "not_before": clock.now(), "state": State.PENDING}
    again = Delivery.objects.filter(pk__in=keys, state__in=[State.DEAD, State.FAILED])
    count = again.update(**changes)
    Delivery.objects.filter(carrier__in=keys, state=State.DEAD).update(state=State.PENDING)
    return count


def _settle(delivery: Delivery, cargo: list[Delivery], **changes) -> None:
    """Say what became of a claimed delivery and of those that rode with it."""
    riders = [row.pk for row in cargo if row.pk != delivery.pk]
    with transaction.atomic():
        mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=State.SENDING)
        if not mine.update(claim="", claimed_at=None, **changes):
            return  # taken over meanwhile: whoever has it now will say
        if riders:
            Delivery.objects.filter(pk__in=riders).update(**changes)


def _gather_digests(wanted: list[int], now: datetime) -> None:
    """Let the first delivery of each person's digest carry the others that are due.

    Only one that was never tried takes others on: a message that may already have left must
    keep its content. What a rival holds is left to the rival.
    """
    untried = Delivery.objects.filter(
        ~Exists(Delivery.objects.filter(carrier=OuterRef("pk"))),
        in_digest=True,
        channel=Channel.EMAIL,
        state=State.PENDING,
        last_error="",
        not_before__lte=now,
        carrier=None,
    )
    carriers: dict[str, int] = {}
    first = untried.filter(pk__in=wanted).order_by("id")
    for pk, address in first.values_list("pk", "address"):
        carriers.setdefault(address, pk)
    for address, carrier in carriers.items():
        others = untried.filter(address=address).exclude(pk=carrier)
        riders = list(_unlocked(others).values_list("pk", flat=True))
        Delivery.objects.filter(pk__in=riders).update(carrier=carrier)


def _unlocked(rows: models.QuerySet) -> models.QuerySet:
    """Lock what no other sender has locked; a plain reading where row locks do not exist."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows
