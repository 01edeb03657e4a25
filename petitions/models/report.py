"""Reports on social conditions and public opinion, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from core import clock
from petitions.enums import (
    TAKEN_IN,
    AdoptionMode,
    Draft,
    InstructionKind,
    ReportStatus,
)
from petitions.workflow import REPORT


class OpinionReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An author reads their own; the office, signers and leaders read what was submitted."""
        mine = self.filter(committee_id=user.committee_id)
        own = Q(author__user=user)
        if user.holds(Role.OFFICE, Role.SIGNER, Role.LEADER):
            return mine.filter(own | ~Q(status__in=[ReportStatus.DRAFT, ReportStatus.WITHDRAWN]))
        studios = user.scopes(Role.CONVENER, "studios.Studio")
        return mine.filter(own | Q(studio__in=studios, status__in=TAKEN_IN))

    def drafts(self):
        return self.filter(status__in=[ReportStatus.DRAFT, ReportStatus.RETURNED])

    def awaiting_verdict(self):
        return self.filter(status=ReportStatus.SUBMITTED)

    def awaiting_signature(self):
        return self.filter(status=ReportStatus.ACCEPTED)

    def awaiting_issue(self):
        return self.filter(status=ReportStatus.SIGNED)

    def issued(self):
        return self.filter(status=ReportStatus.ISSUED)


class OpinionReport(models.Model):
    """A report on social conditions and public opinion (社情民意信息): one matter each."""

    workflow = REPORT
    status_tones = {
        ReportStatus.DRAFT: "gray",
        ReportStatus.RETURNED: "amber",
        ReportStatus.DECLINED: "gray",
        ReportStatus.WITHDRAWN: "gray",
        ReportStatus.ISSUED: "green",
    }

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=30, unique=True)
    author = models.ForeignKey(
        "studios.Member", models.PROTECT, related_name="+", verbose_name="反映人"
    )
    studio = models.ForeignKey(
        "studios.Studio",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="工作室",
    )
    topic = models.ForeignKey(
        "consultations.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="来源议题",
    )
    consensus_item = models.ForeignKey(
        "consultations.ConsensusItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="来源共识事项",
    )
    category = models.ForeignKey(
        "consultations.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="分类",
    )
    title = models.CharField("标题", max_length=100)
    situation = models.TextField("情况反映", max_length=800)
    analysis = models.TextField("问题分析", max_length=600, blank=True)
    suggestion = models.TextField("意见建议", max_length=600)
    created_at = models.DateTimeField("起草时间", default=clock.now)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=ReportStatus.choices, default=ReportStatus.DRAFT
    )
    verdict = models.CharField("审查意见", max_length=300, blank=True)
    accepted_at = models.DateTimeField("采用时间", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="采用人",
    )
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签发人",
    )
    issued_on = models.DateField("印发日期", null=True, blank=True)
    issue_no = models.CharField("期号", max_length=30, blank=True)
    sent_to = models.CharField("主送", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OpinionReportQuerySet.as_manager()

    class Meta:
        verbose_name = "社情民意信息"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["committee", "-created_at", "-id"], name="report_recent"),
            models.Index(
                fields=["committee", "status", "-created_at", "-id"], name="report_status"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="accepted_reports_say_when_and_by_whom",
                condition=Q(
                    status__in=["accepted", "signed", "issued"],
                    accepted_at__isnull=False,
                    accepted_by__isnull=False,
                )
                | ~Q(status__in=["accepted", "signed", "issued"])
                & Q(accepted_at=None, accepted_by=None),
            ),
            models.CheckConstraint(
                name="signed_reports_say_when_and_by_whom",
                condition=Q(
                    status__in=["signed", "issued"],
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                )
                | ~Q(status__in=["signed", "issued"]) & Q(signed_at=None, signed_by=None),
            ),
            models.CheckConstraint(
                name="issued_reports_have_day_and_number",
                condition=Q(status="issued", issued_on__isnull=False) & ~Q(issue_no="")
                | ~Q(status="issued") & Q(issued_on=None, issue_no=""),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("petitions:report", args=[self.pk])


class Revision(models.Model):
    """One text of a report (文稿): the original stays beside the edited and signed ones."""

    report = models.ForeignKey(OpinionReport, models.PROTECT, related_name="revisions")
    draft = models.CharField("文稿", max_length=20, choices=Draft.choices)
    title = models.CharField("标题", max_length=100)
    situation = models.TextField("情况反映")
    analysis = models.TextField("问题分析", blank=True)
    suggestion = models.TextField("意见建议")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "文稿"
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.get_draft_display()}：{self.title}"


class Adoption(models.Model):
    """A report was adopted somewhere (采用): an event, many per report, never a status."""

    report = models.ForeignKey(OpinionReport, models.PROTECT, related_name="adoptions")
    level = models.ForeignKey(
        "petitions.AdoptionLevel", models.PROTECT, related_name="+", verbose_name="层级"
    )
    organ = models.CharField("采用机关", max_length=60)
    mode = models.CharField("方式", max_length=20, choices=AdoptionMode.choices)
    adopted_on = models.DateField("采用日期")
    document_no = models.CharField("期号或文号", max_length=60, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "采用"
        ordering = ["adopted_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "level", "organ", "adopted_on"],
                name="an_adoption_is_recorded_once",
            )
        ]

    def __str__(self):
        return f"{self.report}（{self.organ}{self.get_mode_display()}）"

    def get_absolute_url(self):
        return self.report.get_absolute_url()


class InstructionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Instructions are read by the office, signers and leaders only (批示限知)."""
        if user.holds(Role.OFFICE, Role.SIGNER, Role.LEADER):
            return self.filter(report__committee_id=user.committee_id)
        return self.none()


class Instruction(models.Model):
    """A leader's written instruction on a report (批示): an event. Handbook 4.1.

    Its words are seen by its addressees only; they never stand in a message, a log or a count.
    """

    report = models.ForeignKey(OpinionReport, models.PROTECT, related_name="instructions")
    leader_name = models.CharField("批示领导", max_length=20)
    leader_post = models.CharField("职务", max_length=60)
    kind = models.CharField("性质", max_length=20, choices=InstructionKind.choices)
    instructed_on = models.DateField("批示日期")
    text = models.TextField("批示内容（不宜上网的写“原件存档”）", max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = "批示"
        ordering = ["instructed_on", "id"]

    def __str__(self):
        return f"{self.report}（{self.get_kind_display()}批示）"

    def get_absolute_url(self):
        return self.report.get_absolute_url()

    @property
    def committee(self):
        return self.report.committee
