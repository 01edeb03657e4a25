"""What each deed is worth, what is expected in a time and how a year is read, as a county states
it (县情配置)."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Committee
from core.sync import ADDED, CHANGED, Changes, follow
from scoring.models import Consequence, Level, Quota, Rule, Scheme

Sections = dict[str, list[dict[str, Any]]]


def load(committee: Committee, sections: Sections, changes: Changes) -> None:
    """Write the rules, quotas and schemes of the file; credits already given stay as they are."""
    _rules(committee, sections["scoring_rules"], changes)
    _quotas(committee, sections["quotas"], changes)
    for year, stated in _schemes(committee, sections["schemes"], changes):
        scheme = Scheme.objects.get(committee=committee, year=year)
        _marks(changes, Level, scheme, stated["levels"], "at_least")
        _marks(changes, Consequence, scheme, stated["consequences"], "below")


def _rules(committee: Committee, stated: list[dict[str, Any]], changes: Changes) -> None:
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


def _quotas(committee: Committee, stated: list[dict[str, Any]], changes: Changes) -> None:
    rows = [
        {
            **{name: value for name, value in row.items() if name != "self_chosen"},
            "is_self_chosen": row["self_chosen"],
            "order": order,
        }
        for order, row in enumerate(stated, start=1)
    ]
    follow(changes, Quota, rows, within={"committee": committee}, key=("code",))


def _schemes(
    committee: Committee, stated: list[dict[str, Any]], changes: Changes
) -> Iterable[tuple[int, dict[str, Any]]]:
    """Each year of the file with what it says, once the rows of the schemes themselves agree."""
    years = [(year, row) for row in stated for year in row["years"]]
    own = ("base", "bonus", "bonus_blocks")
    rows = [{"year": year} | {name: row[name] for name in own} for year, row in years]
    follow(changes, Scheme, rows, within={"committee": committee}, key=("year",))
    return years


def _marks(
    changes: Changes,
    model: type[Level] | type[Consequence],
    scheme: Scheme,
    stated: list[dict[str, Any]],
    mark: str,
) -> None:
    """The levels or consequences of a scheme, written anew where they differ: one by one, a mark
    could meet another that is about to move. Nothing points at them."""
    objects: Any = model._default_manager
    rows = objects.filter(scheme=scheme)
    wanted = [model(scheme=scheme, **row) for row in stated]
    wanted.sort(key=lambda row: (-getattr(row, "years", 0), getattr(row, mark)))
    before, after = _said(rows), _said(wanted)
    if before == after:
        return
    rows.delete()
    objects.bulk_create(wanted)
    is_new = any(c.deed == ADDED and c.name == str(scheme) for c in changes.made)
    if not is_new:
        noun = model._meta.verbose_name
        detail = f"（{noun}：{before or '无'}→{after or '无'}）"
        changes.note(CHANGED, scheme, detail)


def _said(rows: Iterable[Any]) -> str:
    """“优秀≥85、称职≥70”, “劝辞（连续2年低于40）”, with the codes: equal words, equal rows."""
    lines = []
    for row in rows:
        if isinstance(row, Level):
            lines.append((-row.at_least, f"{row.label}（{row.code}）≥{row.at_least}"))
        else:
            said = f"{row.label}（{row.code}，连续{row.years}年低于{row.below}分）"
            lines.append((row.below, said))
    return "、".join(text for _, text in sorted(lines))
