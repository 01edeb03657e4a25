"""What is expected of members, studios, townships and committees in a time (定额)."""

from django.db import models
from django.db.models import Q

from scoring.enums import Cycle, QuotaEvent, QuotaScope


class QuotaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is expected is known to everybody of the county."""
        return self.filter(committee_id=user.committee_id)

    def of(self, scope: str):
        return self.filter(scope=scope)


class Quota(models.Model):
    """So much of something in a month, a quarter, a half-year, a year or a term: 4+X, 五个一 and
    their like are rows (定额). What was done is counted from the records. Handbook 3.3."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    group = models.CharField("名目", max_length=20, blank=True)
    label = models.CharField("名称", max_length=40)
    scope = models.CharField("对象", max_length=20, choices=QuotaScope.choices)
    event = models.CharField("计数事项", max_length=30, choices=QuotaEvent.choices)
    # Only these: {"kind": ["micro_study"]}, {"level": ["CITY"]}, {"sector": true}.
    filter = models.JSONField("只计", default=dict, blank=True)
    kinds = models.JSONField("适用类型", default=list, blank=True)
    cycle = models.CharField("周期", max_length=20, choices=Cycle.choices)
    target = models.PositiveSmallIntegerField("应完成")
    unit = models.CharField("单位", max_length=10, default="次")
    # In hundredths of the target: less than this when two thirds of the time are over is amber.
    warn_at = models.PositiveSmallIntegerField("预警（%）", default=50)
    # Beyond the fixed ones, of one's own choice: counted and shown, never owed (X 自选动作).
    is_self_chosen = models.BooleanField("自选动作", default=False)
    order = models.PositiveIntegerField("排序", default=0)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = "定额"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="quota_code_is_unique_in_county"
            ),
            models.CheckConstraint(
                name="only_what_one_chooses_oneself_has_no_target",
                condition=Q(target__gte=1) | Q(is_self_chosen=True),
            ),
        ]

    def __str__(self):
        return self.label
