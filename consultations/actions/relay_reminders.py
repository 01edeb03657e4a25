"""Who is reminded of a word that rests (带话提醒): the office while nobody has looked into it, the
member while the people have not heard its result.

Every message carries a key, so each is said once, however often this is called.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from consultations.actions.people import account_of, office_of, staff_of
from consultations.models import Relay
from core import clock
from core.days import full_day
from core.workdays import calendar
from notices import outbox
from notices.models import Notice
from notices.outbox import Letter

CHUNK = 200
# So many working days a result may wait to be carried back.
PATIENCE = 5
UNVERIFIED, UNRETURNED = "relay-unverified:", "relay-unreturned:"


def keep(on: date, *, chunk: int = CHUNK) -> int:
    """Everything that is to be said on `on` and was not said yet; returns how many messages."""
    relays = Relay.objects.select_related("committee", "studio", "member__user__committee")
    late = relays.unverified(on).filter(~Exists(_told(UNVERIFIED)))
    waiting = relays.unreturned(calendar().add(on, -PATIENCE)).filter(~Exists(_told(UNRETURNED)))
    return _in_chunks(late, _unverified, chunk) + _in_chunks(waiting, _unreturned, chunk)


def _told(first: str) -> QuerySet[Notice]:
    return Notice.objects.filter(key=Concat(Value(first), Cast(OuterRef("pk"), CharField())))


def _in_chunks(
    rows: QuerySet[Relay], letters: Callable[[list[Relay]], Iterator[Letter]], chunk: int
) -> int:
    count, seen = 0, 0
    while found := list(rows.filter(pk__gt=seen).order_by("pk")[:chunk]):
        seen = found[-1].pk
        count += len(outbox.post(letters(found)))
    return count


def _unverified(relays: list[Relay]) -> Iterator[Letter]:
    offices: dict[int, list[User]] = {}
    for relay in relays:
        if relay.committee_id not in offices:
            offices[relay.committee_id] = office_of(relay.committee)
        words = {"member": relay.member.name, "due_on": _day(relay.verify_due_on)}
        people = offices[relay.committee_id]
        yield _letter(people, "consultations/relay_unverified", relay, UNVERIFIED, words)


def _unreturned(relays: list[Relay]) -> Iterator[Letter]:
    """To the member; where they do not use the portal, to those who run the studio."""
    for relay in relays:
        settled_on = clock.local_day(relay.settled_at) if relay.settled_at else None
        words = {"result": relay.get_result_display(), "settled_on": _day(settled_on)}
        people = account_of(relay.member) or staff_of(relay.studio)
        yield _letter(people, "consultations/relay_unreturned", relay, UNRETURNED, words)


def _letter(
    people: list[User], template: str, relay: Relay, key: str, words: dict[str, str]
) -> Letter:
    return Letter(
        people=people,
        template=template,
        about=relay,
        key=f"{key}{relay.pk}",
        context={"title": relay.title, "number": relay.number} | words,
    )


def _day(day: date | None) -> str:
    return full_day(day) if day else ""
