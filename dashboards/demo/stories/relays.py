"""What members carry in the demo county (委员带话): words up in every state, receipts down."""

from typing import Any

from accounts.models import User
from consultations.actions import broadcasts, relays
from consultations.enums import DispatchMode, ReasonKind
from consultations.models import Relay
from core import clock
from dashboards.demo import texts
from dashboards.demo.county import County
from dashboards.demo.year import Story
from studios.models import Member, Studio

PROOF = ("proof", "contact_name", "contact_post", "document_no", "place")


def begin(county: County) -> None:
    """Put every word on the calendar of the year."""
    said = texts.read("relays")
    for make, rows in ((_relay, said["relays"]), (_broadcast, said["broadcasts"])):
        for row in rows:
            day = county.year.ago(row["days_ago"])
            county.year.begin(make(county, row), county.year.on(day))


def _relay(county: County, row: dict[str, Any]) -> Story:
    """From the member's slip to the receipt, or as far as the text says."""
    studio, until = county.studios[row["studio"]], row.get("until", "")
    relay = _register(county, studio, row)
    if until == "registered":
        return
    yield county.year.after(1)
    if "verification" in row:
        relays.verify(relay, by=county.office, verification=row["verification"])
    if until == "declined":
        reason = county.reason(ReasonKind.RELAY_DECLINED, row["reason"])
        relays.decline(relay, by=county.office, reason=reason)
    if until in ("declined", "verified"):
        return
    yield county.year.after(1)
    _dispatch(county, relay, row)
    for remark in row.get("progress", []):
        yield county.year.after(3)
        relays.progress(relay, by=county.office, remark=remark)
    if until == "handling":
        return
    yield county.year.after(4)
    relays.settle(relay, by=county.office, result=row["result"], outcome=row["outcome"])
    if until != "settled":
        yield from _carry_back(county, relay, row["receipt"])


def _register(county: County, studio: Studio, row: dict[str, Any]) -> Relay:
    """The member's own word, or one that the studio writes down for them."""
    member = _carrier(county, studio)
    by = county.somebody(studio) if row.get("by_staff") else member.user
    said = {name: row[name] for name in ("title", "body", "from_whom")}
    return relays.register(studio, by=by, member=member, **said)


def _dispatch(county: County, relay: Relay, row: dict[str, Any]) -> None:
    words = {name: row[name] for name in PROOF if name in row}
    relays.dispatch(
        relay,
        by=county.office,
        mode=DispatchMode(row["mode"]),
        unit=county.unit(row["unit"]),
        dispatched_on=clock.today(),
        **words,
    )


def _carry_back(county: County, relay: Relay, receipt: dict[str, Any]) -> Story:
    yield county.year.after(2)
    told = {name: receipt[name] for name in ("audience", "ways", "reached")}
    by = relay.member.user
    made = relays.carry_back(relay, by=by, held_on=clock.today(), **told)
    if receipt.get("confirmed", True):
        yield county.year.after(1)
        broadcasts.confirm(made, by=_other(county, relay.studio, by))


def _broadcast(county: County, row: dict[str, Any]) -> Story:
    """A member tells people of a policy; somebody else vouches for it."""
    studio = county.studios[row["studio"]]
    member = _carrier(county, studio)
    names = ("kind", "title", "audience", "ways", "reached")
    told = {name: row[name] for name in names}
    made = broadcasts.record(studio, by=member.user, member=member, held_on=clock.today(), **told)
    if row.get("until") == "recorded":
        return
    yield county.year.after(1)
    by = _other(county, studio, member.user)
    if row.get("until") == "returned":
        broadcasts.send_back(made, by=by, remark=row["remark"])
    else:
        broadcasts.confirm(made, by=by)


def _carrier(county: County, studio: Studio) -> Member:
    return county.members[county.claimant(studio).name]


def _other(county: County, studio: Studio, writer: User) -> User:
    """Who runs the studio and did not write it."""
    staff = (county.convener(studio), county.liaison(studio))
    return next(person for person in staff if person.pk != writer.pk)
