"""What a month of duty is made of: its days, its holidays, and who can be put down for it."""

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consultations.models import DutyGroup, DutySeat
from core.workdays import add_months, calendar
from studios.models import Affiliation, Member, Studio


def month_end(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return date.fromordinal(add_months(month, 1).toordinal() - 1)


def holidays_of(month: date) -> dict[date, str]:
    """The holidays of a month by their names."""
    last = month_end(month)
    runs = calendar().skipped(date.fromordinal(month.toordinal() - 1), last)
    return {
        date.fromordinal(n): name
        for first, end, name in runs
        for n in range(first.toordinal(), end.toordinal() + 1)
    }


def people_of(studio: Studio, month: date) -> QuerySet[Member]:
    """Who belongs to the studio in this month, is in one of its groups or sits there, with how
    often each sits there in the month and in its year (`in_month`, `in_year`)."""
    last = month_end(month)
    seats = DutySeat.objects.on_duty().filter(shift__studio=studio)
    here = Affiliation.objects.filter(studio=studio, starts_on__lte=last)
    here = here.filter(Q(ends_on=None) | Q(ends_on__gte=month))
    grouped = DutyGroup.members.through.objects.filter(dutygroup__studio=studio)
    members = Member.objects.filter(
        Q(pk__in=here.values("member"))
        | Q(pk__in=grouped.values("member"))
        | Q(pk__in=seats.filter(on__range=(month, last)).values("member"))
    )
    return members.annotate(
        in_month=_times(seats.filter(on__range=(month, last))),
        in_year=_times(seats.filter(on__year=month.year)),
    ).order_by("pinyin", "id")


def _times(seats: QuerySet[DutySeat]) -> Coalesce:
    """How many of these seats are a member's."""
    own = seats.filter(member=OuterRef("pk")).order_by().values("member")
    counted = own.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
