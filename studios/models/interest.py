"""What a member has declared so that nobody judges in their own cause (利害关系申报)."""

from datetime import date

from django.db import models
from django.db.models import Q

from studios.enums import InterestKind


class InterestQuerySet(models.QuerySet):
    def in_force(self, on: date):
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), declared_on__lte=on)


class Interest(models.Model):
    """A unit or firm with which a member or their family is tied, as they declared it."""

    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="interests")
    kind = models.CharField("关系", max_length=20, choices=InterestKind.choices)
    name = models.CharField("单位或企业名称", max_length=60)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="承办单位",
    )
    declared_on = models.DateField("申报日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = "利害关系"
        ordering = ["-declared_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="an_interest_ends_after_it_was_declared",
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("declared_on")),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.name}"
