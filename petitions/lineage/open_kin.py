"""What whoever holds the tracking code sees of the family of their matter (公开的来龙去脉).

No persons, no other raisers, no internal texts: the topic, when it was talked over, what was
agreed, which unit has it, what it answered and promised.
"""

from collections import defaultdict
from datetime import date

from consultations.enums import ActivityStatus
from consultations.models import Activity, ConsensusItem, Issue, Topic
from core import clock
from core.access import state_text
from core.days import deadline, short_day
from petitions.enums import ANSWERED, RequestStatus
from petitions.lineage.kinship import Node
from petitions.models import Assignment


def open_kin_of(issue: Issue, chain: list[Assignment], on: date) -> list[Node]:
    """What became of a matter, from its topic down to the promises; `chain` holds what units were
    given for it."""
    whole = issue.merged_into or issue
    given: dict[int | None, list[Node]] = defaultdict(list)
    for row in chain:
        given[row.consensus_item_id].append(_assignment(row, on))
    if whole.topic is None:
        return [node for rows in given.values() for node in rows]
    return [_topic(whole.topic, given, on)]


def _topic(topic: Topic, given: dict[int | None, list[Node]], on: date) -> Node:
    """What was agreed at a meeting whose record is not confirmed yet is not public; that a unit was
    given something is."""
    held = Activity.objects.filter(topic=topic, status=ActivityStatus.CONFIRMED)
    items = defaultdict(list)
    agreed = ConsensusItem.objects.filter(topic=topic, activity__in=held)
    for item in agreed.select_related("activity__committee").order_by("no"):
        below = tuple(given.pop(item.pk, ()))
        items[item.activity_id].append(
            Node("共识事项", item.text, state_text(item), item.outcome, children=below)
        )
    talks = [
        Node(
            activity.get_kind_display(),
            short_day(activity.held_on, on),
            children=tuple(items[activity.pk]),
        )
        for activity in held.order_by("held_on", "id")
    ]
    rest = [node for rows in given.values() for node in rows]
    return Node("议题", topic.title, state_text(topic), children=(*talks, *rest))


def _assignment(row: Assignment, on: date) -> Node:
    note = (
        f"{short_day(clock.local_day(row.dispatched_at), on)}交办，期限{short_day(row.due_on, on)}"
    )
    note += f"，{row.shown.distance}"
    accepted = [one for one in row.replies.all() if one.verdict == RequestStatus.GRANTED]
    below: list[Node] = []
    if accepted and row.status in ANSWERED:
        reply = accepted[-1]
        promises = tuple(
            Node(
                "承诺",
                one.text,
                "",
                f"{short_day(one.kept_on, on)}已兑现" if one.kept_on else deadline(one.due_on, on),
            )
            for one in reply.promises.all()
        )
        below.append(Node("答复", reply.reply_class.public_label, children=promises))
    return Node("交办", str(row.lead_unit), state_text(row), note, children=tuple(below))
