"""Who must hear of it: notices are rows, written in the transaction of the deed itself.

If the deed is rolled back, nobody hears of it; if it is committed, everybody will, however
late. Texts hold no personal data of citizens and no text of an instruction (批示).
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from core import bulk, clock
from core.wording import scope_of
from notices import nudge, timing
from notices.enums import OWED, Channel, State
from notices.models import Delivery, Notice
from notices.wording import words

CHUNK = 500
# A name shorter than this is a word that stands in other people's messages too.
SHORTEST_NAME = 6
WITHHELD = "（内容已隐藏）"
WITHHELD_WHY = "这条消息涉及的事项疑似涉密，内容不再显示。"


@dataclass
class Letter:
    """One thing to be said to some people; what `tell` takes, kept for sending in bulk."""

    people: Iterable[Any]
    template: str
    about: models.Model | None = None
    url: str = ""
    key: str | None = None
    urgent: bool = False
    private: bool = False
    context: dict[str, Any] = field(default_factory=dict)


def tell(
    people: Iterable[Any],
    template: str,
    *,
    about: models.Model | None = None,
    url: str = "",
    key: str | None = None,
    urgent: bool = False,
    private: bool = False,
    **context: Any,
) -> list[Notice]:
    """Put one message into the inbox of each of `people`, and send it out after commit.

    With a key each person is told once, however often this is called. A private message
    leaves the portal without its words and is never shown to a group.
    """
    return post([Letter(people, template, about, url, key, urgent, private, context)])


@transaction.atomic
def post(letters: Iterable[Letter]) -> list[Notice]:
    """Tell many things at once, in as few statements as possible; returns what is new."""
    now = clock.now()
    address = cache(_address)  # many letters speak of the same thing
    drafts = [notice for letter in letters for notice in _drafts(letter, now, address)]
    fresh: list[Notice] = []
    for start in range(0, len(drafts), CHUNK):
        fresh += _store(drafts[start : start + CHUNK], now)
    if fresh:
        _send_out(fresh, now)
        transaction.on_commit(nudge.nudge, robust=True)
    return fresh


def withdraw(about: models.Model, *templates: str) -> int:
    """Stop what has not left yet, because the duty it speaks of is done; returns how many."""
    waiting = Delivery.objects.filter(
        notice__subject_label=about._meta.label,
        notice__subject_id=about.pk,
        state__in=OWED,
        riders=None,
    )
    if templates:
        waiting = waiting.filter(notice__template__in=templates)
    keys = list(waiting.values_list("pk", flat=True))
    return Delivery.objects.filter(pk__in=keys, state__in=OWED).update(
        state=State.WITHDRAWN, carrier=None
    )


def withhold(about: models.Model, named: str = "") -> int:
    """Take the words off every message about a thing that may be secret (疑似涉密), and stop what
    has not left; returns how many. `named`: the words by which others may have spoken of it."""
    said = Q(subject_label=about._meta.label, subject_id=about.pk)
    if len(named) >= SHORTEST_NAME:
        said |= Q(scope=scope_of(about)) & (Q(title__contains=named) | Q(text__contains=named))
    keys = list(Notice.objects.filter(said).values_list("pk", flat=True))
    waiting = Delivery.objects.filter(notice__in=keys, state__in=OWED)
    waiting.update(state=State.WITHDRAWN, carrier=None)
    return Notice.objects.filter(pk__in=keys).update(title=WITHHELD, text=WITHHELD_WHY)


def _address(about: models.Model | None) -> str:
    read = getattr(about, "get_absolute_url", None)
    return read() if read else ""


def _drafts(
    letter: Letter, now: datetime, address: Callable[[Any], str] = _address
) -> Iterable[Notice]:
    """One unsaved notice per person who still uses the portal."""
    url = letter.url or address(letter.about)
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError(f"a notice links to a page of the portal, not to {url}")
    spoken: dict[str, tuple[str, str]] = {}
    for person in {person.pk: person for person in letter.people if person.is_active}.values():
        scope = person.committee.code if person.committee_id else ""
        if scope not in spoken:
            spoken[scope] = words(scope, letter.template, letter.context, letter.about)
        title, text = spoken[scope]
        yield Notice(
            to=person,
            scope=scope,
            template=letter.template,
            title=title,
            text=text,
            url=url,
            key=letter.key or None,
            subject_label=letter.about._meta.label if letter.about else "",
            subject_id=letter.about.pk if letter.about else None,
            urgent=letter.urgent,
            private=letter.private,
            created_at=now,
        )


def _store(drafts: list[Notice], now: datetime) -> list[Notice]:
    """Insert those that are new; a key that was used before is passed over in silence."""
    plain = bulk.insert([draft for draft in drafts if draft.key is None])
    keyed = {(draft.key, draft.to_id): draft for draft in drafts if draft.key is not None}
    if not keyed:
        return plain
    told = Notice.objects.filter(key__in={key for key, _ in keyed})
    for key, to in told.values_list("key", "to_id"):
        keyed.pop((key or "", to), None)
    try:
        with transaction.atomic():
            return plain + bulk.insert(list(keyed.values()))
    except IntegrityError:
        return plain + _store_beside_a_rival(keyed, now)


def _store_beside_a_rival(keyed: dict[tuple, Notice], now: datetime) -> list[Notice]:
    """Somebody tells the same people the same at this very moment: what is left is ours."""
    told = Notice.objects.filter(key__in={key for key, _ in keyed}, created_at=now)
    Notice.objects.bulk_create(keyed.values(), ignore_conflicts=True)
    # The stamp tells whose row it is.
    for pk, key, to in told.values_list("pk", "key", "to_id"):
        if draft := keyed.get((key or "", to)):
            draft.pk = pk
    return [draft for draft in keyed.values() if draft.pk]


def _send_out(notices: list[Notice], now: datetime) -> None:
    """One delivery per notice with an address; the group robot says each thing once."""
    deliveries = [_mail(notice, now) for notice in notices if notice.to.email]
    if settings.NOTICE_WEBHOOK_URL:
        said: dict[tuple, Notice] = {}
        for notice in notices:
            if not notice.private:
                said.setdefault((notice.template, notice.title, notice.text), notice)
        deliveries += [_robot(notice, now) for notice in said.values()]
    bulk.insert(deliveries)  # of new notices only, so nobody else can have written them


def _mail(notice: Notice, now: datetime) -> Delivery:
    in_digest = settings.NOTICE_DIGEST and not notice.urgent
    return Delivery(
        notice_id=notice.pk,
        channel=Channel.EMAIL,
        address=notice.to.email,
        not_before=timing.next_digest(now) if in_digest else now,
        in_digest=in_digest,
        message_id=_message_id(notice),
    )


def _robot(notice: Notice, now: datetime) -> Delivery:
    return Delivery(
        notice=notice,
        channel=Channel.WEBHOOK,
        address=urlsplit(settings.NOTICE_WEBHOOK_URL).hostname or "",
        not_before=now,
        message_id=_message_id(notice),
    )


def _message_id(notice: Notice) -> str:
    """The same for the same key and person, whoever sends it and however often."""
    host = _host(settings.SITE_URL)
    if not notice.key:
        return f"<notice.{notice.pk}@{host}>"
    spelled = re.sub(r"[^A-Za-z0-9._-]+", "-", notice.key)[:80]
    mark = hashlib.sha256(notice.key.encode()).hexdigest()[:12]
    return f"<{spelled}.{mark}.u{notice.to_id}@{host}>"


@cache
def _host(site: str) -> str:
    return urlsplit(site).hostname or "studioportal.invalid"
