"""Areas: the tree of places below the county."""

from django.db import models


class Area(models.Model):
    """A place of the county (片区、镇街、村社区); a county may insert levels."""

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
        while area.level != "township" and area.parent:
            area = area.parent
        return area
