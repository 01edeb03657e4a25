"""How a member's time in office ends, and how a whole county begins its next term (离任、换届)."""

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts import actions as accounts
from accounts.enums import Role
from accounts.models import Committee, Grant, User
from audit import trail
from core import clock
from core.access import require
from core.days import full_day
from studios.actions import people
from studios.actions.members import tell_studios
from studios.enums import AffiliationRole, Ending, StudioStatus
from studios.models import Affiliation, Member, MemberTerm, Studio

STALE_LIST = "您打开页面之后，在任委员名单有变化。请返回重新核对后再办理。"


@transaction.atomic
def archive(member: Member, *, by: User, on: date, ending: str, remark: str = "") -> None:
    """A member leaves office (离任归档) and every studio; the file is closed but still to be found.

    The account is closed too, unless its holder has another office.
    """
    require(by, "archive", member)
    member.workflow.target("archive", member.status)
    tell_studios(member, "studios/member_left", on=full_day(on), ending=Ending(ending).label)
    _file_away(member, by=by, on=on, ending=ending, remark=remark)
    if member.user_id:
        accounts.retire([member.user], by=by, on=clock.today())


@transaction.atomic
def restore(member: Member, *, by: User, on: date, remark: str = "") -> None:
    """A member is in office again (恢复在任), and in the studios that the archiving ended."""
    archived_on, ending = member.archived_on, member.ending
    trail.advance(member, "restore", by=by, remark=remark, archived_on=None, ending="")
    if member.user_id:
        accounts.readmit(member.user, by=by, on=on)
    if member.is_cppcc_member:
        _serve_again(member, on=on, ending=ending)
    left = member.affiliations.filter(ends_on=archived_on).select_related("studio")
    for row in left.exclude(studio__status=StudioStatus.REVOKED):
        _rejoin(row, member, by=by, on=on)


@transaction.atomic
def renew(
    committee: Committee,
    *,
    by: User,
    on: date,
    term: str,
    going_on: Collection[Member],
    leaving: Collection[Member],
) -> None:
    """The county's next term begins on `on` (换届): who goes on serves it, the others have served.

    Both lists together must be everybody in office; one name too many or too few, and nothing
    happens. Invited members have no term and stay.
    """
    require(by, "renew", Member)
    _refuse_another_list(committee, by, term, going_on, leaving)
    last = on - timedelta(days=1)
    for member in leaving:
        _file_away(member, by=by, on=last, ending=Ending.TERM, remark=f"{term}换届")
    departed = [member.user for member in leaving if member.user_id]
    accounts.retire(departed, by=by, on=clock.today())
    _carry_on([member for member in going_on if member.term != term], by=by, on=on, term=term)
    accounts.begin_term(committee, by=by, term=term)


def _carry_on(members: list[Member], *, by: User, on: date, term: str) -> None:
    """One term ends on the eve, the next begins; `Member.term` names the present one."""
    _end_terms(members, on=on - timedelta(days=1), ending=Ending.TERM)
    MemberTerm.objects.bulk_create(
        MemberTerm(member=member, term=term, starts_on=on) for member in members
    )
    Member.objects.filter(pk__in=[member.pk for member in members]).update(
        term=term, version=F("version") + 1
    )
    for member in members:
        trail.record(member, "renew", by=by, label="连任", remark=term)


def _file_away(member: Member, *, by: User, on: date, ending: str, remark: str) -> None:
    """Close the file and end everything that was held as a member."""
    trail.advance(
        member, "archive", by=by, remark=_said(ending, remark), archived_on=on, ending=ending
    )
    for row in member.affiliations.filter(ends_on=None).select_related("studio", "member__user"):
        people.end_affiliation(row, by=by, on=on)
    if member.user_id:
        offices = Grant.objects.filter(
            user=member.user_id,
            role__in=[Role.CONVENER, Role.LIAISON],
            scope_label=Studio._meta.label,
            ends_on=None,
        )
        for grant in offices.select_related("user__committee"):
            accounts.take(grant, by=by, on=on)
    _end_terms([member], on=on, ending=ending)


def _rejoin(row: Affiliation, member: Member, *, by: User, on: date) -> None:
    """Into the studio again, in the old post; whoever convenes it by now is not put aside.

    On the day of the archiving itself nothing has been interrupted: the row goes on.
    """
    if row.ends_on >= on:
        row.ends_on = None
        row.save(update_fields=["ends_on"])
    convener = row.studio.people(AffiliationRole.CONVENER).exclude(member=member)
    is_taken = row.role == AffiliationRole.CONVENER and convener.exists()
    role = AffiliationRole.MEMBER if is_taken else row.role
    people.add_affiliation(row.studio, member, by=by, on=on, role=role, basis=row.basis)


def _end_terms(members: Collection[Member], *, on: date, ending: str) -> None:
    rows = list(MemberTerm.objects.filter(member__in=members, ends_on=None))
    for row in rows:
        row.ends_on = max(on, row.starts_on or on)
        row.ending = ending
    MemberTerm.objects.bulk_update(rows, ["ends_on", "ending"], batch_size=500)


def _serve_again(member: Member, *, on: date, ending: str) -> None:
    """The term that was broken off goes on; after an election it is the county's new one."""
    term = member.committee.term or member.term
    if not term:
        return
    if term != member.term:
        member.term = term
        member.save(update_fields=["term"])
    row, is_new = member.terms.get_or_create(term=term, defaults={"starts_on": on})
    if not is_new and row.ending == ending:
        row.ends_on, row.ending = None, ""
        row.save(update_fields=["ends_on", "ending"])


def _said(ending: str, remark: str) -> str:
    label = str(Ending(ending).label)
    return f"{label}：{remark}" if remark else label


def _refuse_another_list(committee, by, term, going_on, leaving) -> None:
    """What was ticked is what the county has now, and is worth doing."""
    now = set(
        Member.objects.visible_to(by).active().cppcc().filter(committee=committee)
        .values_list("pk", flat=True)
    )  # fmt: skip
    stay, go = {member.pk for member in going_on}, {member.pk for member in leaving}
    if stay & go or stay | go != now:
        raise ValidationError(STALE_LIST)
    if not stay:
        raise ValidationError("请至少勾选一名继续任职的委员。")
    if not go and all(member.term == term for member in going_on):
        raise ValidationError(f"在任委员已经全部是“{term}”，不必再办理换届。")
