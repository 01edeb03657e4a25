"""What a value in a profile may be; each kind says in a sentence why a value will not do."""

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.db.models import TextChoices

CODE = re.compile(r"[A-Za-z0-9_-]+")
HOUR = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")


class Required:
    """The mark of a key that has no default."""


def guess(word: object, known: Any) -> str:
    """“Did you mean” as half a sentence, or nothing."""
    near = get_close_matches(str(word), [str(name) for name in known], n=1, cutoff=0.6)
    return f"，是否想写“{near[0]}”？" if near else "。"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A key of a row: what a clerk calls it, and what it is when left out."""

    label: str
    default: Any = Required

    def fault(self, value: Any) -> str | None:
        """Why `value` will not do; None when it will."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        """The value as the tables hold it."""
        return value


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    longest: int = 60

    def fault(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return f"应是文字，请用英文引号括起来（现为 {_shown(value)}）。"
        if not value.strip() and self.default is Required:
            return "不能为空。"
        if len(value) > self.longest:
            return f"最多{self.longest}个字，现有{len(value)}个字。"
        return None


@dataclass(frozen=True, kw_only=True)
class Code(Text):
    longest: int = 40

    def fault(self, value: Any) -> str | None:
        if (fault := super().fault(value)) or CODE.fullmatch(value):
            return fault
        return f"“{value}”只能由字母、数字和短横组成。"


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    least: int = 0
    most: int = 365

    def fault(self, value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return f"应是整数，不加引号（现为 {_shown(value)}）。"
        if not self.least <= value <= self.most:
            return f"应在{self.least}到{self.most}之间（现为 {value}）。"
        return None


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    least: int = 0
    most: int = 100
    places: int = 2

    def fault(self, value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"应是数字，不加引号（现为 {_shown(value)}）。"
        if not self.least <= value <= self.most:
            return f"应在{self.least}到{self.most}之间（现为 {value}）。"
        if Decimal(str(value)).as_tuple().exponent < -self.places:  # type: ignore[operator]
            return f"最多{'一' if self.places == 1 else '两'}位小数（现为 {value}）。"
        return None

    def clean(self, value: Any) -> Any:
        return Decimal(str(value))


@dataclass(frozen=True, kw_only=True)
class Hour(Field):
    """A time of day, written as a clerk writes it: "9:00"."""

    def fault(self, value: Any) -> str | None:
        if isinstance(value, time):
            return None
        if not isinstance(value, str) or not HOUR.fullmatch(value):
            return f"应写成“9:00”这样的时间（现为 {_shown(value)}）。"
        return None

    def clean(self, value: Any) -> Any:
        if isinstance(value, time):
            return value
        hour, minute = value.split(":")
        return time(int(hour), int(minute))


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    def fault(self, value: Any) -> str | None:
        return None if isinstance(value, bool) else f"应写 true 或 false（现为 {_shown(value)}）。"


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One word of a fixed list of ours."""

    among: type[TextChoices]

    def fault(self, value: Any) -> str | None:
        if value in self.among.values:
            return None
        words = "、".join(f"{word.value}（{word.label}）" for word in self.among)
        return f"“{value}”不认得，可以写：{words}。"


@dataclass(frozen=True, kw_only=True)
class Ref(Text):
    """The code of a row in another section of the same file."""

    section: str
    longest: int = 40


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """A list; every element must be what `of` says."""

    of: Field
    least: int = 0

    def fault(self, value: Any) -> str | None:
        if not isinstance(value, list):
            return f"应是用方括号括起来的列表（现为 {_shown(value)}）。"
        if len(value) < self.least:
            return "不能为空。"
        for element in value:
            if fault := self.of.fault(element):
                return f"中的一项有误：{fault}"
        if len(set(value)) < len(value):
            return "中有重复的项。"
        return None


@dataclass(frozen=True, kw_only=True)
class Table(Field):
    """A small table of codes and texts."""

    def fault(self, value: Any) -> str | None:
        if not isinstance(value, dict):
            return "应写成花括号括起来的几项。"
        for code, text in value.items():
            if isinstance(text, dict):
                return f"中的“{code}”含有点号，请用英文引号把整个代码括起来。"
            if not isinstance(text, str) or not text.strip():
                return f"中的“{code}”应是文字，不能为空。"
        return None


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """Rows inside a row; each is checked like a row of its own."""

    fields: dict[str, Field]

    def fault(self, value: Any) -> str | None:
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            return "应是一行以上的列表，每行写成花括号括起来的几项。"
        return None


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "一组键值"
    return f"“{value}”"[:40]
