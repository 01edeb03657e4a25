"""三题 in the demo county: a year's catalogue, what townships said to it, one answer with marks."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User, system_user
from consultations.actions import activities, catalogue, merging_topics, papers, topics
from consultations.enums import ActivityKind, ReasonKind, TopicStatus, Verdict
from consultations.models import CatalogueEntry, EntryAnswer, Topic
from core import clock
from dashboards.demo import texts
from dashboards.demo.county import County
from dashboards.demo.stories import handling
from dashboards.demo.stories import topics as usual
from dashboards.demo.year import Story
from studios.models import Area, SpecialCommittee

REASONS = {
    Verdict.SHELVED.value: ReasonKind.TOPIC_SHELVED,
    Verdict.DECLINED.value: ReasonKind.TOPIC_DECLINED,
}


def begin(county: County) -> None:
    """The catalogue of the year that ends now, and topics that came to nothing."""
    said = texts.read("santi")
    for row in said["entries"]:
        day = county.year.ago(row["days_ago"])
        county.year.begin(_entry(county, row, said["full"]), county.year.on(day))
    for row in said["others"]:
        day = county.year.ago(row["days_ago"])
        county.year.begin(OTHERS[row["until"]](county, row), county.year.on(day))


def _entry(county: County, row: dict[str, Any], full: dict[str, Any]) -> Story:
    """Set by a committee, then answered by one township after the other."""
    committee = row.get("committee")
    entry = catalogue.propose(
        county.committee,
        by=county.users[row["by"]],
        year=county.year.last.year,
        title=row["title"],
        background=row["background"],
        aim=row.get("aim", ""),
        special_committee=SpecialCommittee.objects.get(committee=county.committee, code=committee)
        if committee
        else None,
    )
    for said in row["answers"]:
        county.year.begin(_answer(county, entry, said, full), county.year.after(said["after"]))
    if "withdrawn" in row:
        yield county.year.after(30)
        catalogue.withdraw(entry, by=county.office, remark=row["withdrawn"])


def _answer(
    county: County, entry: CatalogueEntry, said: dict[str, Any], full: dict[str, Any]
) -> Story:
    """点题, 缓议 or 不予采纳; what was declined may be changed, and is then chosen."""
    area = Area.objects.get(committee=county.committee, code=said["at"])
    by = county.townships[area.pk]
    if said["verdict"] == Verdict.CHOSEN:
        topic = _choose(county, entry, said, by)
        if said.get("story"):
            yield from _answered(county, topic, full)
        return
    reason = county.reason(REASONS[said["verdict"]], said["reason"])
    if said["verdict"] == Verdict.SHELVED:
        day = clock.today() + timedelta(days=said["days"])
        catalogue.shelve(entry, by=by, area=area, reason=reason, review_on=day)
        return
    catalogue.decline(entry, by=by, area=area, reason=reason, remark=said["remark"])
    if "changed" not in said:
        return
    yield county.year.after(6)
    entry.refresh_from_db()
    catalogue.change(entry, by=entry.proposed_by, seen_version=1, title=said["changed"])
    yield county.year.after(6)
    again = EntryAnswer.objects.get(entry=entry, area=area)
    catalogue.decline(entry, by=by, area=area, reason=again.reason, remark="仍按原计划实施。")


def _choose(county: County, entry: CatalogueEntry, said: dict[str, Any], by: User) -> Topic:
    return catalogue.choose(
        entry,
        by=by,
        studio=county.studios[said["studio"]],
        requirement=said["requirement"],
        answer_due_on=clock.today() + timedelta(days=120),
    )


def _answered(county: County, topic: Topic, full: dict[str, Any]) -> Story:
    """领题, 调研, 协商, 交卷, 督办, 反馈, 评题, 归档."""
    lead, *others = county.attendants(topic.studio)
    yield county.year.after(2)
    promised_on = clock.today() + timedelta(days=90)
    topics.claim(topic, by=lead.user, promised_on=promised_on, team=others)
    yield county.year.after(9)
    yield from _record(county, topic, full["study"], ActivityKind.MICRO_STUDY)
    yield county.year.after(10)
    yield from _record(county, topic, full["meeting"], ActivityKind.MICRO_CONSULTATION)
    yield county.year.after(2)
    _hand_in(topic, lead.user, full["advice"])
    item = topic.consensus_items.select_related("activity__studio").get()
    assignment = handling.dispatch(county, item, full["item"], title=item.text)
    county.year.begin(handling.handle(county, assignment, full["item"]), clock.now())
    while topic.status != TopicStatus.COMPLETED:
        yield county.year.after(3)
        topic.refresh_from_db()
    leader = topic.studio.linked_leader
    for by, side in ((leader, "leader"), (county.township(topic.studio), "township")):
        yield county.year.after(2)
        points, comment = full["marks"][side]
        papers.mark(topic, by=by, points=points, comment=comment)
    yield county.year.after(3)
    topics.close(topic, by=county.convener(topic.studio))


def _record(
    county: County, topic: Topic, text: dict[str, Any], kind: str
) -> Generator[datetime, None, None]:
    """Written down by the convener, vouched for by the liaison officer."""
    host, *others = county.attendants(topic.studio)
    is_meeting = kind == ActivityKind.MICRO_CONSULTATION
    items = [usual.item(county, texts.read("santi")["full"]["item"])] if is_meeting else []
    activity = activities.record(
        topic.studio,
        by=county.convener(topic.studio),
        kind=kind,
        held_on=clock.today(),
        host=host,
        members=[host, *others],
        units=[county.unit(code) for code in text.get("units", [])],
        others_count=text["others"],
        topic=topic,
        items=items,
        **{name: text[name] for name in ("title", "place", "summary")},
    )
    yield county.year.after(1)
    activities.confirm(activity, by=county.liaison(topic.studio))


def _hand_in(topic: Topic, by: User, advice: str) -> None:
    """What the portal has written from the records, with advice in the place of its last part."""
    topic.refresh_from_db()
    begun, _, _ = papers.draft_of(topic).partition("三、")
    papers.hand_in(topic, by=by, paper=f"{begun}{advice}", seen_version=topic.version)


def _sent_back(county: County, row: dict[str, Any]) -> Story:
    """Something is missing in it; it may still come again."""
    yield from _returned(county, row)


def _lapsed(county: County, row: dict[str, Any]) -> Story:
    """It never came again."""
    topic = yield from _returned(county, row)
    yield county.year.after(6)
    topics.lapse(topic, by=system_user())


def _returned(county: County, row: dict[str, Any]) -> Generator[datetime, None, Topic]:
    topic = _propose(county, row, row["title"], row["background"])
    yield county.year.after(1)
    topics.send_back(topic, by=county.township(topic.studio), remark=row["remark"])
    return topic


def _merged(county: County, row: dict[str, Any]) -> Story:
    """Two about the same street become one."""
    topic = _propose(county, row, row["title"], row["background"])
    into = _propose(county, row, row["into"], row["into_background"])
    yield county.year.after(2)
    by = county.township(topic.studio)
    merging_topics.merge(topic, by=by, into=into, remark=row["remark"])
    yield county.year.after(1)
    topics.designate(into, by=by, requirement="请于一个月内提出意见。")


def _propose(county: County, row: dict[str, Any], title: str, background: str) -> Topic:
    studio = county.studios[row["studio"]]
    return topics.propose(studio, by=county.convener(studio), title=title, background=background)


OTHERS = {"returned": _sent_back, "lapsed": _lapsed, "merged": _merged}
