"""Assignments: a unit's duty to answer."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.enums import Role
from core import clock
from core.constraints import exactly_one_of
from core.enums import LimitKind
from petitions.enums import (
    AT_WORK,
    AWAITING_REPLY,
    AssignmentStatus,
    RequestStatus,
    UndertakingRole,
)
from petitions.models.handling import Extension
from petitions.models.supervision import Supervision
from petitions.workflow import ASSIGNMENT
from studios.models.area import within

MATTERS = ("issue", "consensus_item", "report", "proposal", "instruction")


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Dispatchers and leaders see all; a unit's people see what their unit handles now;
        a studio, its township and the claiming or writing member see their own matters."""
        mine = self.filter(committee_id=user.committee_id)
        if user.holds(Role.OFFICE, Role.PROPOSALS, Role.SIGNER, Role.LEADER):
            is_guest = not user.holds(Role.OFFICE, Role.SIGNER, Role.LEADER)
            # Instructions (批示) and what follows from them are not for the proposals office.
            mine = mine.filter(instruction=None) if is_guest else mine
            return mine if user.holds(Role.OFFICE) else mine.exclude(issue__is_locked=True)
        studios = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
            Role.LIAISON, "studios.Studio"
        )
        areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
        committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
        handled = Undertaking.objects.filter(
            assignment=OuterRef("pk"), unit__in=user.unit_ids(), ended_at=None
        )
        reach = (
            Q(Exists(handled))
            | Q(studio__in=studios)
            | Q(studio__area__in=areas)
            | Q(studio__special_committee__in=committees)
        )
        if member := user.member_in_office:
            reach |= (
                Q(issue__claimed_by=member)
                | Q(report__author=member)
                | Q(proposal__author=member)
                | Q(consensus_item__activity__host=member)
            )
        # What may be secret (疑似涉密) is handled on paper: its unit, too, loses sight of it.
        return mine.filter(reach).exclude(issue__is_locked=True)

    def awaiting_reply(self):
        """The lead unit still owes an answer."""
        return self.filter(status__in=AWAITING_REPLY)

    def awaiting_receipt(self):
        return self.filter(status=AssignmentStatus.DISPATCHED)

    def awaiting_check(self):
        """The reply is in, and the office has to read it."""
        return self.filter(status=AssignmentStatus.REPLIED)

    def return_requested(self):
        return self.filter(status=AssignmentStatus.RETURN_REQUESTED)

    def awaiting_decision(self):
        """The unit has asked for something, and the office has to say yes or no."""
        asked = Extension.objects.filter(assignment=OuterRef("pk"), status=RequestStatus.REQUESTED)
        return self.filter(
            Q(status=AssignmentStatus.RETURN_REQUESTED) | Q(Exists(asked), status__in=AT_WORK)
        )

    def tracking(self):
        return self.filter(status=AssignmentStatus.TRACKING)

    def at_work(self):
        """Signed for, and being handled."""
        return self.filter(status__in=AT_WORK)

    def concluded(self):
        return self.filter(status=AssignmentStatus.CONCLUDED)

    def overdue(self, on: date):
        """Unanswered on `on` although the due day has passed; due today is in time."""
        return self.awaiting_reply().filter(due_on__lt=on)

    def near_due(self, on: date):
        """Unanswered, not late, and inside the warning days of its class."""
        return self.awaiting_reply().filter(due_on__gte=on, warn_on__lte=on)

    def awaiting_supervision(self, late_since: date):
        """Unanswered, due before `late_since`, and no letter (督办函) sent since it fell due."""
        sent = Supervision.objects.filter(
            assignment=OuterRef("pk"), new_due_on__gt=OuterRef("due_on")
        )
        return self.awaiting_reply().filter(~Exists(sent), due_on__lt=late_since)

    def climbing(self, on: date):
        """Unanswered, and a rung of the ladder may have to be climbed on `on`."""
        return self.awaiting_reply().filter(next_rung_on__lte=on).exclude(issue__is_locked=True)


