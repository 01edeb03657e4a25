"""Mechanisms: the county's own names for our steps."""

from django.db import models

from consultations.enums import Stage


class Mechanism(models.Model):
    """A county's way of working (机制), e.g. 四单: names and order of the canonical stages."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    is_default = models.BooleanField("默认", default=False)

    class Meta:
        verbose_name = "机制"
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="mechanism_code_is_unique_in_county"
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=models.Q(is_default=True),
                name="a_county_has_one_default_mechanism",
            ),
        ]

    def __str__(self):
        return self.name


class Step(models.Model):
    """One step of a mechanism as the county says it (步骤), covering one or more stages."""

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField("次序")
    label = models.CharField("名称", max_length=20)
    stages = models.JSONField("规范阶段", default=list)
    actor = models.CharField("由谁", max_length=40, blank=True)

    class Meta:
        verbose_name = "机制步骤"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "order"], name="a_mechanism_has_one_step_at_each_place"
            )
        ]

    def __str__(self):
        return self.label

    def covers(self, stage: Stage) -> bool:
        return stage in self.stages
