"""What experts and residents say to the plan of a topic, as the studio writes it down (专家审查、
居民表决), and the sheet of a vote. Handbook 3.5.7, F28."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.enums import AWAITING_CONSULTATION, GateKind
from consultations.lineage.gates import every_gate, has_quorum, share_in_words, votes_reach
from consultations.models import Gate, Review, Topic, Vote
from core import clock, letters
from core.access import require, state_text
from core.days import full_day
from core.photos import without_traces
from core.workflow import NotAllowedNow

RECORDED = {GateKind.REVIEW: "record_review", GateKind.VOTE: "record_vote"}


def gate_of(topic: Topic, kind: GateKind) -> Gate | None:
    """The condition of the topic's mechanism that asks for it."""
    return next((gate for gate in every_gate(topic) if gate.kind == kind), None)


def refuse_unless_asked(topic: Topic, kind: GateKind, *, by: User) -> Gate:
    """Only where the mechanism asks for it, while the topic is talked over, by its studio."""
    require(by, RECORDED[kind], topic)
    gate = gate_of(topic, kind)
    if gate is None:
        raise NotAllowedNow(f"“{topic.practice.name}”不设{kind.label}，不用登记。")
    if topic.status not in AWAITING_CONSULTATION:
        raise NotAllowedNow(f"议题现为“{state_text(topic)}”，不能登记{gate}。")
    return gate


@transaction.atomic
def record_review(
    topic: Topic, *, by: User, experts: str, opinion: str, passes: bool, held_on: date
) -> Review:
    """Write down what the experts say (登记审查)."""
    gate = refuse_unless_asked(topic, GateKind.REVIEW, by=by)
    _check_day(topic, held_on)
    review = Review.objects.create(
        topic=topic,
        round=topic.round,
        experts=experts,
        opinion=opinion,
        passes=passes,
        held_on=held_on,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    result = "通过" if passes else "未通过"
    remark = f"第{topic.round}轮，{full_day(held_on)}{result}，审查人：{experts}"
    trail.record(topic, "record_review", by=by, label=f"登记{gate}", remark=remark)
    return review


@transaction.atomic
def record_vote(
    topic: Topic, *, by: User, held_on: date, photo: Any = None, **numbers: Any
) -> Vote:
    """Write down how residents voted (登记表决): once in a round, unless too few came. The same day
    again is a correction; both stay in the record."""
    gate = refuse_unless_asked(topic, GateKind.VOTE, by=by)
    _check_day(topic, held_on)
    before = topic.votes.filter(round=topic.round).first()
    _refuse_a_second(before, gate, held_on)
    vote = Vote(
        topic=topic,
        round=topic.round,
        held_on=held_on,
        recorded_by=by,
        recorded_at=clock.now(),
        **numbers,
    )
    _check_sums(vote)
    if photo:
        ending = photo.name.rpartition(".")[2].lower()
        content = without_traces(photo.read())
        vote.photo.save(f"{topic.number}.{ending}", ContentFile(content), save=False)
    vote.save()
    label = f"{'更正' if before and before.held_on == held_on else '登记'}{gate}"
    trail.record(topic, "record_vote", by=by, label=label, remark=_said(vote))
    return vote


def _refuse_a_second(before: Vote | None, gate: Gate, held_on: date) -> None:
    """A vote that was lost is not repeated until it is won."""
    if before and before.held_on != held_on and has_quorum(before, gate):
        raise ValidationError(
            {
                "held_on": f"本轮已在{full_day(before.held_on)}表决。要再次表决，请先登记"
                "未达成共识、再协商；更正原来的登记，请填写同一日期。"
            }
        )


def _check_day(topic: Topic, held_on: date) -> None:
    if held_on > clock.today():
        raise ValidationError({"held_on": "日期不能在今天以后。"})
    if held_on < clock.local_day(topic.proposed_at):
        raise ValidationError({"held_on": "日期早于议题提出的日期，请核对。"})


def _check_sums(vote: Vote) -> None:
    """The database says so too; here it is said beside the field."""
    if vote.present > vote.entitled:
        raise ValidationError({"present": "实到不能多于应到。"})
    counted = vote.in_favour + vote.against + vote.abstained
    if counted != vote.present:
        said = f"同意、不同意、弃权合计{counted}，与实到{vote.present}不符。"
        raise ValidationError({"abstained": said})


def _said(vote: Vote) -> str:
    return (
        f"第{vote.round}轮，{full_day(vote.held_on)}{vote.get_method_display()}，"
        f"应到{vote.entitled}、实到{vote.present}、同意{vote.in_favour}、不同意{vote.against}、"
        f"弃权{vote.abstained}"
    )


def vote_sheet(vote: Vote) -> bytes:
    """The result sheet (居民表决单, F28) as a .docx, to be signed and hung up."""
    topic = vote.topic
    gate = gate_of(topic, GateKind.VOTE)
    words = {
        "studio": topic.studio.name,
        "title": topic.title,
        "number": topic.number,
        "round": vote.round,
        "day": full_day(vote.held_on),
        "method": vote.get_method_display(),
        "entitled": vote.entitled,
        "present": vote.present,
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstained": vote.abstained,
        "rule": share_in_words(gate) if gate else "",
        "result": result_of(vote, gate),
        "tellers": vote.tellers,
        "recorded_by": vote.recorded_by.name,
    }
    return letters.fill(Path(settings.BASE_DIR) / "templates/letters/vote_sheet.docx", words)


def result_of(vote: Vote, gate: Gate | None) -> str:
    """What the numbers come to under the mechanism of the topic."""
    if gate is None:
        return "以工作室记录为准"
    if not has_quorum(vote, gate):
        return "参加人数不足，表决无效"
    return "通过" if votes_reach(vote, gate) else "未通过"
