"""Topics on which residents decide, and what is put before the public for them."""

from datetime import date, timedelta
from typing import Any

from consultations.actions import activities, mechanisms, postings, topics, votes
from consultations.enums import ActivityKind, Exit, PostingKind
from consultations.models import Comment, Mechanism, Posting, Topic
from core import clock
from studios.models import Studio
from tests.builders.consultations import staff
from tests.builders.directory import join_studio
from tests.builders.mechanisms import make_shipped

ONE_GATE = "one-gate"


def make_gated(studio: Studio, **gate: Any) -> Mechanism:
    """A mechanism whose one step has one condition; `verb`, `kind`, `days`, `quorum`…"""
    verb = gate.setdefault("verb", "topic.conclude")
    stage = "CLOSE" if verb.endswith(".close") else "CONCLUDE"
    step = {"label": "协商", "stages": [stage], "gates": [gate]}
    made, _ = mechanisms.write(
        studio.committee, ONE_GATE, {"name": "试行办法", "steps": [step]}, on=clock.today()
    )
    return made


def make_residents_topic(studio: Studio, **flags: Any) -> Topic:
    """A topic under 六步议事法 of 金台, taken up and claimed; `recorded=True` with its plan."""
    recorded = flags.pop("recorded", False)
    mechanism = flags.pop("mechanism", None) or make_shipped(studio.committee, "jintai", "xiguan6")
    member = join_studio(studio)
    topic = topics.propose(
        studio,
        by=member.user,
        title="关于老旧小区加装电梯公约",
        background="三栋楼居民要求加装电梯，对费用和采光有不同意见。",
        mechanism=mechanism,
        **flags,
    )
    topics.designate(topic, by=staff(studio))
    topics.claim(topic, by=member.user)
    if recorded:
        make_plan(topic)
    return topic


def make_plan(topic: Topic, items: int = 1) -> None:
    """A consultation that ended with a plan, to be done by the village itself."""
    rows = [{"text": f"加装电梯公约第{n}条", "exit": Exit.SELF} for n in range(1, items + 1)]
    activities.record(
        topic.studio,
        by=staff(topic.studio),
        kind=ActivityKind.MICRO_CONSULTATION,
        title="加装电梯协商会",
        held_on=clock.today(),
        place="社区会议室",
        summary="费用按楼层分摊。",
        topic=topic,
        items=rows,
    )
    topic.refresh_from_db()


def make_posting(where: Studio | Topic, **changes: Any) -> Posting:
    """A notice of seven days from today, or for a studio a call."""
    kind = PostingKind.CALL if isinstance(where, Studio) else PostingKind.NOTICE
    studio = where if isinstance(where, Studio) else where.studio
    fields = {
        "by": staff(studio),
        "kind": kind,
        "title": "加装电梯方案公示",
        "text": "费用按楼层分摊，一楼不出资。",
        "opens_on": clock.today(),
    }
    return postings.post(where, **fields | changes)


def make_comment(posting: Posting, **changes: Any) -> Comment:
    """What somebody said to it; nobody has looked at it yet."""
    return postings.say(posting, **{"text": "一楼采光怎么补偿？"} | changes)


def make_review(topic: Topic, *, passes: bool = True, **changes: Any):
    """What the experts said, today."""
    fields = {"experts": "陈工程师", "opinion": "方案可行。", "held_on": clock.today()}
    return votes.record_review(topic, by=staff(topic.studio), passes=passes, **fields | changes)


def make_vote(topic: Topic, *, passes: bool = True, **changes: Any):
    """How residents voted, today: 45 of 60 households came."""
    in_favour = 40 if passes else 20
    fields = {
        "held_on": clock.today(),
        "method": "ballot",
        "entitled": 60,
        "present": 45,
        "in_favour": in_favour,
        "against": 45 - in_favour,
        "abstained": 0,
        "tellers": "赵监票",
    }
    return votes.record_vote(topic, by=staff(topic.studio), **fields | changes)


def days_later(days: int) -> date:
    return clock.today() + timedelta(days=days)
