"""What a county is at present, as a file would state it: the loading, backwards (导出)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from accounts.models import Committee, Unit
from consultations.actions import mechanisms
from consultations.enums import Cadence, LimitCode
from consultations.models import (
    Category,
    DutyGroup,
    DutyRule,
    Mechanism,
    ReasonCode,
    StageLimit,
)
from core.models import NumberPattern, Wording
from dashboards.profile.schema import SECTIONS
from petitions.enums import Light, Satisfaction
from petitions.models import (
    AdoptionLevel,
    LightRule,
    LimitClass,
    RatingRule,
    ReplyClass,
    Rung,
)
from scoring.models import Quota, Rule, Scheme
from studios.enums import StudioStatus
from studios.models import Area, Sector, SpecialCommittee, Standard, Studio, StudioKind

Rows = list[dict[str, Any]]
LEVEL, NOTICE = "area_level.", "notice:"


def rows_of(committee: Committee) -> dict[str, Rows]:
    """Every section of lists, in the order in which a reader expects it."""
    mine: dict[str, Any] = {"committee": committee}
    studios = _studios(committee)
    return {
        "committee": _alike("committee", [committee]),
        "area_levels": _levels(committee),
        "areas": _alike("areas", Area.objects.filter(**mine).select_related("parent")),
        "studio_kinds": _alike("studio_kinds", StudioKind.objects.filter(**mine)),
        "sectors": _alike("sectors", Sector.objects.filter(**mine)),
        "special_committees": _alike("special_committees", SpecialCommittee.objects.filter(**mine)),
        "studios": [_studio(studio) for studio in studios],
        "standards": [_standard(row) for row in Standard.objects.filter(**mine).in_use()],
        "duty_groups": _duty_groups(studios),
        "duty_rules": _duty_rules(studios),
        "units": _alike(
            "units",
            Unit.objects.filter(is_active=True, **mine).order_by("order", "pk"),
            authority="dispatch_authority",
        ),
        "categories": _categories(committee),
        "reasons": _alike("reasons", ReasonCode.objects.filter(**mine)),
        "mechanisms": _mechanisms(committee),
        "stage_limits": _alike(
            "stage_limits", _in_order_of(LimitCode, StageLimit.objects.filter(**mine), "code")
        ),
        "limit_classes": _alike("limit_classes", LimitClass.objects.filter(**mine)),
        "lights": _alike("lights", _in_order_of(Light, LightRule.objects.filter(**mine), "light")),
        "rungs": _alike("rungs", Rung.objects.filter(**mine), automatic="is_automatic"),
        "reply_classes": _alike(
            "reply_classes", ReplyClass.objects.filter(**mine), solved="is_solved"
        ),
        "ratings": _alike(
            "ratings",
            _in_order_of(Satisfaction, RatingRule.objects.filter(**mine), "code"),
            rehandle="rehandles",
        ),
        "adoption_levels": _alike("adoption_levels", AdoptionLevel.objects.filter(**mine)),
        "scoring_rules": _scoring_rules(committee),
        "quotas": _alike("quotas", Quota.objects.filter(**mine), self_chosen="is_self_chosen"),
        "schemes": _schemes(committee),
    }


def tables_of(committee: Committee) -> dict[str, dict[str, str]]:
    """Numbers, wording and messages."""
    said = _wording(committee)
    numbers = NumberPattern.objects.filter(scope=committee.code)
    return {
        "numbering": {row.code: row.template for row in numbers},
        "wording": {c: t for c, t in said.items() if not c.startswith((LEVEL, NOTICE))},
        "messages": {c.removeprefix(NOTICE): t for c, t in said.items() if c.startswith(NOTICE)},
    }


def _alike(section: str, objects: Iterable[Model], **columns: str) -> Rows:
    """Rows whose keys are columns, some under another name."""
    return [
        {name: _plain(getattr(row, columns.get(name, name))) for name in SECTIONS[section].fields}
        for row in objects
    ]


def _in_order_of(enum: Any, rows: Iterable[Any], name: str) -> list[Any]:
    """As our own list has them."""
    return sorted(rows, key=lambda row: enum.values.index(getattr(row, name)))


def _plain(value: Any) -> Any:
    row: Any = value
    return row.code if isinstance(value, Model) else value


def _wording(committee: Committee) -> dict[str, str]:
    return dict(Wording.objects.filter(scope=committee.code).values_list("code", "text"))


def _levels(committee: Committee) -> Rows:
    """From the county down: a level stands where its places stand in the tree."""
    areas = {area.pk: area for area in Area.objects.filter(committee=committee)}

    def depth(area: Area) -> int:
        return 1 + depth(areas[area.parent_id]) if area.parent_id else 0

    depths: dict[str, int] = {}
    for area in areas.values():
        depths[area.level] = max(depths.get(area.level, 0), depth(area))
    said = _wording(committee)
    names = {code.removeprefix(LEVEL): t for code, t in said.items() if code.startswith(LEVEL)}
    ordered = sorted(names, key=lambda code: (depths.get(code, len(areas)), code))
    return [{"code": code, "name": names[code]} for code in ordered]


def _studios(committee: Committee) -> list[Studio]:
    """All that have not been closed for good, each above what belongs to it."""
    found = (
        Studio.objects.filter(committee=committee)
        .exclude(status=StudioStatus.REVOKED)
        .select_related("area", "parent", "special_committee")
        .prefetch_related("kinds", "covers")
    )
    rows = {studio.pk: studio for studio in found}

    def line(studio: Studio) -> tuple[str, ...]:
        above = rows.get(studio.parent_id)
        return (*(line(above) if above else ()), studio.code)

    return sorted(rows.values(), key=line)


def _studio(studio: Studio) -> dict[str, Any]:
    (row,) = _alike(
        "studios",
        [studio],
        guide="special_committee",
        group="group_name",
        open="merged_with_group",
    )
    return row | {
        "kinds": _codes(studio.kinds.all()),
        "covers": _codes(studio.covers.all()),
        "group": studio.group_name if studio.merged_with_group else "",
        "open": studio.status != StudioStatus.PREPARING,
    }


def _codes(rows: Iterable[Any]) -> list[str]:
    """Codes in the order of the list they come from."""
    return [row.code for row in sorted(rows, key=lambda row: (row.order, row.pk))]


def _standard(standard: Standard) -> dict[str, Any]:
    item = SECTIONS["standards"].fields["items"].fields  # type: ignore[attr-defined]
    return {
        "code": standard.code,
        "name": standard.name,
        "kinds": _codes(standard.kinds.all()),
        "checker": standard.checker,
        "items": [
            {name: getattr(row, name) for name in item}
            for row in standard.items.filter(is_active=True)
        ],
    }


def _duty_groups(studios: list[Studio]) -> Rows:
    """Who sits in a group is the studio's own and stays in the portal."""
    rows = DutyGroup.objects.filter(studio__in=studios)
    named = [(row.studio_id, row.name) for row in rows]
    return [
        {"studio": studio.code, "name": name}
        for studio in studios
        for key, name in named
        if key == studio.pk
    ]


