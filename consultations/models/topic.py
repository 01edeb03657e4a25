"""Topics: what a studio, a township or the committee takes up."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import (
    AWAITING_CONSULTATION,
    AWAITING_DECISION,
    OPEN_TO_ISSUES,
    WITH_RESULT,
    Decider,
    TopicNature,
    TopicOrigin,
    TopicStatus,
)
from consultations.models.practice import Practice, default_of, practice
from consultations.workflow import TOPIC
from core import clock
from studios.models.area import within

# The verbs of whoever decides whether a topic is taken up, and who that may be.
DECIDING = {"designate", "shelve", "decline", "send_back"}
WHO_DECIDES = {
    Decider.TOWNSHIP: "镇（街道）党委",
    Decider.BOARD: "主席会议（由政协办公室登记）",
    Decider.COMMITTEE: "对口专委会",
    Decider.STUDIO: "本工作室召集人、联络员（不得为提出人本人）",
}


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Office, leaders and members read the county's topics; a township reads its own."""
        mine = self.filter(committee_id=user.committee_id)
        everybody = (
            Role.OFFICE,
            Role.PROPOSALS,
            Role.SIGNER,
            Role.LEADER,
            Role.COMMITTEE_STAFF,
            Role.CONVENER,
            Role.LIAISON,
        )
        if user.holds(*everybody) or user.member_in_office:
            return mine
        areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
        return mine.filter(studio__area__in=areas)

    def awaiting_decision(self):
        """The township party office has to say yes, later or no."""
        return self.filter(status__in=AWAITING_DECISION)

    def awaiting_consultation(self):
        return self.filter(status__in=AWAITING_CONSULTATION)

    def unclaimed(self):
        """Decided, and nobody leads on it yet."""
        return self.filter(status=TopicStatus.DESIGNATED)

    def returned(self):
        """Sent back to be completed, and not come again yet."""
        return self.filter(status=TopicStatus.RETURNED)

    def without_consensus(self):
        """Talked over and not agreed; the studio says how it goes on."""
        return self.filter(status=TopicStatus.NO_CONSENSUS)

    def open_to_issues(self):
        return self.filter(status__in=OPEN_TO_ISSUES)

    def dispatched(self):
        """Units are at work on what was agreed."""
        return self.filter(status=TopicStatus.DISPATCHED)

    def with_result(self):
        """Everything that was agreed has an outcome."""
        return self.filter(status__in=WITH_RESULT)

    def concluded(self):
        """Agreed, and waiting to be dispatched."""
        return self.filter(status=TopicStatus.CONCLUDED)


class Topic(models.Model):
    """A matter taken up for consultation (议题). Handbook F05, F06.

    Many issues may join one topic: that is the merge, and each raiser is still told.
    """

    workflow = TOPIC
    hidden_steps = {"dispatch", "complete", "lapse"}
    status_tones = {
        TopicStatus.PROPOSED: "amber",
        TopicStatus.SHELVED: "gray",
        TopicStatus.DECLINED: "gray",
        TopicStatus.RETURNED: "amber",
        TopicStatus.MERGED: "gray",
        TopicStatus.LAPSED: "gray",
        TopicStatus.NO_CONSENSUS: "amber",
        TopicStatus.COMPLETED: "green",
    }

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
    )
    mechanism = models.ForeignKey(
        "consultations.Mechanism",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="机制",
    )
    number = models.CharField("编号", max_length=40)
    title = models.CharField("议题名称", max_length=50)
    background = models.TextField("背景与问题", max_length=800)
    aim = models.TextField("拟解决的问题", max_length=500, blank=True)
    category = models.ForeignKey(
        "consultations.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="类别",
    )
    origin = models.CharField(
        "提出主体", max_length=20, choices=TopicOrigin.choices, default=TopicOrigin.STUDIO
    )
    nature = models.CharField("性质", max_length=20, choices=TopicNature.choices, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间", default=clock.now)
    status = models.CharField(
        "状态", max_length=20, choices=TopicStatus.choices, default=TopicStatus.PROPOSED
    )
    decision_due_on = models.DateField("点题期限", null=True, blank=True)
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    requirement = models.CharField("点题要求", max_length=300, blank=True)
    answer_due_on = models.DateField("完成时限", null=True, blank=True)
    review_on = models.DateField("复议日期", null=True, blank=True)
    reason = models.ForeignKey(
        "consultations.ReasonCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="理由",
    )
    # How often it was sent back to be completed, and until when it is to come again.
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    resubmit_due_on = models.DateField("补充期限", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="并入的议题",
    )
    round = models.PositiveSmallIntegerField("协商轮次", default=1)
    promised_on = models.DateField("对外承诺日期", null=True, blank=True)
    paper = models.TextField("答卷", max_length=3000, blank=True)
    handed_in_at = models.DateTimeField("交卷时间", null=True, blank=True)
    team = models.ManyToManyField(
        "studios.Member", related_name="+", blank=True, verbose_name="组员"
    )
    lead = models.ForeignKey(
        "studios.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="牵头委员",
    )
    version = models.PositiveIntegerField(default=1)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        ordering = ["-proposed_at", "-id"]
        indexes = [
            models.Index(fields=["committee", "-proposed_at", "-id"], name="topic_recent"),
            models.Index(
                fields=["committee", "status", "-proposed_at", "-id"], name="topic_status"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="a_topic_number_is_given_once"
            ),
            models.CheckConstraint(
                name="shelved_topics_say_when_they_return",
                condition=~Q(status="shelved") | Q(review_on__isnull=False, reason__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_topics_give_a_reason",
                condition=~Q(status="declined") | Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="merged_topics_name_the_one_they_joined",
                condition=~Q(status="merged") | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(
                name="topics_sent_back_say_until_when",
                condition=~Q(status="returned") | Q(resubmit_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="papers_say_when_they_were_handed_in",
                condition=Q(handed_in_at=None) | ~Q(paper=""),
            ),
            models.CheckConstraint(
                name="claimed_topics_name_their_lead",
                condition=~Q(status="claimed") | Q(lead__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:topic", args=[self.pk])

    @property
    def practice(self) -> Practice:
        """The mechanism it follows, from memory; the county's default where it names none."""
        return practice(self.mechanism_id) if self.mechanism_id else default_of(self.committee_id)

    @property
    def own_words(self) -> dict[str, str]:
        """What its mechanism calls our steps and states."""
        return self.practice.words

    def who_takes(self, step) -> str:
        """Whose a step is in this county: who decides is for the mechanism to say."""
        if step.verb in DECIDING:
            return WHO_DECIDES[Decider(self.practice.decider)]
        return step.who

    @property
    def subject(self):
        """What it is about, without the set phrase around it: 关于……的议题."""
        return self.title.removeprefix("关于").removesuffix("的议题")

    @property
    def next_due_on(self):
        """The day that whoever has the turn should keep, if there is one."""
        days: dict[str, date | None] = {
            TopicStatus.PROPOSED: self.decision_due_on,
            TopicStatus.RETURNED: self.resubmit_due_on,
            TopicStatus.SHELVED: self.review_on,
            TopicStatus.DESIGNATED: self.answer_due_on,
            TopicStatus.CLAIMED: self.answer_due_on,
        }
        return days.get(self.status)
