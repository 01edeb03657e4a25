"""Numbers as plain functions of a reader and a period: each is a filter, counted or listed.

The same filter that counts a number opens its records, so the two can never disagree.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Min, Q, QuerySet, Value

from accounts.models import User
from consultations.enums import ActivityKind, ActivityStatus, IssueStatus
from consultations.models import Activity, ConsensusItem, Issue, Topic
from petitions.enums import ANSWERED, AWAITING_REPLY, Satisfaction
from petitions.models import Assignment, OpinionReport, Rating

# Kinds with more figures than this are counted in one pass over their table.
FEW = 2


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included (统计时段), by the day of the event."""

    since: date
    until: date

    def within(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.since, f"{field}__lte": self.until})


@dataclass(frozen=True)
class Figure:
    """One number of the board: what it counts, in one sentence that the reader can check."""

    key: str
    label: str
    model: Any  # one of ours, with `visible_to`
    where: Q
    meaning: str


def funnel(period: Period, on: date) -> Iterator[Figure]:
    """From what was raised to what satisfied (闭环漏斗). Handbook 9.3."""
    raised = period.within("raised_at__date")
    yield Figure("raised", "登记意见", Issue, raised, "时段内登记的群众意见")
    taken = raised & ~Q(
        status__in=[IssueStatus.REGISTERED, IssueStatus.DECLINED, IssueStatus.WITHDRAWN]
    )
    yield Figure("taken", "受理", Issue, taken, "其中已受理、已答复或已转其他渠道的")
    yield Figure("topics", "议题", Topic, period.within("proposed_at__date"), "时段内提出的议题")
    held = period.within("held_on") & Q(kind=ActivityKind.MICRO_CONSULTATION)
    yield Figure("consulted", "协商", Activity, held, "时段内召开的微协商")
    agreed = period.within("activity__held_on")
    yield Figure("agreed", "共识事项", ConsensusItem, agreed, "时段内协商形成的共识事项")
    sent = period.within("dispatched_at__date") & ~Q(status="withdrawn")
    yield Figure("dispatched", "交办", Assignment, sent, "时段内交办的事项")
    done = sent & Q(status__in=ANSWERED)
    yield Figure("answered", "办结", Assignment, done, "其中答复已审核通过的")
    ended = raised & Q(status__in=[IssueStatus.CLOSED, IssueStatus.CLOSED_UNSATISFIED])
    yield Figure("closed", "意见办结", Issue, ended, "时段内登记、现已办结的意见")


def supervision(period: Period, on: date) -> Iterator[Figure]:
    """Where it is silent (督办). Snapshot figures on `on`."""
    open_ = Q(status__in=AWAITING_REPLY)
    yield Figure("late", "逾期未答复", Assignment, open_ & Q(due_on__lt=on), "今日已超过办结期限")
    near = open_ & Q(due_on__gte=on, warn_on__lte=on)
    yield Figure("near", "临期", Assignment, near, "今日已进入临期提醒")
    yield Figure("checking", "答复待审核", Assignment, Q(status="replied"), "单位已答复，待审核")
    waiting = Q(status=IssueStatus.REGISTERED, triage_due_on__lt=on)
    yield Figure("untriaged", "超期未受理", Issue, waiting, "超过受理期限仍未处理的意见")
    again = Q(status=IssueStatus.REHANDLING)
    yield Figure("rehandling", "不满意再办", Issue, again, "群众不满意，正在再次办理")


def outcomes(period: Period, on: date) -> Iterator[Figure]:
    """What went up and came back (成果)."""
    issued = period.within("issued_on")
    yield Figure("issued", "社情民意印发", OpinionReport, issued, "时段内印发的社情民意")
    adopted = Q(adoptions__adopted_on__gte=period.since, adoptions__adopted_on__lte=period.until)
    yield Figure("adopted", "被采用信息", OpinionReport, adopted, "时段内有采用登记的，一篇计一次")
    recorded = period.within("held_on") & Q(status=ActivityStatus.CONFIRMED)
    yield Figure("activities", "确认的活动", Activity, recorded, "时段内经他人确认的活动")


GROUPS = {"funnel": funnel, "supervision": supervision, "outcomes": outcomes}


