"""A table of steps: from which state, by which verb, to which state, and whose turn it is.

The table is the only authority on *when* a step is possible; *who* may take it is a predicate
(`core.access`). A colleague from the office can read it, and a test needs no database.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import TextChoices

from core.refusals import Refusal


class NotAllowedNow(Refusal):
    """The step exists, but not from the present state: wrong moment, or somebody was quicker."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb of a table. `target` None: the state stays; `who` is told to the refused."""

    verb: str
    label: str
    sources: frozenset[str]
    target: str | None
    who: str


class Workflow:
    """The steps of one kind of matter, in the order in which the office thinks of them.

    >>> REPORT = Workflow(
    ...     states=ReportStatus,
    ...     submit=("提交", {R.DRAFT, R.RETURNED}, R.SUBMITTED, "作者"),
    ...     remark=("批注", {R.SUBMITTED}, None, "编辑"),
    ... )
    """

    def __init__(
        self,
        states: type[TextChoices] | None = None,
        **steps: tuple[str, AbstractSet[str], str | None, str],
    ) -> None:
        self.states = states
        self.steps = {
            verb: Step(verb, label, frozenset(sources), target, who)
            for verb, (label, sources, target, who) in steps.items()
        }

    def target(self, verb: str, status: str) -> str:
        """The state that `verb` leads to from `status`; refuses when it cannot be taken there."""
        step = self.steps[verb]
        if status not in step.sources:
            raise NotAllowedNow(self.why_not(step, status))
        return status if step.target is None else step.target

    def possible(self, status: str) -> list[Step]:
        """The steps that the table allows from `status`, whoever asks."""
        return [step for step in self.steps.values() if status in step.sources]

    def is_final(self, status: str) -> bool:
        """No step leads out of `status`."""
        return not any(step.target not in (None, status) for step in self.possible(status))

    def state_label(self, status: str) -> str:
        """The office's word for a state."""
        return str(self.states(status).label) if self.states else str(status)

    def edges(self) -> Iterator[tuple[str, Step, str]]:
        """Every arrow of the diagram, from state to state."""
        for step in self.steps.values():
            for source in sorted(step.sources):
                yield source, step, source if step.target is None else step.target

    def why_not(
        self, step: Step, status: str, state_label: Callable[[str], str] | None = None
    ) -> str:
        """Why a step cannot be taken from `status`, and from where it could, by whom."""
        label = state_label or self.state_label
        present = f"当前为“{label(status)}”，不能{step.label}。"
        order = list(self.states.values) if self.states else []
        sources = sorted(step.sources, key=lambda s: (order.index(s) if s in order else -1, s))
        if not sources:
            return present
        words = "".join(f"“{label(source)}”" for source in sources)
        return f"{present}只有在{words}时，才能由{step.who}{step.label}。"
