"""Whether the mechanisms of a profile can be worked by: in order, on conditions that can be met."""

import re

from consultations.enums import ONLY_FOR_TOPICS, GateKind, RefuseTo, Source, Stage
from consultations.models import Issue, Topic
from consultations.models.practice import LIMIT_OF_STAGE
from dashboards.profile import vocabulary
from dashboards.profile.check import Draft
from dashboards.profile.fields import guess
from dashboards.profile.positions import Path

SHARE = re.compile(r"[1-9]\d?/[1-9]\d?")
NEEDS_DAYS = {GateKind.NOTICE, GateKind.WINDOW}


def check_mechanisms(draft: Draft) -> None:
    """Every mechanism covers the stages once and in order, and its conditions can be met."""
    taken: dict[str, str] = {}
    for row in draft.rows["mechanisms"]:
        _covers_stages_once(draft, row.path, row["steps"], row["skipped"])
        _words_are_ours(draft, row.path, row["words"])
        for place, step in enumerate(row["steps"]):
            path = (*row.path, "steps", place)
            _step_is_sane(draft, path, step)
            for number, gate in enumerate(step["gates"]):
                _gate_can_be_met(draft, (*path, "gates", number), gate)
        for number, season in enumerate(row["seasons"]):
            if season["last_month"] < season["first_month"]:
                path = (*row.path, "seasons", number, "last_month")
                draft.blame(path, "截止月应不早于起始月。")
        for source in row["sources"]:
            first = taken.setdefault(source, row["name"])
            if first != row["name"]:
                label = Source(source).label
                draft.blame((*row.path, "sources"), f"“{label}”已经由“{first}”办理。")
    _one_is_the_default(draft)


def _covers_stages_once(draft: Draft, path: Path, steps: list, skipped: list) -> None:
    order = list(Stage.values)
    last, seen = -1, set()
    for place, step in enumerate(steps):
        here = (*path, "steps", place, "stages")
        if not step["stages"] and not step["gates"]:
            draft.blame((*path, "steps", place), "步骤应写明规范阶段（stages）或者前置条件。")
        for stage in step["stages"]:
            if stage in seen:
                draft.blame(here, f"阶段 {stage} 已在前面的步骤中。")
            elif order.index(stage) < last:
                draft.blame(here, f"阶段 {stage} 的次序不对，应排在前面的步骤中。")
            if stage in skipped:
                draft.blame(here, f"阶段 {stage} 写在了不设的阶段（skipped）里。")
            seen.add(stage)
            last = max(last, order.index(stage))


def _step_is_sane(draft: Draft, path: Path, step: dict) -> None:
    if step["decider"] and Stage.DECIDE not in step["stages"]:
        draft.blame((*path, "decider"), "审定主体只写在含“审定议题”（DECIDE）的步骤里。")
    clocked = [stage for stage in step["stages"] if stage in LIMIT_OF_STAGE]
    if step["limit"] and len(clocked) != 1:
        said = "几个" if clocked else "没有"
        sentence = f"本步骤{said}计时的阶段，期限请写在 stage_limits 里。"
        draft.blame((*path, "limit"), sentence)
    if step["refusals"] and step["refuse_to"] in ("", RefuseTo.END):
        draft.blame((*path, "refusals"), "写了最多退回几次，请同时写退回去向（refuse_to）。")


def _gate_can_be_met(draft: Draft, path: Path, gate: dict) -> None:
    kind = GateKind(gate["kind"])
    noun = gate["verb"].partition(".")[0]
    if noun != "topic" and kind in ONLY_FOR_TOPICS:
        draft.blame((*path, "kind"), f"“{kind.label}”只能用于议题的步骤。")
    if (kind in NEEDS_DAYS) != bool(gate["days"]):
        said = (
            f"“{kind.label}”应写满几日（days）。"
            if kind in NEEDS_DAYS
            else "只有公示、网上征言写 days。"
        )
        draft.blame((*path, "days"), said)
    for name in ("quorum", "majority"):
        if gate[name] and kind != GateKind.VOTE:
            draft.blame((*path, name), "只有居民表决写参加比例和同意比例。")
        elif gate[name] and not _is_share(gate[name]):
            draft.blame((*path, name), f"比例应写成“1/2”“2/3”这样的分数（现为“{gate[name]}”）。")
    known = fields_of(noun)
    if (kind == GateKind.FORM) != bool(gate["fields"]):
        said = (
            "“材料齐全”应写明须填写哪几项（fields）。"
            if kind == GateKind.FORM
            else "只有材料齐全写 fields。"
        )
        draft.blame((*path, "fields"), said)
    for name in gate["fields"]:
        if name not in known:
            draft.blame((*path, "fields"), f"没有“{name}”这一项{guess(name, known)}")


def fields_of(noun: str) -> list[str]:
    """What a county may ask to be filled in before a step."""
    if noun == "issue":
        return ["place", "category", "claimed_by", "promised_on", "attachments"]
    return [
        "aim", "category", "nature", "requirement", "answer_due_on", "promised_on", "lead",
        "team", "paper", "activities", "reviews",
    ]  # fmt: skip


def _is_share(text: str) -> bool:
    if not SHARE.fullmatch(text):
        return False
    part, _, whole = text.partition("/")
    return int(part) < int(whole)


def _words_are_ours(draft: Draft, path: Path, words: dict) -> None:
    known = vocabulary.wording_codes()
    for code, text in words.items():
        here = (*path, "words", code)
        if code not in known:
            draft.blame(here, f"没有“{code}”这个步骤或状态{guess(code, known)}")
        elif len(text) > 20:
            draft.blame(here, f"用语最多20个字，现有{len(text)}个字。")


def _one_is_the_default(draft: Draft) -> None:
    rows = draft.rows["mechanisms"]
    chosen = [row for row in rows if row["default"]]
    if rows and len(chosen) != 1:
        path = (*chosen[1].path, "default") if chosen else ("mechanisms",)
        draft.blame(path, f"应当有且只有一个默认机制（default = true），现有{len(chosen)}个。")


# The names in `fields_of` are those of the tables; a renamed column is noticed at once.
for _model, _noun in ((Issue, "issue"), (Topic, "topic")):
    for _name in fields_of(_noun):
        _model._meta.get_field(_name)