def all_figures(period: Period, on: date) -> dict[str, Figure]:
    """Every figure of the board by its key."""
    return {fig.key: fig for make in GROUPS.values() for fig in make(period, on)}


def records(figure: Figure, user: User) -> QuerySet:
    """The records behind a number, as far as this reader may see them."""
    rows = figure.model.objects.visible_to(user).filter(figure.where)
    # Each row shows its state in the county's word.
    rows = rows.select_related(
        "activity__committee" if figure.model is ConsensusItem else "committee"
    )
    return rows.distinct() if figure.key == "adopted" else rows


def numbers(figures: dict[str, Figure], user: User) -> dict[str, int]:
    """All numbers: one query for each kind that has many of them, one for all the others."""
    by_model = defaultdict(list)
    for figure in figures.values():
        by_model[figure.model].append(figure)
    found: dict[str, int] = dict.fromkeys(figures, 0)
    single = []
    for model, group in by_model.items():
        if len(group) > FEW:
            counts = {fig.key: Count("pk", filter=fig.where, distinct=True) for fig in group}
            found |= model.objects.visible_to(user).aggregate(**counts)
        else:
            single += group
    return found | _counted(single, user)


def _counted(figures: list[Figure], user: User) -> dict[str, int]:
    """Numbers of several kinds, each counted by itself, in one query."""
    parts = [
        figure.model.objects.visible_to(user)
        .filter(figure.where)
        .order_by()
        .values(key=Value(figure.key, output_field=CharField()))
        .annotate(number=Count("pk", distinct=True))
        for figure in figures
    ]
    return {row["key"]: row["number"] for row in parts[0].union(*parts[1:], all=True)}


@dataclass(frozen=True)
class Rate:
    """A share with its numerator and denominator; samples under ten are greyed."""

    label: str
    part: int
    whole: int

    @property
    def percent(self) -> str:
        return f"{self.part / self.whole:.0%}" if self.whole else "—"

    @property
    def is_small(self) -> bool:
        return self.whole < 10


def rates(period: Period, user: User, on: date) -> list[Rate]:
    """On-time replies and satisfaction (按期办结率、满意率). Handbook 9.1."""
    due = (
        Assignment.objects.visible_to(user)
        .filter(period.within("due_on"), due_on__lt=on)
        .exclude(status="withdrawn")
    )
    kept = Q(status__in=ANSWERED, replied_at__date__lte=F("due_on"))
    replies = due.aggregate(
        whole=Count("pk", distinct=True), part=Count("pk", filter=kept, distinct=True)
    )
    rated = Rating.objects.filter(
        period.within("at__date"), issue__in=Issue.objects.visible_to(user)
    ).aggregate(
        whole=Count("pk"),
        satisfied=Count("pk", filter=Q(result=Satisfaction.SATISFIED)),
        fair=Count("pk", filter=Q(result=Satisfaction.FAIR)),
    )
    return [
        Rate("按期办结率", replies["part"], replies["whole"]),
        Rate("满意率", rated["satisfied"], rated["whole"]),
        Rate("基本满意以上率", rated["satisfied"] + rated["fair"], rated["whole"]),
    ]


def late(user: User, on: date) -> list[dict[str, Any]]:
    """What is late, heap by heap of one unit and one studio: how many, and since when."""
    heaps = (
        Assignment.objects.visible_to(user)
        .overdue(on)
        .order_by()
        .values("lead_unit", "lead_unit__name", "studio", "studio__name")
        .annotate(late=Count("pk", distinct=True), oldest=Min("due_on"))
        .order_by("lead_unit__order", "studio__code")
    )
    return list(heaps)


def late_by(noun: str, heaps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The late ones of each unit, or of each studio whose matters wait; the most first."""
    found: dict[int, dict[str, Any]] = {}
    for heap in heaps:
        if (key := heap[noun]) is None:
            continue
        row = found.setdefault(
            key, {noun: key, f"{noun}__name": heap[f"{noun}__name"], "late": 0, "oldest": date.max}
        )
        row["late"] += heap["late"]
        row["oldest"] = min(row["oldest"], heap["oldest"])
    return sorted(found.values(), key=lambda row: -row["late"])
