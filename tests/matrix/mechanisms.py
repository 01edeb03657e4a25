"""A mechanism of the county, in use, for the access table."""

from types import SimpleNamespace

from tests.builders.mechanisms import make_shipped


def name_the_ways(place) -> SimpleNamespace:
    """Two mechanisms: one whose steps have conditions."""
    return SimpleNamespace(
        mechanism=make_shipped(place.county, "jintai", "sidan"),
        with_gates=make_shipped(place.county, "jintai", "xiguan6"),
    )
