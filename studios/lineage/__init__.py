"""What the directory's own records can tell: what the portal counts of a studio by itself, and how
the studio stands against the county's standards."""

from studios.lineage import measures, panels  # noqa: F401 - they say what they know
