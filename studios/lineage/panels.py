"""What the page of a studio shows of the county's standards (达标情况)."""

from datetime import date
from typing import Any

from core.panels import Panel, shown_on
from studios.lineage.standing import standings_of
from studios.models import Studio

PLACE = 40


@shown_on(Studio)
def standards_panel(studio: Studio, reader: Any, on: date) -> Panel | None:
    """How it stands this year, for those inside; the public reads of results, not of checks."""
    if not reader.is_authenticated or reader.committee_id != studio.committee_id:
        return None
    standings = standings_of(studio, on.year, on)
    if not standings:
        return None
    gaps = sum(len(standing.gaps) for standing in standings)
    words = {"studio": studio, "standings": standings, "gaps": gaps, "year": on.year}
    return Panel(PLACE, "studios/_standards_panel.html", words)
