"""A member's place in a shift (值班席位), and the places that nobody fills."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from consultations.enums import ON_DUTY, RosterStatus, SeatStatus, ShiftStatus
from consultations.models.duty import DutyShift
from consultations.workflow import SEAT
from studios.enums import MemberStatus
from studios.models import Leave


class DutySeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who sees a shift sees who sits there."""
        return self.filter(shift__in=DutyShift.objects.visible_to(user).values("pk"))

    def on_duty(self):
        """Expected, or has served."""
        return self.filter(status__in=ON_DUTY)

    def published(self):
        """On a roster that everybody may read."""
        return self.filter(shift__roster__status=RosterStatus.PUBLISHED)

    def planned(self):
        """At a shift of a published roster that is still to be held or to be confirmed."""
        return self.published().filter(shift__status=ShiftStatus.PLANNED)

    def gaps(self, on: date):
        """Places to come that nobody fills (缺人): excused and not yet substituted, or kept for a
        member who has left or is away on that day."""
        place = Coalesce(OuterRef("instead_of"), OuterRef("member"))
        later = DutySeat.objects.filter(
            shift=OuterRef("shift"), instead_of=place, pk__gt=OuterRef("pk")
        )
        away = Leave.objects.filter(
            member=OuterRef("member"),
            starts_on__lte=OuterRef("on"),
            ends_on__gte=OuterRef("on"),
        )
        left = Q(member__status=MemberStatus.ARCHIVED)
        is_open = Q(status=SeatStatus.EXPECTED) & (left | Exists(away))
        rows = self.planned().filter(
            is_open | Q(status=SeatStatus.EXCUSED) & ~Exists(later), on__gte=on
        )
        return rows.order_by("on", "id")


class DutySeat(models.Model):
    """A member's place in a shift (值班席位): the staff say who came, nobody punches in."""

    workflow = SEAT
    # Taken when the whole shift is confirmed or its confirmation is corrected.
    hidden_steps = {"serve", "miss", "let_off"}
    status_tones = {
        SeatStatus.SERVED: "green",
        SeatStatus.ABSENT: "red",
        SeatStatus.EXCUSED: "gray",
    }

    shift = models.ForeignKey(DutyShift, models.CASCADE, related_name="seats")
    member = models.ForeignKey("studios.Member", models.PROTECT, related_name="+")
    # The shift's own day once more, so that the database refuses two shifts on one day.
    on = models.DateField("日期")
    # Whose place it was before a swap or a substitution.
    instead_of = models.ForeignKey(
        "studios.Member", models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        "状态", max_length=20, choices=SeatStatus.choices, default=SeatStatus.EXPECTED
    )
    reason = models.CharField("事由", max_length=100, blank=True)

    objects = DutySeatQuerySet.as_manager()

    class Meta:
        verbose_name = "值班席位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "member"], name="a_member_has_one_seat_in_a_shift"
            ),
            models.UniqueConstraint(
                fields=["member", "on"],
                condition=Q(status__in=["expected", "served"]),
                name="nobody_sits_twice_on_one_day",
            ),
            models.CheckConstraint(
                name="excused_seats_give_a_reason",
                condition=~Q(status="excused") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.member}（{self.shift}）"

    def get_absolute_url(self):
        return self.shift.get_absolute_url()

    @property
    def committee(self):
        return self.shift.studio.committee

    @property
    def committee_id(self) -> int:
        return self.shift.studio.committee_id
