"""Mechanisms as they are asked on every page: whole, from memory, without a query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from consultations.enums import Decider, LimitCode, RefuseTo, Stage
from consultations.models.mechanism import MEMORY, Gate, Mechanism, Season, Step
from core.enums import LimitKind
from core.versions import Cached
from core.workdays import Limit

# Which limit runs while a matter stands at a stage.
LIMIT_OF_STAGE: dict[str, tuple[LimitCode, ...]] = {
    Stage.TRIAGE: (LimitCode.TRIAGE, LimitCode.TRIAGE_QR, LimitCode.VERIFY),
    Stage.DECIDE: (LimitCode.DECIDE,),
    Stage.CLAIM: (LimitCode.CLAIM,),
    Stage.EVALUATE: (LimitCode.RATE,),
}
# A decision may be asked to be completed, and a task be declined, once if nothing else is said.
ONCE = 1


@dataclass(frozen=True)
class StepRule:
    """A step with its conditions, as kept in memory."""

    label: str
    stages: frozenset[str]
    actor: str = ""
    decider: str = ""
    limit: Limit | None = None
    refuse_to: str = ""
    refusals: int | None = None
    gates: tuple[Gate, ...] = ()

    @property
    def stage_words(self) -> list[str]:
        """The canonical stages that it covers, by name."""
        return [stage.label for stage in Stage if stage in self.stages]

    @property
    def decider_word(self) -> str:
        return Decider(self.decider).label if self.decider else ""

    @property
    def refusal_word(self) -> str:
        """Where a matter goes that is turned down here, and how often."""
        if not self.refuse_to:
            return ""
        often = "" if self.refuse_to == RefuseTo.END else f"，最多{self.refusals or ONCE}次"
        return f"{RefuseTo(self.refuse_to).label}{often}"


@dataclass(frozen=True)
class Practice:
    """One version of a mechanism, whole: what pages, permissions and conditions ask."""

    pk: int | None
    committee_id: int | None
    code: str
    name: str
    version: int = 1
    is_default: bool = False
    is_current: bool = True
    sources: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    words: dict[str, str] = field(default_factory=dict)
    steps: tuple[StepRule, ...] = ()
    seasons: tuple[Season, ...] = ()

    def step_at(self, stage: str) -> StepRule | None:
        """The step that covers a stage; None where the county has no own name for it."""
        return next((step for step in self.steps if stage in step.stages), None)

    def label_of(self, stage: str) -> str:
        """What the county calls the step that covers a stage."""
        step = self.step_at(stage)
        return step.label if step else Stage(stage).label

    @property
    def decider(self) -> str:
        """Who decides whether a topic is taken up (审定主体)."""
        step = self.step_at(Stage.DECIDE)
        return (step.decider if step else "") or Decider.TOWNSHIP.value

    def gates_before(self, verb: str) -> list[Gate]:
        """Every condition before a verb, in the order of the steps."""
        return [gate for step in self.steps for gate in step.gates if gate.verb == verb]

    def refusals_at(self, stage: str, to: str) -> int:
        """How often the step at a stage may turn a matter down to there; nought if never."""
        step = self.step_at(stage)
        if step is None or not step.refuse_to:
            return ONCE
        if step.refuse_to != to:
            return 0
        return ONCE if step.refusals is None else step.refusals

    def limit_for(self, code: str) -> Limit | None:
        """The limit that this mechanism sets itself; None where the county's general one runs."""
        for stage, codes in LIMIT_OF_STAGE.items():
            step = self.step_at(stage)
            if code in codes and step is not None and step.limit:
                return step.limit
        return None


# Without any row our own words are used, and nothing is skipped.
PLAIN = Practice(
    None,
    None,
    "",
    "通用流程",
    steps=tuple(StepRule(stage.label, frozenset({stage.value})) for stage in Stage),
)


def _load() -> dict[int, Practice]:
    rows = Mechanism.objects.prefetch_related("steps__gates", "seasons")
    return {row.pk: practice_from(row, row.steps.all(), row.seasons.all()) for row in rows}


def practice_from(
    row: Mechanism, steps: Iterable[Step], seasons: Iterable[Season] = ()
) -> Practice:
    """What a mechanism says, out of its rows."""
    return Practice(
        pk=row.pk,
        committee_id=row.committee_id,
        code=row.code,
        name=row.name,
        version=row.version,
        is_default=row.is_default,
        is_current=row.is_current,
        sources=frozenset(row.sources),
        skipped=frozenset(row.skipped),
        words=dict(row.words),
        steps=tuple(
            StepRule(
                label=step.label,
                stages=frozenset(step.stages),
                actor=step.actor,
                decider=step.decider,
                limit=Limit(step.limit, LimitKind(step.limit_kind)) if step.limit else None,
                refuse_to=step.refuse_to,
                refusals=step.refusals,
                gates=tuple(step.gates.all()),
            )
            for step in steps
        ),
        seasons=tuple(seasons),
    )


_practices: Cached[dict[int, Practice]] = Cached(MEMORY, _load)


def practice(key: int | None) -> Practice:
    """A mechanism by its key, from memory; our own words where there is none."""
    return _practices.get().get(key, PLAIN) if key else PLAIN


def current_of(committee_id: int) -> list[Practice]:
    """The county's mechanisms in their current versions, the default first."""
    found = [p for p in _practices.get().values() if p.committee_id == committee_id]
    return sorted((p for p in found if p.is_current), key=lambda p: (not p.is_default, p.code))


def versions_of(committee_id: int) -> list[Practice]:
    """Every mechanism of a county in every version under which matters may still run."""
    return [p for p in _practices.get().values() if p.committee_id == committee_id]


def default_of(committee_id: int) -> Practice:
    """The mechanism that a county uses where nothing else is said."""
    return next((p for p in current_of(committee_id) if p.is_default), PLAIN)


def for_source(committee_id: int, source: str) -> Practice:
    """The mechanism of matters that come in by this way (值班接待、扫码……), or the default."""
    own = (p for p in current_of(committee_id) if source in p.sources)
    return next(own, default_of(committee_id))
