"""Whether a mechanism can be worked by (机制是否可行): asked of a file and of the designer's page.

Each finding says where it is, as a path into what is stated, and what is wrong in one sentence.
"""

import re
from collections.abc import Iterator
from typing import Any

from consultations.enums import ONLY_FOR_TOPICS, GateKind, RefuseTo, Stage
from consultations.models import Issue, Topic
from consultations.models.practice import LIMIT_OF_STAGE

Finding = tuple[tuple[str | int, ...], str]
SHARE = re.compile(r"[1-9]\d?/[1-9]\d?")
NEEDS_DAYS = {GateKind.NOTICE, GateKind.WINDOW}
ORDER = list(Stage.values)


def findings(says: dict[str, Any]) -> Iterator[Finding]:
    """All that is wrong with what is stated for a mechanism, whole with its defaults."""
    yield from _stages(says["steps"], says["skipped"])
    for place, step in enumerate(says["steps"]):
        here = ("steps", place)
        yield from (((*here, *path), said) for path, said in _step(step))
        for number, gate in enumerate(step["gates"]):
            found = gate_findings(gate)
            yield from (((*here, "gates", number, name), said) for name, said in found)
    for number, season in enumerate(says["seasons"]):
        if season["last_month"] < season["first_month"]:
            yield ("seasons", number, "last_month"), "截止月应不早于起始月。"


def gate_findings(gate: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with one condition: (the field, the sentence)."""
    kind = GateKind(gate["kind"])
    noun = gate["verb"].partition(".")[0]
    if noun != "topic" and kind in ONLY_FOR_TOPICS:
        yield "kind", f"“{kind.label}”只能用于议题的步骤。"
    if kind in NEEDS_DAYS and not gate["days"]:
        yield "days", f"“{kind.label}”应写满几日（days）。"
    if kind not in NEEDS_DAYS and gate["days"]:
        yield "days", "只有公示、网上征言写满几日（days）。"
    for name in ("quorum", "majority"):
        if gate[name] and kind != GateKind.VOTE:
            yield name, "只有居民表决写参加比例和同意比例。"
        elif gate[name] and not is_share(gate[name]):
            yield name, f"比例应写成“1/2”“2/3”这样的分数（现为“{gate[name]}”）。"
    if kind == GateKind.FORM and not gate["fields"]:
        yield "fields", "“材料齐全”应写明须填写哪几项（fields）。"
    if kind != GateKind.FORM and gate["fields"]:
        yield "fields", "只有材料齐全写须填写哪几项（fields）。"


def is_share(text: str) -> bool:
    """Less than one, written as a clerk says it: 1/2, 2/3."""
    if not SHARE.fullmatch(text):
        return False
    part, _, whole = text.partition("/")
    return int(part) < int(whole)


def clocked(stages: list[str]) -> list[str]:
    """Those of the stages for which a limit runs."""
    return [stage for stage in stages if stage in LIMIT_OF_STAGE]


def fields_of(noun: str) -> list[str]:
    """What a county may ask to be filled in before a step."""
    if noun == "issue":
        return ["place", "category", "claimed_by", "promised_on", "attachments"]
    return [
        "aim", "category", "nature", "requirement", "answer_due_on", "promised_on", "lead",
        "team", "paper", "activities", "reviews",
    ]  # fmt: skip


def _stages(steps: list[dict[str, Any]], skipped: list[str]) -> Iterator[Finding]:
    """Every stage stands once, in order, and is not among those left out."""
    last, seen = -1, set()
    for place, step in enumerate(steps):
        here = ("steps", place, "stages")
        if not step["stages"] and not step["gates"]:
            yield ("steps", place), "步骤应写明规范阶段（stages）或者前置条件。"
        for stage in step["stages"]:
            if stage in seen:
                yield here, f"阶段 {stage} 已在前面的步骤中。"
            elif ORDER.index(stage) < last:
                yield here, f"阶段 {stage} 的次序不对，应排在前面的步骤中。"
            if stage in skipped:
                yield here, f"阶段 {stage} 写在了不设的阶段（skipped）里。"
            seen.add(stage)
            last = max(last, ORDER.index(stage))


def _step(step: dict[str, Any]) -> Iterator[Finding]:
    if step["decider"] and Stage.DECIDE not in step["stages"]:
        yield ("decider",), "审定主体只写在含“审定议题”（DECIDE）的步骤里。"
    found = clocked(step["stages"])
    if step["limit"] and len(found) != 1:
        said = "有几个计时的阶段" if found else "没有计时的阶段"
        yield ("limit",), f"本步骤{said}，期限请写在“环节时限”（stage_limits）里。"
    if step["refusals"] and step["refuse_to"] in ("", RefuseTo.END):
        yield ("refusals",), "写了最多退回几次，请同时写退回去向（refuse_to）。"


# The names in `fields_of` are those of the tables; a renamed column is noticed at once.
for _model, _noun in ((Issue, "issue"), (Topic, "topic")):
    for _name in fields_of(_noun):
        _model._meta.get_field(_name)
