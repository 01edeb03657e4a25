"""What members write and do besides: reports, proposals, activities."""

from datetime import timedelta
from typing import Any

from consultations.actions import activities
from core import clock
from dashboards.demo.county import County
from dashboards.demo.stories import handling
from dashboards.demo.year import Story
from petitions.actions import proposals, reports
from petitions.models import OpinionReport, Proposal

TEXTS = ("title", "situation", "analysis", "suggestion")
SENT_TO = "县委、县政府领导，县委办公室、县政府办公室"


def begin_report(county: County, row: dict[str, Any]) -> None:
    day = county.year.ago(row["days_ago"])
    county.year.begin(_report(county, row), county.year.outside(day))


def begin_proposal(county: County, row: dict[str, Any]) -> None:
    day = county.year.ago(row["days_ago"])
    county.year.begin(_proposal(county, row), county.year.outside(day))


def begin_activity(county: County, row: dict[str, Any]) -> None:
    day = county.year.ago(row["days_ago"])
    county.year.begin(_activity(county, row), county.year.outside(day))


def _report(county: County, row: dict[str, Any]) -> Story:
    """A report on public opinion (社情民意), as far as it got."""
    author, until = county.members[row["author"]], row.get("until", "issued")
    texts = {name: row[name] for name in TEXTS if name in row}
    category = county.category(row["category"])
    report = reports.write(author, by=author.user, category=category, **texts)
    if until == "draft":
        return
    yield county.year.after(1)
    reports.submit(report, by=author.user)
    if until == "withdrawn":
        reports.withdraw(report, by=author.user)
    if until in ("submitted", "withdrawn"):
        return
    yield county.year.after(county.year.random.randint(1, 3))
    if until == "returned":
        reports.send_back(report, by=county.office, remark=row["verdict"])
    elif until == "declined":
        reports.decline(report, by=county.office, reason=row["verdict"])
    else:
        yield from publish(county, report, until)
    if until == "issued":
        yield from _echo(county, report, row)


def publish(county: County, report: OpinionReport, until: str = "issued") -> Story:
    """The office accepts, the secretary-general signs, the office prints and sends."""
    reports.accept(report, by=county.office, remark="反映及时，建议可行")
    if until == "accepted":
        return
    yield county.year.after(2)
    reports.sign(report, by=county.users["signer"], remark="同意印发")
    if until == "signed":
        return
    yield county.year.after(1)
    reports.issue(report, by=county.office, sent_to=SENT_TO)


def _echo(county: County, report: OpinionReport, row: dict[str, Any]) -> Story:
    """Who adopted it, who wrote on it, and what a unit made of it."""
    for level, organ, mode in row.get("adopted", []):
        yield county.year.after(county.year.random.randint(3, 8))
        reports.record_adoption(
            report, by=county.office, level=county.level(level), organ=organ, mode=mode,
            adopted_on=clock.today(),
        )  # fmt: skip
    if "forwarded" in row:
        yield county.year.after(2)
        text = {"limit": "I"} | row["forwarded"]
        assignment = handling.dispatch(county, report, text, title=text["title"])
        yield from handling.handle(county, assignment, text)
    if "instructed" in row:
        yield county.year.after(3)
        yield from _instructed(county, report, row["instructed"])


def _instructed(county: County, report: OpinionReport, text: dict[str, Any]) -> Story:
    """A leader's instruction; one that asks for action goes to a unit."""
    named = ("leader_name", "leader_post", "kind", "text")
    instruction = reports.record_instruction(
        report,
        by=county.office,
        instructed_on=clock.today(),
        **{name: text[name] for name in named},
    )
    if "unit" not in text:
        return
    yield county.year.after(1)
    row = {"limit": "L"} | text
    assignment = handling.dispatch(county, instruction, row, title=text["title"])
    yield from handling.handle(county, assignment, row)


def _proposal(county: County, row: dict[str, Any]) -> Story:
    """A proposal (提案), as far as it got."""
    author, until = county.members[row["author"]], row.get("until", "")
    proposal = proposals.write(
        author,
        by=author.user,
        title=row["title"],
        situation=row["situation"],
        suggestion=row["suggestion"],
        category=county.category(row["category"]),
        cosigners=[county.members[name] for name in row.get("cosigners", [])],
    )
    if until == "draft":
        return
    yield county.year.after(2)
    proposals.submit(proposal, by=author.user)
    if until == "submitted":
        return
    yield county.year.after(4)
    yield from _examined(county, proposal, row, until)


def _examined(county: County, proposal: Proposal, row: dict[str, Any], until: str) -> Story:
    examiner = county.users["proposals"]
    if until == "returned":
        proposals.send_back(proposal, by=examiner, remark=row["verdict"])
        return
    if until == "not_filed":
        proposals.not_file(proposal, by=examiner, reason=row["verdict"])
        return
    proposals.file(proposal, by=examiner, remark="一事一案，建议具体，予以立案")
    if until == "filed":
        return
    yield county.year.after(3)
    text = {"limit": "P", "is_proposal": True, "demand": "请与提案人面商后办理，书面答复。"} | row
    assignment = handling.dispatch(county, proposal, text, title=proposal.title)
    yield from handling.handle(county, assignment, text)


def _activity(county: County, row: dict[str, Any]) -> Story:
    """Something a studio did, confirmed by a second person."""
    studio = county.studios[row["studio"]]
    people = [county.members[name] for name in row["members"]]
    activity = activities.record(
        studio,
        by=county.liaison(studio),
        kind=row["kind"],
        title=row["title"],
        held_on=clock.today() - timedelta(days=1),
        place=row["place"],
        host=people[0],
        members=people,
        units=[county.unit(code) for code in row.get("units", [])],
        others_count=row["others"],
        summary=row["summary"],
    )
    yield county.year.after(1)
    if row.get("until") == "returned":
        activities.send_back(activity, by=county.convener(studio), remark=row["remark"])
    elif row.get("until") != "recorded":
        activities.confirm(activity, by=county.convener(studio))
