"""What happens while a unit handles an assignment: progress, and what it asks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from petitions.enums import ProgressStage, RequestStatus
from petitions.workflow import EXTENSION


class Progress(models.Model):
    """What the unit has done so far (办理进展). Handbook F16."""

    assignment = models.ForeignKey("petitions.Assignment", models.PROTECT, related_name="progress")
    stage = models.CharField("阶段", max_length=20, choices=ProgressStage.choices)
    text = models.CharField("内容", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "进展"
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.get_stage_display()}：{self.text}"


class Extension(models.Model):
    """More time, asked for and decided (延期). `days` are working days. Handbook 5.2."""

    workflow = EXTENSION

    assignment = models.ForeignKey(
        "petitions.Assignment", models.PROTECT, related_name="extensions"
    )
    days = models.PositiveIntegerField("延期工作日")
    reason = models.CharField("理由", max_length=300)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    status = models.CharField(
        "状态", max_length=20, choices=RequestStatus.choices, default=RequestStatus.REQUESTED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField("批复", max_length=300, blank=True)

    class Meta:
        verbose_name = "延期"
        ordering = ["requested_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(status="requested"),
                name="one_extension_is_asked_for_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.assignment}：延期{self.days}个工作日"

    def get_absolute_url(self):
        return self.assignment.get_absolute_url()

    @property
    def committee(self):
        return self.assignment.committee

    @property
    def trail_scope(self) -> str:
        return self.committee.code


class ReturnRequest(models.Model):
    """A unit says that the matter is not its own (申退). Handbook F15, 5.2."""

    assignment = models.ForeignKey(
        "petitions.Assignment", models.PROTECT, related_name="return_requests"
    )
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=300)
    suggested_unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="建议承办单位",
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(
        "结果", max_length=20, choices=RequestStatus.choices, default=RequestStatus.REQUESTED
    )
    decision = models.CharField("批复", max_length=300, blank=True)

    class Meta:
        verbose_name = "申退"
        ordering = ["requested_at", "id"]

    def __str__(self):
        return f"{self.unit}申请退回"
