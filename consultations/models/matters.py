"""Which issues somebody may see, and which wait for what."""

from datetime import date

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from accounts.enums import Role
from consultations.enums import (
    AWAITING_ANSWER,
    AWAITING_OUTCOME,
    AWAITING_TRIAGE,
    ENDED,
    JOINABLE,
    NOT_ON_LINE,
    OPEN_TO_LIKES,
    IssueStatus,
)
from consultations.models.duty import DutyShift
from consultations.models.roster import READS_ALL
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

    def unclaimed(self, on: date):
        """Nobody has taken it on, and on `on` the last day to do so has passed (逾期无人接单)."""
        return self.claimable().filter(is_locked=False, claim_due_on__lt=on)

    def awaiting_answer(self):
        """Somebody on our side still owes the raiser an answer."""
        return self.filter(status__in=AWAITING_ANSWER)

    def joinable(self):
        """May be made part of a topic."""
        return self.filter(status__in=JOINABLE)

    def open_to_likes(self):
        """Taken on and not answered: a like matter may be made one with these."""
        return self.filter(status__in=OPEN_TO_LIKES)

    def of_topic(self, topic):
        """Its matters, and those that were made one with them."""
        return self.filter(Q(topic=topic) | Q(merged_into__topic=topic))

    def awaiting_clearing(self):
        """Locked as possibly secret, and the office has not said what it is (待甄别)."""
        return self.filter(is_locked=True).exclude(
            status=IssueStatus.REFERRED, reason__code=NOT_ON_LINE
        )

    def with_likes(self):
        """Each with the number of matters that were made one with it (并入n件)."""
        likes = (
            self.model._base_manager.filter(merged_into=OuterRef("pk"), is_locked=False)
            .order_by()
            .values("merged_into")
            .annotate(n=Count("pk"))
        )
        return self.annotate(likes=Subquery(likes.values("n")))

    def awaiting_review(self):
        """The raiser asked the township to look again at a refusal (申请复核)."""
        return self.filter(status=IssueStatus.REVIEWING)

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
