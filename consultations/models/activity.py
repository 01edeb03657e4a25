"""What members did together, and what was agreed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import (
    AGREED_UPON,
    ActivityKind,
    ActivityStatus,
    ConsensusStatus,
    Exit,
)
from consultations.workflow import ACTIVITY, CONSENSUS
from core import clock
from studios.models.area import within


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who works with studios reads the county's activities, a township its own; units none."""
        mine = self.filter(committee_id=user.committee_id)
        inside = (
            Role.OFFICE,
            Role.PROPOSALS,
            Role.SIGNER,
            Role.LEADER,
            Role.COMMITTEE_STAFF,
            Role.CONVENER,
            Role.LIAISON,
        )
        if user.holds(*inside) or user.member_in_office:
            return mine
        areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
        return mine.filter(studio__area__in=areas)

    def awaiting_confirmation(self):
        return self.filter(status=ActivityStatus.RECORDED)

    def awaiting_dispatch(self):
        """Something agreed there still waits to be dispatched to a unit."""
        is_agreed = Q(consensus_items__topic=None) | Q(
            consensus_items__topic__status__in=AGREED_UPON
        )
        return self.filter(
            is_agreed,
            consensus_items__status=ConsensusStatus.PENDING,
            consensus_items__exit=Exit.DISPATCH,
        ).distinct()

    def returned(self):
        return self.filter(status=ActivityStatus.RETURNED)

    def confirmed(self):
        return self.filter(status=ActivityStatus.CONFIRMED)


class Activity(models.Model):
    """Something a studio did (活动), the consultation (微协商) above all. Handbook F09–F12."""

    workflow = ACTIVITY

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
    )
    topic = models.ForeignKey(
        "consultations.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="议题",
    )
    number = models.CharField("编号", max_length=40)
    kind = models.CharField("类型", max_length=30, choices=ActivityKind.choices)
    title = models.CharField("名称", max_length=60)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=100)
    host = models.ForeignKey(
        "studios.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="主持人",
    )
    members = models.ManyToManyField("studios.Member", through="Attendance", related_name="+")
    units = models.ManyToManyField(
        "accounts.Unit", related_name="+", blank=True, verbose_name="到会单位"
    )
    others_count = models.PositiveIntegerField("群众及其他人数", default=0)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间", default=clock.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="确认人",
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=ActivityStatus.choices, default=ActivityStatus.RECORDED
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "活动"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["committee", "-held_on", "-id"], name="activity_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="an_activity_number_is_given_once"
            ),
            models.CheckConstraint(
                name="confirmed_activities_say_by_whom_and_when",
                condition=Q(
                    status="confirmed", confirmed_by__isnull=False, confirmed_at__isnull=False
                )
                | ~Q(status="confirmed") & Q(confirmed_by=None, confirmed_at=None),
            ),
            models.CheckConstraint(
                name="nobody_confirms_their_own_record",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("recorded_by")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:activity", args=[self.pk])


class Attendance(models.Model):
    """A member who came, as the convener recorded it (出席); nobody punches in."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendances")
    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "出席"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "member"], name="a_member_attends_an_activity_once"
            )
        ]

    def __str__(self):
        return f"{self.member}出席{self.activity}"


class Minutes(models.Model):
    """What was said at a consultation (会议纪要). Handbook F12."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="minutes")
    summary = models.TextField("主要意见", max_length=3000)
    dissent = models.TextField("分歧与保留意见", max_length=1000, blank=True)
    written_by = models.ForeignKey(
        "studios.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="执笔委员",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "会议纪要"

    def __str__(self):
        return f"{self.activity}纪要"


class ConsensusItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the activity reads what was agreed there."""
        return self.filter(activity__in=Activity.objects.visible_to(user))

    def awaiting_dispatch(self):
        """Agreed to be handled by a unit, and not yet dispatched."""
        is_agreed = Q(topic=None) | Q(topic__status__in=AGREED_UPON)
        return self.filter(is_agreed, status=ConsensusStatus.PENDING, exit=Exit.DISPATCH)


class ConsensusItem(models.Model):
    """One thing that was agreed, with a proposed unit, date and exit (共识事项). Handbook F13."""

    workflow = CONSENSUS
    hidden_steps = {"dispatch", "reopen"}
    status_tones = {ConsensusStatus.SETTLED: "green"}

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="consensus_items")
    topic = models.ForeignKey(
        "consultations.Topic", models.PROTECT, null=True, blank=True, related_name="consensus_items"
    )
    no = models.PositiveSmallIntegerField("序号")
    text = models.CharField("共识内容", max_length=300)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="建议承办单位",
    )
    due_on = models.DateField("建议完成日期", null=True, blank=True)
    exit = models.CharField("去向", max_length=20, choices=Exit.choices, default=Exit.DISPATCH)
    outcome = models.CharField("落实情况", max_length=300, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=ConsensusStatus.choices, default=ConsensusStatus.PENDING
    )

    objects = ConsensusItemQuerySet.as_manager()

    class Meta:
        verbose_name = "共识事项"
        ordering = ["activity", "no"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "no"], name="consensus_items_are_numbered_once"
            ),
            models.CheckConstraint(
                name="items_for_units_name_the_unit",
                condition=~Q(exit="dispatch") | Q(unit__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{self.activity.get_absolute_url()}#item-{self.no}"

    @property
    def committee(self):
        return self.activity.committee
