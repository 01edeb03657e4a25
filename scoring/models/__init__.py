"""The ledger of deeds and points, what is expected in a time, and how a year is read."""

from scoring.models.ledger import Rule, ScoreEntry
from scoring.models.quota import Quota
from scoring.models.scheme import Consequence, Level, Scheme

__all__ = ["Consequence", "Level", "Quota", "Rule", "Scheme", "ScoreEntry"]
