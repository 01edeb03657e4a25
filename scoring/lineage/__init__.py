"""What follows from the records without changing them: how far everybody is with what is expected
of them, and what may follow from a year's points."""

from scoring.lineage import tallies  # noqa: F401 - it says what it knows
