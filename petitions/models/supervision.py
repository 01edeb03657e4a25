"""Reminders and supervision: the rungs of the ladder."""

from django.conf import settings
from django.db import models

from core import clock


class Reminder(models.Model):
    """One rung sent to one person for one due day (催办): at most once, however often asked."""

    assignment = models.ForeignKey("petitions.Assignment", models.PROTECT, related_name="reminders")
    rung = models.CharField("级别", max_length=10)
    due_on = models.DateField("所催期限")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField("催办号", max_length=80, unique=True)
    sent_at = models.DateTimeField("发出时间", default=clock.now)

    class Meta:
        verbose_name = "催办"
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "rung", "due_on", "to"],
                name="a_rung_is_sent_once_for_a_due_day",
            )
        ]

    def __str__(self):
        return self.key


class Supervision(models.Model):
    """A letter of supervised handling (督办函). Handbook F21."""

    assignment = models.ForeignKey(
        "petitions.Assignment", models.PROTECT, related_name="supervisions"
    )
    number = models.CharField("函号", max_length=40)
    rung = models.CharField("级别", max_length=10)
    demand = models.CharField("督办要求", max_length=500)
    new_due_on = models.DateField("新限期")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "督办"
        ordering = ["issued_at", "id"]

    def __str__(self):
        return self.number
