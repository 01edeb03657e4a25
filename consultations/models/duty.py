"""Shifts, who sits in them, and what one leaves to the next (值班接待). Handbook 3.5.1, F02."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import ON_DUTY, Period, RosterStatus, ShiftStatus
from consultations.models.roster import (
    DutyGroup,
    DutyRule,
    Roster,
    overseen_by,
    said_hours,
    staffed_by,
)
from consultations.workflow import SHIFT
from core import clock
from core.constraints import set_when
from core.days import weekday
from studios.models.area import within


class DutyShiftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published shifts are for everybody of the county; a draft is for the studio's staff."""
        mine = self.filter(studio__committee_id=user.committee_id)
        return mine.filter(
            Q(roster__status=RosterStatus.PUBLISHED) | Q(studio__in=staffed_by(user))
        )

    def published(self):
        """On a roster that everybody may read."""
        return self.filter(roster__status=RosterStatus.PUBLISHED)

    def to_come(self, on: date):
        """Not cancelled, on `on` or later, soonest first."""
        rows = self.exclude(status=ShiftStatus.CANCELLED).filter(on__gte=on)
        return rows.order_by("on", "starts_at", "id")

    def awaiting_confirmation(self, on: date):
        """The day has come or gone, and nobody has said who served."""
        return self.published().filter(status=ShiftStatus.PLANNED, on__lte=on)

    def of_member(self, member):
        """Those at which this member is expected, or has served."""
        return self.filter(seats__member=member, seats__status__in=ON_DUTY)

    def manned_by(self, user):
        """Those at whose desk this person may stand: they sit there, or run the studio."""
        reach = Q(studio__in=staffed_by(user))
        if member := user.member_in_office:
            reach |= Q(pk__in=DutyShift.objects.of_member(member).values("pk"))
        return self.filter(reach)

    def books_open_to(self, user):
        """Those whose log and matters this person may read: they were there, or oversee it."""
        manned = DutyShift.objects.manned_by(user).values("pk")
        return self.filter(overseen_by(user) | Q(pk__in=manned))

    def of_township(self, user):
        """Those held in the places of which this person is the township."""
        return self.filter(studio__area__in=within(user.scopes(Role.TOWNSHIP, "studios.Area")))


class DutyShift(models.Model):
    """Some hours of one day on which members sit at a studio (班次、接待日)."""

    workflow = SHIFT
    status_tones = {ShiftStatus.SERVED: "green", ShiftStatus.CANCELLED: "gray"}

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="shifts")
    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="+")
    rule = models.ForeignKey(
        DutyRule, models.SET_NULL, null=True, blank=True, related_name="shifts"
    )
    group = models.ForeignKey(
        DutyGroup, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="值班组"
    )
    on = models.DateField("日期")
    period = models.CharField("时段", max_length=20, choices=Period.choices)
    starts_at = models.TimeField("自")
    ends_at = models.TimeField("至")
    is_reception = models.BooleanField("接待日", default=True)
    # The day it would have been, had it not been a holiday.
    moved_from = models.DateField("原定日期", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=ShiftStatus.choices, default=ShiftStatus.PLANNED
    )
    visitors = models.PositiveIntegerField("来访人次", null=True, blank=True)
    highlights = models.CharField("重点事项", max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        verbose_name = "值班"
        ordering = ["on", "starts_at", "id"]
        indexes = [
            models.Index(fields=["studio", "on", "starts_at", "id"], name="shift_studio_day"),
            models.Index(fields=["on", "status"], name="shift_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "on", "starts_at"], name="a_studio_has_one_shift_at_a_time"
            ),
            models.CheckConstraint(
                name="a_shift_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="served_shifts_say_who_confirmed_and_when",
                condition=set_when("confirmed_by", "confirmed_at", status="served"),
            ),
        ]

    def __str__(self):
        return f"{self.studio}{self.on.month}月{self.on.day}日{self.get_period_display()}值班"

    def get_absolute_url(self):
        return reverse("consultations:shift", args=[self.pk])

    @property
    def hours(self) -> str:
        """9:00—11:30"""
        return said_hours(self.starts_at, self.ends_at)

    @property
    def seats_wanted(self) -> int:
        """How many should sit here, as its rule says; at least one."""
        return (self.rule.seats if self.rule else 0) or 1

    @property
    def committee(self):
        return self.studio.committee

    @property
    def committee_id(self) -> int:
        return self.studio.committee_id

    @property
    def when(self) -> str:
        """3月5日（周四）上午 9:00—11:30"""
        return f"{self.half_day} {self.hours}"

    @property
    def half_day(self) -> str:
        """3月5日（周四）上午"""
        day = f"{self.on.month}月{self.on.day}日（{weekday(self.on)}）"
        return f"{day}{self.get_period_display()}"

    @property
    def is_published(self) -> bool:
        """On a roster that everybody may read."""
        return self.roster.status == RosterStatus.PUBLISHED


class HandOverQuerySet(models.QuerySet):
    def unseen(self):
        """Nobody of a later shift has said that they have read it."""
        return self.filter(seen_at=None)

    def left_to(self, shift):
        """Those that earlier shifts of the same studio have left, oldest first."""
        earlier = Q(shift__on__lt=shift.on) | Q(
            shift__on=shift.on, shift__starts_at__lt=shift.starts_at
        )
        rows = self.filter(earlier, shift__studio_id=shift.studio_id)
        return rows.order_by("shift__on", "shift__starts_at")


class HandOver(models.Model):
    """What one shift leaves to the next (交班说明); somebody of the next must have read it."""

    shift = models.OneToOneField(DutyShift, models.PROTECT, related_name="hand_over")
    note = models.CharField("交班说明", max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("时间", default=clock.now)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField("阅知时间", null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "交班说明"
        constraints = [
            models.CheckConstraint(
                name="a_hand_over_is_seen_by_somebody_at_some_time",
                condition=Q(seen_by=None, seen_at=None)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.note
