"""What must come before a step, as the county's mechanism says it (前置条件), and what is met.

Conditions stop the people who work on a matter; they never stop the raiser or the system.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects

from audit.models import Entry
from consultations.enums import (
    AWAITING_CONSULTATION,
    ConsensusStatus,
    FollowUpResult,
    GateKind,
    GateVerb,
    PostingKind,
    TopicStatus,
)
from consultations.models import ConsensusItem, Gate, Issue, Posting, Topic, Vote
from core import clock
from core.access import state_text
from core.days import full_day
from core.gates import kept_for

DAY = timedelta(days=1)
HALF = "1/2"
SPOKEN = str.maketrans("0123456789", "〇一二三四五六七八九")
PASSED_BY = {"system", "citizen"}
# Talked over, and not agreed: what the record says is only a plan.
NOT_AGREED = {*AWAITING_CONSULTATION, TopicStatus.NO_CONSENSUS, TopicStatus.CLOSED}
WRITTEN_IN: dict[str, str] = {GateKind.REVIEW: "reviews", GateKind.VOTE: "votes"}


class Standing(StrEnum):
    """How a condition stands: met, not begun, under way, or answered with no."""

    MET = "met"
    MISSING = "missing"
    RUNNING = "running"
    FAILED = "failed"


Look = tuple[Standing, str]


class Condition(NamedTuple):
    """One thing that must come first: its name, how it stands, and what is missing."""

    verb: str
    label: str
    standing: Standing
    said: str
    kind: str

    @property
    def is_met(self) -> bool:
        return self.standing == Standing.MET


@kept_for(Issue, Topic)
def missing_before(matter: Issue | Topic, verb: str, by: Any, on: date) -> Iterator[str]:
    """A sentence for each condition before this verb that is not met."""
    if by.username in PASSED_BY:
        return
    for condition in conditions_of(matter, on, by=by, verb=verb):
        if not condition.is_met:
            yield f"{condition.label}：{condition.said}。"


@kept_for(ConsensusItem)
def missing_before_work(item: ConsensusItem, verb: str, by: Any, on: date) -> Iterator[str]:
    """Nothing is dispatched or settled before its topic is agreed upon (先定后办)."""
    is_new = item.status == ConsensusStatus.PENDING and item.topic_id is not None
    if by.username in PASSED_BY or verb not in ("dispatch", "settle") or not is_new:
        return
    if item.topic.status in NOT_AGREED:
        yield f"所属议题现为“{state_text(item.topic)}”，形成共识后才能办理这一事项。"


def conditions_of(
    matter: Issue | Topic, on: date, *, by: Any = None, verb: str = ""
) -> list[Condition]:
    """The conditions of a matter's mechanism, or those before one verb, each met or not."""
    noun = matter._meta.model_name
    rules = matter.practice
    wanted = rules.gates_before(f"{noun}.{verb}") if verb else every_gate(matter)
    mine = [gate for gate in wanted if gate.verb.startswith(f"{noun}.")]
    return [_condition(matter, gate, by, on) for gate in mine]


def every_gate(matter: Issue | Topic) -> list[Gate]:
    """All conditions of the mechanism that a matter follows, in the order of its steps."""
    return [gate for step in matter.practice.steps for gate in step.gates]


def fetch_for(topic: Topic) -> None:
    """Read once what the conditions of a topic look at; what its mechanism lacks is not asked."""
    kinds = {gate.kind for gate in every_gate(topic)}
    names = [name for kind, name in WRITTEN_IN.items() if kind in kinds]
    if topic.practice.gates_before(GateVerb.CONCLUDE):
        names.append("consensus_items")
    prefetch_related_objects([topic], "postings", *names)


def has_plan(topic: Topic) -> bool:
    """Talked over with a plan, which waits for what the mechanism asks before it is agreed upon."""
    is_asked = bool(topic.practice.gates_before(GateVerb.CONCLUDE))
    return is_asked and topic.consensus_items.exists()


def is_met(matter: Issue | Topic, gate: Gate, on: date) -> bool:
    return _condition(matter, gate, None, on).is_met


