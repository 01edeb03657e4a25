"""A report on public opinion, from the member's draft to adoption and instruction (社情民意)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from audit import trail
from consultations.models import ConsensusItem, Topic
from core import clock
from core.access import NotYours, require
from core.editing import save_edit
from core.numbers import next_number
from notices import outbox
from petitions.enums import AdoptionMode, Draft
from petitions.models import Adoption, Instruction, OpinionReport, Revision
from scoring import ledger
from scoring.enums import Merit
from studios.models import Member, Studio

TEXTS = ("title", "situation", "analysis", "suggestion")
HALF = Decimal("0.5")


@transaction.atomic
def write(
    member: Member,
    *,
    by: User,
    studio: Studio | None = None,
    topic: Topic | None = None,
    consensus_item: ConsensusItem | None = None,
    **texts: Any,
) -> OpinionReport:
    """A member starts a report (起草), from scratch or from what was agreed.

    `texts` are title, situation, analysis, suggestion and a category.
    """
    require(by, "write", OpinionReport)
    if member.user_id != by.pk:
        raise NotYours("社情民意由反映人本人起草，不能代写。")
    report = OpinionReport(committee=member.committee, author=member, studio=studio, **texts)
    _trace_back(report, topic, consensus_item)
    report.number = _number("report", member.committee.code, "SQ{yyyy}{n:04d}")
    report.save(force_insert=True)
    trail.record(report, "write", by=by, label="起草", after=report.status)
    return report


@transaction.atomic
def revise(report: OpinionReport, *, by: User, seen_version: int, **texts: Any) -> None:
    """The author changes a draft (修改)."""
    trail.advance(report, "revise", by=by)
    save_edit(report, seen_version, by=by, **texts)


@transaction.atomic
def submit(report: OpinionReport, *, by: User) -> None:
    """The author hands it in; what was handed in is kept as it was (原稿)."""
    trail.advance(report, "submit", by=by, submitted_at=clock.now())
    _keep(report, Draft.ORIGINAL, by)
    _tell(_holders(Role.OFFICE, report), "submitted", report)


def withdraw(report: OpinionReport, *, by: User) -> None:
    """The author takes it back before the office has looked at it (撤回)."""
    trail.advance(report, "withdraw", by=by)


@transaction.atomic
def send_back(report: OpinionReport, *, by: User, remark: str) -> None:
    """Something is missing; the author completes it (退回修改)."""
    trail.advance(report, "send_back", by=by, remark=remark, verdict=remark)
    _tell(_author(report), "returned", report, remark=remark)


@transaction.atomic
def accept(report: OpinionReport, *, by: User, remark: str = "") -> None:
    """Accept a report (采用): its author is credited and told."""
    trail.advance(
        report,
        "accept",
        by=by,
        remark=remark,
        verdict=remark,
        accepted_at=clock.now(),
        accepted_by=by,
    )
    ledger.award(report.author, Merit.REPORT_ACCEPTED, source=report)
    _tell(_author(report), "accepted", report, remark=remark)
    _tell(_holders(Role.SIGNER, report), "awaiting_signature", report)


@transaction.atomic
def decline(report: OpinionReport, *, by: User, reason: str) -> None:
    """Keep it without using it (留存不采用); the author is told why."""
    trail.advance(report, "decline", by=by, remark=reason, verdict=reason)
    _tell(_author(report), "declined", report, reason=reason)


@transaction.atomic
def edit(report: OpinionReport, *, by: User, seen_version: int, **texts: str) -> None:
    """The office edits the text (编辑稿); the original stays beside it."""
    trail.advance(report, "edit", by=by)
    save_edit(report, seen_version, by=by, **texts)
    _keep(report, Draft.EDITED, by)


@transaction.atomic
def sign(report: OpinionReport, *, by: User, remark: str = "") -> None:
    """Sign for printing (签发): from here on the text is fixed."""
    trail.advance(report, "sign", by=by, remark=remark, signed_at=clock.now(), signed_by=by)
    _keep(report, Draft.SIGNED, by)
    _tell(_holders(Role.OFFICE, report), "signed", report)


@transaction.atomic
def issue(report: OpinionReport, *, by: User, sent_to: str) -> None:
    """Print it as a number of the journal and send it out (印发)."""
    number = _number("report_issue", report.committee.code, "{yyyy}年第{n}期")
    trail.advance(
        report,
        "issue",
        by=by,
        remark=f"{number}，主送：{sent_to}",
        issued_on=clock.today(),
        issue_no=number,
        sent_to=sent_to,
    )
    _tell(_author(report), "issued", report, issue_no=number)


@transaction.atomic
def record_adoption(report: OpinionReport, *, by: User, **facts: Any) -> Adoption:
    """Somebody adopted it (登记采用): an event; its author is credited and told.

    `facts` are level, organ, mode, adopted_on and, if there is one, document_no.
    """
    adoption = Adoption(report=report, recorded_by=by, recorded_at=clock.now(), **facts)
    mode = adoption.get_mode_display()
    trail.advance(report, "record_adoption", by=by, remark=f"{adoption.organ}{mode}")
    _refuse_future(adoption.adopted_on, "采用日期")
    _refuse_twice(adoption)
    adoption.save(force_insert=True)
    words = {name: getattr(adoption, name) for name in ("organ", "adopted_on", "document_no")}
    _tell(_author(report), "adopted", report, mode=mode, points=_credit(adoption), **words)
    return adoption


@transaction.atomic
def record_instruction(report: OpinionReport, *, by: User, **facts: Any) -> Instruction:
    """A leader wrote on it (登记批示). The author learns that, and never the words.

    `facts` are leader_name, leader_post, kind, instructed_on and text.
    """
    instruction = Instruction(report=report, recorded_by=by, recorded_at=clock.now(), **facts)
    trail.advance(report, "record_instruction", by=by, remark=instruction.get_kind_display())
    day = instruction.instructed_on
    _refuse_future(day, "批示日期")
    instruction.save(force_insert=True)
    ledger.award(report.author, Merit.REPORT_INSTRUCTED, source=instruction, on=day)
    _tell(_author(report), "instructed", report, private=True, instructed_on=day)
    return instruction


def _credit(adoption: Adoption) -> str:
    """The author's points for an adoption, half of them where the report was only a part."""
    entry = ledger.award(
        adoption.report.author,
        Merit.REPORT_ADOPTED,
        source=adoption,
        on=adoption.adopted_on,
        grade=adoption.level.code,
        factor=Decimal(1) if adoption.mode == AdoptionMode.SINGLE else HALF,
    )
    return f"{entry.points.normalize():f}" if entry else ""


