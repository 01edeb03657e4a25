"""What members carry up and down (委员带话), as it waits for each of them on the desk."""

from collections.abc import Iterator
from datetime import date

from accounts.enums import Role
from accounts.models import User
from consultations.models import Broadcast, Relay
from dashboards.heaps import Queue, queue
from studios.models import Studio

RELAYS, BROADCASTS = "consultations:relay_list", "consultations:broadcast_list"


def of_centre(user: User, on: date) -> Iterator[Queue]:
    """The office as 委员联络中心: what to look into, to give to a unit, to keep an eye on."""
    relays = Relay.objects.visible_to(user).select_related("studio")
    new = relays.awaiting_verification().order_by("verify_due_on", "id")
    yield queue("带话待核实", new, RELAYS, "?tab=verification")
    oldest = relays.order_by("registered_at", "id")
    yield queue("带话待交办", oldest.awaiting_dispatch(), RELAYS, "?tab=dispatch")
    yield queue("带话在办", oldest.handling(), RELAYS, "?tab=handling")


def of_carrier(user: User, on: date) -> Iterator[Queue]:
    """A member: which results the people have not heard yet."""
    mine = Relay.objects.visible_to(user).filter(member=user.member).awaiting_return()
    hint = "带到后登记“带回答复”，这件带话才办结。"
    yield queue("有结果待带回", mine.order_by("settled_at", "id"), RELAYS, "?tab=return", hint)


def of_studio(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: receipts that somebody else wrote."""
    told = Broadcast.objects.filter(studio__in=Studio.objects.run_by(user))
    waiting = told.awaiting_confirmation().exclude(recorded_by=user)
    yield queue("带下去待确认", waiting.order_by("held_on", "id"), BROADCASTS, "?tab=confirmation")


MAKERS = (
    (Role.OFFICE, of_centre),
    ("member", of_carrier),
    (Role.CONVENER, of_studio),
    (Role.LIAISON, of_studio),
)
