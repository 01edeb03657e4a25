"""What the records of this app can tell without being changed by it: what an assignment comes from
and leads to, where it stands, and what a studio sent up and got back."""

from petitions.lineage import chapters, measures, tallies  # noqa: F401 - they say what they know
from petitions.lineage.links import (
    Link,
    Turn,
    assignments_of,
    chain_of,
    downstream,
    ratings_of,
    sequels_of,
    shown,
    stages_of,
    timeline_of,
    turn_for_raiser,
    turn_of,
    upstream,
)

__all__ = [
    "Link",
    "Turn",
    "assignments_of",
    "chain_of",
    "downstream",
    "ratings_of",
    "sequels_of",
    "shown",
    "stages_of",
    "timeline_of",
    "turn_for_raiser",
    "turn_of",
    "upstream",
]
