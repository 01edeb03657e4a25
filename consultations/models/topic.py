"""Topics: what a studio, a township or the committee takes up."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import (
    AWAITING_CONSULTATION,
    AWAITING_DECISION,
    OPEN_TO_ISSUES,
    WITH_RESULT,
    TopicNature,
    TopicStatus,
)
from consultations.workflow import TOPIC
from core import clock
from studios.models.area import within


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Office, leaders and members read the county's topics; a township reads its own."""
        mine = self.filter(committee_id=user.committee_id)
        everybody = (
            Role.OFFICE,
            Role.PROPOSALS,
            Role.SIGNER,
            Role.LEADER,
            Role.COMMITTEE_STAFF,
            Role.CONVENER,
            Role.LIAISON,
        )
        if user.holds(*everybody) or user.member_in_office:
            return mine
        areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
        return mine.filter(studio__area__in=areas)

    def awaiting_decision(self):
        """The township party office has to say yes, later or no."""
        return self.filter(status__in=AWAITING_DECISION)

    def awaiting_consultation(self):
        return self.filter(status__in=AWAITING_CONSULTATION)

    def open_to_issues(self):
        return self.filter(status__in=OPEN_TO_ISSUES)

    def dispatched(self):
        """Units are at work on what was agreed."""
        return self.filter(status=TopicStatus.DISPATCHED)

    def with_result(self):
        """Everything that was agreed has an outcome."""
        return self.filter(status__in=WITH_RESULT)

    def concluded(self):
        """Agreed, and waiting to be dispatched."""
        return self.filter(status=TopicStatus.CONCLUDED)


class Topic(models.Model):
    """A matter taken up for consultation (议题). Handbook F05, F06.

    Many issues may join one topic: that is the merge, and each raiser is still told.
    """

    workflow = TOPIC
    hidden_steps = {"conclude", "dispatch", "complete"}
    status_tones = {
        TopicStatus.PROPOSED: "amber",
        TopicStatus.SHELVED: "gray",
        TopicStatus.DECLINED: "gray",
        TopicStatus.COMPLETED: "green",
    }

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
    )
    mechanism = models.ForeignKey(
        "consultations.Mechanism",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="机制",
    )
    number = models.CharField("编号", max_length=40)
    title = models.CharField("议题名称", max_length=50)
    background = models.TextField("背景与问题", max_length=800)
    aim = models.TextField("拟解决的问题", max_length=500, blank=True)
    category = models.ForeignKey(
        "consultations.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="类别",
    )
    nature = models.CharField("性质", max_length=20, choices=TopicNature.choices, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间", default=clock.now)
    status = models.CharField(
        "状态", max_length=20, choices=TopicStatus.choices, default=TopicStatus.PROPOSED
    )
    decision_due_on = models.DateField("点题期限", null=True, blank=True)
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    requirement = models.CharField("点题要求", max_length=300, blank=True)
    answer_due_on = models.DateField("完成时限", null=True, blank=True)
    review_on = models.DateField("复议日期", null=True, blank=True)
    reason = models.ForeignKey(
        "consultations.ReasonCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="理由",
    )
    lead = models.ForeignKey(
        "studios.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="牵头委员",
    )
    version = models.PositiveIntegerField(default=1)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        ordering = ["-proposed_at", "-id"]
        indexes = [
            models.Index(fields=["committee", "-proposed_at", "-id"], name="topic_recent"),
            models.Index(
                fields=["committee", "status", "-proposed_at", "-id"], name="topic_status"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="a_topic_number_is_given_once"
            ),
            models.CheckConstraint(
                name="shelved_topics_say_when_they_return",
                condition=~Q(status="shelved") | Q(review_on__isnull=False, reason__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_topics_give_a_reason",
                condition=~Q(status="declined") | Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="claimed_topics_name_their_lead",
                condition=~Q(status="claimed") | Q(lead__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:topic", args=[self.pk])

    @property
    def subject(self):
        """What it is about, without the set phrase around it: 关于……的议题."""
        return self.title.removeprefix("关于").removesuffix("的议题")

    @property
    def next_due_on(self):
        """The day that whoever has the turn should keep, if there is one."""
        days: dict[str, date | None] = {
            TopicStatus.PROPOSED: self.decision_due_on,
            TopicStatus.SHELVED: self.review_on,
            TopicStatus.DESIGNATED: self.answer_due_on,
            TopicStatus.CLAIMED: self.answer_due_on,
        }
        return days.get(self.status)
