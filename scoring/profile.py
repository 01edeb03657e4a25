"""What each deed is worth in each year, as a county states it (县情配置)."""

from typing import Any

from accounts.models import Committee
from core.sync import Changes, follow
from scoring.models import Rule


def load(committee: Committee, stated: list[dict[str, Any]], changes: Changes) -> None:
    """Write the rules of every year the file names; credits already given stay as they are."""
    rows = [
        {
            "year": year,
            "merit": row["merit"],
            "grade": row["grade"],
            "code": row["code"],
            "label": row["label"],
            "block": row["block"],
            "points": row["points"],
            "yearly_cap": row["cap"],
        }
        for row in stated
        for year in row["years"]
    ]
    within = {"committee": committee}
    follow(changes, Rule, rows, within=within, key=("year", "merit", "grade"))
