"""What members of a county carry: a word in every state, a receipt in every state."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from django.core.files.base import ContentFile

from audit import trail
from consultations.enums import (
    BroadcastKind,
    BroadcastStatus,
    DispatchMode,
    RelayResult,
    RelayStatus,
)
from consultations.models import Broadcast, Relay
from core import clock
from tests.builders.directory import join_studio
from tests.builders.people import make_user

_numbers = count(1)
GIVEN = (RelayStatus.HANDLING, RelayStatus.SETTLED, RelayStatus.CLOSED)


def a_relay(place, status: str, **changes) -> Relay:
    """A word that the member has brought up."""
    fields = {
        "committee": place.county,
        "studio": place.studio,
        "member": place.member,
        "number": f"DH{next(_numbers)}",
        "title": f"{place.code}带话{status}",
        "body": f"{place.code}群众托委员带的话。",
        "from_whom": f"{place.code}托话人",
        "registered_by": place.by.member,
        "verify_due_on": clock.today() + timedelta(days=3),
        "status": status,
    }
    if status in GIVEN:
        fields |= {
            "mode": DispatchMode.PHONE,
            "unit": place.units[0],
            "dispatched_on": clock.today(),
            "contact_name": "甘主任",
            "proof": "本周内更换。",
            "result": RelayResult.IN_PROGRESS,
        }
    if status in GIVEN[1:]:
        fields |= {"result": "done", "outcome": "已经更换。", "settled_at": clock.now()}
    if status == RelayStatus.DECLINED:
        fields["reason"] = place.reasons["relay_declined"]
    return Relay.objects.create(**fields | changes)


def a_broadcast(place, status: str, **changes) -> Broadcast:
    """What the member has told people and written down."""
    vouched = {"confirmed_by": place.by.convener, "confirmed_at": clock.now()}
    fields = {
        "committee": place.county,
        "studio": place.studio,
        "member": place.member,
        "kind": BroadcastKind.POLICY,
        "title": f"{place.code}带下去{status}",
        "audience": "全体住户",
        "ways": ["home", "meeting"],
        "reached": 30,
        "held_on": clock.today(),
        "recorded_by": place.by.member,
        "status": status,
    }
    fields |= vouched if status == BroadcastStatus.CONFIRMED else {}
    return Broadcast.objects.create(**fields | changes)


def carry_words(place) -> SimpleNamespace:
    """Up and down, each once in every state; the settled word and the confirmed receipt have a
    proof."""
    made = SimpleNamespace()
    made.relay = {status: a_relay(place, status) for status in RelayStatus}
    made.broadcast = {status: a_broadcast(place, status) for status in BroadcastStatus}
    for thing in (made.relay["settled"], made.broadcast["confirmed"]):
        thing.file.save("a.jpg", ContentFile(b"jpg"), save=True)
    return made


def more_words(place, studio, unit) -> None:
    """More rows in the lists and figures, more lines on the pages; each with people of its own."""
    other = join_studio(studio, user=make_user(committee=place.county))
    own = {"studio": studio, "member": other, "registered_by": other.user}
    for status in RelayStatus:
        more = {"unit": unit} if status in GIVEN else {}
        a_relay(place, status, **own, **more)
        a_relay(place, status)
    told = {"studio": studio, "member": other, "recorded_by": other.user}
    for status in BroadcastStatus:
        a_broadcast(place, status, **told)
        a_broadcast(place, status, relay=place.relay["settled"])
    someone = make_user(committee=place.county)
    for thing in (place.relay["settled"], place.broadcast["confirmed"]):
        trail.record(thing, "progress", by=someone, label="登记正在处理", remark="在修。")
