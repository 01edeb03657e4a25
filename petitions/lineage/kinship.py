"""From where a thing comes and what became of it, drawn whole from any of its parts (来龙去脉).

Issues → topic → activities → consensus items → reports, proposals → assignments → replies →
promises. Each reader sees what they may open; of the rest only that it is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch, Q

from consultations.models import (
    Activity,
    Broadcast,
    CatalogueEntry,
    ConsensusItem,
    EntryAnswer,
    Issue,
    Relay,
    Topic,
)
from core import clock
from core.access import state_text
from core.days import deadline, short_day
from petitions.enums import AssignmentStatus, RequestStatus
from petitions.lineage.roots import given_for, root_of
from petitions.models import Assignment, OpinionReport, Promise, Proposal, Reply

# By which word an address names a thing.
NOUNS: dict[str, type[Model]] = {
    "issue": Issue,
    "topic": Topic,
    "entry": CatalogueEntry,
    "activity": Activity,
    "report": OpinionReport,
    "proposal": Proposal,
    "assignment": Assignment,
    "relay": Relay,
}


class Node(NamedTuple):
    """One thing in the picture; without an address the reader may not open it."""

    noun: str
    text: str
    status: str = ""
    note: str = ""
    url: str = ""
    is_here: bool = False
    children: tuple["Node", ...] = ()


class Picture(NamedTuple):
    """What it comes from, and the thing itself with all that follows."""

    sources: list[Node]
    trunk: Node
    hidden: int = 0


def picture_of(thing: Model, reader: Any, on: date) -> Picture:
    """Everything that belongs together with `thing`, as far as this reader may see it."""
    return _Drawing(thing, reader, on).picture()


class _Drawing:
    """One picture on its way; each kind of thing is fetched once, however many there are."""

    def __init__(self, here: Model, reader: Any, on: date) -> None:
        self.here, self.reader, self.on = here, reader, on
        self.root = root_of(here)

    def picture(self) -> Picture:
        sources, hidden = self._sources()
        return Picture(sources, self._node(self.root, children=self._trunk()), hidden)

    def _sources(self) -> tuple[list[Node], int]:
        if isinstance(self.root, Topic):
            return self._sources_of_topic(self.root)
        if isinstance(self.root, Issue):
            kin = Q(merged_into=self.root) | Q(pk=self.root.split_from_id or 0)
            return [self._node(one) for one in self._issues(kin)], 0
        return [], 0

    def _sources_of_topic(self, topic: Topic) -> tuple[list[Node], int]:
        answers = EntryAnswer.objects.filter(topic=topic).select_related("entry__committee")
        nodes = [self._node(answer.entry) for answer in answers]
        merged = Topic.objects.visible_to(self.reader).filter(merged_into=topic)
        nodes += [self._node(one) for one in merged.select_related("committee")]
        ours = Q(topic=topic) | Q(merged_into__topic=topic)
        issues = self._issues(ours)
        joined = [one for one in issues if one.topic_id == topic.pk]
        likes = defaultdict(list)
        for one in issues:
            if one.topic_id != topic.pk:
                likes[one.merged_into_id].append(self._node(one))
        nodes += [self._node(one, children=likes.pop(one.pk, ())) for one in joined]
        nodes += [node for rest in likes.values() for node in rest]
        return nodes, Issue.objects.filter(ours).count() - len(issues)

    def _issues(self, kin: Q) -> list[Issue]:
        rows = Issue.objects.visible_to(self.reader).filter(kin)
        return list(rows.select_related("committee", "studio").order_by("raised_at", "id"))

    def _trunk(self) -> Iterator[Node]:
        if isinstance(self.root, CatalogueEntry):
            chosen = EntryAnswer.objects.filter(entry=self.root, topic__isnull=False)
            keys = chosen.values("topic")
            for topic in Topic.objects.visible_to(self.reader).filter(pk__in=keys):
                yield self._node(topic)
        elif isinstance(self.root, Relay):
            for one in Broadcast.objects.visible_to(self.reader).filter(relay=self.root):
                yield self._node(one, note=f"{short_day(one.held_on, self.on)}，{one.reached}人")
        else:
            yield from self._work()

    def _work(self) -> Iterator[Node]:
        """Activities with what was agreed, then what was written, then what hangs on it itself."""
        given = self._assignments()
        papers = self._papers()
        items = defaultdict(list)
        for item in self._items():
            below = [*given.pop(("item", item.pk), ())]
            for paper in papers.pop(("item", item.pk), ()):
                below.append(self._paper(paper, given))
            items[item.activity_id].append(self._node(item, children=below))
        for activity in self._activities():
            note = f"{short_day(activity.held_on, self.on)}，{activity.place}"
            below = items.pop(activity.pk, [])
            if activity.pk == self.root.pk and isinstance(self.root, Activity):
                yield from below
            else:
                yield self._node(activity, note=note, children=below)
        for rest in items.values():
            yield from rest
        for paper in (paper for rows in papers.values() for paper in rows):
            if paper == self.root:
                yield from self._below_paper(paper, given)
            else:
                yield self._paper(paper, given)
        for rest in given.values():
            yield from rest

    def _activities(self) -> list[Activity]:
        rows = Activity.objects.visible_to(self.reader).select_related("committee")
        if isinstance(self.root, Topic):
            return list(rows.filter(topic=self.root).order_by("held_on", "id"))
        return list(rows.filter(pk=self.root.pk)) if isinstance(self.root, Activity) else []

    def _items(self) -> list[ConsensusItem]:
        if not isinstance(self.root, Topic | Activity):
            return []
        name = "topic" if isinstance(self.root, Topic) else "activity"
        rows = ConsensusItem.objects.visible_to(self.reader).filter(**{name: self.root})
        return list(rows.select_related("activity__committee", "unit").order_by("activity", "no"))

    def _papers(self) -> dict[Any, list[Any]]:
        """Reports and proposals, by the item from which they come, or by nothing."""
        found: dict[Any, list[Any]] = defaultdict(list)
        if isinstance(self.root, OpinionReport | Proposal):
            found[None].append(self.root)
        if not isinstance(self.root, Topic | Activity):
            return found
        way = Q(topic=self.root) if isinstance(self.root, Topic) else Q(pk__in=[])
        agreed = "topic" if isinstance(self.root, Topic) else "activity"
        written = way | Q(**{f"consensus_item__{agreed}": self.root})
        reports = OpinionReport.objects.visible_to(self.reader).filter(written)
        for report in reports.select_related("author", "committee").distinct():
            key = ("item", report.consensus_item_id) if report.consensus_item_id else None
            found[key].append(report)
        proposals = Proposal.objects.visible_to(self.reader).filter(way)
        found[None] += proposals.select_related("author", "committee")
        return found

    def _paper(self, paper: Any, given: dict) -> Node:
        below = self._below_paper(paper, given)
        return self._node(paper, note=str(paper.author), children=below)

    def _below_paper(self, paper: Any, given: dict) -> list[Node]:
        return given.pop((paper._meta.model_name, paper.pk), [])

    def _assignments(self) -> dict[Any, list[Node]]:
        """What units were given, by what it was given for; a reply with its promises below."""
        rows = Assignment.objects.visible_to(self.reader).filter(given_for(self.root))
        promises = Prefetch("promises", Promise.objects.order_by("due_on", "id"))
        replies = Reply.objects.select_related("reply_class").prefetch_related(promises)
        rows = rows.exclude(status=AssignmentStatus.WITHDRAWN).select_related(
            "lead_unit", "committee", "instruction"
        )
        found: dict[Any, list[Node]] = defaultdict(list)
        for row in rows.prefetch_related(Prefetch("replies", replies)).order_by("id"):
            below = [self._reply(one) for one in row.replies.all()]
            note = f"{row.lead_unit}主办"
            if row.is_awaiting_reply:
                note += f"，期限{deadline(row.due_on, self.on, 'workday')}"
            found[_key_of(row)].append(self._node(row, note=note, children=below))
        return found

    def _reply(self, reply: Reply) -> Node:
        verdict = "" if reply.verdict == RequestStatus.GRANTED else reply.get_verdict_display()
        return Node(
            "答复",
            f"{reply.reply_class.code}类：{reply.reply_class.meaning}",
            verdict,
            short_day(clock.local_day(reply.at), self.on),
            children=tuple(self._promise(one) for one in reply.promises.all()),
        )

    def _promise(self, promise: Promise) -> Node:
        kept = promise.kept_on
        said = f"{short_day(kept, self.on)}已兑现" if kept else deadline(promise.due_on, self.on)
        return Node("承诺", promise.text, "", said)

    def _node(self, thing: Any, *, note: str = "", children: Iterable[Node] = ()) -> Node:
        noun = thing._meta.verbose_name
        if thing == self.root and not self._may_open(thing):
            return Node(noun, "", "", "您不能查看它的内容", children=tuple(children))
        number = getattr(thing, "number", "")
        return Node(
            noun,
            str(thing),
            state_text(thing),
            "，".join(part for part in (number, note) if part),
            thing.get_absolute_url(),
            thing == self.here,
            tuple(children),
        )

    def _may_open(self, thing: Any) -> bool:
        if thing == self.here:
            return True
        return bool(type(thing).objects.visible_to(self.reader).filter(pk=thing.pk).exists())


def _key_of(row: Assignment) -> tuple[str, int]:
    if row.consensus_item_id:
        return "item", row.consensus_item_id
    if row.instruction_id:
        return OpinionReport._meta.model_name or "", row.instruction.report_id
    return row.matter._meta.model_name or "", row.matter.pk
