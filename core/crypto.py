"""What keeps a citizen's contact to the few who need it: encryption, masks, tracking codes.

`settings.CONTACT_KEY` holds one long random text or several, newest first, separated by commas:
the first encrypts, all decrypt. The last one must stay: tracking codes hang on it. A machine that
sets none (a developer's, a demonstration) uses its SECRET_KEY.
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

# Crockford's base 32: no I, L, O or U, which are misread or misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_MOBILE = re.compile(r"1\d{10}")


def _keys() -> tuple[str, ...]:
    given = settings.CONTACT_KEY or [settings.SECRET_KEY]
    parts = given.split(",") if isinstance(given, str) else given
    return tuple(key.strip() for key in parts if key.strip())


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    digests = (hashlib.sha256(key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def encrypt(text: str) -> str:
    return _fernet(_keys()).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    return _fernet(_keys()).decrypt(token.encode()).decode()


class EncryptedTextField(models.TextField):
    """Text that the database keeps but cannot read. Nothing can be searched or sorted by it."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted; it cannot be looked up by {lookup_name}.")
        return super().get_lookup(lookup_name)


def mask_phone(phone: str | None) -> str:
    """`138****1234`; of a landline, the area code and the last two digits."""
    if not phone:
        return ""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[-4:]}"
    area, dash, rest = phone.partition("-")
    if dash and len(rest) > 4:
        return f"{area}-****{rest[-2:]}"
    return "****"


def mask_name(name: str | None) -> str:
    """`张*`, however long the name."""
    return f"{name[0]}*" if name else ""


def new_code() -> str:
    """A tracking code (查询码) of 60 random bits, in groups that can be read out by telephone."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return _grouped(letters)


def read_code(text: str) -> str:
    """The code as it was given out, however it was typed; empty when it cannot be one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = re.sub(r"[\W_]", "", plain).translate(_MISREAD)
    if len(letters) != CODE_LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return _grouped(letters)


def digest(code: str) -> str:
    """What is stored in place of a tracking code; useless to who only has the database."""
    return hmac.new(_keys()[-1].encode(), f"code:{code}".encode(), hashlib.sha256).hexdigest()


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))
