"""The little language in which a county writes its numbers: `YJ{yyyy}{mm}{n:04d}`."""

import re
from collections.abc import Mapping
from string import Formatter

_NUMBER_SPEC = re.compile(r"(0?\d)?d?")
_PERIODS = ("yyyy", "yy", "mm", "dd")


def problem_with(template: str, *, parts: tuple[str, ...] | None = None) -> str | None:
    """Why a pattern cannot be used, in a sentence; None when it can.

    `parts` are the further words the caller can fill in; None leaves them unchecked.
    """
    try:
        parsed = list(Formatter().parse(template))
    except ValueError:
        return f"编号式样“{template}”的花括号不成对。"
    fields = [(name, spec or "") for _, name, spec, _ in parsed if name is not None]
    for name, spec in fields:
        if not name.isidentifier():
            return f"编号式样“{template}”中的“{{{name}}}”不是可用的名称。"
        if spec and not (name == "n" and _NUMBER_SPEC.fullmatch(spec)):
            return f"编号式样“{template}”中“{name}”的写法不对，流水号请写作{{n}}或{{n:04d}}。"
        if parts is not None and name not in ("n", *_PERIODS, *parts):
            return f"编号式样“{template}”中的“{{{name}}}”没有可填的内容。"
    if sum(name == "n" for name, _ in fields) != 1:
        return f"编号式样“{template}”必须有且只有一个流水号{{n}}。"
    return None


def split(template: str, values: Mapping[str, str]) -> tuple[str, str, str]:
    """What stands before the running number, the form of the number, and what stands after."""
    texts, spec = ["", ""], ""
    side = 0
    for literal, name, form, _ in Formatter().parse(template):
        texts[side] += literal
        if name == "n":
            side, spec = 1, form or ""
        elif name is not None:
            texts[side] += values[name]
    return texts[0], spec, texts[1]
