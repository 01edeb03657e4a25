"""The county itself and its undertaking units, as its profile states them (县情配置)."""

from typing import Any

from accounts.models import Committee, Unit
from core.sync import Changes, follow


def load_committee(stated: dict[str, Any], changes: Changes) -> Committee:
    """The committee to which everything else in the file belongs.

    Its term is taken from the file the first time only: later it changes with the members (换届).
    """
    if Committee.objects.filter(code=stated["code"]).exists():
        stated = {name: value for name, value in stated.items() if name != "term"}
    follow(changes, Committee, [stated], within={}, key=("code",), retire=_leave_alone)
    return Committee.objects.get(code=stated["code"])


def load(committee: Committee, units: list[dict[str, Any]], changes: Changes) -> None:
    """The units; one that has gone from the file is switched off, for its past stays."""
    rows = (
        {
            "code": row["code"],
            "name": row["name"],
            "system": row["system"],
            "dispatch_authority": row["authority"],
            "order": order,
            "is_active": True,
        }
        for order, row in enumerate(units, start=1)
    )
    follow(changes, Unit, rows, within={"committee": committee}, key=("code",), retire=_switch_off)


def _leave_alone(other: Committee) -> bool:
    """A file speaks of its own county only."""
    return False


def _switch_off(unit: Unit) -> bool:
    if not unit.is_active:
        return False
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    return True
