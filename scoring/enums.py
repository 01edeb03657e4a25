"""The catalogue of deeds that may earn points."""

from django.db import models


class Merit(models.TextChoices):
    """A deed already recorded in the course of work (履职事项). Handbook 7.3.

    What a deed is worth is a row of `Rule`; a deed without a rule in its year earns nothing.
    """

    DUTY_SERVED = "duty_served", "值班"
    DUTY_MISSED = "duty_missed", "值班缺岗"
    ISSUE_RECEIVED = "issue_received", "有效接待登记"
    ISSUE_CLAIMED = "issue_claimed", "接单"
    ISSUE_SETTLED = "issue_settled", "接单办结"
    CONSULTATION_HOSTED = "consultation_hosted", "主持协商"
    CONSULTATION_ATTENDED = "consultation_attended", "参加协商"
    MINUTES_WRITTEN = "minutes_written", "执笔纪要"
    REPORT_ACCEPTED = "report_accepted", "社情民意报送合格"
    REPORT_ADOPTED = "report_adopted", "社情民意采用"
    REPORT_INSTRUCTED = "report_instructed", "社情民意获批示"
    PROPOSAL_FILED = "proposal_filed", "提案立案"
    MATTER_SOLVED = "matter_solved", "促成办结"


# What costs points instead of earning them (扣分).
DEDUCTIONS = {Merit.DUTY_MISSED}
