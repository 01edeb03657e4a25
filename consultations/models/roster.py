"""By which rules members take their turns, and the roster of a month (值班表). Handbook 3.5.1."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import Cadence, OnHoliday, Period, RosterStatus
from consultations.workflow import ROSTER
from core.constraints import set_when


def staffed_by(user) -> set[int]:
    """The studios for which this person is convener or liaison officer."""
    return user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
        Role.LIAISON, "studios.Studio"
    )


class DutyGroup(models.Model):
    """Members who sit together when it is their turn, such as 法制组 (值班组)."""

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=30)
    members = models.ManyToManyField("studios.Member", related_name="+", verbose_name="成员")
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = "值班组"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "name"], name="a_duty_group_is_named_once_in_a_studio"
            )
        ]

    def __str__(self):
        return self.name


class DutyRule(models.Model):
    """On which days a studio has somebody sitting, how many, and who (排班规则)."""

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40, blank=True)
    name = models.CharField("名称", max_length=40)
    cadence = models.CharField("周期", max_length=20, choices=Cadence.choices)
    # 0 is Monday for weekdays; 1 to 31 for days of the month.
    days = models.JSONField("日子", default=list)
    # Which of the month's weekdays: 1 to 5; only for NTH.
    weeks = models.JSONField("第几个", default=list, blank=True)
    period = models.CharField("时段", max_length=20, choices=Period.choices)
    starts_at = models.TimeField("自")
    ends_at = models.TimeField("至")
    seats = models.PositiveSmallIntegerField("每班人数", default=2)
    by_group = models.BooleanField("按组轮值", default=False)
    on_holiday = models.CharField(
        "遇节假日", max_length=20, choices=OnHoliday.choices, default=OnHoliday.NEXT
    )
    is_active = models.BooleanField("在用", default=True)
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = "排班规则"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "code"],
                condition=~Q(code=""),
                name="a_duty_rule_code_is_unique_in_studio",
            ),
            models.CheckConstraint(
                name="a_duty_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="somebody_sits_on_every_duty", condition=Q(seats__gte=1) | Q(by_group=True)
            ),
        ]

    def __str__(self):
        return self.name


class RosterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published rosters are for everybody of the county; a draft is for the studio's staff."""
        mine = self.filter(studio__committee_id=user.committee_id)
        return mine.filter(Q(status=RosterStatus.PUBLISHED) | Q(studio__in=staffed_by(user)))

    def published(self):
        return self.filter(status=RosterStatus.PUBLISHED)


class Roster(models.Model):
    """Who sits at one studio in one month (值班表)."""

    workflow = ROSTER
    status_tones = {RosterStatus.DRAFT: "amber", RosterStatus.PUBLISHED: "green"}

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="+")
    month = models.DateField("月份")
    status = models.CharField(
        "状态", max_length=20, choices=RosterStatus.choices, default=RosterStatus.DRAFT
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "值班表"
        ordering = ["-month", "studio"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "month"], name="a_studio_has_one_roster_a_month"
            ),
            models.CheckConstraint(
                name="a_roster_month_begins_on_its_first", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="published_rosters_say_when_and_by_whom",
                condition=set_when("published_by", "published_at", status="published"),
            ),
        ]

    def __str__(self):
        return f"{self.studio}{self.month.year}年{self.month.month}月值班表"

    def get_absolute_url(self):
        return reverse(
            "consultations:roster", args=[self.studio.code, self.month.year, self.month.month]
        )

    @property
    def committee(self):
        return self.studio.committee
