"""The sections about what is expected in a time (定额), and how a year's points are read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from core import tallies
from dashboards.profile.directory import some
from dashboards.profile.draft import Draft, Row
from dashboards.profile.fields import (
    Choice,
    Code,
    Field,
    Flag,
    Rows,
    Several,
    Text,
    Whole,
    guess,
)
from dashboards.profile.positions import Path
from dashboards.profile.section import CODE, Section
from scoring.enums import Cycle, QuotaEvent, QuotaScope


@dataclass(frozen=True, kw_only=True)
class Only(Field):
    """What a count is narrowed to: `{ kind = ["micro_study"] }`."""

    def fault(self, value: Any) -> str | None:
        if not isinstance(value, dict):
            return '应写成花括号括起来的几项，如 { kind = ["micro_study"] }。'
        for name, words in value.items():
            is_list = isinstance(words, list) and words and all(isinstance(w, str) for w in words)
            if not is_list:
                return f"中的“{name}”应是用方括号括起来的一个或几个代码。"
            if len(set(words)) < len(words):
                return f"中的“{name}”有重复的项。"
        return None


LEVEL = {
    "code": Code(label="代码", longest=20),
    "label": Text(label="名称", longest=20),
    "at_least": Whole(label="不低于", most=1000),
}
CONSEQUENCE = {
    "code": Code(label="代码", longest=20),
    "label": Text(label="名称", longest=30),
    "below": Whole(label="低于", least=1, most=1000),
    "years": Whole(label="连续年数", least=1, most=5, default=1),
}
SECTIONS: dict[str, Section] = {
    "quotas": Section(
        "定额",
        {
            "code": CODE,
            "group": Text(label="名目", longest=20, default=""),
            "label": Text(label="名称", longest=40),
            "scope": Choice(label="对象", among=QuotaScope),
            "event": Choice(label="计数事项", among=QuotaEvent),
            "filter": Only(label="只计", default={}),
            "kinds": some("适用类型", "studio_kinds"),
            "cycle": Choice(label="周期", among=Cycle),
            "target": Whole(label="应完成", most=1000, default=0),
            "unit": Text(label="单位", longest=10, default="次"),
            "warn_at": Whole(label="预警", most=100, default=50),
            "self_chosen": Flag(label="自选动作", default=False),
        },
    ),
    "schemes": Section(
        "积分方案",
        {
            "years": Several(label="年度", of=Whole(label="", least=2020, most=2099), least=1),
            "base": Whole(label="基础分上限", least=1, most=1000),
            "bonus": Whole(label="加分上限", most=1000, default=0),
            "bonus_blocks": Several(label="加分板块", of=Text(label="", longest=20), default=[]),
            "levels": Rows(label="等次", fields=LEVEL, default=[]),
            "consequences": Rows(label="结果运用", fields=CONSEQUENCE, default=[]),
        },
        key=(),
    ),
}


def check_quotas(draft: Draft) -> None:
    """Every quota counts something that is on record of those it is expected of."""
    levels = draft.codes("adoption_levels")
    for row in draft.rows["quotas"]:
        scope, event = QuotaScope(row["scope"]), QuotaEvent(row["event"])
        if not row["target"] and not row["self_chosen"]:
            sentence = "应完成（target）应不少于1；自选动作请写 self_chosen = true。"
            draft.blame((*row.path, "target"), sentence)
        if row["kinds"] and scope != QuotaScope.STUDIO:
            sentence = f"对象是{scope.label}的定额不写适用类型（kinds），它只用于工作室。"
            draft.blame((*row.path, "kinds"), sentence)
        teller = tallies.known(event)
        if teller is None or scope not in teller.scopes:
            sentence = f"“{event.label}”不能按{scope.label}计数，请改对象或者计数事项。"
            draft.blame((*row.path, "event"), sentence)
        else:
            _filter_is_known(draft, row, teller.only, levels)


def _filter_is_known(
    draft: Draft, row: Row, known: dict[str, Collection[str]], levels: Collection[str]
) -> None:
    label = QuotaEvent(row["event"]).label
    for name, words in row["filter"].items():
        path = (*row.path, "filter", name)
        if name not in known:
            near = f"可以写：{'、'.join(known)}。" if known else "请删去。"
            draft.blame(path, f"“{label}”不能按“{name}”筛选，{near}")
            continue
        among = known[name] or levels
        for word in words:
            if word not in among:
                sentence = f"“{label}”的“{name}”没有“{word}”，可以写：{'、'.join(among)}。"
                draft.blame(path, sentence)


def check_schemes(draft: Draft) -> None:
    """Every year is read in one way, its levels come down one by one, its marks can be reached."""
    seen: dict[int, Row] = {}
    for row in draft.rows["schemes"]:
        for year in row["years"]:
            first = seen.setdefault(year, row)
            if first is not row:
                line = draft.line(first.path)
                draft.blame((*row.path, "years"), f"{year}年的积分方案与第{line}行重复。")
        _blocks_exist(draft, row)
        _levels_come_down(draft, row)
        for name in ("levels", "consequences"):
            _said_once(draft, (*row.path, name), row[name], row["base"] + row["bonus"])


def _blocks_exist(draft: Draft, row: Row) -> None:
    rules = [r for r in draft.rows["scoring_rules"] if set(r["years"]) & set(row["years"])]
    blocks = {rule["block"] for rule in rules}
    for place, block in enumerate(row["bonus_blocks"]):
        if block not in blocks:
            sentence = f"积分规则中没有“{block}”这个板块{guess(block, blocks)}"
            draft.blame((*row.path, "bonus_blocks", place), sentence)
    if row["bonus_blocks"] and not row["bonus"]:
        draft.blame((*row.path, "bonus_blocks"), "写了加分板块，请同时写加分上限（bonus）。")


def _levels_come_down(draft: Draft, row: Row) -> None:
    levels = row["levels"]
    for place in range(1, len(levels)):
        before, level = levels[place - 1], levels[place]
        if level["at_least"] >= before["at_least"]:
            sentence = (
                f"“{level['label']}”的起点应低于“{before['label']}”的{before['at_least']}分。"
            )
            draft.blame((*row.path, "levels", place, "at_least"), sentence)
    if levels and levels[-1]["at_least"]:
        path = (*row.path, "levels", len(levels) - 1, "at_least")
        draft.blame(path, "最后一个等次的起点应是0分，否则低分没有等次。")


def _said_once(draft: Draft, path: Path, rows: list[dict[str, Any]], most: int) -> None:
    """No code twice, and no mark beyond what anybody can reach."""
    for place, name, value in _doubles(rows):
        draft.blame((*path, place, name), f"“{value}”在本方案中重复。")
    for place, row in enumerate(rows):
        name = "at_least" if "at_least" in row else "below"
        if row[name] > most:
            sentence = f"{row[name]}分高于本方案的满分{most}分（base 加 bonus）。"
            draft.blame((*path, place, name), sentence)


def _doubles(rows: list[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    for name in ("code", "label"):
        seen: set[str] = set()
        for place, row in enumerate(rows):
            if row[name] in seen:
                yield place, name, row[name]
            seen.add(row[name])
