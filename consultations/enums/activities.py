"""What members did together, and what was agreed."""

from django.db import models


class ActivityKind(models.TextChoices):
    """What members did together (活动类型)."""

    MICRO_CONSULTATION = "micro_consultation", "微协商"
    MICRO_STUDY = "micro_study", "微调研"
    MICRO_OVERSIGHT = "micro_oversight", "微监督"
    RECEPTION = "reception", "接待"
    LEARNING = "learning", "学习"
    SERVICE = "service", "公益服务"


class ActivityStatus(models.TextChoices):
    """Whether a second person has confirmed the record (活动状态)."""

    RECORDED = "recorded", "待确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "退回补正"


class ConsensusStatus(models.TextChoices):
    """What became of a consensus item (共识事项状态)."""

    PENDING = "pending", "待落实"
    DISPATCHED = "dispatched", "办理中"
    SETTLED = "settled", "已落实"


class Exit(models.TextChoices):
    """By which door a consensus item leaves the studio (成果去向)."""

    DISPATCH = "dispatch", "交办单位办理"
    REPORT = "report", "转社情民意"
    PROPOSAL = "proposal", "转提案"
    SELF = "self", "村居自办"
