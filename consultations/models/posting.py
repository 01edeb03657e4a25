"""What is put before the public for a time, and what people say to it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import CommentStatus, PostingKind, Stance, VoteMethod
from consultations.models.topic import Topic
from consultations.workflow import COMMENT
from core import clock
from core.crypto import EncryptedTextField
from studios.enums import OPEN_TO_PUBLIC


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody inside the county; a posting is made to be read."""
        return self.filter(committee_id=user.committee_id)

    def open_on(self, on: date):
        """May be answered on `on`."""
        return self.filter(withdrawn_at=None, opens_on__lte=on, closes_on__gte=on)

    def not_over(self, on: date):
        """May be answered on `on` or later."""
        return self.filter(withdrawn_at=None, closes_on__gte=on)

    def over(self, on: date):
        """Its time has passed, or it was taken down."""
        return self.filter(Q(closes_on__lt=on) | Q(withdrawn_at__isnull=False))

    def with_comments_to_look_at(self, user):
        """Somebody has said something that this person is to show or not."""
        waiting = Comment.objects.looked_at_by(user).awaiting()
        return self.filter(pk__in=waiting.values("posting"))

    def public(self, on: date):
        """Has begun, and was not taken down; stays readable when its time is over."""
        return self.filter(
            withdrawn_at=None, opens_on__lte=on, studio__status__in=sorted(OPEN_TO_PUBLIC)
        )


class Posting(models.Model):
    """Something put before the public from a day to a day: a call for matters (网上征集), a talk
    on line (网上征言), a public notice (张榜公示). Handbook 3.5.3, 3.5.7."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="+")
    topic = models.ForeignKey(
        "consultations.Topic", models.PROTECT, null=True, blank=True, related_name="postings"
    )
    kind = models.CharField("类型", max_length=20, choices=PostingKind.choices)
    title = models.CharField("标题", max_length=60)
    text = models.TextField("内容", max_length=2000)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField("发布时间", default=clock.now)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "公开征集与公示"
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_posting_closes_after_it_opens",
                condition=Q(closes_on__gte=models.F("opens_on")),
            ),
            models.CheckConstraint(
                name="a_call_has_no_topic_and_the_others_have_one",
                condition=Q(kind="call", topic=None) | ~Q(kind="call") & Q(topic__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:posting", args=[self.pk])

    def state_on(self, on: date) -> str:
        """Where it stands on a day, in a word."""
        if self.withdrawn_at:
            return "已撤下"
        if on < self.opens_on:
            return "未开始"
        return "已结束" if on > self.closes_on else "进行中"


def _run_by(user) -> set[int]:
    """The studios of which somebody is convener or liaison officer."""
    return user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
        Role.LIAISON, "studios.Studio"
    )


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who runs the studio or works in the office reads all; others what is shown."""
        mine = self.filter(posting__committee_id=user.committee_id)
        if user.holds(Role.OFFICE):
            return mine
        return mine.filter(Q(status=CommentStatus.SHOWN) | Q(posting__studio__in=_run_by(user)))

    def looked_at_by(self, user):
        """Of the studios this person runs, or for the office of the whole county."""
        mine = self.filter(posting__committee_id=user.committee_id)
        return mine if user.holds(Role.OFFICE) else mine.filter(posting__studio__in=_run_by(user))

    def awaiting(self):
        return self.filter(status=CommentStatus.WAITING)

    def waiting_first(self):
        """What is to be looked at stands on top; within, the newest first."""
        waits = models.Case(models.When(status=CommentStatus.WAITING, then=0), default=1)
        return self.order_by(waits, "-said_at", "-id")

    def shown(self):
        return self.filter(status=CommentStatus.SHOWN)


class Comment(models.Model):
    """What somebody says to a posting (留言); read by others only after it was looked at."""

    workflow = COMMENT
    status_tones = {CommentStatus.WAITING: "amber", CommentStatus.REFUSED: "gray"}

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="comments")
    text = models.TextField("留言", max_length=500)
    stance = models.CharField("态度", max_length=20, choices=Stance.choices, blank=True)
    name = EncryptedTextField("称呼", blank=True)
    phone = EncryptedTextField("电话", blank=True)
    said_at = models.DateTimeField("时间", default=clock.now)
    status = models.CharField(
        "状态", max_length=20, choices=CommentStatus.choices, default=CommentStatus.WAITING
    )
    reason = models.CharField("未公开原因", max_length=100, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "留言"
        ordering = ["-said_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="refused_comments_keep_the_reason",
                condition=~Q(status="refused") | ~Q(reason=""),
            )
        ]

    def __str__(self):
        return self.text[:30]

    def get_absolute_url(self):
        return self.posting.get_absolute_url()

    @property
    def committee(self):
        return self.posting.committee

    @property
    def committee_id(self):
        return self.posting.committee_id

    @property
    def studio(self):
        return self.posting.studio

    @property
    def studio_id(self):
        return self.posting.studio_id


class OfTopics(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the topic."""
        return self.filter(topic__in=Topic.objects.visible_to(user))


class Review(models.Model):
    """What experts say to the plan (专家审查). Handbook 3.5.7."""

    topic = models.ForeignKey("consultations.Topic", models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    experts = models.CharField("审查人", max_length=100)
    opinion = models.TextField("审查意见", max_length=1000)
    passes = models.BooleanField("审查通过")
    held_on = models.DateField("日期")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = OfTopics.as_manager()

    class Meta:
        verbose_name = "专家审查"
        ordering = ["-held_on", "-id"]

    def __str__(self):
        return f"{self.topic}专家审查"


class Vote(models.Model):
    """How residents voted on the plan (居民表决). Handbook F28."""

    topic = models.ForeignKey("consultations.Topic", models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    held_on = models.DateField("日期")
    method = models.CharField("方式", max_length=20, choices=VoteMethod.choices)
    entitled = models.PositiveIntegerField("应到户数（人数）")
    present = models.PositiveIntegerField("实到户数（人数）")
    in_favour = models.PositiveIntegerField("同意")
    against = models.PositiveIntegerField("不同意")
    abstained = models.PositiveIntegerField("弃权")
    tellers = models.CharField("监票人", max_length=60)
    photo = models.FileField("现场照片", upload_to="votes/%Y/%m/", blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = OfTopics.as_manager()

    class Meta:
        verbose_name = "居民表决"
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="no_more_come_than_are_entitled",
                condition=Q(present__lte=models.F("entitled")),
            ),
            models.CheckConstraint(
                name="everybody_present_voted_or_abstained",
                condition=Q(
                    present=models.F("in_favour") + models.F("against") + models.F("abstained")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.topic}居民表决"
