"""A member's terms, places and leaves: several of each, every one with its days."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core import clock
from studios.enums import Basis, Ending


class MemberTerm(models.Model):
    """One term of the committee in which a member served (届次)."""

    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="terms")
    term = models.CharField("届次", max_length=30)
    starts_on = models.DateField("起", null=True, blank=True)
    ends_on = models.DateField("止", null=True, blank=True)
    ending = models.CharField("离任原因", max_length=20, choices=Ending.choices, blank=True)

    class Meta:
        verbose_name = "任届"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "term"], name="a_member_serves_a_term_once"),
            models.CheckConstraint(
                name="a_term_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.member}{self.term}"


class MemberPlace(models.Model):
    """A place to which a member is tied (四地): lives, works, keeps contact, helps there."""

    member = models.ForeignKey("studios.Member", models.CASCADE, related_name="places")
    basis = models.CharField("联系", max_length=20, choices=Basis.choices)
    area = models.ForeignKey("studios.Area", models.PROTECT, related_name="+", verbose_name="地方")

    class Meta:
        verbose_name = "四地"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "basis", "area"], name="a_place_is_named_once_for_a_member"
            )
        ]

    def __str__(self):
        return f"{self.get_basis_display()}：{self.area}"


class LeaveQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Leaves that cover this day."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def touching(self, first: date, last: date):
        """Leaves that share a day with this stretch."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Leave(models.Model):
    """Days on which a member cannot be counted on (请假); no state, but a question about a day."""

    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="leaves")
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    reason = models.CharField("事由", max_length=100)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间", default=clock.now)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = "请假"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_leave_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self):
        return f"{self.member}请假"
