"""What goes up and out: reports, proposals, and the duties of units."""

from petitions.models.assignment import Assignment, Undertaking
from petitions.models.handling import Extension, Progress, ReturnRequest
from petitions.models.proposal import CoSigner, Proposal
from petitions.models.reply import Promise, Rating, Reply
from petitions.models.report import Adoption, Instruction, OpinionReport, Revision
from petitions.models.rules import (
    AdoptionLevel,
    LightRule,
    LimitClass,
    RatingRule,
    ReplyClass,
    Rung,
    rating_words,
)
from petitions.models.supervision import Reminder, Supervision

__all__ = [
    "Adoption",
    "AdoptionLevel",
    "Assignment",
    "CoSigner",
    "Extension",
    "Instruction",
    "LightRule",
    "LimitClass",
    "OpinionReport",
    "Progress",
    "Promise",
    "Proposal",
    "Rating",
    "RatingRule",
    "Reminder",
    "Reply",
    "ReplyClass",
    "ReturnRequest",
    "Revision",
    "Rung",
    "Supervision",
    "Undertaking",
    "rating_words",
]
