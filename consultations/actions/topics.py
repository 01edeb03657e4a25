"""What is done with a topic (议题): proposed, designated, agreed upon, brought to a result."""

from collections.abc import Iterable
from typing import Any

import rules
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import issues as matters
from consultations.actions.decisions import (
    EDITABLE,
    ask_to_decide,
    decide_at_once,
    decline,
    designate,
    lapse,
    resubmit,
    send_back,
    shelve,
)
from consultations.actions.leading import appoint, claim, release
from consultations.actions.people import linked_committee_of, office_of, staff_of
from consultations.actions.topic_news import inform_raisers, proposers_of
from consultations.enums import IssueStatus, LimitCode, TopicOrigin, TopicStatus
from consultations.models import (
    Category,
    Issue,
    Mechanism,
    Topic,
    due_on,
)
from consultations.models.practice import default_of, practice
from core import clock
from core.access import NotYours, require, state_text
from core.editing import save_edit
from core.numbers import next_number
from notices import outbox
from notices.wording import words
from studios.models import Studio

LONGEST_ANSWER = Issue._meta.get_field("answer").max_length

__all__ = [
    "appoint", "ask_to_decide", "claim", "close", "complete", "conclude", "decide_at_once",
    "decline", "designate", "dispatch", "lapse", "propose", "put_forward", "release", "resubmit",
    "revise", "send_back", "shelve",
]  # fmt: skip


@transaction.atomic
def propose(studio: Studio, *, by: User, issues: Iterable[Issue] = (), **facts: Any) -> Topic:
    """Put a topic forward (出题), alone or from several like issues: that is the merge."""
    topic = put_forward(studio, by=by, **facts)
    for issue in issues:
        matters.join(issue, topic, by=by)
    ask_to_decide(topic)
    return topic


@transaction.atomic
def put_forward(
    studio: Studio,
    *,
    by: User,
    title: str,
    background: str,
    aim: str = "",
    category: Category | None = None,
    nature: str = "",
    mechanism: Mechanism | None = None,
    origin: str = TopicOrigin.STUDIO,
    **more: Any,
) -> Topic:
    """A topic as it begins, before anybody is asked to decide on it."""
    if not rules.has_perm("consultations.propose_topic", by, studio):
        raise NotYours("提出议题由本工作室召集人、联络员、委员，本镇（街道）党委或政协机关办理。")
    committee, today = studio.committee, clock.today()
    follows = practice(mechanism.pk) if mechanism else default_of(committee.pk)
    topic = Topic.objects.create(
        committee=committee,
        studio=studio,
        mechanism_id=follows.pk,
        origin=origin,
        number=next_number(
            committee.code,
            "topic",
            on=today,
            default="YT{yyyy}-{studio}-{n:03d}",
            studio=studio.code,
        ),
        title=title,
        background=background,
        aim=aim,
        category=category,
        nature=nature,
        proposed_by=by,
        proposed_at=clock.now(),
        decision_due_on=due_on(committee, LimitCode.DECIDE, today, follows),
        **more,
    )
    trail.record(topic, "propose", by=by, label="提出议题", after=topic.status)
    return topic


@transaction.atomic
def revise(topic: Topic, *, by: User, seen_version: int, **texts: object) -> None:
    """Mend a topic's words before it is decided (修改); two editors never overwrite each other."""
    require(by, "revise", topic)
    topic.workflow.target("revise", topic.status)
    save_edit(topic, seen_version, by, **{name: texts[name] for name in EDITABLE if name in texts})
    trail.record(topic, "revise", by=by, label="修改")


@transaction.atomic
def conclude(topic: Topic, *, by: User) -> None:
    """Something was agreed (形成共识): the office is to dispatch it."""
    trail.advance(topic, "conclude", by=by)
    count = topic.consensus_items.count()
    people = [*office_of(topic.committee), *linked_committee_of(topic.studio)]
    outbox.tell(
        people,
        "consultations/topic_concluded",
        about=topic,
        title=topic.title,
        number=topic.number,
        studio=topic.studio.name,
        count=count,
    )
    inform_raisers(topic, "consultations/raiser_topic_concluded", count=count)


@transaction.atomic
def dispatch(topic: Topic, *, by: User) -> None:
    """The first of its items went to a unit (交办); further ones change nothing."""
    is_first = topic.status == TopicStatus.CONCLUDED
    if topic.status == TopicStatus.DISPATCHED:
        return
    trail.advance(topic, "dispatch", by=by)
    if is_first:
        inform_raisers(topic, "consultations/raiser_topic_dispatched")


@transaction.atomic
def complete(topic: Topic, *, by: User) -> None:
    """Everything that was agreed has an outcome (有结果): every raiser joined to it is answered."""
    trail.advance(topic, "complete", by=by)
    answer = _outcome(topic)
    waiting = Issue.objects.of_topic(topic).awaiting_outcome()
    # Those made one with another are answered with it, unless they asked a second time.
    for issue in waiting.exclude(status=IssueStatus.MERGED).select_related("studio", "committee"):
        matters.resolve(issue, by=system_user(), answer=answer)
    outbox.tell(
        [*staff_of(topic.studio), *proposers_of(topic)],
        "consultations/topic_completed",
        about=topic,
        title=topic.title,
        number=topic.number,
    )


@transaction.atomic
def close(topic: Topic, *, by: User) -> None:
    """Put a topic with its results on the shelf (归档)."""
    trail.advance(topic, "close", by=by)


def _outcome(topic: Topic) -> str:
    """What became of each item that was agreed, in one text for the people who raised it."""
    lines = [
        f"{item.no}. {item.text}：{item.outcome or state_text(item)}"
        for item in topic.consensus_items.order_by("activity__held_on", "activity", "no")
    ]
    _, text = words(
        topic.committee.code,
        "consultations/topic_outcome",
        {"title": topic.title, "outcomes": "\n".join(lines)},
    )
    return text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1]}…"
