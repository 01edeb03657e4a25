"""The year's catalogue of topics (课题目录), what townships say to it, how answers are marked."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from consultations.enums import Capacity, EntryStatus, FollowUpResult, FollowUpWay, Verdict
from consultations.models.issue import Issue
from consultations.models.topic import Topic
from consultations.workflow import ENTRY
from core import clock
from core.constraints import exactly_one_of


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The catalogue is read by everybody of the county."""
        return self.filter(committee_id=user.committee_id)

    def of_year(self, year: int):
        return self.filter(year=year)

    def open(self):
        """Townships may choose it."""
        return self.filter(status=EntryStatus.OPEN)

    def withdrawn(self):
        return self.filter(status=EntryStatus.WITHDRAWN)


class CatalogueEntry(models.Model):
    """A topic that the CPPCC committee sets before the townships (政协出题). Handbook 3.5.4."""

    workflow = ENTRY
    status_tones = {EntryStatus.WITHDRAWN: "gray"}

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("课题", max_length=50)
    background = models.TextField("背景与问题", max_length=800)
    aim = models.TextField("拟解决的问题", max_length=500, blank=True)
    special_committee = models.ForeignKey(
        "studios.SpecialCommittee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="出题专委会",
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("出题时间", default=clock.now)
    # Turned down by a township, an entry may be changed once.
    changed_at = models.DateTimeField("修改时间", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=EntryStatus.choices, default=EntryStatus.OPEN
    )
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "课题"
        ordering = ["year", "id"]
        indexes = [models.Index(fields=["committee", "year"], name="entry_year")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:entry", args=[self.pk])


class EntryAnswer(models.Model):
    """What one township's Party office says to an entry (点题意见)."""

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="answers")
    area = models.ForeignKey("studios.Area", models.PROTECT, related_name="+")
    verdict = models.CharField("意见", max_length=20, choices=Verdict.choices)
    topic = models.ForeignKey(
        "consultations.Topic", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    reason = models.ForeignKey(
        "consultations.ReasonCode", models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField("说明", max_length=300, blank=True)
    review_on = models.DateField("复议日期", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "点题意见"
        ordering = ["area_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "area"], name="a_township_answers_an_entry_once"
            ),
            models.CheckConstraint(
                name="a_chosen_entry_becomes_a_topic_and_no_other_does",
                condition=Q(verdict="chosen", topic__isnull=False)
                | ~Q(verdict="chosen") & Q(topic=None, reason__isnull=False),
            ),
            models.CheckConstraint(
                name="shelved_entries_say_when_they_return",
                condition=~Q(verdict="shelved") | Q(review_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.area}：{self.get_verdict_display()}"


class TopicMark(models.Model):
    """How the answer to a topic is marked (评题): by the linked leader, by the Party office."""

    topic = models.ForeignKey("consultations.Topic", models.PROTECT, related_name="marks")
    capacity = models.CharField("评题人", max_length=20, choices=Capacity.choices)
    points = models.PositiveSmallIntegerField("得分", validators=[MaxValueValidator(100)])
    comment = models.CharField("评语", max_length=300, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "评题"
        ordering = ["capacity"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "capacity"], name="a_topic_is_marked_once_by_each_side"
            ),
            models.CheckConstraint(
                name="a_mark_is_at_most_a_hundred", condition=Q(points__lte=100)
            ),
        ]

    def __str__(self):
        return f"{self.topic} {self.get_capacity_display()} {self.points}分"


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the matter."""
        return self.filter(
            Q(topic__in=Topic.objects.visible_to(user))
            | Q(issue__in=Issue.objects.visible_to(user))
        )


class FollowUp(models.Model):
    """Somebody else than who solved it asks how it went (查单、回访). Handbook 3.5.5, F19."""

    issue = models.ForeignKey(
        "consultations.Issue", models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    topic = models.ForeignKey(
        "consultations.Topic", models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    round = models.PositiveSmallIntegerField("轮次", default=1)
    done_on = models.DateField("日期")
    way = models.CharField("方式", max_length=20, choices=FollowUpWay.choices)
    is_reached = models.BooleanField("联系上反映人", default=True)
    result = models.CharField("结果", max_length=20, choices=FollowUpResult.choices)
    remark = models.CharField("情况", max_length=300, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "查单"
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_follow_up_is_about_one_matter",
                condition=exactly_one_of("issue", "topic"),
            )
        ]

    def __str__(self):
        return f"{self.issue or self.topic}查单"
