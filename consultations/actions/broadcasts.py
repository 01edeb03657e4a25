"""What members carry down to the people (带下去): recorded by one, vouched for by another. F04."""

from datetime import date
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.people import office_of, staff_of
from consultations.actions.proofs import keep
from consultations.enums import BroadcastKind, BroadcastWay
from consultations.models import Broadcast, Relay
from core import clock
from core.access import NotYours
from core.days import full_day
from notices import outbox
from studios.models import Member, Studio


@transaction.atomic
def record(
    studio: Studio, *, by: User, member: Member, kind: str, title: str, **told: Any
) -> Broadcast:
    """A member has told people of a policy, a law, a danger (带下去记录).

    What answers a relay is written by `relays.carry_back`, so that it is counted once.
    """
    if not rules.has_perm("consultations.record_broadcast", by, studio):
        raise NotYours("带下去由本工作室委员或召集人、联络员记录。")
    if kind == BroadcastKind.REPLY:
        raise ValidationError({"kind": "答复带话的，请在那件带话的页面办理“带回答复”。"})
    return write(studio, by=by, member=member, kind=kind, title=title, **told)


@transaction.atomic
def write(
    studio: Studio,
    *,
    by: User,
    member: Member,
    kind: str,
    title: str,
    audience: str,
    ways: list[str],
    reached: int,
    held_on: date,
    file: Any = None,
    relay: Relay | None = None,
) -> Broadcast:
    """Write the receipt (回执) and ask another person to vouch for it."""
    _check(ways, held_on)
    broadcast = Broadcast.objects.create(
        committee=studio.committee,
        studio=studio,
        member=member,
        relay=relay,
        kind=kind,
        title=title,
        audience=audience,
        ways=ways,
        reached=reached,
        held_on=held_on,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    keep(broadcast, file)
    trail.record(broadcast, "record", by=by, label="记录", after=broadcast.status)
    _ask_to_confirm(broadcast)
    return broadcast


@transaction.atomic
def confirm(broadcast: Broadcast, *, by: User) -> None:
    """A second person vouches for it (确认): only now it counts."""
    trail.advance(broadcast, "confirm", by=by, confirmed_by=by, confirmed_at=clock.now())
    _tell_recorder(broadcast, "consultations/broadcast_confirmed", by=by.name)


@transaction.atomic
def send_back(broadcast: Broadcast, *, by: User, remark: str) -> None:
    """Something is missing or wrong (退回补正)."""
    trail.advance(broadcast, "send_back", by=by, remark=remark)
    _tell_recorder(broadcast, "consultations/broadcast_sent_back", by=by.name, remark=remark)


@transaction.atomic
def amend(
    broadcast: Broadcast,
    *,
    by: User,
    title: str,
    audience: str,
    ways: list[str],
    reached: int,
    held_on: date,
    file: Any = None,
) -> None:
    """Mend what was sent back (补正), and ask again."""
    _check(ways, held_on)
    trail.advance(
        broadcast,
        "amend",
        by=by,
        title=title,
        audience=audience,
        ways=ways,
        reached=reached,
        held_on=held_on,
    )
    keep(broadcast, file)
    _ask_to_confirm(broadcast)


def _check(ways: list[str], held_on: date) -> None:
    if not ways or set(ways) - set(BroadcastWay.values):
        raise ValidationError({"ways": "请选择方式。"})
    if held_on > clock.today():
        raise ValidationError({"held_on": "日期不能在今天以后；带到之后再来记录。"})


def _ask_to_confirm(broadcast: Broadcast) -> None:
    """The studio's other runner, or where there is none the office."""
    by = broadcast.recorded_by
    people = staff_of(broadcast.studio, but=by)
    if not people:
        people = [p for p in office_of(broadcast.committee) if p.pk != by.pk]
    outbox.tell(
        people,
        "consultations/broadcast_recorded",
        about=broadcast,
        title=broadcast.title,
        studio=broadcast.studio.name,
        member=broadcast.member.name,
        held_on=full_day(broadcast.held_on),
        reached=broadcast.reached,
        by=by.name,
    )


def _tell_recorder(broadcast: Broadcast, template: str, **words: Any) -> None:
    outbox.tell([broadcast.recorded_by], template, about=broadcast, title=broadcast.title, **words)
