"""What the page of a member shows of this app: the matters, topics and shifts in their hands."""

from datetime import date
from typing import Any

from consultations.models import DutyShift, Issue, Topic
from core.panels import Panel, shown_on
from studios.models import Member

IN_HAND = 10
MOST = 6


@shown_on(Member)
def in_hand(member: Member, reader: Any, on: date) -> Panel | None:
    """What a member has taken on and not ended (在办), as far as this reader may see it.

    Whoever is about to archive a member sees here what somebody else must take over.
    """
    issues = Issue.objects.visible_to(reader).filter(claimed_by=member).awaiting_answer()
    topics = Topic.objects.visible_to(reader).filter(lead=member).awaiting_consultation()
    shifts = DutyShift.objects.visible_to(reader).published().of_member(member).to_come(on)
    context = {
        "issues": list(issues.select_related("committee", "studio").order_by("promised_on")[:MOST]),
        "topics": list(topics.select_related("committee", "studio").order_by("-id")[:MOST]),
        "shifts": list(shifts.select_related("studio")[:MOST]),
    }
    return Panel(IN_HAND, "consultations/_in_hand.html", context) if any(context.values()) else None
