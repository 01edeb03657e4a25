"""What a county expects of each sort, how it read last year, and somebody who fell short of it."""

from datetime import date
from decimal import Decimal

from scoring.enums import Cycle, Merit, QuotaEvent, QuotaScope
from scoring.models import Rule, ScoreEntry
from tests.builders.quotas import make_quota, make_scheme
from tests.matrix.matters import an_activity

LAST_YEAR = 2025
OF = {
    QuotaScope.MEMBER: QuotaEvent.ACTIVITY,
    QuotaScope.STUDIO: QuotaEvent.CONSULTATION,
    QuotaScope.TOWNSHIP: QuotaEvent.ACTIVITY,
    QuotaScope.COMMITTEE: QuotaEvent.REPORT_SUBMITTED,
}


def expect(place) -> None:
    """One quota of every scope, two more of studios; a member below last year's mark."""
    county = place.county
    place.quota = {
        scope: make_quota(
            committee=county, code=f"{place.code}-{scope}", scope=scope, event=event, label="活动"
        )
        for scope, event in OF.items()
    }
    rest = {"committee": county, "cycle": Cycle.QUARTER, "target": 1}
    make_quota(event=QuotaEvent.FEEDBACK, label="民情反馈", kinds=["room"], **rest)
    make_quota(event=QuotaEvent.REPORT_SUBMITTED, label="社情民意", **rest)
    place.scheme = make_scheme(LAST_YEAR, committee=county)
    make_scheme(LAST_YEAR + 1, committee=county)
    place.points_rule = Rule.objects.create(
        committee=county, year=LAST_YEAR, merit=Merit.ISSUE_CLAIMED, code="D4", label="接单",
        block="工作室履职", points=2,
    )  # fmt: skip
    credit(place, place.member)


def credit(place, member) -> None:
    """A few points of last year."""
    ScoreEntry.objects.create(
        member=member, rule=place.points_rule, merit=place.points_rule.merit, points=Decimal(2),
        on=date(LAST_YEAR, 1, 20), source_label="consultations.Issue", source_id=member.pk,
        source_name="路灯不亮",
    )  # fmt: skip


def expect_more(place, studio, member) -> None:
    """Every new studio does something, and so does the old one; more members fall short."""
    credit(place, member)
    an_activity(place, "confirmed", studio=studio)
