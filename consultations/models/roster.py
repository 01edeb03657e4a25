"""By which rules members take their turns, and the roster of a month (值班表). Handbook 3.5.1."""

from datetime import date, time

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import Cadence, OnHoliday, Period, RosterStatus, ShiftStatus
from consultations.workflow import ROSTER
from core.constraints import set_when
from core.workdays import add_months
from studios.enums import OPEN_TO_PUBLIC
from studios.models import Affiliation, Studio
from studios.models.area import within

# Those who read every matter of their county: the office and those who lead it.
READS_ALL = (Role.OFFICE, Role.PROPOSALS, Role.SIGNER, Role.LEADER)

WEEK = "一二三四五六日"
ON_HOLIDAY_SAID: dict[str, str] = {
    OnHoliday.NEXT: "遇节假日顺延",
    OnHoliday.SKIP: "遇节假日不安排",
    OnHoliday.KEEP: "节假日照常",
}


def said_hours(starts_at: time, ends_at: time) -> str:
    """9:00—11:30"""
    return f"{starts_at.hour}:{starts_at:%M}—{ends_at.hour}:{ends_at:%M}"


def staffed_by(user) -> set[int]:
    """The studios for which this person is convener or liaison officer."""
    return user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
        Role.LIAISON, "studios.Studio"
    )


def overseen_by(user) -> Q:
    """Rows of the studios whose books (登记表、日志) this person may read: its staff, its township,
    its guiding committee; the office and those who lead."""
    if user.holds(*READS_ALL):
        return Q(studio__committee_id=user.committee_id)
    guided = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    return Q(studio__committee_id=user.committee_id) & (
        Q(studio__in=staffed_by(user))
        | Q(studio__area__in=within(user.scopes(Role.TOWNSHIP, "studios.Area")))
        | Q(studio__special_committee__in=guided)
    )


def looked_after_by(user):
    """The open studios whose duty this person minds: those overseen, a member's own studios."""
    studios = Studio.objects.open_to_public().filter(committee_id=user.committee_id)
    if user.holds(*READS_ALL):
        return studios
    guided = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    reach = (
        Q(pk__in=staffed_by(user))
        | Q(area__in=within(user.scopes(Role.TOWNSHIP, "studios.Area")))
        | Q(special_committee__in=guided)
    )
    if member := user.member_in_office:
        own = Affiliation.objects.filter(member=member, ends_on=None)
        reach |= Q(pk__in=own.values("studio"))
    return studios.filter(reach)


def with_rosters(studios, month: date):
    """Studios, each with how far its roster of this month has come: `roster_status`, empty where
    there is none, and `shift_count`."""
    rosters = Roster.objects.filter(studio=OuterRef("pk"), month=month).order_by()
    held = Count("shifts", filter=~Q(shifts__status=ShiftStatus.CANCELLED))
    return studios.annotate(
        roster_status=Subquery(rosters.values("status")),
        shift_count=Subquery(rosters.annotate(n=held).values("n")),
    )


class RhythmQuerySet(models.QuerySet):
    """How the turns of a studio come round: its rules and its groups."""

    def visible_to(self, user):
        """The studio's staff, who keep them, and the office."""
        mine = self.filter(studio__committee_id=user.committee_id)
        return mine if user.holds(Role.OFFICE) else mine.filter(studio__in=staffed_by(user))


class DutyGroup(models.Model):
    """Members who sit together when it is their turn, such as 法制组 (值班组)."""

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=30)
    members = models.ManyToManyField("studios.Member", related_name="+", verbose_name="成员")
    order = models.PositiveIntegerField("次序", default=0)

    objects = RhythmQuerySet.as_manager()

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

    objects = RhythmQuerySet.as_manager()

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

    @property
    def summary(self) -> str:
        """“每周三上午 9:00—11:30，2人，遇节假日顺延”"""
        hours = f"{self.get_period_display()} {said_hours(self.starts_at, self.ends_at)}"
        return f"{self.rhythm}{hours}，{self.company}，{ON_HOLIDAY_SAID[self.on_holiday]}"

    @property
    def rhythm(self) -> str:
        """“每周三、周五”, “每月10日、20日”, “每月第1、3个周三”"""
        if self.cadence == Cadence.MONTHLY:
            return f"每月{'、'.join(f'{day}日' for day in self.days)}"
        days = "、".join(f"周{WEEK[day]}" for day in self.days)
        if self.cadence == Cadence.WEEKLY:
            return f"每{days}"
        return f"每月第{'、'.join(str(week) for week in self.weeks)}个{days}"

    @property
    def company(self) -> str:
        """“2人”, “按组轮值，每班3人”, “按组轮值，全组到岗”"""
        if not self.by_group:
            return f"{self.seats}人"
        return f"按组轮值，每班{self.seats}人" if self.seats else "按组轮值，全组到岗"


class RosterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published rosters are for everybody; a draft is for the studio's staff and the office."""
        if not user.is_authenticated:
            return self.public()
        mine = self.filter(studio__committee_id=user.committee_id)
        if user.holds(Role.OFFICE):
            return mine
        return mine.filter(Q(status=RosterStatus.PUBLISHED) | Q(studio__in=staffed_by(user)))

    def published(self):
        return self.filter(status=RosterStatus.PUBLISHED)

    def to_publish(self, on: date):
        """Drafts of this month and the next: whoever sits should soon know it."""
        this = on.replace(day=1)
        return self.filter(status=RosterStatus.DRAFT, month__in=[this, add_months(this, 1)])

    def public(self):
        """Those that anybody may read: published, of a studio that is open to the public."""
        return self.published().filter(studio__status__in=OPEN_TO_PUBLIC)

    def books_open_to(self, user):
        """Those of whose month this person may read the reception register and the duty log."""
        return self.filter(overseen_by(user))


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

    @property
    def committee_id(self) -> int:
        return self.studio.committee_id
