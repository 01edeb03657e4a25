"""A text as pairs of characters, so that two texts can be held side by side without a dictionary.

Chinese is written without spaces. Pairs of neighbouring characters (二字组) find what two texts
have in common about as well as words do, and need no list of words that a county would have to
keep.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import NamedTuple

# What almost everybody writes and what says nothing about the matter.
SAYINGS = """
希望有关部门 希望相关部门 请有关部门 请相关部门 有关部门 相关部门 政协委员 希望能够 希望能 希望 请求
恳请 恳求 强烈要求 建议 反映一下 想反映 反映 关于 您好 你好 谢谢 感谢 尽快解决 尽快处理 及时处理
尽快 尽早 早日 重视 给予 予以 解决 处理 协调 帮助 帮忙 进行 存在 出现
造成 导致 影响 问题 情况 意见 事情 我是 我们 我家 大家 群众 居民 百姓
已经 一直 现在 目前 由于 因为 所以 但是 而且 并且 以及
""".split()
_SAYINGS = re.compile("|".join(sorted(SAYINGS, key=len, reverse=True)))
# A telephone, an identity card: never part of what is compared.
_LONG_NUMBER = re.compile(r"\d[\d -]{3,}\d")
_NOT_SAID = re.compile(r"[\W_]+")
_NUMERALS = str.maketrans("零〇一二两三四五六七八九壹贰叁", "001223456789123")
# A pair that so few texts have counts fully; one of which nothing is known counts so much.
RARE, UNKNOWN = 0.0005, 0.7
TITLE_KEPT, KEPT = 10, 24
# Two texts with less in common speak of different things.
LEAST_OF_TEXT = 0.06
# How much each pair says, from 0 to 1: a word that all have (路灯) little, a rare one (墩淤) much.
Weights = Mapping[str, float]


class Gist(NamedTuple):
    """What a matter says, as pairs: its title, all of it, its place."""

    title: frozenset[str]
    all: frozenset[str]
    place: frozenset[str]


def plain(text: str) -> str:
    """The text without width, case, punctuation, long numbers and sayings; a space for each."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _NOT_SAID.sub(" ", _LONG_NUMBER.sub(" ", text))
    return " ".join(_SAYINGS.sub(" ", text).split())


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters in a text; 三号 and 3号 are the same."""
    found: set[str] = set()
    for part in plain(text).translate(_NUMERALS).split():
        found.update(map(str.__add__, part, part[1:]))
    return frozenset(found)


@lru_cache(maxsize=65536)
def number(pair: str) -> int:
    """The number of 32 bits under which a pair is stored: everywhere the same, in no order."""
    return zlib.crc32(pair.encode()) - 2**31


def gist_of(title: str, body: str = "", place: str = "") -> Gist:
    """A matter, ready to be compared."""
    in_title, in_place = pairs(title), pairs(place)
    return Gist(in_title, in_title | pairs(body) | in_place, in_place)


def rarest(found: Iterable[str], shares: Mapping[int, float], most: int) -> list[int]:
    """The numbers of the rarest of these; of equally rare ones every text takes the same."""
    numbers = sorted((shares.get(n, 0.0), n) for n in map(number, found))
    return [n for _, n in numbers[:most]]


def kept(gist: Gist, shares: Mapping[int, float]) -> set[int]:
    """The few numbers under which a matter will be found again: its title's, then the rarest."""
    title = set(rarest(gist.title, shares, TITLE_KEPT))
    rest = [n for n in rarest(gist.all, shares, KEPT + len(title)) if n not in title]
    return title.union(rest[: KEPT - len(title)])


def weights(found: Iterable[str], shares: Mapping[int, float]) -> dict[str, float]:
    """How much each of these pairs says, from how many texts have it."""
    return {pair: weight(shares.get(number(pair), 0.0)) for pair in found}


def weight(share: float) -> float:
    """1 for what hardly any text has, 0 for what all have."""
    return log(max(share, RARE)) / log(RARE)


def likeness(one: Gist, other: Gist, weigh: Weights) -> float:
    """How alike two matters are, from 0 to 1: the title twice, the text and the place once.

    What happens at the same place is not the same for that: the names of the places are left out
    of title and text, and unless these are alike nothing is. Where one says nothing, nothing is
    compared.
    """
    named = one.place | other.place
    text = overlap(one.all - named, other.all - named, weigh)
    if text < LEAST_OF_TEXT:
        return 0.0
    parts = [(1, text)]
    if (title := one.title - named) and (others := other.title - named):
        parts.append((2, overlap(title, others, weigh)))
    if one.place and other.place:
        parts.append((1, overlap(one.place, other.place, weigh)))
    return sum(times * value for times, value in parts) / sum(times for times, _ in parts)


def overlap(one: frozenset[str], other: frozenset[str], weigh: Weights) -> float:
    """What both say, as a part of what either says."""
    both = says(one & other, weigh)
    return both / (says(one, weigh) + says(other, weigh) - both) if both else 0.0


def says(found: Iterable[str], weigh: Weights) -> float:
    """How much these pairs say together."""
    return sum(weigh.get(pair, UNKNOWN) for pair in found)
