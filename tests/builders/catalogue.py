"""Entries of the year's catalogue, and topics that follow 三题 or another way of deciding."""

from typing import Any

from accounts.models import User
from consultations.actions import catalogue
from consultations.actions.mechanisms import write
from consultations.models import CatalogueEntry, Mechanism
from core import clock
from studios.models import Studio
from tests.builders.people import make_committee, make_user


def make_entry(by: User | None = None, **changes: Any) -> CatalogueEntry:
    """An entry that the office (or `by`) has just set."""
    by = by or make_user("周办", office=True)
    fields = {
        "year": clock.today().year,
        "title": "关于背街小巷停车难",
        "background": "老城区车位缺口大，群众反映集中。",
    }
    return catalogue.propose(by.committee or make_committee(), by=by, **fields | changes)


def make_decided_by(decider: str, studio: Studio, **says: Any) -> Mechanism:
    """A mechanism in which `decider` decides on topics."""
    steps = [
        {"label": "提议题", "stages": ["COLLECT", "TRIAGE", "PROPOSE"]},
        {"label": "定议题", "stages": ["DECIDE"], "decider": decider, **says},
        {"label": "办议题", "stages": ["CLAIM", "RESEARCH", "CONSULT", "CONCLUDE"]},
    ]
    rows = {"name": "议题办法", "steps": steps}
    return write(studio.committee, f"by-{decider}", rows, on=clock.today())[0]