class Assignment(models.Model):
    """A unit's duty to answer for exactly one matter (交办件). Handbook F14, 5.1."""

    workflow = ASSIGNMENT
    hidden_steps = {"track", "rehandle"}
    status_tones = {
        AssignmentStatus.DISPATCHED: "amber",
        AssignmentStatus.RETURN_REQUESTED: "amber",
        AssignmentStatus.REPLIED: "amber",
        AssignmentStatus.REHANDLING: "amber",
        AssignmentStatus.CONCLUDED: "green",
        AssignmentStatus.WITHDRAWN: "gray",
    }
    # Lent by `lineage` to a row that is about to be shown: its light, and the accepted reply.
    shown: Any
    answer: Any

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    number = models.CharField("交办单号", max_length=40)
    issue = models.ForeignKey(
        "consultations.Issue", models.PROTECT, null=True, blank=True, related_name="+"
    )
    consensus_item = models.ForeignKey(
        "consultations.ConsensusItem", models.PROTECT, null=True, blank=True, related_name="+"
    )
    report = models.ForeignKey(
        "petitions.OpinionReport", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    proposal = models.ForeignKey(
        "petitions.Proposal", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    instruction = models.ForeignKey(
        "petitions.Instruction", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    studio = models.ForeignKey(
        "studios.Studio",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="来源工作室",
    )
    title = models.CharField("事项", max_length=100)
    demand = models.TextField("具体要求", max_length=800)
    authority = models.CharField("交办主体", max_length=30)
    limit_class = models.ForeignKey(
        "petitions.LimitClass", models.PROTECT, related_name="+", verbose_name="办理类别"
    )
    lead_unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, related_name="+", verbose_name="主办单位"
    )
    dispatched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="交办人"
    )
    dispatched_at = models.DateTimeField("交办时间", default=clock.now)
    clock_from = models.DateTimeField("计时起点", default=clock.now)
    limit_n = models.PositiveIntegerField("办结期限")
    limit_kind = models.CharField("计算方式", max_length=10, choices=LimitKind.choices)
    sign_days = models.PositiveIntegerField("签收期限（工作日）", null=True, blank=True)
    warn_days = models.PositiveIntegerField("临期提醒（工作日）", default=2)
    starts_on = models.DateField("起算日")
    base_due_on = models.DateField("原办结期限")
    sign_due_on = models.DateField("签收期限", null=True, blank=True)
    warn_on = models.DateField("临期日")
    due_on = models.DateField("到期日")
    next_rung_on = models.DateField("下次催办日", null=True, blank=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    concluded_at = models.DateTimeField("办结时间", null=True, blank=True)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    status = models.CharField(
        "状态", max_length=20, choices=AssignmentStatus.choices, default=AssignmentStatus.DISPATCHED
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "交办件"
        ordering = ["-dispatched_at", "-id"]
        indexes = [
            models.Index(fields=["committee", "-dispatched_at", "-id"], name="assignment_recent"),
            models.Index(
                fields=["committee", "status", "due_on", "id"], name="assignment_status_due"
            ),
            models.Index(
                fields=["next_rung_on", "id"],
                name="assignment_open_rung",
                condition=Q(
                    status__in=["dispatched", "acknowledged", "return_requested", "rehandling"]
                ),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="assignment_number_is_unique_in_county"
            ),
            models.CheckConstraint(
                name="assignment_has_exactly_one_matter", condition=exactly_one_of(*MATTERS)
            ),
            models.CheckConstraint(
                name="replied_assignments_say_when",
                condition=~Q(status__in=["replied", "tracking", "concluded"])
                | Q(replied_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("petitions:assignment", args=[self.pk])

    @property
    def matter(self):
        """The one thing for which the unit answers."""
        return next(value for name in MATTERS if (value := getattr(self, name)) is not None)

    @property
    def is_from_instruction(self) -> bool:
        """Follows from a leader's instruction (批示): its notices carry no words outside."""
        return self.instruction_id is not None

    @property
    def is_awaiting_reply(self) -> bool:
        return self.status in AWAITING_REPLY

    @property
    def next_due_on(self) -> date | None:
        """The day that the lead unit must keep, while it owes an answer."""
        return self.due_on if self.is_awaiting_reply else None

    def days_late(self, on: date) -> int:
        """Natural days past the due day on `on`; working days are `clock`'s business."""
        return max(0, (on - self.due_on).days)


class Undertaking(models.Model):
    """One unit's part in an assignment (承办): lead or support, each with its own receipt."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="undertakings")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    role = models.CharField("角色", max_length=10, choices=UndertakingRole.choices)
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact_name = models.CharField("经办人", max_length=20, blank=True)
    contact_phone = models.CharField("经办人电话", max_length=30, blank=True)
    opinion_due_on = models.DateField("会办意见期限", null=True, blank=True)
    opinion = models.TextField("会办意见", max_length=1000, blank=True)
    opinion_at = models.DateTimeField("会办意见时间", null=True, blank=True)
    ended_at = models.DateTimeField("改派时间", null=True, blank=True)

    class Meta:
        verbose_name = "承办"
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "unit"],
                condition=Q(ended_at=None),
                name="a_unit_undertakes_an_assignment_once",
            ),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(role="lead", ended_at=None),
                name="an_assignment_has_one_lead_unit",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}：{self.unit}"
