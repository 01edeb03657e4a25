"""Areas: the tree of places below the county."""

from collections.abc import Collection, Iterable

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


def above(key: int | None) -> list[int]:
    """A place and everything that contains it, the place itself first."""
    parents, found = _parents.get(), []
    while key is not None and key not in found:
        found.append(key)
        key = parents.get(key)
    return found


def within(keys: Collection[int]) -> set[int]:
    """These places and everything that lies in them, however many levels down."""
    if not keys:
        return set()
    return {key for key in _parents.get() if not set(keys).isdisjoint(above(key))} | set(keys)


def _load() -> dict[int, int | None]:
    rows: Iterable[tuple[int, int | None]] = Area.objects.order_by().values_list("pk", "parent_id")
    return dict(rows)


_parents: Cached[dict[int, int | None]] = Cached(Area.version_name, _load)
