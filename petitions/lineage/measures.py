"""What the portal counts of a studio by itself (自动核算): reports handed in, matters solved."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from core import clock
from core.measures import Measure, counts, plain
from core.tallies import Asked, Question, numbers
from petitions.enums import RequestStatus
from petitions.models import Reply
from scoring.enums import QuotaEvent, QuotaScope
from studios.enums import AutoRule
from studios.models import Studio

# What is asked for when the county names no number. Handbook 7.5.
REPORTS_LEAST, SOLVED_LEAST = Decimal(10), Decimal(1)
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@counts(AutoRule.REPORTS_SUBMITTED)
def reports_submitted(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """The reports handed in with this studio, or by its people with none (社情民意报送数): the same
    number as in 定额进度."""
    asked = Asked(studio.committee_id, QuotaScope.STUDIO, [studio.pk], {})
    [counted] = numbers([Question(QuotaEvent.REPORT_SUBMITTED, asked, [(first, last)])])
    wanted, number = least or REPORTS_LEAST, counted[studio.pk][0]
    return Measure(f"{number}篇，应有{plain(wanted)}篇", number >= wanted)


@counts(AutoRule.SOLVED_EACH_QUARTER)
def solved_each_quarter(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """In every quarter gone by, a unit's accepted reply solved a matter of the studio (A类)."""
    replies = Reply.objects.filter(
        assignment__studio=studio,
        reply_class__is_solved=True,
        verdict=RequestStatus.GRANTED,
        at__date__range=(first, last),
    )
    days = [clock.local_day(at) for at in replies.values_list("at", flat=True)]
    solved = [sum((day.month - 1) // 3 == quarter for day in days) for quarter in range(4)]
    gone = sum(_ends_on(first.year, quarter) <= last for quarter in range(4))
    begun = (last.month - 1) // 3 + 1
    said = "、".join(f"{QUARTERS[n]}{solved[n]}件" for n in range(begun))
    if not gone:
        said = f"{said}，季度未满，暂不计"
    query: dict[str, Any] = {"tab": "concluded", "studio": studio.pk}
    url = f"{reverse('petitions:assignment_list')}?{urlencode(query)}"
    wanted = least or SOLVED_LEAST
    return Measure(said, all(number >= wanted for number in solved[:gone]), url)


def _ends_on(year: int, quarter: int) -> date:
    """The last day of a quarter; 0 is the first."""
    month = quarter * 3 + 4
    return (date(year, month, 1) if month <= 12 else date(year + 1, 1, 1)) - timedelta(days=1)
