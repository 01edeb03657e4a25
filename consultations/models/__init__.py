"""What citizens raise, what is made of it, and what is agreed."""

from consultations.models.activity import Activity, Attendance, ConsensusItem, Minutes
from consultations.models.catalogue import CatalogueEntry, EntryAnswer, FollowUp, TopicMark
from consultations.models.duty import DutyShift, HandOver
from consultations.models.issue import Issue
from consultations.models.likeness import CommonGram, Gram
from consultations.models.mechanism import Gate, Mechanism, Season, Step
from consultations.models.posting import Comment, Posting, Review, Vote
from consultations.models.raiser import Attachment, Contact, Telling
from consultations.models.relay import Broadcast, Relay
from consultations.models.roster import DutyGroup, DutyRule, Roster
from consultations.models.seat import DutySeat
from consultations.models.swap import Swap
from consultations.models.topic import Topic
from consultations.models.vocabulary import Category, ReasonCode, StageLimit, due_on, limit

__all__ = [
    "Activity",
    "Attachment",
    "Attendance",
    "Broadcast",
    "CatalogueEntry",
    "Category",
    "Comment",
    "CommonGram",
    "ConsensusItem",
    "Contact",
    "DutyGroup",
    "DutyRule",
    "DutySeat",
    "DutyShift",
    "EntryAnswer",
    "FollowUp",
    "Gate",
    "Gram",
    "HandOver",
    "Issue",
    "Mechanism",
    "Minutes",
    "Posting",
    "ReasonCode",
    "Relay",
    "Review",
    "Roster",
    "Season",
    "StageLimit",
    "Step",
    "Swap",
    "Telling",
    "Topic",
    "TopicMark",
    "Vote",
    "due_on",
    "limit",
]
