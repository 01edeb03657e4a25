"""One member asks another to sit in their place (换班、替班)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from consultations.enums import RosterStatus, SeatStatus, ShiftStatus, SwapStatus
from consultations.workflow import SWAP
from core import clock
from core.workdays import calendar


class SwapQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who asked and who was asked."""
        return self.filter(Q(asked_by=user) | Q(to_member__user=user))

    def open(self, on: date):
        """Still to be answered on `on`: a working day is left before the shift, and both sit where
        they sat. A request that nobody answered lapses by itself."""
        first = calendar().next_workday(on)
        asked = self.filter(status=SwapStatus.ASKED).filter(
            seat__member__user=F("asked_by"), **_still_planned("seat", first)
        )
        theirs = Q(other_seat__member=F("to_member"), **_still_planned("other_seat", first))
        return asked.filter(Q(other_seat=None) | theirs)

    def lapsed(self, on: date):
        """Asked, and no longer to be answered."""
        still_open = Swap.objects.open(on).values("pk")
        return self.filter(status=SwapStatus.ASKED).exclude(pk__in=still_open)

    def awaiting(self, member, on: date):
        """Those that wait for this member's answer, the first shift first."""
        return self.open(on).filter(to_member=member).order_by("seat__on", "id")


def _still_planned(seat: str, after: date) -> dict:
    """Later than `after`, on a published roster, and the member is expected."""
    return {
        f"{seat}__on__gt": after,
        f"{seat}__status": SeatStatus.EXPECTED,
        f"{seat}__shift__status": ShiftStatus.PLANNED,
        f"{seat}__shift__roster__status": RosterStatus.PUBLISHED,
    }


class Swap(models.Model):
    """A request to change places (换班申请): for a seat of the other's, or as a favour (替班).

    It must be agreed one working day before the shift. Handbook 3.5.1.
    """

    workflow = SWAP
    status_tones = {SwapStatus.ASKED: "amber", SwapStatus.ACCEPTED: "green"}

    seat = models.ForeignKey("consultations.DutySeat", models.CASCADE, related_name="swaps")
    to_member = models.ForeignKey("studios.Member", models.PROTECT, related_name="+")
    # What the other gives in exchange; none means that they simply stand in.
    other_seat = models.ForeignKey(
        "consultations.DutySeat", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("原因", max_length=100)
    status = models.CharField(
        "状态", max_length=20, choices=SwapStatus.choices, default=SwapStatus.ASKED
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间", default=clock.now)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = SwapQuerySet.as_manager()

    class Meta:
        verbose_name = "换班申请"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(status="asked"),
                name="a_seat_is_offered_to_one_person_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.seat}请{self.to_member}{'换班' if self.other_seat_id else '替班'}"

    def get_absolute_url(self):
        return self.seat.get_absolute_url()

    @property
    def committee(self):
        return self.seat.committee

    @property
    def committee_id(self) -> int:
        return self.seat.committee_id

    @property
    def is_exchange(self) -> bool:
        """Both change places; otherwise the other only stands in."""
        return self.other_seat_id is not None
