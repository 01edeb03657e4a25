"""Accounts for many at once (批量开户): each with a one-time password, in few statements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib.auth.hashers import get_hasher
from django.db import IntegrityError, transaction

from accounts.actions import one_time_password
from accounts.models import Committee, User
from audit import trail
from core import bulk
from core.access import require
from core.workflow import NotAllowedNow

# A random password of sixty bits cannot be guessed, however cheap a guess (docs/adr/0008): three
# hundred are ready in seconds. Signing in with it writes it anew at the full price.
FEW_ITERATIONS = 20_000
NAMELESS = "user"
TAKEN = "账号名刚刚被别人用了，没有开通任何账号，请重新提交。"


class Person(NamedTuple):
    """Somebody who is to get an account: the sound of the name makes the account's."""

    name: str
    sound: str
    post: str = ""
    phone: str = ""


def open_many(
    committee: Committee, people: Sequence[Person], *, by: User
) -> list[tuple[User, str]]:
    """An account for each, all or none, with the password that is shown once (批量开户)."""
    require(by, "add", User)
    usernames = _free_names(person.sound for person in people)
    passwords = [one_time_password() for _ in people]
    accounts = [
        User(
            username=username,
            password=quick_hash(password),
            must_change_password=True,
            committee=committee,
            name=person.name,
            post=person.post[:60],
            phone=person.phone,
        )
        for person, username, password in zip(people, usernames, passwords, strict=True)
    ]
    try:
        with transaction.atomic():
            bulk.insert(accounts)
    except IntegrityError as error:
        raise NotAllowedNow(TAKEN) from error
    trail.record_all(accounts, "add", by=by, label="新增账户")
    return list(zip(accounts, passwords, strict=True))


def quick_hash(password: str) -> str:
    """A hash that the portal's own hasher reads, made with few iterations where it counts them."""
    hasher: Any = get_hasher()
    few = {"iterations": FEW_ITERATIONS} if hasattr(hasher, "iterations") else {}
    return str(hasher.encode(password, hasher.salt(), **few))


def _free_names(sounds: Iterable[str]) -> Iterator[str]:
    """zhangwei, zhangwei2, zhangwei3: whatever nobody has."""
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    last: dict[str, int] = {}
    for sound in sounds:
        base = re.sub(r"[^a-z0-9]", "", sound.lower())[:40] or NAMELESS
        number = last.get(base, 1)
        while (name := base if number == 1 else f"{base}{number}") in taken:
            number += 1
        last[base] = number
        taken.add(name)
        yield name
