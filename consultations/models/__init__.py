"""What citizens raise, what is made of it, and what is agreed."""

from consultations.models.activity import Activity, Attendance, ConsensusItem, Minutes
from consultations.models.duty import DutyShift, HandOver
from consultations.models.issue import Attachment, Contact, Issue, Telling
from consultations.models.mechanism import Mechanism, Step
from consultations.models.roster import DutyGroup, DutyRule, Roster
from consultations.models.seat import DutySeat
from consultations.models.swap import Swap
from consultations.models.topic import Topic
from consultations.models.vocabulary import Category, ReasonCode, StageLimit, due_on, limit

__all__ = [
    "Activity",
    "Attachment",
    "Attendance",
    "Category",
    "ConsensusItem",
    "Contact",
    "DutyGroup",
    "DutyRule",
    "DutySeat",
    "DutyShift",
    "HandOver",
    "Issue",
    "Mechanism",
    "Minutes",
    "ReasonCode",
    "Roster",
    "StageLimit",
    "Step",
    "Swap",
    "Telling",
    "Topic",
    "due_on",
    "limit",
]
