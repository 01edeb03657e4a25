"""What members carried up and down, told to the pages below: counts, chapters, what is in hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from consultations.enums import BroadcastKind, DispatchMode, RelayResult, RelayStatus
from consultations.models import Broadcast, Relay
from core.chapters import Line, recounts
from core.panels import Panel, shown_on
from studios.models import Member, Studio

CARRIED = 50
IN_HAND = 15
MOST = 6

Counts = dict[str, int]


@dataclass
class Carried:
    """The figures of one studio, or of all: up and down are counted apart (分别统计)."""

    name: str
    up: Counts = field(default_factory=dict)
    down: Counts = field(default_factory=dict)


def up_counts() -> dict[str, Count]:
    """Brought up: all, by result in exactly its words, by way of dispatch."""
    declined = Q(status=RelayStatus.DECLINED)
    counts = {
        "total": Count("pk"),
        "declined": Count("pk", filter=declined),
        "waiting": Count("pk", filter=Q(result="") & ~declined),
    }
    for result in RelayResult:
        counts[result.value] = Count("pk", filter=Q(result=result))
    for mode in DispatchMode:
        counts[mode.value] = Count("pk", filter=Q(mode=mode))
    return counts


def down_counts() -> dict[str, Count | Sum]:
    """Carried down and vouched for: all, by kind, and how many people heard it."""
    counts: dict[str, Count | Sum] = {"total": Count("pk"), "reached": Sum("reached", default=0)}
    for kind in BroadcastKind:
        counts[kind.value] = Count("pk", filter=Q(kind=kind))
    return counts


def tables(relays: QuerySet[Relay], broadcasts: QuerySet[Broadcast]) -> list[Carried]:
    """One line for each studio that has anything, by name; two queries however many there are."""
    lines: dict[int, Carried] = {}
    for side, rows, counts in (
        ("up", relays, up_counts()),
        ("down", broadcasts, down_counts()),
    ):
        grouped: Any = rows.order_by().values("studio_id", "studio__name").annotate(**counts)
        for found in grouped:
            line = lines.setdefault(found["studio_id"], Carried(found["studio__name"]))
            setattr(line, side, {name: found[name] for name in counts})
    return sorted(lines.values(), key=lambda line: line.name)


def total_of(lines: list[Carried]) -> Carried:
    """All studios together (合计)."""
    total = Carried("合计")
    for side, counts in (("up", up_counts()), ("down", down_counts())):
        sums = {name: sum(getattr(line, side).get(name, 0) for line in lines) for name in counts}
        setattr(total, side, sums)
    return total


@recounts(Studio)
def carried(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """Words brought up by their day, replies and policies carried down by theirs (委员带话)."""
    relays = Relay.objects.filter(studio=studio, registered_at__date__range=(first, last))
    up = relays.aggregate(**up_counts())
    if up["total"]:
        parts = [f"{r.label}{up[r.value]}件" for r in RelayResult if up[r.value]]
        named = f"，其中{'、'.join(parts)}" if parts else ""
        yield Line(CARRIED, "委员带话", f"带上来{up['total']}件{named}。")
    told = Broadcast.objects.confirmed().filter(studio=studio, held_on__range=(first, last))
    down = told.aggregate(**down_counts())
    if down["total"]:
        said = f"带下去{down['total']}件，覆盖{down['reached']}人次。"
        yield Line(CARRIED, "委员带话", said)


@shown_on(Member)
def relays_in_hand(member: Member, reader: Any, on: date) -> Panel | None:
    """The words a member has brought up that have not come back yet (在办带话)."""
    mine = Relay.objects.visible_to(reader).filter(member=member).in_hand()
    rows = list(mine.select_related("committee", "studio")[:MOST])
    return Panel(IN_HAND, "consultations/_relays_in_hand.html", {"relays": rows}) if rows else None
