"""By which way a notice leaves the portal, and how far it has come."""

from django.db import models


class Channel(models.TextChoices):
    """The way out (渠道)."""

    EMAIL = "email", "电子邮件"
    WEBHOOK = "webhook", "群机器人"


class State(models.TextChoices):
    """How far a delivery has come (送达状态)."""

    PENDING = "pending", "待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已送达"
    FAILED = "failed", "将重试"
    DEAD = "dead", "未送达"
    WITHDRAWN = "withdrawn", "已撤回"


# Nobody is sending it, and it still has to leave.
OWED = {State.PENDING, State.FAILED}
