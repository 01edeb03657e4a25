"""What the records of this app can tell without being changed by it: where a matter stands, and for
the pages below (`core.chapters`, `core.panels`) what a studio did and what it has to show."""

from consultations.lineage import (  # noqa: F401 - they say what they know
    carried,
    chapters,
    desk,
    gates,
    hands,
    measures,
    panels,
    talks,
    tallies,
    topics,
)
from consultations.lineage.gates import Condition, conditions_of
from consultations.lineage.stages import StageView, stages_of
from consultations.lineage.turns import Turn, decider_of, turn_of

__all__ = [
    "Condition",
    "StageView",
    "Turn",
    "conditions_of",
    "decider_of",
    "stages_of",
    "turn_of",
]