def _condition(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> Condition:
    standing, said = LOOKS[GateKind(gate.kind)](matter, gate, by, on)
    return Condition(gate.verb.partition(".")[2], str(gate), standing, said, gate.kind)


def _yes_or(met: bool, otherwise: Standing) -> Standing:
    return Standing.MET if met else otherwise


def days_of(gate: Gate) -> int:
    """How many natural days a posting must be open, the first and the last counted."""
    return gate.days or 1


def _posted(matter: Topic, gate: Gate, by: Any, on: date) -> Look:
    """Open to the public for the full number of natural days, the first and the last counted."""
    kind = PostingKind.NOTICE if gate.kind == GateKind.NOTICE else PostingKind.WINDOW
    rows = [row for row in matter.postings.all() if row.kind == kind and not row.withdrawn_at]
    long = [row for row in rows if row.closes_on - row.opens_on >= (days_of(gate) - 1) * DAY]
    if not long:
        so_far = "发布的不足日数" if rows else "还没有发布"
        return Standing.MISSING, f"{so_far}（应满{days_of(gate)}日）{_since(matter)}"
    first = min(long, key=lambda row: row.closes_on)
    return _when_open(first, on)


def _when_open(row: Posting, on: date) -> Look:
    opens, closes = full_day(row.opens_on), full_day(row.closes_on)
    if row.closes_on < on:
        return Standing.MET, f"{opens}至{closes}，已期满"
    return Standing.RUNNING, f"{opens}开始，到{closes}期满"


def _reviewed(matter: Topic, gate: Gate, by: Any, on: date) -> Look:
    """The last opinion of this round says yes."""
    last = _last_of_round(matter, matter.reviews.all())
    if last is None:
        return Standing.MISSING, f"{_round(matter)}还没有登记审查意见{_since(matter)}"
    said = f"{full_day(last.held_on)}{'通过' if last.passes else '未通过'}"
    return _yes_or(last.passes, Standing.FAILED), said


def _voted(matter: Topic, gate: Gate, by: Any, on: date) -> Look:
    """Enough of those entitled came, and enough of those who voted agreed."""
    last = _last_of_round(matter, matter.votes.all())
    if last is None:
        return Standing.MISSING, f"{_round(matter)}还没有登记表决结果{_since(matter)}"
    when = full_day(last.held_on)
    if not has_quorum(last, gate):
        said = f"{when}表决参加人数不足（应到{last.entitled}、实到{last.present}），可另行组织"
        return Standing.MISSING, said
    passes = votes_reach(last, gate)
    result = f"同意{last.in_favour}、不同意{last.against}、弃权{last.abstained}"
    said = f"{when}{'通过' if passes else '未通过'}（{result}）"
    return _yes_or(passes, Standing.FAILED), said


def has_quorum(vote: Vote, gate: Gate) -> bool:
    """Enough of those entitled came."""
    return _reaches(vote.present, vote.entitled, gate.quorum or HALF)


def votes_reach(vote: Vote, gate: Gate) -> bool:
    """Enough of those who voted agreed; who abstained has not voted."""
    return _reaches(vote.in_favour, vote.in_favour + vote.against, gate.majority or HALF)


def share_in_words(gate: Gate) -> str:
    """What the county asks of a vote, as it is read out before it."""
    quorum, majority = (_spoken(share or HALF) for share in (gate.quorum, gate.majority))
    return f"应到户数（人数）{quorum}参加，同意和不同意者中{majority}同意，为通过。"


def _spoken(share: str) -> str:
    if share == HALF:
        return "过半数"
    part, _, whole = share.translate(SPOKEN).partition("/")
    return f"{whole}分之{part}以上" if whole else "全部"


def _last_of_round(matter: Topic, rows: Any) -> Any:
    """What was said to the plan of an earlier round no longer counts."""
    mine = [row for row in rows if row.round == matter.round]
    return max(mine, key=lambda row: (row.held_on, row.pk), default=None)


def _reaches(part: int, whole: int, share: str) -> bool:
    """1/2 is more than half, any other share is at least that much; of nothing there is none."""
    if not whole:
        return False
    wanted, found = Fraction(share), Fraction(part, whole)
    return found > wanted if share == HALF else found >= wanted


def _filled(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> Look:
    columns = {field.name: field for field in matter._meta.get_fields()}
    empty = [_called(columns[name]) for name in gate.fields if not _has(matter, name)]
    said = f"还没有{'、'.join(empty)}" if empty else "已齐全"
    return _yes_or(not empty, Standing.MISSING), said


def _called(column: Any) -> str:
    """What a clerk calls a column, or the kind of records that hang on the matter."""
    return str(getattr(column, "verbose_name", "") or column.related_model._meta.verbose_name)


def _has(matter: Issue | Topic, name: str) -> bool:
    value = getattr(matter, name)
    return value.exists() if hasattr(value, "exists") else bool(value)


def _by_another(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> Look:
    """Not by whoever took the last step, and not by the proposer."""
    last = Entry.objects.about(matter).exclude(after="").order_by("-seq").first()
    own = by is not None and getattr(matter, "proposed_by_id", None) == by.pk
    if own or (by is not None and last and last.by_id == by.pk):
        said = "议题由您提出" if own else "上一步由您办理"
        return Standing.MISSING, f"{said}，须由另一人办理"
    return Standing.MET, f"不得由上一步的{last.by_name}办理" if last else "由另一人办理"


def _followed_up(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> Look:
    """Somebody else asked how it went, and it is not unsolved."""
    last = matter.follow_ups.filter(round=matter.round).first()
    if last is None:
        return Standing.MISSING, f"还没有{gate}{_since(matter)}"
    said = f"{full_day(last.done_on)}{last.get_result_display()}"
    return _yes_or(last.result != FollowUpResult.UNSOLVED, Standing.FAILED), said


def _round(topic: Topic) -> str:
    return f"第{topic.round}轮" if topic.round > 1 else ""


def _since(matter: Issue | Topic) -> str:
    """Since when it could have been done: the answer, the decision, the day it came in."""
    for name, word in SINCE:
        if moment := getattr(matter, name, None):
            return f"（{full_day(clock.local_day(moment))}{word}）"
    return ""


SINCE = (
    ("answered_at", "已答复"),
    ("decided_at", "已审定"),
    ("proposed_at", "提出"),
    ("raised_at", "提出"),
)
LOOKS: dict[GateKind, Callable[..., Look]] = {
    GateKind.NOTICE: _posted,
    GateKind.WINDOW: _posted,
    GateKind.REVIEW: _reviewed,
    GateKind.VOTE: _voted,
    GateKind.FORM: _filled,
    GateKind.SECOND: _by_another,
    GateKind.FOLLOW_UP: _followed_up,
}
