"""The year's catalogue of a county, and an answer that was handed in."""

from types import SimpleNamespace

from consultations.enums import Capacity, EntryStatus, ReasonKind, TopicStatus, Verdict
from consultations.models import CatalogueEntry, EntryAnswer, TopicMark
from core import clock
from studios.models import Area
from tests.builders.people import make_user
from tests.matrix.matters import a_topic


def an_entry(place, status: str = EntryStatus.OPEN, **changes) -> CatalogueEntry:
    """A topic that the special committee has set."""
    fields = {
        "committee": place.county,
        "year": clock.today().year,
        "title": f"{place.code}课题{status}",
        "background": "老城区车位缺口大。",
        "special_committee": place.linked,
        "proposed_by": place.by.committee,
        "status": status,
    }
    return CatalogueEntry.objects.create(**fields | changes)


def an_answer_paper(place, **changes):
    """A topic that is being handled, its answer handed in."""
    handed_in = {"paper": "一、开展情况", "handed_in_at": clock.now(), "lead": place.member}
    return a_topic(place, TopicStatus.DISPATCHED, **handed_in | changes)


def set_topics(place) -> SimpleNamespace:
    """An entry that stands, one that was taken off; and the topic of an answer."""
    place.topic["answered"] = an_answer_paper(place)
    return SimpleNamespace(entry={status: an_entry(place, status) for status in EntryStatus})


def more_topics(place, studio) -> None:
    """More entries in the list, more townships with a word on one, more answers and marks."""
    reason = place.reasons[ReasonKind.TOPIC_DECLINED]
    town = Area.objects.create(
        committee=place.county, code=f"{studio.code}-town", name="又一镇", level="township"
    )
    said = {"reason": reason, "answered_by": make_user(committee=place.county)}
    for entry in (place.entry[EntryStatus.OPEN], an_entry(place, proposed_by=said["answered_by"])):
        EntryAnswer.objects.create(entry=entry, area=town, verdict=Verdict.DECLINED, **said)
    topic = an_answer_paper(place, studio=studio)
    EntryAnswer.objects.create(
        entry=an_entry(place), area=town, verdict=Verdict.CHOSEN, topic=topic,
        answered_by=said["answered_by"],
    )  # fmt: skip
    for side in Capacity:
        TopicMark.objects.create(
            topic=topic, capacity=side, points=80, marked_by=make_user(committee=place.county)
        )
