"""What members have declared, and how long a convener has to name somebody."""

from typing import Any

from accounts.models import Committee, Unit
from consultations.enums import LimitCode
from consultations.models import Category, StageLimit
from studios.enums import InterestKind
from studios.models import Interest, Member
from tests.builders.consultations import make_category
from tests.builders.people import LONG_AGO, make_committee, make_unit


def make_interest(member: Member, name: str = "", **changes: Any) -> Interest:
    """A firm of their own, unless told otherwise."""
    fields = {"kind": InterestKind.FIRM, "declared_on": LONG_AGO}
    return Interest.objects.create(
        member=member, name=name or "青溪县鸿顺商贸有限公司", **fields | changes
    )


def make_usual_unit(name: str = "县水利局", category: str = "城乡建设") -> tuple[Category, Unit]:
    """The unit that usually handles a category."""
    found, unit = make_category(category), make_unit(name)
    found.units.add(unit)
    return found, unit


def make_assign_limit(days: int = 3, committee: Committee | None = None) -> None:
    """So many working days after the members' own the convener has to name somebody."""
    StageLimit.objects.create(
        committee=committee or make_committee(), code=LimitCode.ASSIGN, days=days
    )
