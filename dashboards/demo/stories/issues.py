"""Single matters of the demo county, each along the path its text names."""

from datetime import date, timedelta
from typing import Any

from accounts.models import citizen
from consultations.actions import issues
from consultations.enums import IssueStatus, ReasonKind
from consultations.models import Issue
from core import clock
from core.workdays import calendar
from dashboards.demo.county import County
from dashboards.demo.stories import handling, intake
from dashboards.demo.year import Story
from petitions.actions import assignments, ratings
from petitions.enums import Satisfaction
from petitions.models import Assignment

LEAD_TIME = 4  # working days from raising to dispatch, for those told to be due on a day


def begin(county: County, row: dict[str, Any]) -> None:
    """Put one matter on the calendar of the year."""
    day = county.year.ago(row["days_ago"]) if "days_ago" in row else _first_day(county, row)
    county.year.begin(story(county, row), county.year.outside(day))


def story(county: County, row: dict[str, Any]) -> Story:
    """From the first word to the last, or as far as the text says."""
    studio, until = county.studios[row["studio"]], row.get("until", "")
    issue = intake.raise_issue(county, studio, row)
    if row["path"] in ("refer", "decline", "answer", "withdraw"):
        yield from _short(county, issue, row)
        return
    if until == "registered":
        return
    yield county.year.after(1)
    intake.accept(county, issue, row["category"])
    if until == "accepted":
        return
    yield county.year.after(1)
    intake.claim(county, issue, row.get("by", ""))
    if until == "claimed":
        return
    if row["path"] == "unit":
        yield from _by_unit(county, issue, row)
        return
    yield county.year.after(county.year.random.randint(2, 6))
    issues.answer(issue, by=issue.claimed_by.user, answer=row["answer"])
    if until != "answered":
        yield from intake.rate(county, issue, row.get("rating", ""))


def _short(county: County, issue: Issue, row: dict[str, Any]) -> Story:
    """Nothing for a member to take on: answered, shown the right door, or taken back."""
    yield county.year.after(1)
    by = county.somebody(issue.studio)
    if row["path"] == "withdraw":
        issues.withdraw(issue, by=citizen())
    elif row["path"] == "answer":
        issues.answer(issue, by=by, answer=row["answer"])
        yield from intake.rate(county, issue, row.get("rating", ""))
    elif row["path"] == "refer":
        reason = county.reason(ReasonKind.ISSUE_REFERRED, row["reason"])
        issues.refer(issue, by=by, reason=reason)
    else:
        issues.decline(issue, by=by, reason=county.reason(ReasonKind.ISSUE_DECLINED, row["reason"]))


def _by_unit(county: County, issue: Issue, row: dict[str, Any]) -> Story:
    """The member cannot solve it alone; the office gives it to a unit."""
    yield county.year.on(_dispatch_day(county, row)) if "left" in row else county.year.after(1)
    if "wrong_unit" in row:
        yield from _taken_back(county, issue, row)
    assignment = handling.dispatch(county, issue, row, title=issue.title)
    if row.get("until") == "return_requested":
        yield from handling.ask_back(county, assignment, row)
    elif row.get("until") == "extension_requested":
        yield from handling.ask_for_time(county, assignment, row)
    else:
        yield from handling.handle(county, assignment, row)
        yield from _rated(county, issue, assignment, row)


def _taken_back(county: County, issue: Issue, row: dict[str, Any]) -> Story:
    """Dispatched to the wrong door, and taken back the next day."""
    wrong = row | {"unit": row["wrong_unit"]}
    assignment = handling.dispatch(county, issue, wrong, title=issue.title)
    yield county.year.after(1)
    assignments.withdraw(assignment, by=county.office, remark="承办单位有误，收回重新交办。")


def _rated(county: County, issue: Issue, assignment: Assignment, row: dict[str, Any]) -> Story:
    """How the raiser found it; who is not satisfied is heard a second time."""
    issue.refresh_from_db()
    if issue.status != IssueStatus.ANSWERED or row.get("until") == "answered":
        return
    yield from intake.rate(county, issue, row.get("rating", ""), row.get("comment", ""))
    is_heard_again = row.get("rating") == Satisfaction.UNSATISFIED
    if not is_heard_again or row.get("until") == "rehandling":
        return
    assignment.refresh_from_db()
    yield county.year.after(2)
    stage, text = "doing", "已由主要负责人牵头重新研究，并当面听取反映人意见。"
    by = county.handler(assignment.lead_unit)
    assignments.report_progress(assignment, by=by, stage=stage, text=text)
    yield county.year.after(5)
    handling.answer(county, assignment, row, again="2")
    yield from handling.check(county, assignment, row, again="2")
    yield county.year.after(3)
    issue.refresh_from_db()
    ratings.rate(
        issue, result=row["rating2"], attitude="fair", comment=row.get("comment2", "这次解决了。")
    )


def _dispatch_day(county: County, row: dict[str, Any]) -> date:
    """The day of dispatch that leaves so many working days on the first real day."""
    limit, cal = county.limit(row["limit"]), calendar()
    first_real_day = county.year.last + timedelta(days=1)
    due = cal.add(first_real_day, row["left"]) if row["left"] else cal.next_workday(first_real_day)
    day = cal.add(due, -limit.due)
    return max(day, clock.today())


def _first_day(county: County, row: dict[str, Any]) -> date:
    return calendar().add(_dispatch_day_at_start(county, row), -LEAD_TIME)


def _dispatch_day_at_start(county: County, row: dict[str, Any]) -> date:
    with clock.at(county.year.first):
        return _dispatch_day(county, row)
