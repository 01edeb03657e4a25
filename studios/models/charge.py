"""In whose charge a studio is, and when it receives: both with their days and hours."""

from django.db import models
from django.db.models import F, Q

from core.constraints import exactly_one_of
from studios.enums import LinkKind


class StudioLink(models.Model):
    """A leader or special committee in charge of a studio, from a day to a day (包联).

    `Studio.linked_leader` and `Studio.special_committee` say who it is now; these rows say who it
    was, and the same action writes both.
    """

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="links")
    kind = models.CharField("联系方式", max_length=20, choices=LinkKind.choices)
    leader = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    special_committee = models.ForeignKey(
        "studios.SpecialCommittee", models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "包联"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_link_names_a_leader_or_a_committee",
                condition=exactly_one_of("leader", "special_committee"),
            ),
            models.UniqueConstraint(
                fields=["studio", "kind"],
                condition=Q(ends_on=None),
                name="a_studio_has_one_link_of_each_kind_at_a_time",
            ),
            models.CheckConstraint(
                name="a_link_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.studio}：{self.who}"

    @property
    def who(self):
        """The leader or the special committee."""
        return self.leader or self.special_committee


class Opening(models.Model):
    """Hours at which a studio receives (接待时间), as a machine can read them.

    Either a weekday (0 is Monday) or a day of the month; `Studio.hours` says the same in words,
    and the same action writes both.
    """

    studio = models.ForeignKey("studios.Studio", models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField("星期", null=True, blank=True)
    month_day = models.PositiveSmallIntegerField("每月几日", null=True, blank=True)
    opens_at = models.TimeField("自")
    closes_at = models.TimeField("至")

    class Meta:
        verbose_name = "接待时段"
        ordering = ["weekday", "month_day", "opens_at"]
        constraints = [
            models.CheckConstraint(
                name="an_opening_is_on_a_weekday_or_a_day_of_the_month",
                condition=exactly_one_of("weekday", "month_day"),
            ),
            models.CheckConstraint(
                name="weekdays_and_days_of_the_month_exist",
                condition=(Q(weekday=None) | Q(weekday__lte=6))
                & (Q(month_day=None) | Q(month_day__gte=1, month_day__lte=31)),
            ),
            models.CheckConstraint(
                name="a_studio_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
        ]

    def __str__(self):
        return f"{self.studio} {self.opens_at:%H:%M}—{self.closes_at:%H:%M}"
