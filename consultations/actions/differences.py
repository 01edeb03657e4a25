"""What changes in a mechanism between two statements of it, in a sentence a clerk can check."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from consultations.enums import Decider, GateKind, RefuseTo, Source
from core.enums import LimitKind
from core.sync import between

NAMES = {"name": "名称", "sources": "来源", "skipped": "不设的阶段"}


def said(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Everything that differs, as “点单的期限：无→5个工作日”, one after the other."""
    return "，".join([*_own(before, after), *_steps(before, after), *_seasons(before, after)])


def _own(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for name, label in NAMES.items():
        if before[name] != after[name]:
            yield f"{label}：{between(_shown(name, before[name]), _shown(name, after[name]))}"
    for code in sorted({*before["words"], *after["words"]}):
        old, new = before["words"].get(code, "无"), after["words"].get(code, "无")
        if old != new:
            yield f"用语 {code}：{old}→{new}"


def _steps(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    olds = {step["label"]: step for step in before["steps"]}
    news = {step["label"]: step for step in after["steps"]}
    if list(olds) != list(news) or len(before["steps"]) != len(after["steps"]):
        yield "步骤：" + "→".join(
            "、".join(s["label"] for s in x["steps"]) for x in (before, after)
        )
    for label, new in news.items():
        old = olds.get(label, new)
        for name, word in WORDS.items():
            before_word, after_word = _of_step(name, old), _of_step(name, new)
            if before_word != after_word:
                yield f"{label}的{word}：{before_word}→{after_word}"


def _seasons(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for old, new in zip_longest(before["seasons"], after["seasons"]):
        if old != new:
            yield f"年度节奏：{_season(old)}→{_season(new)}"


WORDS = {
    "stages": "规范阶段", "actor": "承担者", "decider": "审定主体", "limit": "期限",
    "refuse_to": "退回去向", "refusals": "退回次数", "gates": "前置条件",
}  # fmt: skip


def _of_step(name: str, step: dict[str, Any]) -> str:
    value = step[name]
    if name == "limit" and value:
        return f"{value}{LimitKind(step['limit_kind']).counter}"
    return _shown(name, value)


def _shown(name: str, value: Any) -> str:
    if not value:
        return "无"
    if name == "gates":
        return "、".join(_gate(gate) for gate in value)
    if name == "sources":
        return "、".join(str(Source(source).label) for source in value)
    if isinstance(value, list):
        return "、".join(map(str, value))
    enum = {"decider": Decider, "refuse_to": RefuseTo}.get(name)
    return str(enum(value).label if enum else value)


def _gate(gate: dict[str, Any]) -> str:
    """“居民表决（参加1/2，同意2/3）”."""
    parts = [
        f"{gate['days']}日" if gate["days"] else "",
        f"参加{gate['quorum']}" if gate["quorum"] else "",
        f"同意{gate['majority']}" if gate["majority"] else "",
        "、".join(gate["fields"]),
    ]
    told = "，".join(part for part in parts if part)
    name = gate["label"] or str(GateKind(gate["kind"]).label)
    return f"{name}（{told}）" if told else name


def _season(season: dict[str, Any] | None) -> str:
    if season is None:
        return "无"
    return f"{season['label']}{season['first_month']}至{season['last_month']}月"
