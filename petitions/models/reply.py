"""Replies, promises and ratings."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from core.constraints import exactly_one_of
from petitions.enums import ContactMode, RequestStatus, Satisfaction
from petitions.models.rules import rating_words


class Reply(models.Model):
    """A unit's answer to an assignment in one round (答复). Handbook F17."""

    assignment = models.ForeignKey("petitions.Assignment", models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    reply_class = models.ForeignKey(
        "petitions.ReplyClass", models.PROTECT, related_name="+", verbose_name="答复类别"
    )
    process = models.TextField("办理过程", max_length=1000)
    result = models.TextField("办理结果", max_length=1500)
    reason = models.TextField("未能解决的原因与政策依据", max_length=500, blank=True)
    contact_mode = models.CharField("沟通方式", max_length=20, choices=ContactMode.choices)
    contacted_on = models.DateField("沟通日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(
        "审核", max_length=20, choices=RequestStatus.choices, default=RequestStatus.REQUESTED
    )
    remark = models.CharField("审核意见", max_length=300, blank=True)
    redo_days = models.PositiveIntegerField("退回后限期（工作日）", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "答复"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(verdict="requested"),
                name="one_reply_waits_for_its_check_at_a_time",
            )
        ]

    def __str__(self):
        return f"第{self.round}轮答复"


class Promise(models.Model):
    """Something a unit promised in a reply (承诺事项): followed until it is kept."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="promises")
    text = models.CharField("承诺事项", max_length=200)
    due_on = models.DateField("兑现日期")
    kept_on = models.DateField("兑现于", null=True, blank=True)

    class Meta:
        verbose_name = "承诺事项"
        ordering = ["due_on", "id"]

    def __str__(self):
        return f"{self.text}（{self.due_on.year}年{self.due_on.month}月{self.due_on.day}日前）"


class Rating(models.Model):
    """How the raiser, or a member, found the result of one round (满意度评价). Handbook F20."""

    issue = models.ForeignKey(
        "consultations.Issue", models.PROTECT, null=True, blank=True, related_name="+"
    )
    assignment = models.ForeignKey(
        "petitions.Assignment", models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    round = models.PositiveSmallIntegerField("轮次", default=1)
    result = models.CharField("办理结果", max_length=20, choices=Satisfaction.choices)
    attitude = models.CharField("办理态度", max_length=20, choices=Satisfaction.choices)
    comment = models.CharField("意见", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "评价"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_rating_is_of_exactly_one_thing",
                condition=exactly_one_of("issue", "assignment"),
            ),
            models.UniqueConstraint(
                fields=["issue", "round"],
                condition=Q(issue__isnull=False),
                name="an_issue_is_rated_once_a_round",
            ),
        ]

    def __str__(self):
        return self.get_result_display()

    @property
    def words(self) -> tuple[str, str]:
        """Result and attitude, in the county's words."""
        owner: Any = self.issue or self.assignment
        said = rating_words(owner.committee_id)
        return said[self.result].label, said[self.attitude].label