def _trace_back(
    report: OpinionReport, topic: Topic | None, consensus_item: ConsensusItem | None
) -> None:
    """Link a report to what it came from; studio and category follow unless they are stated."""
    report.consensus_item = consensus_item
    report.topic = topic or (consensus_item.topic if consensus_item else None)
    if report.studio is None and consensus_item:
        report.studio = consensus_item.activity.studio
    if report.topic:
        report.studio = report.studio or report.topic.studio
        report.category = report.category or report.topic.category


def _number(code: str, scope: str, default: str) -> str:
    return next_number(scope, code, on=clock.today(), default=default)


def _keep(report: OpinionReport, draft: Draft, by: User) -> Revision:
    texts = {name: getattr(report, name) for name in TEXTS}
    return Revision.objects.create(report=report, draft=draft, by=by, at=clock.now(), **texts)


def _refuse_future(day: date, label: str) -> None:
    if day > clock.today():
        raise ValidationError(f"{label}不能晚于今天。")


def _refuse_twice(adoption: Adoption) -> None:
    same = {name: getattr(adoption, name) for name in ("report", "level", "organ", "adopted_on")}
    if Adoption.objects.filter(**same).exists():
        raise ValidationError("这次采用已经登记过，请核对采用机关和日期。")


def _author(report: OpinionReport) -> list[User]:
    return [report.author.user] if report.author.user_id else []


def _holders(role: Role, report: OpinionReport) -> Iterable[User]:
    """Those who hold `role` in the county of the report; its author is not asked to judge it."""
    people = User.objects.holding(role, clock.today()).select_related("committee")
    return people.filter(committee=report.committee_id).exclude(pk=report.author.user_id)


def _tell(
    people: Iterable[User],
    event: str,
    report: OpinionReport,
    *,
    private: bool = False,
    **words: Any,
) -> None:
    outbox.tell(
        people,
        f"petitions/report_{event}",
        about=report,
        private=private,
        title=report.title,
        number=report.number,
        author=report.author.name,
        **words,
    )
