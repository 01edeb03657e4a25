"""Places to choose from, each under the one that contains it (区域)."""

from collections.abc import Sequence

from studios.models.area import above

# A select keeps full-width blanks at the beginning of a line.
INDENT = "　"


def in_tree_order(places: Sequence[tuple[int, str, int]]) -> list[tuple[int, str]]:
    """Places given as (key, name, order) become choices: a township, then what lies in it."""
    rank = {key: (order, key) for key, _, order in places}
    paths = {key: [rank[k] for k in reversed(above(key)) if k in rank] for key in rank}
    return [
        (key, INDENT * (len(paths[key]) - 1) + name)
        for key, name, _ in sorted(places, key=lambda place: paths[place[0]])
    ]
