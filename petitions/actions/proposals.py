"""A proposal, from the member's draft to its filing and handling (提案)."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from audit import trail
from consultations.models import Topic
from core import clock
from core.access import NotYours, require
from core.editing import save_edit
from core.numbers import next_number
from notices import outbox
from petitions.models import CoSigner, Proposal
from scoring import ledger
from scoring.enums import Merit
from studios.models import Member


@transaction.atomic
def write(
    member: Member,
    *,
    by: User,
    topic: Topic | None = None,
    cosigners: Iterable[Member] = (),
    **texts: Any,
) -> Proposal:
    """A member starts a proposal (起草提案), alone or with others.

    `texts` are title, situation, suggestion, a category and whether it may be published.
    """
    require(by, "write", Proposal)
    if member.user_id != by.pk:
        raise NotYours("提案由第一提案人本人起草，不能代写。")
    proposal = Proposal(committee=member.committee, author=member, topic=topic, **texts)
    proposal.category = proposal.category or (topic.category if topic else None)
    proposal.number = next_number(
        member.committee.code, "proposal", on=clock.today(), default="{yyyy}-P{n}"
    )
    proposal.save(force_insert=True)
    _sign_with(proposal, cosigners)
    trail.record(proposal, "write", by=by, label="起草", after=proposal.status)
    return proposal


@transaction.atomic
def revise(
    proposal: Proposal,
    *,
    by: User,
    seen_version: int,
    cosigners: Iterable[Member] | None = None,
    **texts: Any,
) -> None:
    """The author changes a draft (修改)."""
    trail.advance(proposal, "revise", by=by)
    save_edit(proposal, seen_version, by=by, **texts)
    if cosigners is not None:
        proposal.cosigners.all().delete()
        _sign_with(proposal, cosigners)


@transaction.atomic
def submit(proposal: Proposal, *, by: User) -> None:
    """The author hands it in (提交)."""
    trail.advance(proposal, "submit", by=by, submitted_at=clock.now())
    _tell(_examiners(proposal), "submitted", proposal)


@transaction.atomic
def send_back(proposal: Proposal, *, by: User, remark: str) -> None:
    """Something is missing (退回补充)."""
    trail.advance(proposal, "send_back", by=by, remark=remark, verdict=remark)
    _tell(_author(proposal), "returned", proposal, remark=remark)


@transaction.atomic
def file(proposal: Proposal, *, by: User, remark: str = "") -> None:
    """Put it on file (立案): its author is credited, all who signed are told."""
    trail.advance(
        proposal, "file", by=by, remark=remark, verdict=remark, filed_at=clock.now(), filed_by=by
    )
    ledger.award(proposal.author, Merit.PROPOSAL_FILED, source=proposal)
    _tell(_signers(proposal), "filed", proposal)


@transaction.atomic
def not_file(proposal: Proposal, *, by: User, reason: str) -> None:
    """It is no proposal (不予立案); those who signed are told why."""
    trail.advance(proposal, "not_file", by=by, remark=reason, verdict=reason)
    _tell(_signers(proposal), "not_filed", proposal, reason=reason)


def dispatch(proposal: Proposal, *, by: User) -> None:
    """It has been given to a unit (交办); called by the dispatch itself."""
    trail.advance(proposal, "dispatch", by=by)


def answer(proposal: Proposal, *, by: User) -> None:
    """The unit's reply has been accepted (已答复)."""
    trail.advance(proposal, "answer", by=by)


def reopen(proposal: Proposal, *, by: User) -> None:
    """The reply did not satisfy; the unit handles it again (再次办理)."""
    trail.advance(proposal, "reopen", by=by)


def _sign_with(proposal: Proposal, cosigners: Iterable[Member]) -> None:
    members = list(cosigners)
    if any(m.pk == proposal.author_id for m in members):
        raise ValidationError("第一提案人不必再列为联名人。")
    if any(m.committee_id != proposal.committee_id or not m.is_cppcc_member for m in members):
        raise ValidationError("联名人须为本级政协委员。")
    if left := [m.name for m in members if m.archived_on]:
        raise ValidationError(f"{'、'.join(left)}已离任，不能联名。")
    CoSigner.objects.bulk_create(
        CoSigner(proposal=proposal, member=member, order=order)
        for order, member in enumerate(members, start=1)
    )


def _author(proposal: Proposal) -> list[User]:
    return [proposal.author.user] if proposal.author.user_id else []


def _signers(proposal: Proposal) -> list[User]:
    """The author and those who signed with them, as far as they use the portal."""
    rows = proposal.cosigners.select_related("member__user__committee")
    return _author(proposal) + [row.member.user for row in rows if row.member.user_id]


def _examiners(proposal: Proposal) -> Iterable[User]:
    people = User.objects.holding(Role.PROPOSALS, clock.today()).select_related("committee")
    return people.filter(committee=proposal.committee_id).exclude(pk=proposal.author.user_id)


def _tell(people: Iterable[User], event: str, proposal: Proposal, **words: Any) -> None:
    outbox.tell(
        people,
        f"petitions/proposal_{event}",
        about=proposal,
        title=proposal.title,
        number=proposal.number,
        author=proposal.author.name,
        **words,
    )
