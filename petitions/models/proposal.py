"""Proposals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from core import clock
from petitions.enums import ProposalStatus
from petitions.workflow import PROPOSAL


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An author or co-signer reads their own; the offices read what was submitted."""
        mine = self.filter(committee_id=user.committee_id)
        own = Q(author__user=user) | Q(
            ~Q(status=ProposalStatus.DRAFT), cosigners__member__user=user
        )
        if user.holds(Role.OFFICE, Role.PROPOSALS, Role.SIGNER, Role.LEADER):
            own |= ~Q(status=ProposalStatus.DRAFT)
        return mine.filter(own).distinct()

    def drafts(self):
        return self.filter(status__in=[ProposalStatus.DRAFT, ProposalStatus.RETURNED])

    def awaiting_verdict(self):
        return self.filter(status=ProposalStatus.SUBMITTED)

    def awaiting_dispatch(self):
        return self.filter(status=ProposalStatus.FILED)

    def being_handled(self):
        return self.filter(status=ProposalStatus.DISPATCHED)


class Proposal(models.Model):
    """A proposal by members (提案): one matter each. Handbook 4.2."""

    workflow = PROPOSAL
    hidden_steps = {"dispatch", "answer", "reopen"}
    status_tones = {
        ProposalStatus.DRAFT: "gray",
        ProposalStatus.RETURNED: "amber",
        ProposalStatus.NOT_FILED: "gray",
        ProposalStatus.REPLIED: "green",
    }

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=40, unique=True)
    author = models.ForeignKey(
        "studios.Member", models.PROTECT, related_name="+", verbose_name="第一提案人"
    )
    topic = models.ForeignKey(
        "consultations.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="来源议题",
    )
    category = models.ForeignKey(
        "consultations.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="类别",
    )
    title = models.CharField("案由", max_length=50)
    situation = models.TextField("情况与问题", max_length=3000)
    suggestion = models.TextField("建议", max_length=3000)
    may_publish = models.BooleanField("同意公开", default=True)
    created_at = models.DateTimeField("起草时间", default=clock.now)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=ProposalStatus.choices, default=ProposalStatus.DRAFT
    )
    verdict = models.CharField("审查意见", max_length=300, blank=True)
    filed_at = models.DateTimeField("立案时间", null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="立案人",
    )
    version = models.PositiveIntegerField(default=1)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "提案"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["committee", "-created_at", "-id"], name="proposal_recent")]
        constraints = [
            models.CheckConstraint(
                name="filed_proposals_say_when_and_by_whom",
                condition=Q(
                    status__in=["filed", "dispatched", "replied"],
                    filed_at__isnull=False,
                    filed_by__isnull=False,
                )
                | ~Q(status__in=["filed", "dispatched", "replied"])
                & Q(filed_at=None, filed_by=None),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("petitions:proposal", args=[self.pk])


class CoSigner(models.Model):
    """A member who signs a proposal with its author (联名人)."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="cosigners")
    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "联名人"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "member"], name="a_member_signs_a_proposal_once"
            )
        ]

    def __str__(self):
        return str(self.member)
