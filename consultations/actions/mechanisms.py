"""How a county's mechanisms follow what is stated for them (机制), version by version.

Matters keep the version under which they began: once a version is in use it is never changed, and
what is stated anew becomes the next one, dated.
"""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Committee
from consultations.actions import differences
from consultations.enums import Decider
from consultations.models import Issue, Mechanism, Relay, Topic
from core.enums import LimitKind
from core.sync import ADDED, CHANGED, REMOVED, Changes

GATE_KEYS = ("verb", "kind", "label", "days", "quorum", "majority", "fields")
STEP_KEYS = ("label", "stages", "actor", "decider", "limit", "limit_kind", "refuse_to", "refusals")
SEASON_KEYS = ("label", "first_month", "last_month")
OWN_KEYS = ("name", "sources", "skipped", "words")
# What a step and a condition say when nothing is said.
PLAIN_STEP: dict[str, Any] = {
    "stages": [], "actor": "", "decider": "", "limit": None, "limit_kind": LimitKind.WORKDAY.value,
    "refuse_to": "", "refusals": None,
}  # fmt: skip
PLAIN_GATE: dict[str, Any] = {
    "label": "", "days": None, "quorum": "", "majority": "", "fields": [],
}  # fmt: skip


def stated(mechanism: Mechanism) -> dict[str, Any]:
    """What a version says, as a file would state it."""
    return {name: getattr(mechanism, name) for name in OWN_KEYS} | {
        "steps": [
            {name: getattr(step, name) for name in STEP_KEYS}
            | {
                "gates": [
                    {name: getattr(gate, name) for name in GATE_KEYS} for gate in step.gates.all()
                ]
            }
            for step in mechanism.steps.prefetch_related("gates")
        ],
        "seasons": [
            {name: getattr(season, name) for name in SEASON_KEYS}
            for season in mechanism.seasons.all()
        ],
    }


def is_in_use(mechanism: Mechanism) -> bool:
    """Some matter runs, or ran, under this version."""
    return any(
        model._base_manager.filter(mechanism=mechanism).exists() for model in (Issue, Topic, Relay)
    )


@transaction.atomic
def write(
    committee: Committee, code: str, says: dict[str, Any], *, on: date
) -> tuple[Mechanism, str]:
    """Let the current version of a mechanism say this from `on` on; returns it, and what was done:
    新增, 修改 or nothing."""
    says = completed(says)
    held = Mechanism.objects.filter(committee=committee, code=code, is_current=True).first()
    if held is None:
        last = Mechanism.objects.filter(committee=committee, code=code).first()
        version = last.version + 1 if last else 1
        return _create(committee, code, says, version=version, on=on, is_default=False), ADDED
    if stated(held) == says:
        return held, ""
    if not is_in_use(held):
        _rewrite(held, says)
        return held, CHANGED
    was_default = held.is_default
    Mechanism.objects.filter(pk=held.pk).update(is_current=False, is_default=False)
    fresh = _create(committee, code, says, version=held.version + 1, on=on, is_default=was_default)
    return fresh, CHANGED


@transaction.atomic
def follow_all(
    committee: Committee, rows: list[dict[str, Any]], changes: Changes, *, on: date
) -> None:
    """Let a county have exactly these mechanisms. One that has gone from the list takes no new
    matters; those that run under it go on."""
    chosen = {row["code"] for row in rows if row["default"]}
    current = Mechanism.objects.filter(committee=committee, is_current=True)
    current.filter(is_default=True).exclude(code__in=chosen).update(is_default=False)
    for row in rows:
        says = {name: value for name, value in row.items() if name not in ("code", "default")}
        held = current.filter(code=row["code"]).first()
        before = stated(held) if held else None
        mechanism, deed = write(committee, row["code"], says, on=on)
        changed = differences.said(before, completed(says)) if before else ""
        if row["default"] and not mechanism.is_default:
            Mechanism.objects.filter(pk=mechanism.pk).update(is_default=True)
            changed, deed = f"{changed}{'，' if changed else ''}设为默认", deed or CHANGED
        if deed:
            changes.note(deed, mechanism, _told(mechanism, changed))
    for gone in current.exclude(code__in=[row["code"] for row in rows]):
        changes.note(REMOVED, gone, "（在办事项继续按原机制办完）" if is_in_use(gone) else "")
        if is_in_use(gone):
            Mechanism.objects.filter(pk=gone.pk).update(is_current=False)
        else:
            gone.delete()


def _told(mechanism: Mechanism, changed: str) -> str:
    """Which version begins, and what it says that the one before did not."""
    version = f"第{mechanism.version}版" if mechanism.version > 1 else ""
    words = "：".join(part for part in (version, changed) if part)
    return f"（{words}）" if words else ""


def completed(says: dict[str, Any]) -> dict[str, Any]:
    """The same with everything that was left unsaid."""
    plain: dict[str, Any] = {"sources": [], "skipped": [], "words": {}, "seasons": []}
    steps = [
        {name: ({**PLAIN_STEP, **step})[name] for name in STEP_KEYS}
        | {"gates": [{**PLAIN_GATE, **gate} for gate in step.get("gates", [])]}
        for step in says["steps"]
    ]
    return {**plain, **says, "steps": steps}


def decider_in(says: dict[str, Any]) -> str:
    """Who decides under what is stated (审定主体)."""
    named = (step.get("decider") for step in says["steps"])
    return next((code for code in named if code), Decider.TOWNSHIP.value)


def _create(
    committee: Committee,
    code: str,
    says: dict[str, Any],
    *,
    version: int,
    on: date,
    is_default: bool,
) -> Mechanism:
    own = {name: says[name] for name in OWN_KEYS}
    made = Mechanism.objects.create(
        committee=committee, code=code, version=version, valid_from=on, is_default=is_default, **own
    )
    _write_parts(made, says)
    return made


def _rewrite(mechanism: Mechanism, says: dict[str, Any]) -> None:
    for name in OWN_KEYS:
        setattr(mechanism, name, says[name])
    mechanism.save()
    mechanism.steps.all().delete()
    mechanism.seasons.all().delete()
    _write_parts(mechanism, says)


def _write_parts(mechanism: Mechanism, says: dict[str, Any]) -> None:
    for order, row in enumerate(says["steps"], start=1):
        own = {name: value for name, value in row.items() if name != "gates"}
        step = mechanism.steps.create(order=order, **own)
        for place, gate in enumerate(row["gates"], start=1):
            step.gates.create(order=place, **gate)
    for order, season in enumerate(says["seasons"], start=1):
        mechanism.seasons.create(order=order, **season)
