"""The showcase (示范案例): the river bank, from five citizens to a promise kept. Handbook 3.7."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from consultations.actions import activities, topics
from consultations.enums import ActivityKind, Exit
from consultations.models import Activity, ConsensusItem, Topic
from core import clock
from core.workdays import calendar
from dashboards.demo import texts
from dashboards.demo.county import County
from dashboards.demo.stories import handling, members
from dashboards.demo.stories import topics as usual
from dashboards.demo.year import Story
from petitions.actions import assignments, replies, reports, requests, supervision
from petitions.enums import ContactMode
from petitions.models import Assignment, Promise

DAYS_AGO = 356
MEMBER = "李文博"


def begin(county: County) -> None:
    day = county.year.ago(DAYS_AGO)
    county.year.begin(_story(county, texts.read("showcase")), county.year.outside(day))


def _story(county: County, row: dict[str, Any]) -> Story:
    studio = county.studios[row["studio"]]
    joined = yield from usual.gather(county, studio, row | {"days_ago": DAYS_AGO})
    topic = usual.propose(county, studio, row, joined)
    yield county.year.after(3)
    usual.designate(county, topic, row)
    yield county.year.after(3)
    topics.claim(topic, by=county.users["member"])
    yield county.year.after(8)
    yield from _record(county, topic, row["study"], ActivityKind.MICRO_STUDY)
    yield county.year.after(9)
    activity = yield from _record(county, topic, row["meeting"], ActivityKind.MICRO_CONSULTATION)
    items = list(activity.consensus_items.order_by("no"))
    yield county.year.after(2)
    county.year.begin(_report(county, items[0], row), clock.now())
    yield county.year.after(5)
    for item, text in zip(items, row["items"], strict=True):
        if item.exit != Exit.DISPATCH:
            county.year.begin(usual.settle(county, item, text["outcome"]), county.year.after(10))
            continue
        assignment = handling.dispatch(county, item, text, title=item.text)
        story = HANDLED[text["unit"]](county, assignment, row)
        county.year.begin(story, clock.now())
    yield from usual.finish(county, topic, {"rating": "fair"})


def _record(
    county: County, topic: Topic, text: dict[str, Any], kind: str
) -> Generator[datetime, None, Activity]:
    """The liaison officer writes it down, the convener vouches for it."""
    is_meeting = kind == ActivityKind.MICRO_CONSULTATION
    items = texts.read("showcase")["items"] if is_meeting else []
    told = {name: text[name] for name in ("title", "place", "summary")}
    activity: Activity = activities.record(
        topic.studio,
        by=county.users["liaison"],
        kind=kind,
        held_on=clock.today(),
        host=county.members[MEMBER],
        members=[county.members[name] for name in text["members"]],
        units=[county.unit(code) for code in text.get("units", [])],
        others_count=text["others"],
        topic=topic,
        dissent=text.get("dissent", ""),
        writer=county.members["王雅琴" if is_meeting else MEMBER],
        items=[usual.item(county, item) for item in items],
        **told,
    )
    yield county.year.after(2)
    activities.confirm(activity, by=county.users["convener"])
    return activity


def _report(county: County, item: ConsensusItem, row: dict[str, Any]) -> Story:
    """The member turns it into a report; a county leader writes on it."""
    author = county.users["member"]
    report = reports.write(county.members[MEMBER], by=author, consensus_item=item, **row["report"])
    reports.submit(report, by=author)
    yield county.year.after(1)
    yield from members.publish(county, report)
    yield county.year.after(5)
    county_level = {"level": county.level("COUNTY"), "organ": "县政府办公室", "mode": "single"}
    reports.record_adoption(
        report, by=county.office, adopted_on=clock.today(), document_no="政务信息第37期",
        **county_level,
    )  # fmt: skip
    yield county.year.after(23)
    instruction = reports.record_instruction(
        report, by=county.office, instructed_on=clock.today(), **row["instruction"]
    )
    text = {"unit": "shuiliju", "limit": "L", "reply": "A", "demand": row["special"]["demand"]}
    told = row["handling"]
    text |= {"process": told["special_process"], "result": told["special_result"]}
    assignment = handling.dispatch(county, instruction, text, title=row["special"]["title"])
    yield from handling.handle(county, assignment, text)


def _bank(county: County, assignment: Assignment, row: dict[str, Any]) -> Story:
    """The water office: signs in time, is pressed and written to, and answers late."""
    text = row["handling"]
    yield county.year.after(1)
    handling.acknowledge(county, assignment)
    for code, opinion in text["opinions"]:
        yield county.year.after(4)
        by = county.handler(county.unit(code))
        assignments.give_opinion(assignment, by=by, opinion=opinion)
    for line in text["progress"]:
        yield county.year.after(5)
        handling.report(county, assignment, {"progress": line})
    yield from _bank_answers(county, assignment, text)


def _bank_answers(county: County, assignment: Assignment, text: dict[str, str]) -> Story:
    """Three days late comes the letter; the answer promises, and in summer the promise is kept."""
    yield county.year.on(calendar().add(assignment.due_on, 3))
    supervision.supervise(assignment, by=county.office, demand=text["letter"])
    yield county.year.after(1)
    replies.reply(
        assignment,
        by=county.users["unit"],
        reply_class=county.reply_class("B"),
        process=text["process"],
        result=text["result"],
        contact_mode=ContactMode.MEETING,
        contacted_on=clock.today(),
        promises=[{"text": text["promise"], "due_on": clock.today() + timedelta(days=90)}],
    )
    yield county.year.after(2)
    replies.accept_reply(assignment, by=county.office, remark="同意，承诺事项转跟踪")
    promise = Promise.objects.get(reply__assignment=assignment)
    yield county.year.on(promise.due_on)
    promise = Promise.objects.select_related("reply__assignment").get(pk=promise.pk)
    replies.keep_promise(promise, by=county.office, remark=text["kept"])


def _town(county: County, assignment: Assignment, row: dict[str, Any]) -> Story:
    """The township would rather not; the office insists."""
    text = row["handling"]
    yield county.year.after(1)
    requests.request_return(
        assignment, by=county.handler(assignment.lead_unit), reason=text["returned"],
        suggested_unit=county.unit("shuiliju"),
    )  # fmt: skip
    yield county.year.after(1)
    requests.refuse_return(assignment, by=county.office, remark=text["refused"])
    said = {"process": text["town_process"], "result": text["town_result"], "reply": "A"}
    yield from handling.handle(county, assignment, said)


def _drains(county: County, assignment: Assignment, row: dict[str, Any]) -> Story:
    """The building office does it in time."""
    text = row["handling"]
    said = {"process": text["drain_process"], "result": text["drain_result"], "reply": "A"}
    yield from handling.handle(county, assignment, said)


HANDLED = {"shuiliju": _bank, "chengguan": _town, "zhujianju": _drains}
