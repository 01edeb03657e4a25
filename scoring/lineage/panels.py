"""What the page of a studio shows of its quotas (定额进度), to those who answer for it."""

from datetime import date
from typing import Any

from accounts.enums import Role
from core.panels import Panel, shown_on
from scoring.enums import QuotaScope
from scoring.lineage import progress
from scoring.lineage.watched import SEE_ALL
from studios.models import Studio
from studios.models.area import above

PLACE = 45


@shown_on(Studio)
def conformance_panel(studio: Studio, reader: Any, on: date) -> Panel | None:
    """A light for each thing expected now; the public and other studios see none of it."""
    if not studio.is_open_to_public or not _watches(reader, studio):
        return None
    quotas = progress.quotas_of(studio.committee_id, QuotaScope.STUDIO)
    if not quotas:
        return None
    matters = any(quota.kinds for quota in quotas)
    kinds = frozenset(kind.code for kind in studio.kinds.all()) if matters else frozenset()
    own = [progress.Subject(studio.pk, studio.opened_on, kinds)]
    found = progress.board(quotas, own, committee_id=studio.committee_id, on=on)
    return Panel(PLACE, "scoring/_panel.html", {"studio": studio, "rows": found.rows[studio.pk]})


def _watches(reader: Any, studio: Studio) -> bool:
    """The same people as `watched.studios_of`, asked without the database."""
    if not reader.is_authenticated or reader.committee_id != studio.committee_id:
        return False
    runs = reader.scopes(Role.CONVENER, "studios.Studio") | reader.scopes(
        Role.LIAISON, "studios.Studio"
    )
    places = reader.scopes(Role.TOWNSHIP, "studios.Area")
    return (
        reader.holds(*SEE_ALL) or studio.pk in runs or not places.isdisjoint(above(studio.area_id))
    )
