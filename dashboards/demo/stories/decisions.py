"""Residents decide (居民议事): a pact that went the whole way through a lost and a won vote, one in
its public notice now, one without consensus, and a call for ideas of a studio.

Asks no dice, so that no other story of the year runs differently because of this one.
"""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from consultations.actions import activities, consensus, issues, outcomes, postings, topics, votes
from consultations.enums import ActivityKind, Exit, PostingKind, Source, Urgency, VoteMethod
from consultations.forms.door import CONSENT_VERSION
from consultations.models import Issue, Mechanism, Posting, Topic
from core import clock
from core.workdays import calendar
from dashboards.demo import texts
from dashboards.demo.county import County
from dashboards.demo.year import Story, moment
from petitions.actions import ratings
from petitions.enums import Satisfaction

MECHANISM = "yishi"
EXPERTS = "县建设工程站高级工程师、司法所律师"
NOTICE_DAYS = 7
Row = dict[str, Any]


def begin(county: County) -> None:
    """Put all of it on the calendar of the year, at moments of its own."""
    rows = texts.read("decisions")
    for name, story in (("whole", _whole), ("noticed", _noticed), ("open", _open), ("call", _call)):
        day = county.year.ago(rows[name]["days_ago"])
        county.year.begin(story(county, rows[name]), moment(day, 9 * 60 + 37))


def _later(workdays: int) -> datetime:
    return moment(calendar().add(clock.today(), workdays), 10 * 60 + 23)


def _on(day: date) -> datetime:
    return moment(day, 19 * 60 + 12)


def _whole(county: County, row: Row) -> Story:
    """提议题、出主意、拟方案、开言路、定公约、说了算: lost, talked over again, won, done, filed."""
    issue = _raise(county, row)
    yield _later(2)
    by = county.convener(county.studios[row["studio"]])
    category = county.category(row["category"])
    issues.accept(issue, by=by, category=category, urgency=Urgency.NORMAL)
    topic = _propose(county, row, [issue])
    yield _later(2)
    yield from _talked_over(county, topic, row)
    posting = _put_up(topic, by)
    yield _on(posting.opens_on + timedelta(days=1))
    _say(posting, row["comments"])
    yield _later(1)
    _look_at(posting, row["comments"], by)
    yield _on(posting.closes_on + timedelta(days=1))
    yield from _voted(topic, by, row["first_review"], row["first_vote"])
    outcomes.disagree(topic, by=by, remark=row["disagreed"])
    yield _later(3)
    outcomes.consult_again(topic, by=by, remark=row["again"])
    yield _later(5)
    yield from _voted(topic, by, row["second_review"], row["second_vote"])
    topics.conclude(topic, by=by)
    yield from _carried_out(county, topic, row, issue)


def _noticed(county: County, row: Row) -> Story:
    """Put up three days before the end, so its last day is still to come."""
    topic = _propose(county, row, [])
    yield _later(1)
    yield from _talked_over(county, topic, row)
    by = county.convener(topic.studio)
    yield _on(county.year.last - timedelta(days=3))
    posting = _put_up(topic, by)
    yield _on(county.year.last - timedelta(days=1))
    _say(posting, row["comments"])
    yield _on(county.year.last)
    _look_at(posting, row["comments"], by)


def _open(county: County, row: Row) -> Story:
    """Talked over, and not agreed: the studio has yet to say how it goes on."""
    topic = _propose(county, row, [])
    yield _later(2)
    yield from _talked_over(county, topic, row)
    yield _later(6)
    outcomes.disagree(topic, by=county.convener(topic.studio), remark=row["disagreed"])


def _call(county: County, row: Row) -> Story:
    """A studio asks the public for ideas (网上征集)."""
    studio = county.studios[row["studio"]]
    postings.post(
        studio,
        by=county.convener(studio),
        kind=PostingKind.CALL,
        title=row["title"],
        text=row["text"],
        opens_on=clock.today(),
    )
    return
    yield


def _raise(county: County, row: Row) -> Issue:
    issue, code = issues.raise_issue(
        county.studios[row["studio"]],
        source=Source.QR,
        consent_version=CONSENT_VERSION,
        may_publish=True,
        **row["raised"],
    )
    county.codes.append((issue, code))
    return issue


