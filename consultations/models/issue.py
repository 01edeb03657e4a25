"""What a citizen raised, and how to reach them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import (
    AWAITING_ANSWER,
    AWAITING_OUTCOME,
    AWAITING_TRIAGE,
    ENDED,
    JOINABLE,
    IssueStatus,
    Source,
    Urgency,
)
from consultations.models.duty import DutyShift
from consultations.models.roster import READS_ALL
from consultations.workflow import ISSUE
from core import clock
from core.crypto import EncryptedTextField
from studios.models.area import within


class IssueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The office reads all; others read what lies in their studio, township or hands."""
        mine = self.filter(committee_id=user.committee_id)
        if user.holds(Role.OFFICE):
            return mine
        mine = mine.filter(is_locked=False)
        if user.holds(*READS_ALL):
            return mine
        studios = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
            Role.LIAISON, "studios.Studio"
        )
        areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
        committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
        reach = (
            Q(studio__in=studios)
            | Q(studio__area__in=areas)
            | Q(studio__special_committee__in=committees)
        )
        if member := user.member_in_office:
            reach |= Q(claimed_by=member) | Q(registered_by=user)
            reach |= Q(duty_shift__in=DutyShift.objects.of_member(member).values("pk"))
            reach |= Q(
                ~Q(status=IssueStatus.REGISTERED),
                studio__affiliations__member=member,
                studio__affiliations__ends_on=None,
            )
        return mine.filter(reach).distinct()

    def awaiting_triage(self):
        """The studio has not yet said what will happen."""
        return self.filter(status__in=AWAITING_TRIAGE)

    def claimable(self):
        """Accepted, and nobody has taken it on."""
        return self.filter(status=IssueStatus.ACCEPTED)

    def awaiting_answer(self):
        """Somebody on our side still owes the raiser an answer."""
        return self.filter(status__in=AWAITING_ANSWER)

    def joinable(self):
        """May be made part of a topic."""
        return self.filter(status__in=JOINABLE)

    def awaiting_outcome(self):
        """Will be answered when the topic or the unit has a result."""
        return self.filter(status__in=AWAITING_OUTCOME)

    def awaiting_rating(self):
        return self.filter(status=IssueStatus.ANSWERED)

    def ended(self):
        return self.filter(status__in=ENDED)

    def promise_broken(self, on: date):
        """Claimed with a promised day that has passed on `on`."""
        return self.awaiting_answer().filter(promised_on__lt=on)


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
    }
    status_tones = {
        IssueStatus.REGISTERED: "amber",
        IssueStatus.REHANDLING: "amber",
        IssueStatus.CLOSED_UNSATISFIED: "gray",
        IssueStatus.REFERRED: "gray",
        IssueStatus.DECLINED: "gray",
        IssueStatus.WITHDRAWN: "gray",
    }
    # Their lines carry no remark of ours, so whoever holds the tracking code may read them.
    public_steps = {"raise", "claim", "assign", "join", "dispatch", "answer", "resolve"}

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
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
    def next_due_on(self):
        """The day that whoever has the turn should keep, if there is one."""
        if self.status == IssueStatus.REGISTERED:
            return self.triage_due_on
        if self.status == IssueStatus.ACCEPTED:
            return self.claim_due_on
        waits = {IssueStatus.CLAIMED, IssueStatus.JOINED, IssueStatus.DISPATCHED}
        return self.promised_on if self.status in waits else None


class Contact(models.Model):
    """How to reach the person who raised an issue (联系方式): kept apart, encrypted, purged.

    Shown masked; seeing it whole is a step of its own in the flow record.
    """

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="contact")
    name = EncryptedTextField("姓名", blank=True)
    phone = EncryptedTextField("电话", blank=True)

    class Meta:
        verbose_name = "联系方式"

    def __str__(self):
        return f"{self.issue.number}联系方式"


class Attachment(models.Model):
    """A photo or file that came with an issue (附件)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="attachments")
    file = models.FileField("文件", upload_to="issues/%Y/%m/")
    name = models.CharField("文件名", max_length=100)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "附件"

    def __str__(self):
        return self.name


class Telling(models.Model):
    """What the raiser was told, and when (告知): shown on the tracking page (件件有回音)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="tellings")
    text = models.CharField("内容", max_length=500)
    at = models.DateTimeField("时间", default=clock.now)

    class Meta:
        verbose_name = "告知"
        ordering = ["at", "id"]

    def __str__(self):
        return self.text
