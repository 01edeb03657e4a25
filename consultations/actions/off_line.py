"""What may be secret leaves the portal on paper (转线下办理): the slip, and the end on line."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.likes import part_likes
from consultations.actions.people import staff_of
from consultations.actions.raisers import inform
from consultations.enums import NOT_ON_LINE, ReasonKind
from consultations.models import Issue, ReasonCode
from core import clock, letters
from core.access import require, target_of
from core.days import full_day, moment
from core.workflow import NotAllowedNow
from notices import outbox

# How such a matter travels; no other way is open to it.
ROUTE = "当面送县政协办公室，不得通过网络传递"
NO_REASON = "本县的理由表中没有代码为SECRET的“意见转其他渠道”理由，请先请管理员在本县配置中补上。"
NOT_LOCKED = "这件意见没有标记为疑似涉密，不需要纸质渠道转办单。"


@transaction.atomic
def take_off_line(issue: Issue, *, by: User, remark: str = "") -> None:
    """Close on line what is handled on paper (转线下办理); it stays hidden from all others."""
    require(by, "take_off_line", issue)
    target_of(issue, "take_off_line")
    trail.advance(
        issue,
        "take_off_line",
        by=by,
        remark=remark,
        reason=_secret(issue),
        closed_at=clock.now(),
    )
    inform(issue, "consultations/raiser_off_line")
    outbox.tell(
        staff_of(issue.studio, but=by),
        "consultations/issue_off_line",
        url="/issues/",
        number=issue.number,
        by=by.name,
    )
    part_likes(issue)


def slip(issue: Issue, *, by: User) -> bytes:
    """The slip that goes with the paper (纸质渠道转办单): not a word of what it is about."""
    require(by, "unlock", issue)
    if not issue.is_locked:
        raise NotAllowedNow(NOT_LOCKED)
    locked = trail.history_of(issue).filter(verb="lock").first()
    words = {
        "committee": issue.committee.name,
        "number": issue.number,
        "studio": issue.studio.name,
        "on": full_day(clock.today()),
        "locked_by": locked.by_name if locked else "",
        "locked_at": moment(locked.at) if locked else "",
        "why": locked.remark if locked else "",
        "route": ROUTE,
        "printed_by": by.name,
    }
    folder = Path(settings.BASE_DIR) / "templates" / "letters"
    return letters.fill(folder / "off_line_slip.docx", words)


def _secret(issue: Issue) -> ReasonCode:
    rows = ReasonCode.objects.filter(committee=issue.committee, kind=ReasonKind.ISSUE_REFERRED)
    found = rows.filter(code=NOT_ON_LINE).first()
    if found is None:
        raise NotAllowedNow(NO_REASON)
    return found
