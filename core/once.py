"""One form, one record: the key in every form that creates something (一次性表单号).

A double click, a retry on a bad line or a reload sends the same key twice. The first takes effect;
the others are shown what the first one made.
"""

import secrets

from django.core import signing
from django.db import IntegrityError, transaction

from core.models import FormKey

FIELD = "once"
MAX_AGE = 24 * 3600
LONGEST = 100
_signer = signing.TimestampSigner(salt="core.once")


class StaleFormKey(Exception):
    """The key is not ours, or was given out too long ago."""


def new_key() -> str:
    """A key for a form that is about to be shown. It says when, so that old ones can be refused
    after their rows have been purged."""
    return _signer.sign(secrets.token_urlsafe(12))


def check(key: str) -> None:
    """Raise `StaleFormKey` unless we gave this key out within the last day."""
    try:
        _signer.unsign(key, max_age=MAX_AGE)
    except signing.BadSignature as error:
        raise StaleFormKey from error


def claim(key: str) -> FormKey | None:
    """The key, now ours; None when another request has used it.

    Waits for a request that is using it at this moment: the unique index decides who was first.
    """
    try:
        with transaction.atomic():
            return FormKey.objects.create(key=key)
    except IntegrityError:
        return None
