"""How the points of a year are read (积分方案): base and bonus, levels, what follows."""

from django.db import models


class Scheme(models.Model):
    """A year's scheme, e.g. 基础100分＋加分40分, with levels and consequences. 10.1."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    base = models.PositiveSmallIntegerField("基础分上限")
    bonus = models.PositiveSmallIntegerField("加分上限", default=0)
    # Which blocks of the table are bonus; all others are base.
    bonus_blocks = models.JSONField("加分板块", default=list, blank=True)

    class Meta:
        verbose_name = "积分方案"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year"], name="a_year_has_one_scheme_in_a_county"
            )
        ]

    def __str__(self):
        return f"{self.year}年积分方案"


class Level(models.Model):
    """What a year is called from so many points on (等次): 优秀、称职、基本称职、不称职."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="levels")
    code = models.SlugField("代码", max_length=20)
    label = models.CharField("名称", max_length=20)
    at_least = models.PositiveSmallIntegerField("不低于")

    class Meta:
        verbose_name = "等次"
        ordering = ["-at_least"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "at_least"], name="levels_begin_at_different_points"
            ),
            models.UniqueConstraint(fields=["scheme", "code"], name="a_level_is_named_once"),
        ]

    def __str__(self):
        return self.label


class Consequence(models.Model):
    """What is proposed to the office after so many years below a mark (结果运用): never automatic,
    a person signs it. E.g. 连续两年低于40分，建议劝辞."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="consequences")
    code = models.SlugField("代码", max_length=20)
    label = models.CharField("名称", max_length=30)
    below = models.PositiveSmallIntegerField("低于")
    years = models.PositiveSmallIntegerField("连续年数", default=1)

    class Meta:
        verbose_name = "结果运用"
        ordering = ["-years", "below"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="a_consequence_is_named_once")
        ]

    def __str__(self):
        return self.label
