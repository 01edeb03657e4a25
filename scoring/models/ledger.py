"""The ledger of deeds and points (履职积分)."""

from django.db import models
from django.db.models import Q, Sum

from core import clock
from scoring.enums import Merit


class Rule(models.Model):
    """What a deed is worth in a year (积分规则); a new year brings new rows. Handbook 7.3."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    year = models.PositiveIntegerField("年度")
    merit = models.CharField("事项", max_length=30, choices=Merit.choices)
    grade = models.CharField("等级", max_length=30, blank=True)
    code = models.CharField("编号", max_length=10)
    label = models.CharField("名称", max_length=40)
    block = models.CharField("板块", max_length=20)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2)
    yearly_cap = models.DecimalField(
        "年度上限", max_digits=6, decimal_places=2, null=True, blank=True
    )
    block_cap = models.DecimalField(
        "板块年度上限", max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "积分规则"
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "merit", "grade"],
                name="a_deed_has_one_rule_a_year_and_grade",
            )
        ]

    def __str__(self):
        return f"{self.code} {self.label}"


class ScoreEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A member sees their own lines and nobody else's (不设排名)."""
        return self.filter(member__user=user)

    def of_year(self, year: int):
        return self.filter(on__year=year)

    def total(self):
        return self.aggregate(total=Sum("points"))["total"] or 0


class ScoreEntry(models.Model):
    """One signed line of a member's ledger (积分流水); never changed, only reversed."""

    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="+")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="entries")
    merit = models.CharField("事项", max_length=30, choices=Merit.choices)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2)
    on = models.DateField("发生日期")
    source_label = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    source_name = models.CharField("事由", max_length=120)
    source_url = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    remark = models.CharField("说明", max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = ScoreEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "积分流水"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "merit", "source_label", "source_id"],
                condition=Q(reverses=None),
                name="a_deed_is_credited_once",
            )
        ]
        indexes = [models.Index(fields=["member", "on"], name="score_member_on")]

    def __str__(self):
        return f"{self.member} {self.get_merit_display()} {self.points:+}"
