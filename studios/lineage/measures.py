"""What the portal sees in the directory by itself (自动核算): hours, convener, year plan."""

from datetime import date
from decimal import Decimal

from core.days import short_day
from core.measures import Measure, counts
from studios.clock import term_of
from studios.enums import AffiliationRole, AutoRule, PaperKind
from studios.models import Studio


@counts(AutoRule.HOURS_POSTED)
def hours_posted(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """When it receives stands on its public page (接待时间已公布)."""
    said = f"已公布：{studio.hours}" if studio.hours else "还没有公布"
    return Measure(said, bool(studio.hours), studio.get_absolute_url())


@counts(AutoRule.CONVENER_IN_POST)
def convener_in_post(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """Somebody is convener on the last of these days (召集人在任)."""
    found = studio.affiliations.in_force(last).filter(role=AffiliationRole.CONVENER)
    names = "、".join(row.member.name for row in found.select_related("member"))
    said = f"{names}在任" if names else "没有召集人在任"
    return Measure(said, bool(names), studio.get_absolute_url())


@counts(AutoRule.PLAN_FILED)
def plan_filed(studio: Studio, first: date, last: date, least: Decimal | None) -> Measure:
    """The plan of the year was filed by 31 March (年度计划按时备案)."""
    plan = studio.papers.filed().filter(kind=PaperKind.PLAN, year=first.year).first()
    if plan is None or plan.filed_on > last:
        return Measure("还没有备案", False)
    by = term_of(PaperKind.PLAN, first.year).due_on
    said, is_met = f"{short_day(plan.filed_on, first)}备案", plan.filed_on <= by
    return Measure(
        said if is_met else f"{said}，晚于{short_day(by)}", is_met, plan.get_absolute_url()
    )
