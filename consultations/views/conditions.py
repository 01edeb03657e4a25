"""What stands before the next step of a matter, as its page shows it (前置条件)."""

from typing import NamedTuple

from django.urls import reverse

from consultations import lineage
from consultations.actions.postings import may_post
from consultations.enums import AWAITING_CONSULTATION, SETTLED, GateKind, PostingKind
from consultations.lineage.gates import Condition, Standing, has_plan
from core.access import can, may_now, worded

MARKS = {
    Standing.MET: "已满足",
    Standing.MISSING: "未办",
    Standing.RUNNING: "进行中",
    Standing.FAILED: "未通过",
}
# By which page of a topic a missing condition is met, and who may open it.
WAYS: dict[str, tuple[str, str]] = {
    GateKind.NOTICE: ("post", f"?kind={PostingKind.NOTICE}"),
    GateKind.WINDOW: ("post", f"?kind={PostingKind.WINDOW}"),
    GateKind.REVIEW: ("record_review", ""),
    GateKind.VOTE: ("record_vote", ""),
}


class Row(NamedTuple):
    """A condition as a line of the page: its mark, what is missing, where to see to it."""

    condition: Condition
    mark: str
    before: str
    url: str
    label: str


def conditions_box(matter, user, today) -> list[Row]:
    """Every condition of the matter's mechanism, with the way to meet it for who may."""
    found = lineage.conditions_of(matter, today, by=user)
    return [_row(matter, condition, user) for condition in found]


def _row(matter, condition, user) -> Row:
    url, label = _way(matter, condition, user)
    step_before = matter.workflow.steps[condition.verb]
    before = worded(step_before, matter).label
    return Row(condition, MARKS[condition.standing], before, url, label)


def _way(matter, condition, user) -> tuple[str, str]:
    if condition.kind == GateKind.FOLLOW_UP:
        may = not condition.is_met and may_now(user, "follow_up", matter)
        return (f"{matter.get_absolute_url()}follow_up/", condition.label) if may else ("", "")
    way = WAYS.get(condition.kind)
    if way is None or matter.status not in AWAITING_CONSULTATION:
        return "", ""
    verb, query = way
    word = _word(verb, condition.standing)
    may = may_post(user, matter) if verb == "post" else can(user, verb, matter)
    if not word or not may:
        return "", ""
    return f"{matter.get_absolute_url()}{verb}/{query}", f"{word}{condition.label}"


def _word(verb, standing) -> str:
    """What is left to do about it: put it up, write it down, say it again, mend it."""
    if standing == Standing.MISSING:
        return "发布" if verb == "post" else "登记"
    if verb == "record_review" and standing == Standing.FAILED:
        return "再次登记"
    return "更正" if verb == "record_vote" else ""


def deciding(topic, user, today, steps) -> dict:
    """What the topic's page shows of its conditions: the lines, what follows from them, and what
    was posted, reviewed and voted on."""
    rows = conditions_box(topic, user, today)
    return {
        "rows": rows,
        "advice": _advice(topic, rows, steps),
        "waits_for": _waits_for(topic, rows),
        "records": _records(topic, rows, today),
        "post_url": _post_url(topic, user),
    }


def _post_url(topic, user) -> str:
    """Where a talk or a notice is put up, while the topic is not over."""
    may = topic.status not in SETTLED and may_post(user, topic)
    return reverse("consultations:post_topic", args=[topic.pk]) if may else ""


def _advice(topic, rows, steps) -> dict:
    """What the conditions come to: the step to take now, if one follows from them."""
    if topic.status not in AWAITING_CONSULTATION:
        return {}
    before = [row for row in rows if row.condition.verb == "conclude"]
    offered = {one.verb: one.label for one in (*steps.main, *steps.rest)}
    failed = [row for row in before if row.condition.standing == Standing.FAILED]
    if failed:
        verb, said = "disagree", f"{failed[-1].condition.label}未通过，本轮不能形成共识。"
    elif before and all(row.condition.is_met for row in before):
        verb, said = "conclude", "前置条件已齐。"
    else:
        return {}
    if verb not in offered:
        return {"said": said}
    return {"said": said, "url": f"{topic.get_absolute_url()}{verb}/", "label": offered[verb]}


def _waits_for(topic, rows) -> str:
    """For what a plan that was talked over waits, in a line for the box of whose turn it is."""
    before = [row.condition for row in rows if row.condition.verb == "conclude"]
    if topic.status not in AWAITING_CONSULTATION or not has_plan(topic):
        return ""
    if failed := [one.label for one in before if one.standing == Standing.FAILED]:
        return f"已协商，{'、'.join(failed)}未通过，待定去向"
    waiting = [one.label for one in before if not one.is_met]
    word = worded(topic.workflow.steps["conclude"], topic).label
    return f"已协商，待{'、'.join(waiting) or word}"


def _records(topic, rows, today) -> list[dict]:
    """Postings, reviews and votes of every round, the latest first."""
    kinds = {row.condition.kind for row in rows}
    found = [_of_posting(posting, today) for posting in topic.postings.all()]
    if GateKind.REVIEW in kinds:
        found += [_of_review(review) for review in topic.reviews.all()]
    if GateKind.VOTE in kinds:
        found += [_of_vote(vote) for vote in topic.votes.all()]
    return sorted(found, key=lambda record: record["on"], reverse=True)


def _of_posting(posting, today) -> dict:
    return {
        "on": posting.opens_on,
        "title": f"{posting.get_kind_display()}：{posting.title}",
        "said": f"至{posting.closes_on.month}月{posting.closes_on.day}日",
        "url": posting.get_absolute_url(),
        "mark": posting.state_on(today),
    }


def _of_review(review) -> dict:
    return {
        "on": review.held_on,
        "title": f"第{review.round}轮专家审查（{review.experts}）",
        "said": review.opinion,
        "mark": "通过" if review.passes else "未通过",
    }


def _of_vote(vote) -> dict:
    args = [vote.topic_id, vote.pk]
    return {
        "on": vote.held_on,
        "title": f"第{vote.round}轮居民表决",
        "said": f"应到{vote.entitled}、实到{vote.present}，同意{vote.in_favour}、"
        f"不同意{vote.against}、弃权{vote.abstained}",
        "sheet": reverse("consultations:vote_sheet", args=args),
        "photo": reverse("consultations:vote_photo", args=args) if vote.photo else "",
    }
