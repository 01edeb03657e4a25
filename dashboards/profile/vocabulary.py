"""What a profile may speak of: the portal's own steps, states, messages and numbers."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.template import Context, Engine, Template, TemplateSyntaxError

from consultations.enums import Stage
from core.access import permission_name

PLACEHOLDER = re.compile(r"{{\s*([A-Za-z_]\w*)[^}]*}}")
WORD = re.compile(r"[A-Za-z_]\w*")
TAG = re.compile(r"{%(.*?)%}")
TAG_WORDS = frozenset("if elif else endif for in endfor and or not date".split())
SINGLE_BRACES = re.compile(r"(?<![{%])\{([^{}%#]+)\}(?!\})")

# Every kind of number the portal gives, and what it can say besides the day and the count.
NUMBERS: dict[str, tuple[str, ...]] = {
    "issue": (),
    "topic": ("studio",),
    "activity": ("studio",),
    "relay": (),
    "report": (),
    "report_issue": (),
    "proposal": (),
    "assignment": (),
    "supervision": (),
}


@cache
def wording_codes() -> frozenset[str]:
    """The codes under which a county may put its own words."""
    codes = {f"stage.{stage.value}" for stage in Stage}
    for model in apps.get_models():
        table: Any = getattr(model, "workflow", None)
        if table is None:
            continue
        codes |= {f"verb.{permission_name(verb, model)}" for verb in table.steps}
        codes |= {f"status.{model._meta.label_lower}.{state}" for state in table.states.values}
    return frozenset(codes)


@cache
def templates() -> dict[str, frozenset[str]]:
    """Every message of the portal, and the words that can be filled into it."""
    found = {}
    root = Path(settings.BASE_DIR) / "templates" / "notices"
    for path in sorted(root.glob("*/*.txt")):
        name = path.relative_to(root).with_suffix("").as_posix()
        found[name] = _names(path.read_text("utf-8"))
    return found


def _names(text: str) -> frozenset[str]:
    words = set(PLACEHOLDER.findall(text))
    for tag in TAG.findall(text):
        words |= set(WORD.findall(tag))
    return frozenset(words - TAG_WORDS)


def problem_with_message(text: str, allowed: frozenset[str]) -> str | None:
    """Why a message cannot be used, in half a sentence; None when it can."""
    if single := SINGLE_BRACES.search(text):
        return f"中的“{single.group()}”要写成两重花括号，例如 {{{{ number }}}}。"
    for name in PLACEHOLDER.findall(text):
        if name not in allowed:
            words = "、".join(sorted(allowed)) or "无"
            return f"中的“{name}”没有可填的内容，可以用：{words}。"
    try:
        Template(text, engine=Engine(dirs=[], loaders=[], libraries={})).render(Context({}))
    except TemplateSyntaxError:
        return "中的花括号或百分号没有写对。"
    return None
