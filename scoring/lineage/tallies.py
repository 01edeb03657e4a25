"""What can be counted of the papers of studios (计划和总结); the directory knows no quotas."""

from core.tallies import Asked, Part, tallies
from scoring.enums import QuotaEvent
from scoring.lineage.placed import PLACES, at_studios
from studios.enums import PaperKind
from studios.models import Paper


@tallies(QuotaEvent.PAPER, scopes=PLACES, only={"kind": PaperKind.values})
def papers(asked: Asked) -> list[Part]:
    """Plans and summaries, on the day on which they were filed (备案)."""
    rows = Paper.objects.filed()
    if kinds := asked.only.get("kind"):
        rows = rows.filter(kind__in=kinds)
    return [at_studios(rows, asked, "filed_on")]
