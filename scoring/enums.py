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


class QuotaScope(models.TextChoices):
    """Of whom something is expected (定额对象)."""

    MEMBER = "member", "委员"
    STUDIO = "studio", "工作室"
    TOWNSHIP = "township", "镇街"
    COMMITTEE = "committee", "专委会"


class QuotaEvent(models.TextChoices):
    """What is counted, out of records that are there anyway (计数事项). Handbook 3.3."""

    CONSULTATION = "consultation", "协商活动"
    STUDY = "study", "调研视察"
    OVERSIGHT = "oversight", "民主监督"
    LEARNING = "learning", "学习"
    SERVICE = "service", "实事、公益服务"
    ACTIVITY = "activity", "各类活动"
    DUTY = "duty", "值班"
    ISSUE_REGISTERED = "issue_registered", "接待登记意见"
    ISSUE_ANSWERED = "issue_answered", "答复群众意见"
    FEEDBACK = "feedback", "民情信息反馈"
    RELAY_UP = "relay_up", "带话（带上来）"
    RELAY_DOWN = "relay_down", "带话（带下去）"
    REPORT_SUBMITTED = "report_submitted", "报送社情民意"
    REPORT_ACCEPTED = "report_accepted", "社情民意合格"
    REPORT_ADOPTED = "report_adopted", "社情民意采用"
    PROPOSAL = "proposal", "提案"
    PAPER = "paper", "计划和总结"


class Cycle(models.TextChoices):
    """In what time it is expected (周期)."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"
    TERM = "term", "每届"


class Standing(models.TextChoices):
    """How somebody stands with what is expected of them (定额进度). Handbook 3.3."""

    RED = "red", "未达标"
    AMBER = "amber", "预警"
    ON_TRACK = "on_track", "进行中"
    DONE = "done", "已完成"
    CHOSEN = "chosen", "自选"
    NOT_ASKED = "not_asked", "不作要求"


# The colour of the light; what is not asked has none.
COLOURS = {
    Standing.RED: "red",
    Standing.AMBER: "yellow",
    Standing.ON_TRACK: "green",
    Standing.DONE: "green",
}