def _lead(county: County, topic: Topic) -> User:
    return county.attendants(topic.studio)[0].user


def _propose(county: County, row: Row, joined: list[Issue]) -> Topic:
    """The liaison officer puts it forward, for nobody decides on a topic of their own."""
    studio = county.studios[row["studio"]]
    return topics.propose(
        studio,
        by=county.liaison(studio),
        title=row["title"],
        background=row["background"],
        aim=row["aim"],
        category=county.category(row["category"]),
        issues=joined,
        mechanism=Mechanism.objects.get(
            committee=county.committee, code=MECHANISM, is_current=True
        ),
    )


def _talked_over(county: County, topic: Topic, row: Row) -> Story:
    """Taken up, claimed by a member, and talked over with a plan at the end."""
    by = county.convener(topic.studio)
    topics.designate(topic, by=by, requirement="请与居民一起议出办法。")
    yield _later(1)
    topics.claim(topic, by=_lead(county, topic))
    yield _later(4)
    host, *others = county.attendants(topic.studio)
    activity = activities.record(
        topic.studio,
        by=by,
        kind=ActivityKind.MICRO_CONSULTATION,
        title=f"{topic.subject}恳谈会",
        held_on=clock.today(),
        place="社区议事厅",
        host=host,
        members=[host, *others[:2]],
        others_count=18,
        topic=topic,
        summary=row["summary"],
        writer=host,
        items=[{"text": item["text"], "exit": Exit.SELF} for item in row["items"]],
    )
    yield _later(1)
    activities.confirm(activity, by=county.liaison(topic.studio))
    topic.refresh_from_db()


def _put_up(topic: Topic, by: User) -> Posting:
    """The plan on the wall and on line (张榜公示)."""
    lines = [f"{n}. {item.text}" for n, item in enumerate(topic.consensus_items.order_by("no"), 1)]
    return postings.post(
        topic,
        by=by,
        kind=PostingKind.NOTICE,
        title=f"{topic.subject[:40]}（草案）公示",
        text=f"一、背景\n{topic.background}\n\n二、拟定方案\n" + "\n".join(lines),
        opens_on=clock.today(),
        closes_on=clock.today() + timedelta(days=NOTICE_DAYS - 1),
    )


def _say(posting: Posting, comments: list[Row]) -> None:
    for row in comments:
        postings.say(posting, text=row["text"], stance=row.get("stance", ""))


def _look_at(posting: Posting, comments: list[Row], by: User) -> None:
    """In a notice that is over all have been looked at; in one under way some still wait."""
    is_over = all("shown" not in row for row in comments)
    for row in comments:
        comment = posting.comments.get(text=row["text"])
        if reason := row.get("reason"):
            postings.refuse(comment, by=by, reason=reason)
        elif is_over or row.get("shown"):
            postings.show(comment, by=by)


def _voted(topic: Topic, by: User, opinion: str, numbers: Row) -> Story:
    """The experts first (定公约), the residents two days later (说了算)."""
    votes.record_review(
        topic, by=by, experts=EXPERTS, opinion=opinion, passes=True, held_on=clock.today()
    )
    yield _later(2)
    votes.record_vote(
        topic,
        by=by,
        held_on=clock.today(),
        method=VoteMethod.BALLOT,
        tellers="居民代表两名",
        **numbers,
    )
    yield _later(1)


def _carried_out(county: County, topic: Topic, row: Row, issue: Issue) -> Story:
    """The village does what was agreed; the raiser is content, and the file is closed."""
    by = county.convener(topic.studio)
    for item, text in zip(topic.consensus_items.order_by("no"), row["items"], strict=True):
        yield _later(8)
        consensus.settle(item, by=by, outcome=text["outcome"])
    topic.refresh_from_db()
    yield _later(2)
    issue.refresh_from_db()
    good = Satisfaction.SATISFIED
    ratings.rate(issue, result=good, attitude=good, comment=row["comment"])
    yield _later(6)
    topics.close(topic, by=by)
