"""Topics of the demo county: several like matters, one consultation, and what came of it."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from consultations.actions import activities, consensus, issues, topics
from consultations.enums import ActivityKind, Exit, IssueStatus, ReasonKind, TopicStatus
from consultations.models import Activity, ConsensusItem, Issue, Topic
from core import clock
from dashboards.demo.county import County
from dashboards.demo.stories import handling, intake
from dashboards.demo.year import RECENT, Story
from studios.models import Studio


def begin(county: County, row: dict[str, Any]) -> None:
    day = county.year.ago(row["days_ago"])
    county.year.begin(story(county, row), county.year.outside(day))


def story(county: County, row: dict[str, Any]) -> Story:
    """From the first voice to the file on the shelf."""
    studio, until = county.studios[row["studio"]], row.get("until", "")
    joined = yield from gather(county, studio, row)
    topic = propose(county, studio, row, joined)
    if until == "proposed":
        return
    yield county.year.after(1)
    if row.get("path") in ("shelve", "decline"):
        yield from _refused(county, topic, row, joined)
        return
    designate(county, topic, row)
    if until == "designated":
        return
    yield county.year.after(1)
    topics.claim(topic, by=county.untied(topic, county.claimant(studio)))
    if until == "claimed":
        return
    yield county.year.after(county.year.random.randint(5, 6))
    activity = _consult(county, topic, row)
    yield county.year.after(1)
    activities.confirm(activity, by=county.liaison(studio))
    if until != "concluded" and row.get("path") != "open":
        yield from _carry_out(county, topic, row)


def gather(
    county: County, studio: Studio, row: dict[str, Any]
) -> Generator[datetime, None, list[Issue]]:
    """Several people bring the same thing within a few days."""
    found: list[Issue] = []
    for text in row["issues"]:
        found.append(intake.raise_issue(county, studio, text))
        if row["days_ago"] > RECENT and county.year.random.random() < 0.4:
            yield county.year.after(1)
    yield county.year.after(1)
    for issue in found:
        intake.accept(county, issue, row["category"])
    yield county.year.after(1)
    return found


def propose(county: County, studio: Studio, row: dict[str, Any], joined: list[Issue]) -> Topic:
    return topics.propose(
        studio,
        by=county.convener(studio),
        title=row["title"],
        background=row["background"],
        aim=row.get("aim", ""),
        category=county.category(row["category"]),
        nature=row["nature"],
        issues=joined,
    )


def designate(county: County, topic: Topic, row: dict[str, Any]) -> None:
    topics.designate(
        topic,
        by=county.township(topic.studio),
        requirement=row.get("requirement", "请工作室抓紧调研协商，意见及时报镇党委。"),
        answer_due_on=clock.today() + timedelta(days=45),
    )


def _refused(county: County, topic: Topic, row: dict[str, Any], joined: list[Issue]) -> Story:
    """Not now, or not at all; what was raised is then answered by the studio."""
    township = county.township(topic.studio)
    if row["path"] == "shelve":
        reason = county.reason(ReasonKind.TOPIC_SHELVED, row["shelve_reason"])
        review_on = clock.today() + timedelta(days=180)
        topics.shelve(topic, by=township, reason=reason, review_on=review_on)
        return
    reason = county.reason(ReasonKind.TOPIC_DECLINED, row["decline_reason"])
    topics.decline(topic, by=township, reason=reason, remark="该地块已列入城投公司停车场项目。")
    yield county.year.after(2)
    for issue in joined:
        issue.refresh_from_db()
        issues.answer(
            issue,
            by=county.convener(topic.studio),
            answer="镇街研究后认为此事已由有关部门列入项目安排，议题不再另行协商；工程进展将在社区公告栏公布。",
        )
        county.year.begin(intake.rate(county, issue), clock.now())


def _consult(county: County, topic: Topic, row: dict[str, Any]) -> Activity:
    """The micro-consultation (微协商), entered in a minute."""
    meeting = row["meeting"]
    host, *others = county.attendants(topic.studio)
    items = [] if row.get("path") == "open" else [item(county, text) for text in row["items"]]
    return activities.record(
        topic.studio,
        by=county.convener(topic.studio),
        kind=ActivityKind.MICRO_CONSULTATION,
        title=f"{topic.title.removeprefix('关于')}微协商",
        held_on=clock.today(),
        place=meeting["place"],
        host=host,
        members=[host, *others, county.convener(topic.studio).member],
        units=[county.unit(code) for code in meeting["units"]],
        others_count=meeting["others"],
        topic=topic,
        summary=meeting["summary"],
        dissent=meeting.get("dissent", ""),
        writer=others[0] if others else host,
        items=items,
    )


def item(county: County, item: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": item["text"],
        "unit": county.unit(item["unit"]) if "unit" in item else None,
        "due_on": clock.today() + timedelta(days=60),
        "exit": item.get("exit", Exit.DISPATCH),
    }


def _carry_out(county: County, topic: Topic, row: dict[str, Any]) -> Story:
    """Every item goes its way at its own pace; the topic ends with the last of them."""
    yield county.year.after(1)
    agreed = list(topic.consensus_items.select_related("activity__studio").order_by("no"))
    for item, text in zip(agreed, row["items"], strict=True):
        if item.exit != Exit.DISPATCH:
            then = county.year.after(county.year.random.randint(8, 15))
            county.year.begin(settle(county, item, text["outcome"]), then)
            continue
        title = item.text[:100]
        assignment = handling.dispatch(county, item, text, title=title)
        county.year.begin(handling.handle(county, assignment, text), clock.now())
    yield from finish(county, topic, row)


def settle(county: County, item: ConsensusItem, outcome: str) -> Story:
    """What the village does by itself, or a member writes."""
    consensus.settle(item, by=county.convener(item.activity.studio), outcome=outcome)
    return
    yield


def finish(county: County, topic: Topic, row: dict[str, Any]) -> Story:
    """When everything has its outcome the raisers say how they find it, and the file is closed."""
    while topic.status != TopicStatus.COMPLETED:
        yield county.year.after(2)
        topic.refresh_from_db()
    for issue in topic.issues.filter(status=IssueStatus.ANSWERED):
        wish = row.get("rating", "")
        county.year.begin(intake.rate(county, issue, wish), clock.now())
    if row.get("until") == "completed":
        return
    yield county.year.after(15)
    topics.close(topic, by=county.convener(topic.studio))
