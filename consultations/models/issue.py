"""What a citizen raised, and how to reach them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from consultations.enums import NOT_ON_LINE, IssueStatus, Source, Urgency
from consultations.models.matters import IssueQuerySet
from consultations.models.practice import Practice, default_of, practice
from consultations.workflow import ISSUE
from core import clock


class Issue(models.Model):
    """What someone raised at a studio (意见、诉求). Handbook F01."""

    workflow = ISSUE
    hidden_steps = {
        "dispatch",
        "resolve",
        "rehandle",
        "close_unsatisfied",
        "withdraw",
        "reveal_contact",
        "appeal",
    }
    status_tones = {
        IssueStatus.REGISTERED: "amber",
        IssueStatus.REHANDLING: "amber",
        IssueStatus.CLOSED_UNSATISFIED: "gray",
        IssueStatus.REFERRED: "gray",
        IssueStatus.DECLINED: "gray",
        IssueStatus.REVIEWING: "amber",
        IssueStatus.WITHDRAWN: "gray",
    }
    # Their lines carry no remark of ours, so whoever holds the tracking code may read them.
    public_steps = {
        "raise", "claim", "assign", "join", "merge", "dispatch", "answer", "resolve", "appeal"
    }  # fmt: skip

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
    )
    mechanism = models.ForeignKey(
        "consultations.Mechanism", models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.CharField("编号", max_length=30)
    tracking_digest = models.CharField(max_length=64, unique=True, editable=False)
    source = models.CharField("来源", max_length=20, choices=Source.choices)
    title = models.CharField("标题", max_length=50)
    body = models.TextField("情况", max_length=1000)
    place = models.CharField("地点", max_length=100, blank=True)
    category = models.ForeignKey(
        "consultations.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="类别",
    )
    urgency = models.CharField(
        "紧急程度", max_length=20, choices=Urgency.choices, default=Urgency.NORMAL
    )
    may_publish = models.BooleanField("同意公开结果", default=False)
    consent_version = models.CharField("知情同意版本", max_length=20)
    consent_at = models.DateTimeField("同意时间", default=clock.now)
    is_locked = models.BooleanField("疑似涉密（锁定）", default=False)
    raised_at = models.DateTimeField("提出时间", default=clock.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登记人",
    )
    status = models.CharField(
        "状态", max_length=20, choices=IssueStatus.choices, default=IssueStatus.REGISTERED
    )
    triage_due_on = models.DateField("受理期限", null=True, blank=True)
    claim_due_on = models.DateField("接单期限", null=True, blank=True)
    claimed_by = models.ForeignKey(
        "studios.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="接单委员",
    )
    claimed_at = models.DateTimeField("接单时间", null=True, blank=True)
    promised_on = models.DateField("承诺答复日期", null=True, blank=True)
    # A matter that another one is about, too: its raiser keeps hearing what becomes of that one.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="并入的意见",
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="拆分自",
    )
    posting = models.ForeignKey(
        "consultations.Posting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name="网上征集",
    )
    # From the hotline or another body: whose it was, and under which number.
    sent_by = models.CharField("转来单位", max_length=40, blank=True)
    sent_number = models.CharField("来件编号", max_length=40, blank=True)
    appealed_at = models.DateTimeField("申请复核时间", null=True, blank=True)
    review_due_on = models.DateField("复核期限", null=True, blank=True)
    duty_shift = models.ForeignKey(
        "consultations.DutyShift",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name="接待班次",
    )
    topic = models.ForeignKey(
        "consultations.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name="所属议题",
    )
    reason = models.ForeignKey(
        "consultations.ReasonCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="理由",
    )
    answer = models.TextField("答复", max_length=1000, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    rating_due_on = models.DateField("评价截止", null=True, blank=True)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "意见"
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(fields=["committee", "-raised_at", "-id"], name="issue_recent"),
            models.Index(
                fields=["studio", "status", "-raised_at", "-id"], name="issue_studio_status"
            ),
            models.Index(fields=["committee", "status", "-raised_at", "-id"], name="issue_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="an_issue_number_is_given_once"
            ),
            models.CheckConstraint(
                name="joined_issues_name_their_topic",
                condition=~Q(status="joined") | Q(topic__isnull=False),
            ),
            models.CheckConstraint(
                name="merged_issues_name_the_one_they_joined",
                condition=~Q(status="merged") | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(
                name="issues_under_review_say_since_when",
                condition=~Q(status="reviewing")
                | Q(appealed_at__isnull=False, reason__isnull=False),
            ),
            models.CheckConstraint(
                name="claimed_issues_say_by_whom_and_until_when",
                condition=~Q(status="claimed")
                | Q(claimed_by__isnull=False, claimed_at__isnull=False, promised_on__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_issues_give_a_reason",
                condition=~Q(status__in=["declined", "referred"]) | Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_issues_hold_their_answer",
                condition=~Q(status__in=["answered", "closed", "closed_unsatisfied"])
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:issue", args=[self.pk])

    @property
    def practice(self) -> Practice:
        """The mechanism it follows, from memory; it takes on its topic's when it joins one."""
        return practice(self.mechanism_id) if self.mechanism_id else default_of(self.committee_id)

    @property
    def is_off_line(self) -> bool:
        """Locked, and now on paper with the office (已转线下渠道办理)."""
        if self.status != IssueStatus.REFERRED or self.reason is None:
            return False
        return self.is_locked and self.reason.code == NOT_ON_LINE

    @property
    def own_words(self) -> dict[str, str]:
        """What its mechanism calls our steps and states."""
        return self.practice.words

    @property
    def next_due_on(self):
        """The day that whoever has the turn should keep, if there is one."""
        if self.status == IssueStatus.REGISTERED:
            return self.triage_due_on
        if self.status == IssueStatus.ACCEPTED:
            return self.claim_due_on
        if self.status == IssueStatus.REVIEWING:
            return self.review_due_on
        waits = {IssueStatus.CLAIMED, IssueStatus.JOINED, IssueStatus.DISPATCHED}
        return self.promised_on if self.status in waits else None
