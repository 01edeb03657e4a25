"""What follows from the records without changing them: how far everybody is with what is expected
of them, and what may follow from a year's points."""

from scoring.lineage import panels, tallies  # noqa: F401 - they say what they know
