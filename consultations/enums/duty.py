"""Who sits when, and what became of it."""

from django.db import models


class Cadence(models.TextChoices):
    """How the days of duty come round (值班周期)."""

    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月几日"
    NTH = "nth", "每月第几个周几"


class Period(models.TextChoices):
    """Which part of the day a shift fills (时段). Handbook F02."""

    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    DAY = "day", "全天"


class OnHoliday(models.TextChoices):
    """What becomes of a duty that falls on a day off (遇节假日)."""

    NEXT = "next", "顺延到下一个工作日"
    SKIP = "skip", "不安排"
    KEEP = "keep", "照常值班"


class RosterStatus(models.TextChoices):
    """Whether a month's roster may be read by all (值班表状态)."""

    DRAFT = "draft", "拟定中"
    PUBLISHED = "published", "已发布"


class ShiftStatus(models.TextChoices):
    """Whether a shift has been served (值班状态)."""

    PLANNED = "planned", "待值班"
    SERVED = "served", "已值班"
    CANCELLED = "cancelled", "已取消"


class SeatStatus(models.TextChoices):
    """Whether a member came (到岗情况), as the studio's staff recorded it."""

    EXPECTED = "expected", "待值班"
    SERVED = "served", "已到岗"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "缺岗"


# Expected at a shift, or has served there.
ON_DUTY = {SeatStatus.EXPECTED, SeatStatus.SERVED}


class AtTheDesk(models.TextChoices):
    """How a visitor's matter goes on (接待处理). Handbook 3.5.1."""

    KEEP = "keep", "登记留办：由工作室受理、办理和答复"
    ANSWER = "answer", "当场答复"
    REFER = "refer", "指引到其他渠道"


class SwapStatus(models.TextChoices):
    """What the other said (换班申请状态)."""

    ASKED = "asked", "待同意"
    ACCEPTED = "accepted", "已同意"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
