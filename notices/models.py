"""One message in one inbox, and its way out by mail and group robot."""

from datetime import datetime, timedelta

import rules
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core import clock
from notices.enums import OWED, Channel, State

# A sender that has not reported for this long was killed; another may take its row.
CLAIM_LASTS = timedelta(minutes=2)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "NoticeQuerySet":
        """Everybody reads their own inbox and no other."""
        return self.filter(to=user)

    def unread(self) -> "NoticeQuerySet":
        """Not yet opened."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message in one person's inbox (消息).

    Its title and text hold no personal data of citizens and no text of an instruction
    (批示): they leave the portal by mail. What is delicate stays behind the link. A private
    notice leaves the portal only as "you have a message".
    """

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="接收人"
    )
    scope = models.CharField("所属政协", max_length=40, blank=True)
    template = models.CharField("模板", max_length=80)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=300, blank=True)
    key = models.CharField("催办号", max_length=120, null=True, blank=True)
    subject_label = models.CharField("对象类别", max_length=80, blank=True)
    subject_id = models.BigIntegerField("对象号", null=True, blank=True)
    urgent = models.BooleanField("紧急", default=False)
    private = models.BooleanField("仅本人可见", default=False)
    created_at = models.DateTimeField("时间", default=clock.now)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["to", "-created_at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["to", "-created_at", "-id"],
                name="notice_unread",
                condition=Q(read_at=None),
            ),
            models.Index(fields=["subject_label", "subject_id"], name="notice_subject"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key", "to"], name="one_notice_per_key_and_person_ever")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notices:open", args=[self.pk])


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DeliveryQuerySet":
        """The office sees what could not be delivered within its own committee."""
        if not rules.has_perm("notices.see_undelivered", user):
            return self.none()
        return self.filter(notice__scope=user.committee.code)

    def claimable(self, now: datetime) -> "DeliveryQuerySet":
        """Due and free: nobody is sending it, or whoever was has died."""
        due = Q(state__in=OWED, not_before__lte=now)
        # A claim from the future was made before somebody put the clock back.
        abandoned = Q(state=State.SENDING) & (
            Q(claimed_at__lt=now - CLAIM_LASTS) | Q(claimed_at__gt=now + CLAIM_LASTS)
        )
        return self.filter(due | abandoned, carrier=None)

    def given_up(self) -> "DeliveryQuerySet":
        """Failed so often that only a person can send them again."""
        return self.filter(state=State.DEAD, carrier=None)

    def failing(self) -> "DeliveryQuerySet":
        """Failed at least once, and will be tried again."""
        return self.filter(state=State.FAILED, carrier=None)


class Delivery(models.Model):
    """The way of one notice out of the portal by one channel (送达).

    In a daily digest (每日汇总) one delivery carries the others of that person: they leave in
    its mail and share its fate.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    address = models.CharField("地址", max_length=320)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    not_before = models.DateTimeField("不早于", default=clock.now)
    in_digest = models.BooleanField("并入每日汇总", default=False)
    carrier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="riders"
    )
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    last_error = models.CharField("失败原因", max_length=300, blank=True)
    message_id = models.CharField("邮件标识", max_length=255)
    claim = models.CharField("占用标记", max_length=32, blank=True)
    claimed_at = models.DateTimeField("占用时间", null=True, blank=True)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="delivery_owed",
                condition=Q(state__in=["pending", "failed", "sending"]),
            ),
            models.Index(
                fields=["state", "-id"],
                name="delivery_trouble",
                condition=Q(state__in=["failed", "dead"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel"], name="a_notice_leaves_once_by_each_channel"
            ),
            models.CheckConstraint(
                name="sent_deliveries_say_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}：{self.notice_id}"

    @property
    def shown_title(self) -> str:
        """The title, unless it is for its addressee's eyes only."""
        return "（仅接收人可见）" if self.notice.private else self.notice.title
