"""Places, kinds of studios, sectors and special committees, as a county states them (县情配置)."""

from typing import Any

from accounts.models import Committee
from core.sync import Changes, follow, in_tree_order
from studios.models import Area, Sector, SpecialCommittee, StudioKind

FLAT = {
    "studio_kinds": StudioKind,
    "sectors": Sector,
    "special_committees": SpecialCommittee,
}


def load(committee: Committee, sections: dict[str, list[dict[str, Any]]], changes: Changes) -> None:
    """Write the directory's own lists; the order of the file is the order on the page."""
    within = {"committee": committee}
    areas = [
        {name: row[name] for name in ("code", "name", "level", "parent")} | {"order": order}
        for order, row in enumerate(sections["areas"], start=1)
    ]
    follow(changes, Area, in_tree_order(Area, areas, within=within), within=within, key=("code",))
    for name, model in FLAT.items():
        rows = (row | {"order": order} for order, row in enumerate(sections[name], start=1))
        follow(changes, model, rows, within=within, key=("code",))
