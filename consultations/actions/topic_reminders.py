"""What a day brings for topics and the catalogue by itself (议题提醒): 失效, 复议, 逾期提醒.

Every message carries a key, so the database keeps it to once, however often and by however many
this is called; killed anywhere, it leaves whole chunks and the next call does the rest.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from django.db.models import QuerySet

from accounts.models import Committee, User, system_user
from consultations.actions import decisions
from consultations.actions.catalogue import townships_in
from consultations.actions.people import deciders_of, office_of, staff_of
from consultations.actions.topic_news import deciding, named
from consultations.enums import EntryStatus, TopicStatus, Verdict
from consultations.lineage.topics import left_unclaimed
from consultations.models import EntryAnswer, Topic
from core.days import full_day
from core.workflow import NotAllowedNow
from notices import outbox
from notices.models import Notice
from notices.outbox import Letter

CHUNK = 200


def keep(on: date, *, chunk: int = CHUNK) -> int:
    """Everything that is due on `on`; returns how many topics lapsed and messages were written."""
    topics = Topic.objects.select_related("committee", "studio__area", "studio__special_committee")
    count = _lapse(topics, on)
    proposed = topics.filter(status=TopicStatus.PROPOSED, decision_due_on__lt=on)
    shelved = topics.filter(status=TopicStatus.SHELVED, review_on__lte=on)
    count += _in_chunks(proposed, _undecided_key, _undecided, chunk)
    count += _in_chunks(shelved, _review_key, _to_review, chunk)
    count += _in_chunks(_entries_to_review(on), _entry_key, _entry_to_review, chunk)
    for committee in Committee.objects.order_by("pk"):
        late = left_unclaimed(topics, committee, on)
        count += _in_chunks(late, _unclaimed_key, _unclaimed, chunk)
    return count


def _lapse(topics: QuerySet[Topic], on: date) -> int:
    """What did not come again in time; the last day still counts."""
    gone, system = 0, system_user()
    late = topics.filter(status=TopicStatus.RETURNED, resubmit_due_on__lt=on).order_by("pk")
    for topic in late.iterator(chunk_size=CHUNK):
        # It may have come again, or have lapsed, since it was read.
        with suppress(NotAllowedNow):
            decisions.lapse(topic, by=system)
            gone += 1
    return gone


def _in_chunks(
    rows: QuerySet, key_of: Callable, letter_of: Callable[..., Letter], chunk: int
) -> int:
    count, seen = 0, 0
    while found := list(rows.filter(pk__gt=seen).order_by("pk")[:chunk]):
        seen = found[-1].pk
        count += len(outbox.post(_unsaid(found, key_of, letter_of)))
        if len(found) < chunk:
            break
    return count


def _unsaid(rows: list, key_of: Callable, letter_of: Callable[..., Letter]) -> Iterator[Letter]:
    """Of what was said before nobody's address is looked up again."""
    keys = {key_of(row): row for row in rows}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, row in keys.items():
        if key not in told:
            letter = letter_of(row)
            letter.key = key
            yield letter


def _undecided_key(topic: Topic) -> str:
    return f"topic-undecided:{topic.pk}:{topic.decision_due_on}"


def _undecided(topic: Topic) -> Letter:
    """The day to decide has passed: whoever decides is told once."""
    said = {"due_on": full_day(topic.decision_due_on)} if topic.decision_due_on else {}
    return _letter(deciders_of(topic), "consultations/topic_undecided", topic, said)


def _review_key(topic: Topic) -> str:
    return f"topic-review:{topic.pk}:{topic.review_on}"


def _to_review(topic: Topic) -> Letter:
    """The day has come on which it was to be looked at again (缓议到期)."""
    return _letter(deciders_of(topic), "consultations/topic_to_review", topic, {})


def _unclaimed_key(topic: Topic) -> str:
    return f"topic-unclaimed:{topic.pk}"


def _unclaimed(topic: Topic) -> Letter:
    """Nobody has claimed it: the convener is to name who leads."""
    people = staff_of(topic.studio) or office_of(topic.committee)
    return _letter(people, "consultations/topic_unclaimed", topic, {})


def _letter(people: list[User], template: str, topic: Topic, said: dict) -> Letter:
    context = {"studio": topic.studio.name, **named(topic), **deciding(topic), **said}
    return Letter(people=people, template=template, about=topic, context=context)


def _entries_to_review(on: date) -> QuerySet[EntryAnswer]:
    """What a township has put off until a day that has come."""
    rows = EntryAnswer.objects.filter(
        verdict=Verdict.SHELVED, review_on__lte=on, entry__status=EntryStatus.OPEN
    )
    return rows.select_related("entry__committee", "area")


def _entry_key(answer: EntryAnswer) -> str:
    return f"entry-review:{answer.pk}:{answer.review_on}"


def _entry_to_review(answer: EntryAnswer) -> Letter:
    entry = answer.entry
    return Letter(
        people=townships_in(entry.committee, [answer.area]),
        template="consultations/entry_to_review",
        about=entry,
        context={"title": entry.title, "year": entry.year},
    )
