"""The unit's answer, the office's check of it, and what was promised in it (答复、审核、承诺)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, system_user
from audit import trail
from consultations.actions import consensus, issues
from consultations.enums import AWAITING_OUTCOME
from consultations.models import Issue
from core import clock
from core.access import require
from core.workflow import NotAllowedNow
from petitions import clock as due_clock
from petitions.actions import hearers, proposals
from petitions.enums import RequestStatus
from petitions.models import Assignment, Promise, Reply, ReplyClass
from scoring import ledger
from scoring.enums import Merit

OUTCOME_LENGTH = 300
ANSWER_LENGTH = 1000


@transaction.atomic
def reply(
    assignment: Assignment,
    *,
    by: User,
    reply_class: ReplyClass,
    process: str,
    result: str,
    reason: str = "",
    contact_mode: str,
    contacted_on: date,
    promises: Iterable[Mapping[str, Any]] = (),
) -> Reply:
    """The lead unit answers for all (答复). Class B promises, class C gives reasons."""
    promises = list(promises)
    _check_class(reply_class, reason, promises)
    trail.advance(assignment, "reply", by=by, remark=str(reply_class), replied_at=clock.now())
    answer = Reply.objects.create(
        assignment=assignment,
        round=assignment.round,
        reply_class=reply_class,
        process=process,
        result=result,
        reason=reason,
        contact_mode=contact_mode,
        contacted_on=contacted_on,
        by=by,
    )
    Promise.objects.bulk_create(Promise(reply=answer, **promise) for promise in promises)
    hearers.silence(assignment)
    hearers.tell(
        hearers.office_of(assignment), "reply_submitted", assignment, reply_class=reply_class.code
    )
    return answer


@transaction.atomic
def reject_reply(assignment: Assignment, *, by: User, remark: str) -> None:
    """The answer does not answer; the unit has a few days to answer anew (退回重新答复)."""
    days = assignment.limit_class.redo_days
    trail.advance(assignment, "reject_reply", by=by, remark=remark, replied_at=None)
    _judge(assignment, RequestStatus.REFUSED, by, remark, redo_days=days)
    due_clock.store(assignment)
    hearers.tell(
        hearers.people_of(assignment.lead_unit), "reply_rejected", assignment, remark=remark
    )


@transaction.atomic
def accept_reply(assignment: Assignment, *, by: User, remark: str = "") -> None:
    """The answer is in order: the matter is settled, and everybody upstream hears (审核通过)."""
    trail.advance(assignment, "accept_reply", by=by, remark=remark, concluded_at=clock.now())
    answer = _judge(assignment, RequestStatus.GRANTED, by, remark)
    settle(assignment, answer)
    if answer.promises.exists():
        trail.advance(assignment, "track", by=system_user())
    elif answer.reply_class.is_solved:
        _credit(assignment)
    label = answer.reply_class.public_label
    people = hearers.people_of(assignment.lead_unit)
    hearers.tell(people, "reply_accepted", assignment)
    hearers.tell(hearers.bringers_of(assignment), "answered", assignment, label=label)


@transaction.atomic
def keep_promise(promise: Promise, *, by: User, remark: str = "") -> None:
    """What was promised has been done; after the last promise the matter is concluded (兑现)."""
    assignment = promise.reply.assignment
    require(by, "keep_promise", assignment)
    assignment.workflow.target("keep_promise", assignment.status)
    open_ones = Promise.objects.filter(reply=promise.reply, kept_on=None)
    if not open_ones.filter(pk=promise.pk).update(kept_on=clock.today()):
        raise NotAllowedNow("这条承诺已登记为兑现，请刷新后查看。")
    said = f"{promise.text}：已兑现。{remark}"
    if open_ones.exists():
        trail.record(assignment, "keep_promise", by=by, remark=said)
        return
    trail.advance(assignment, "keep_promise", by=by, remark=said, concluded_at=clock.now())
    _credit(assignment)
    hearers.tell(hearers.bringers_of(assignment), "promise_kept", assignment)
    for issue in hearers.issues_of(assignment):
        issues.tell(issue, f"{assignment.lead_unit}的承诺事项已兑现：{promise.text}")


def settle(assignment: Assignment, answer: Reply) -> None:
    """Call down: what the unit answered becomes the outcome of the matter."""
    label = answer.reply_class.public_label
    said = f"{assignment.lead_unit}答复（{label}）：{answer.result}"
    if assignment.consensus_item_id:
        outcome = _cut(said, OUTCOME_LENGTH)
        consensus.settle(assignment.consensus_item, by=system_user(), outcome=outcome)
    elif assignment.issue_id:
        _resolve(assignment.issue, _cut(said, ANSWER_LENGTH))
    elif assignment.proposal_id:
        proposals.answer(assignment.proposal, by=system_user())


def _resolve(issue: Issue, answer: str) -> None:
    """Everybody who waits for this answer gets it: those who raised the matter, those who were
    made one with it, and those of them who had asked for it a second time."""
    if issue.status in AWAITING_OUTCOME:
        issues.resolve(issue, by=system_user(), answer=answer)
    for like in issue.merged.awaiting_outcome().select_related("committee", "studio"):
        issues.resolve(like, by=system_user(), answer=answer)


def _judge(
    assignment: Assignment, verdict: RequestStatus, by: User, remark: str, **more: Any
) -> Reply:
    """Write the office's verdict on the answer that waits for it."""
    answer = assignment.replies.select_related("reply_class").get(verdict=RequestStatus.REQUESTED)
    changes = {"verdict": verdict, "checked_by": by, "checked_at": clock.now(), "remark": remark}
    for name, value in (changes | more).items():
        setattr(answer, name, value)
    answer.save(update_fields=[*changes, *more])
    return answer


def _check_class(reply_class: ReplyClass, reason: str, promises: list) -> None:
    if reply_class.needs_promise and not promises:
        raise ValidationError(f"{reply_class.code}类答复须写明承诺事项和兑现日期。")
    if reply_class.needs_reason and not reason.strip():
        raise ValidationError(f"{reply_class.code}类答复须写明未能解决的原因与政策依据。")
    if any(promise["due_on"] < clock.today() for promise in promises):
        raise ValidationError("承诺的兑现日期不能早于今天。")


def _credit(assignment: Assignment) -> None:
    """The member whose work brought the matter here has helped to solve it (促成办结)."""
    member = hearers.promoter_of(assignment)
    if member is not None:
        ledger.award(member, Merit.MATTER_SOLVED, source=assignment)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
