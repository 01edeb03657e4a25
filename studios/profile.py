"""Places, kinds, sectors, studios and standards, as a county states them (县情配置)."""

from typing import Any

from accounts.models import Committee, system_user
from audit import trail
from core import clock
from core.sync import CHANGED, Changes, follow, in_tree_order
from studios.actions import charge
from studios.enums import StudioStatus
from studios.models import (
    Area,
    Sector,
    SpecialCommittee,
    Standard,
    StandardItem,
    Studio,
    StudioKind,
)

FLAT = {
    "studio_kinds": StudioKind,
    "sectors": Sector,
    "special_committees": SpecialCommittee,
}
PLAIN = ("code", "name", "parent", "address", "venue", "phone", "hours")

Rows = list[dict[str, Any]]


def load(committee: Committee, sections: dict[str, Rows], changes: Changes) -> None:
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
    _load_studios(committee, sections["studios"], changes)
    _load_standards(committee, sections["standards"], changes)


def _load_studios(committee: Committee, stated: Rows, changes: Changes) -> None:
    """Studios of which the file speaks; others, founded in the portal, stay as they are."""
    if not stated:
        return
    within = {"committee": committee}
    known = set(Studio.objects.filter(**within).values_list("code", flat=True))
    areas = {area.code: area for area in Area.objects.filter(**within)}
    guides = {row.code: row for row in SpecialCommittee.objects.filter(**within)}
    rows = [
        {name: row[name] for name in PLAIN}
        | {
            "area": areas[row["area"]],
            "merged_with_group": bool(row["group"]),
            "group_name": row["group"],
        }
        for row in stated
    ]
    ordered = in_tree_order(Studio, rows, within=within)
    follow(changes, Studio, ordered, within=within, key=("code",), retire=_leave_alone)
    kinds = {kind.code: kind for kind in StudioKind.objects.filter(**within)}
    named = (
        Studio.objects.filter(**within)
        .select_related("special_committee", "committee")
        .prefetch_related("kinds", "covers")
        .in_bulk([row["code"] for row in stated], field_name="code")
    )
    for row in stated:
        studio, is_old = named[row["code"]], row["code"] in known
        _belongs(changes, studio, "kinds", kinds, row["kinds"], is_old)
        _belongs(changes, studio, "covers", areas, row["covers"], is_old)
        _guided(changes, studio, guides.get(row["guide"]), is_old)
        if not is_old:
            _begin(studio, row)


def _belongs(changes, studio: Studio, name: str, known: dict, codes: list[str], is_old: bool):
    """The kinds of a studio, or the places it covers."""
    rows = getattr(studio, name)
    if {one.code for one in rows.all()} == set(codes):
        return
    rows.set([known[code] for code in codes])
    if is_old:
        label = Studio._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        changes.note(CHANGED, studio, f"（{label}）")


def _guided(changes: Changes, studio: Studio, guide: SpecialCommittee | None, is_old: bool) -> None:
    """The special committee in charge, with the day from which it is."""
    if studio.special_committee == guide:
        return
    charge.link_committee(studio, guide, by=system_user(), on=clock.today())
    if is_old:
        changes.note(CHANGED, studio, f"（对口专委会→{guide or '无'}）")


def _begin(studio: Studio, row: dict[str, Any]) -> None:
    """A studio that is new to the portal; most have had their plate for years."""
    by = system_user()
    remark = "按县情配置登记"
    trail.record(studio, "add", by=by, label="设立工作室", after=studio.status, remark=remark)
    if row["open"] and studio.status == StudioStatus.PREPARING:
        trail.advance(studio, "open", by=by, remark=remark, opened_on=clock.today())


def _load_standards(committee: Committee, stated: Rows, changes: Changes) -> None:
    """What a studio should have; what has gone from the file is kept for old checks."""
    within = {"committee": committee}
    rows = (
        {"code": row["code"], "name": row["name"], "checker": row["checker"], "is_active": True}
        | {"order": order}
        for order, row in enumerate(stated, start=1)
    )
    follow(changes, Standard, rows, within=within, key=("code",), retire=_switch_off)
    kinds = {kind.code: kind for kind in StudioKind.objects.filter(**within)}
    standards = {one.code: one for one in Standard.objects.filter(**within)}
    for row in stated:
        standard = standards[row["code"]]
        chosen = {kinds[code] for code in row["kinds"]}
        if set(standard.kinds.all()) != chosen:
            standard.kinds.set(chosen)
        items = (
            item | {"order": order, "is_active": True}
            for order, item in enumerate(row["items"], start=1)
        )
        held = {"standard": standard}
        follow(changes, StandardItem, items, within=held, key=("code",), retire=_switch_off)


def _leave_alone(studio: Studio) -> bool:
    """A file need not name every studio of the county."""
    return False


def _switch_off(row: Any) -> bool:
    if not row.is_active:
        return False
    row.is_active = False
    row.save(update_fields=["is_active"])
    return True
