"""Nobody handles what touches their own unit; what might touch them is explained (利害关系回避)."""

from typing import ClassVar

from django.core.exceptions import ValidationError

from accounts.models import User
from audit import trail
from consultations.lineage.conflicts import Conflict, Matter, conflict_of
from core import clock
from core.workflow import NotAllowedNow
from notices import outbox
from studios.actions.audience import conveners_of
from studios.models import Member


class StandsAside(NotAllowedNow):
    """The matter is somebody else's to handle, because of what this member has declared."""

    heading: ClassVar[str] = "按规定请您回避"


def refuse_if_tied(member: Member | None, matter: Matter) -> None:
    """Tell a member who must stand aside why, and who may take the matter instead (回避)."""
    conflict = conflict_of(member, matter, clock.today()) if member else None
    if conflict and conflict.is_stop:
        raise StandsAside(
            f"这件事一般由您的单位承办（{conflict.tie}），按回避规定不由您办理。"
            f"请由{matter.studio.name}其他委员办理，或请召集人、联络员指派。"
        )


def heed(member: Member, matter: Matter, note: str, *, by: User) -> Conflict | None:
    """Refuse whoever must stand aside; of whoever might be tied a written explanation is asked.

    What was declared is named to the member alone, not to whoever gives them the matter.
    """
    conflict = conflict_of(member, matter, clock.today())
    if conflict is None:
        return None
    if conflict.is_stop:
        raise ValidationError(
            {"member": f"{member}与这件事有利害关系，按规定须回避，请选择其他委员。"}, code="tied"
        )
    if not note.strip():
        tie = f"您申报的“{conflict.tie}”" if member.user_id == by.pk else str(member)
        said = f"{tie}可能与这件事有利害关系，请核实后填写利害关系说明。"
        raise ValidationError({"interest_note": said}, code="unexplained")
    return conflict


def note_down(member: Member, matter: Matter, note: str, *, by: User) -> None:
    """Keep the explanation (利害关系说明) where only those inside read it; the convener hears."""
    if not note.strip():
        return
    remark = f"{member}：{note.strip()}"
    trail.record(matter, "note_interest", by=by, label="利害关系说明", remark=remark, public=False)
    outbox.tell(
        [one for one in conveners_of(matter.studio) if one.pk != by.pk],
        "consultations/interest_noted",
        about=matter,
        title=matter.title,
        number=matter.number,
        member=member.name,
        note=note.strip(),
    )
