"""Small tables kept in each process's memory, and how the others learn that one has changed.

Every change of such a table gives its `Version` row a new token. A process asks for the token at
most every few seconds, and at once after a change of its own or when what it holds was read inside
a transaction that has ended since (it may have been rolled back).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction

from core.models import Version

SECONDS_BETWEEN_CHECKS = 5.0

T = TypeVar("T")


@dataclass(slots=True)
class _Held(Generic[T]):
    value: T
    token: str | None
    checked: float
    own_changes: int
    transaction: object | None


class Cached(Generic[T]):
    """The content of a table, loaded once and again whenever its version changes."""

    def __init__(self, name: str, load: Callable[[], T]) -> None:
        self._name = name
        self._load = load
        self._held: _Held[T] | None = None

    def get(self) -> T:
        held, own_changes, now = self._held, Version.own_changes, time.monotonic()
        within = _current_transaction()
        if held and self._is_fresh(held, own_changes, now, within):
            return held.value
        token = Version.objects.filter(name=self._name).values_list("token", flat=True).first()
        if held and held.token == token:
            # What an earlier transaction left behind unchanged has been committed meanwhile.
            value, origin = held.value, within if held.transaction is within else None
        else:
            value, origin = self._load(), within
        self._held = _Held(value, token, now, own_changes, origin)
        return value

    def forget(self) -> None:
        """Load anew at the next reading."""
        self._held = None

    @staticmethod
    def _is_fresh(held: _Held[T], own_changes: int, now: float, within: object | None) -> bool:
        return (
            now - held.checked < SECONDS_BETWEEN_CHECKS
            and held.own_changes == own_changes
            and held.transaction in (None, within)
        )


def _current_transaction() -> object | None:
    """The outermost open transaction, as a thing that can be compared."""
    blocks = transaction.get_connection().atomic_blocks
    return blocks[0] if blocks else None
