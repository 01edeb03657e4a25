"""Who must stand aside (利害关系回避): what a member has declared against what a matter is about.

Only those who work on a matter ever learn of it; nothing of it is shown to the raiser.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from accounts.models import Unit
from consultations.models import Issue, Topic
from studios.enums import InterestKind
from studios.models import Interest, Member

Matter = Issue | Topic
ABOVE = re.compile(r"^(?:[一-龥]{1,3}省)?(?:[一-龥]{1,3}市)?")
LEGAL = re.compile(
    r"(?:股份|有限|责任|集团|公司|专业合作社|合作社|事务所|经营部|门市部|分公司|分店|厂|店|部|行)+$"
)
TRADE = re.compile(
    r"(?:商贸|贸易|建材|建筑|建设|工程|机械|家政|茶业|物业|科技|实业|餐饮|酒店|超市|农业|发展|"
    r"管理|服务|运输|医药|制药|置业|房地产|电子|食品|装饰|装修|文化|传媒|咨询|水产|养殖|种植)+$"
)
LEAST = 2


class Conflict(NamedTuple):
    """What ties a member to a matter; a stop is final, anything else may be explained."""

    is_stop: bool
    tie: str


def conflict_of(member: Member, matter: Matter, on: date) -> Conflict | None:
    """Whether `member` must stand aside or explain; a stop goes before a flag."""
    return conflicts_of([member], matter, on).get(member.pk)


def conflicts_of(members: Collection[Member], matter: Matter, on: date) -> dict[int, Conflict]:
    """The same for many members, in as few queries as for one."""
    units, text = units_of(matter), _text_of(matter)
    county = matter.committee.county_name
    declared: dict[int, list[Interest]] = defaultdict(list)
    for row in Interest.objects.in_force(on).filter(member__in=[one.pk for one in members]):
        declared[row.member_id].append(row)
    found = {}
    for member in members:
        mine = declared[member.pk]
        if conflict := _stop(member, mine, units) or _flag(mine, units, text, county):
            found[member.pk] = conflict
    return found


def units_of(matter: Matter) -> list[Unit]:
    """Who usually handles its category, and who is named in what was agreed on (承办单位)."""
    known: tuple[int | None, list[Unit]] = getattr(matter, "_units_concerned", (None, []))
    if known[0] != matter.category_id:
        known = (matter.category_id, list(matter.category.units.all()))
        matter._units_concerned = known  # type: ignore[union-attr]
    found = list(known[1])
    if isinstance(matter, Topic):
        rows = matter.consensus_items.filter(unit__isnull=False).select_related("unit")
        found += [row.unit for row in rows]
    return found


def _stop(member: Member, declared: Iterable[Interest], units: Collection[Unit]) -> Conflict | None:
    """One's own unit is to handle it."""
    keys, names = {unit.pk for unit in units}, {unit.name for unit in units}
    for row in declared:
        if row.kind == InterestKind.OWN_UNIT and (row.unit_id in keys or row.name in names):
            return Conflict(True, str(row))
    own = next((name for name in sorted(names) if name in member.post), None)
    return Conflict(True, f"{InterestKind.OWN_UNIT.label}：{own}") if own else None


def _flag(
    declared: Iterable[Interest], units: Collection[Unit], text: str, county: str
) -> Conflict | None:
    """A name that was declared stands in the matter, or the family's unit is to handle it."""
    keys = {unit.pk for unit in units}
    for row in declared:
        core = core_of(row.name, county)
        if row.unit_id in keys or row.name in text or (core and core in text):
            return Conflict(False, str(row))
    return None


def core_of(name: str, county: str = "") -> str:
    """What people call a firm: “青溪县鸿顺商贸有限公司” is 鸿顺; nothing, where nothing is left."""
    plain = ABOVE.sub("", name)
    for first in (county, county.rstrip("县市区")):
        plain = plain.removeprefix(first) if first else plain
    plain = plain.lstrip("县市区")
    for ending in (LEGAL, TRADE):
        shorter = ending.sub("", plain)
        plain = shorter if len(shorter) >= LEAST else plain
    return plain if len(plain) >= LEAST else ""


def _text_of(matter: Any) -> str:
    names = ("title", "body", "place") if isinstance(matter, Issue) else (
        "title", "background", "aim"
    )  # fmt: skip
    return "\n".join(getattr(matter, name) for name in names)
