"""Sectors and special committees: how a CPPCC committee is divided."""

from django.db import models


class Sector(models.Model):
    """A sector of members (界别). Handbook 2.3."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "界别"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="sector_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name


class SpecialCommittee(models.Model):
    """A special committee of the CPPCC committee (专门委员会). Handbook 2.2."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "专门委员会"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="special_committee_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name
