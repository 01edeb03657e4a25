"""What must come before a step, as the county's mechanism says it (前置条件), and what is met.

Conditions stop the people who work on a matter; they never stop the raiser or the system.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from audit.models import Entry
from consultations.enums import FollowUpResult, GateKind, PostingKind
from consultations.models import Gate, Issue, Topic
from core import clock
from core.days import full_day
from core.gates import kept_for

DAY = timedelta(days=1)
HALF = "1/2"
PASSED_BY = {"system", "citizen"}


class Condition(NamedTuple):
    """One thing that must come first: its name, whether it is met, and how it stands."""

    verb: str
    label: str
    is_met: bool
    said: str


@kept_for(Issue, Topic)
def missing_before(matter: Issue | Topic, verb: str, by: Any, on: date) -> Iterator[str]:
    """A sentence for each condition before this verb that is not met."""
    if by.username in PASSED_BY:
        return
    for condition in conditions_of(matter, on, by=by, verb=verb):
        if not condition.is_met:
            yield f"{condition.label}：{condition.said}。"


def conditions_of(
    matter: Issue | Topic, on: date, *, by: Any = None, verb: str = ""
) -> list[Condition]:
    """The conditions of a matter's mechanism, or those before one verb, each met or not."""
    noun = matter._meta.model_name
    rules = matter.practice
    wanted = (
        rules.gates_before(f"{noun}.{verb}")
        if verb
        else [gate for step in rules.steps for gate in step.gates]
    )
    mine = [gate for gate in wanted if gate.verb.startswith(f"{noun}.")]
    return [_condition(matter, gate, by, on) for gate in mine]


def is_met(matter: Issue | Topic, gate: Gate, on: date) -> bool:
    return _condition(matter, gate, None, on).is_met


def _condition(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> Condition:
    met, said = LOOKS[GateKind(gate.kind)](matter, gate, by, on)
    return Condition(gate.verb.partition(".")[2], str(gate), met, said)


def _posted(matter: Topic, gate: Gate, by: Any, on: date) -> tuple[bool, str]:
    """Open to the public for the full number of natural days, the first and the last counted."""
    kind = PostingKind.NOTICE if gate.kind == GateKind.NOTICE else PostingKind.WINDOW
    days = gate.days or 1
    rows = matter.postings.filter(kind=kind, withdrawn_at=None)
    long = [row for row in rows if (row.closes_on - row.opens_on) >= (days - 1) * DAY]
    if not long:
        return False, f"还没有发布（应满{days}日）"
    first = min(long, key=lambda row: row.closes_on)
    if first.closes_on < on:
        return True, f"{full_day(first.opens_on)}至{full_day(first.closes_on)}，已期满"
    return False, f"{full_day(first.opens_on)}开始，到{full_day(first.closes_on)}期满"


def _reviewed(matter: Topic, gate: Gate, by: Any, on: date) -> tuple[bool, str]:
    last = matter.reviews.filter(round=matter.round).first()
    if last is None:
        return False, "还没有登记审查意见"
    return last.passes, f"{full_day(last.held_on)}{'通过' if last.passes else '未通过'}"


def _voted(matter: Topic, gate: Gate, by: Any, on: date) -> tuple[bool, str]:
    """Enough of those entitled came, and enough of those who voted agreed."""
    last = matter.votes.filter(round=matter.round).first()
    if last is None:
        return False, "还没有登记表决结果"
    when = full_day(last.held_on)
    if not _reaches(last.present, last.entitled, gate.quorum or HALF):
        return False, f"{when}表决参加人数不足（应到{last.entitled}、实到{last.present}）"
    cast = last.in_favour + last.against
    passes = _reaches(last.in_favour, cast, gate.majority or HALF)
    return (
        passes,
        f"{when}{'通过' if passes else '未通过'}（同意{last.in_favour}、不同意{last.against}）",
    )


def _reaches(part: int, whole: int, share: str) -> bool:
    """1/2 is more than half, any other share is at least that much; of nothing there is none."""
    if not whole:
        return False
    wanted, found = Fraction(share), Fraction(part, whole)
    return found > wanted if share == HALF else found >= wanted


def _filled(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> tuple[bool, str]:
    columns = {field.name: field for field in matter._meta.get_fields()}
    empty = [_called(columns[name]) for name in gate.fields if not _has(matter, name)]
    return not empty, f"还没有{'、'.join(empty)}" if empty else "已齐全"


def _called(column: Any) -> str:
    """What a clerk calls a column, or the kind of records that hang on the matter."""
    return str(getattr(column, "verbose_name", "") or column.related_model._meta.verbose_name)


def _has(matter: Issue | Topic, name: str) -> bool:
    value = getattr(matter, name)
    return value.exists() if hasattr(value, "exists") else bool(value)


def _by_another(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> tuple[bool, str]:
    """Not by whoever took the last step, and not by the proposer."""
    last = Entry.objects.about(matter).exclude(after="").order_by("-seq").first()
    if by is None:
        return True, f"不得由上一步的{last.by_name}办理" if last else "由另一人办理"
    own = getattr(matter, "proposed_by_id", None) == by.pk
    return not own and not (last and last.by_id == by.pk), "上一步由您办理，须由另一人办理"


def _followed_up(matter: Issue | Topic, gate: Gate, by: Any, on: date) -> tuple[bool, str]:
    last = matter.follow_ups.filter(round=matter.round).first()
    if last is None:
        since = _since(matter)
        return False, f"还没有{gate}{f'（{full_day(since)}已答复）' if since else ''}"
    return (
        last.result != FollowUpResult.UNSOLVED,
        f"{full_day(last.done_on)}{last.get_result_display()}",
    )


def _since(matter: Issue | Topic) -> date | None:
    answered = getattr(matter, "answered_at", None)
    return clock.local_day(answered) if answered else None


LOOKS: dict[GateKind, Callable[..., tuple[bool, str]]] = {
    GateKind.NOTICE: _posted,
    GateKind.WINDOW: _posted,
    GateKind.REVIEW: _reviewed,
    GateKind.VOTE: _voted,
    GateKind.FORM: _filled,
    GateKind.SECOND: _by_another,
    GateKind.FOLLOW_UP: _followed_up,
}
