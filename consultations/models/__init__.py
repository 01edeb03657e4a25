"""What citizens raise, what is made of it, and what is agreed."""

from consultations.models.activity import Activity, Attendance, ConsensusItem, Minutes
from consultations.models.issue import Attachment, Contact, Issue, Telling
from consultations.models.mechanism import Mechanism, Step
from consultations.models.topic import Topic
from consultations.models.vocabulary import Category, ReasonCode, StageLimit, due_on, limit

__all__ = [
    "Activity",
    "Attachment",
    "Attendance",
    "Category",
    "ConsensusItem",
    "Contact",
    "Issue",
    "Mechanism",
    "Minutes",
    "ReasonCode",
    "StageLimit",
    "Step",
    "Telling",
    "Topic",
    "due_on",
    "limit",
]
