"""Areas: the tree of places below the county."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import models

from core.models import KeptInMemory
from core.versions import Cached

TOWNSHIP = "township"


class Area(KeptInMemory):
    """A place of the county (片区、镇街、村社区); a county may insert levels, also above and below
    the township. Small enough to be kept in memory: who reads what asks for the whole tree."""

    version_name = "areas"

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    level = models.CharField("层级", max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "区域"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="area_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name

    def township(self) -> "Area":
        """The township or street to which this place belongs (itself, if it is one)."""
        area = self
        while area.level != TOWNSHIP and area.parent:
            area = area.parent
        return area


class Place(NamedTuple):
    """What is kept in memory of an area."""

    parent: int | None
    name: str
    level: str
    committee: int


def places() -> dict[int, Place]:
    """Every place with its key, in the order in which the counties list them."""
    return _tree.get()


def above(key: int | None) -> list[int]:
    """A place and everything that contains it, the place itself first."""
    tree, found = _tree.get(), []
    while key is not None and key not in found:
        found.append(key)
        key = tree[key].parent if key in tree else None
    return found


def within(keys: Collection[int]) -> set[int]:
    """These places and everything that lies in them, however many levels down."""
    if not keys:
        return set()
    return {key for key in _tree.get() if not set(keys).isdisjoint(above(key))} | set(keys)


def place_name(key: int) -> str:
    """A place as people say it, its township first: “城关镇 · 老城社区”; asks no database.

    Whatever lies between the two is left out, and what lies above a township stands alone.
    """
    tree = _tree.get()
    names = [
        tree[one].name
        for one in above(key)
        if one in tree and (one == key or tree[one].level == TOWNSHIP)
    ]
    return " · ".join(reversed(names))


def _load() -> dict[int, Place]:
    fields = ("pk", "parent_id", "name", "level", "committee_id")
    rows: Iterable[tuple[int, int | None, str, str, int]] = Area.objects.values_list(*fields)
    return {row[0]: Place(*row[1:]) for row in rows}


_tree: Cached[dict[int, Place]] = Cached(Area.version_name, _load)
