"""The sheet of points of a check (考核评分表, D22) as a Word file."""

from pathlib import Path
from typing import Any

from django.conf import settings

from core import clock, letters
from core.days import full_day
from core.measures import plain
from studios.lineage.standing import Line, Standing, checker_of


def score_sheet(standing: Standing) -> bytes:
    """Every item with what was said, seen and given; sum, opinion and names below."""
    return letters.fill(_template(), _words(standing))


def _words(standing: Standing) -> dict[str, Any]:
    check = standing.check
    return {
        "committee": check.studio.committee.name,
        "studio": check.studio.name,
        "standard": check.standard.name,
        "year": check.year,
        "groups": [
            {"title": title, "lines": [_line(line) for line in lines]}
            for title, lines in standing.groups
        ],
        "score": plain(check.score),
        "full": plain(standing.full),
        "opinion": check.opinion or "无",
        "submitted_by": check.submitted_by.name,
        "submitted_on": full_day(clock.local_day(check.submitted_at)),
        "checker": checker_of(check),
        "checked_by": check.checked_by.name,
        "checked_on": full_day(clock.local_day(check.checked_at)),
    }


def _line(line: Line) -> dict[str, str]:
    mark = line.mark
    said = mark.note or ("达到" if line.is_met else "未达到")
    return {
        "label": line.item.label,
        "full": plain(line.item.points),
        "said": f"平台核算：{mark.seen}" if mark.seen else said,
        "points": plain(line.points),
        "finding": mark.finding,
    }


def _template() -> Path:
    """Where the template lies; a county may put its own in its place."""
    return Path(settings.BASE_DIR) / "templates" / "letters" / "standard_check.docx"