def _duty_rules(studios: list[Studio]) -> Rows:
    """Rules of the file, each once with all its studios; what a studio set up itself is its own."""
    by_key = {studio.pk: studio.code for studio in studios}
    found: dict[str, dict[str, Any]] = {}
    rules = DutyRule.objects.filter(studio__in=studios, is_active=True).exclude(code="")
    for rule in rules.order_by("code", "pk"):
        (row,) = _alike("duty_rules", [rule], studios="studio_id")
        is_by_date = rule.cadence == Cadence.MONTHLY
        row["days"] = [day if is_by_date else day + 1 for day in rule.days]
        said = repr({name: one for name, one in row.items() if name != "studios"})
        found.setdefault(said, row | {"studios": []})["studios"].append(by_key[rule.studio_id])
    for row in found.values():
        row["studios"] = [] if len(row["studios"]) == len(studios) else sorted(row["studios"])
    return sorted(found.values(), key=lambda row: (row["code"], row["studios"]))


def _categories(committee: Committee) -> Rows:
    rows = Category.objects.filter(committee=committee).select_related("parent")
    return [
        {
            "code": row.code,
            "name": row.name,
            "parent": row.parent.code if row.parent else None,
            "units": [unit.code for unit in row.units.order_by("order", "pk") if unit.is_active],
        }
        for row in rows.prefetch_related("units")
    ]


def _mechanisms(committee: Committee) -> Rows:
    """Those that take new matters, the default first."""
    rows = Mechanism.objects.filter(committee=committee, is_current=True)
    return [
        {"code": row.code, "default": row.is_default} | mechanisms.stated(row)
        for row in rows.order_by("-is_default", "code")
    ]


def _scoring_rules(committee: Committee) -> Rows:
    """Years in which a deed is worth the same stand in one row."""
    found: dict[tuple, dict[str, Any]] = {}
    for rule in Rule.objects.filter(committee=committee).order_by("year"):
        (row,) = _alike("scoring_rules", [rule], years="year", cap="yearly_cap")
        said = tuple(one for name, one in row.items() if name != "years")
        found.setdefault(said, row | {"years": []})["years"].append(rule.year)
    return sorted(
        found.values(), key=lambda r: (r["code"], r["merit"], r["points"], r["grade"], r["years"])
    )


def _schemes(committee: Committee) -> Rows:
    found: dict[str, dict[str, Any]] = {}
    rows = Scheme.objects.filter(committee=committee).order_by("year")
    known = SECTIONS["schemes"].fields
    for scheme in rows.prefetch_related("levels", "consequences"):
        own = {name: getattr(scheme, name) for name in ("base", "bonus", "bonus_blocks")}
        for name in ("levels", "consequences"):
            keys = known[name].fields  # type: ignore[attr-defined]
            own[name] = [{k: getattr(m, k) for k in keys} for m in getattr(scheme, name).all()]
        found.setdefault(repr(own), own | {"years": []})["years"].append(scheme.year)
    return list(found.values())
