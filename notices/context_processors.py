"""What every page knows about the reader's inbox."""

from typing import Any

from django.utils.functional import SimpleLazyObject

from notices.models import Notice

SHOWN_UP_TO = 99


def unread_count(request) -> dict[str, Any]:
    """How many messages wait, up to 100; asked only by pages that show it."""
    return {"unread_count": SimpleLazyObject(lambda: _count(getattr(request, "user", None)))}


def _count(user) -> int:
    if user is None or not user.is_authenticated:
        return 0
    waiting = Notice.objects.visible_to(user).unread().order_by()
    return waiting[: SHOWN_UP_TO + 1].count()
