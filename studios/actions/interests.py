"""What a member declares so that nobody judges in their own cause (利害关系申报).

The flow record says that something was declared or ended and never what.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Unit, User
from audit import trail
from core.access import require
from core.days import full_day
from core.workflow import NotAllowedNow
from studios.models import Interest, Member

CLOSED = "委员已离任归档，不再申报利害关系。"


@transaction.atomic
def declare(
    member: Member, *, by: User, kind: str, name: str, on: date, unit: Unit | None = None
) -> Interest:
    """A unit or firm with which the member or their family is tied (申报)."""
    require(by, "declare", member)
    if member.is_archived:
        raise NotAllowedNow(CLOSED)
    if member.interests.in_force(on).filter(kind=kind, name=name).exists():
        raise ValidationError({"name": "这一项已经申报，不用重复申报。"})
    made = member.interests.create(kind=kind, name=name, unit=unit, declared_on=on)
    trail.record(member, "declare", by=by, label="申报利害关系")
    return made


@transaction.atomic
def end(interest: Interest, *, by: User, on: date) -> None:
    """It no longer holds after this day (终止); what was declared stays to be read."""
    require(by, "declare", interest.member)
    if interest.ended_on:
        raise NotAllowedNow(f"这一项已于{full_day(interest.ended_on)}终止。")
    if on < interest.declared_on:
        raise ValidationError({"on": f"不能早于申报日期{full_day(interest.declared_on)}。"})
    interest.ended_on = on
    interest.save(update_fields=["ended_on"])
    trail.record(interest.member, "end_interest", by=by, label="终止利害关系申报")
