"""Synthetic matters of citizens in their own words, and the same ones told in other words."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
STOP = "，"
AMOUNTS = (2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 200)
UNITS = "处 米 户 人 盏 个 亩 天 次 块".split()
Line = tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """A matter as words: its title, the sentences of its body, its place."""

    title: Line
    body: tuple[Line, ...]
    place: Line

    @property
    def plain(self) -> tuple[str, str, str]:
        """Title, body and place as they are stored."""
        body = "".join("".join(sentence) + "。" for sentence in self.body)
        return "".join(self.title)[:50], body[:1000], "".join(self.place)[:100]


def _joined(kind: str) -> list[str]:
    heads, tails = WORDS[f"{kind}_heads"].split(), WORDS[f"{kind}_tails"].split()
    return [head + tail for head, tail in product(heads, tails)]


SLOTS = {slot: words.split() for slot, words in WORDS["slots"].items()} | {
    "地": _joined("place"),
    "园": _joined("estate"),
    "店": _joined("shop"),
    "数": [f"{n}{unit}" for n, unit in product(AMOUNTS, UNITS)],
    "号": [f"{n}号" for n in range(1, 200)] + [f"{n}栋" for n in range(1, 40)],
}
LINES = {name: text.strip().splitlines() for name, text in WORDS["lines"].items()}
SAME = WORDS["same"].split()


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """As many matters as asked for, the same ones for the same seed."""
    random = Random(seed)
    for _ in range(count):
        yield _text(random)


def vocabulary() -> list[str]:
    """Every word that can stand in a slot."""
    return sorted({word for known in SLOTS.values() for word in known})


def retold(text: Text, random: Random, known: list[str], share: float = 0.3) -> Text:
    """The same matter with this share of its words replaced by any others, in another order."""
    lines = (text.title, *text.body, text.place)
    spots = [(a, b) for a, line in enumerate(lines) for b, w in enumerate(line) if w != STOP]
    gone = set(random.sample(spots, round(share * len(spots))))
    title, *body, place = (
        tuple(random.choice(known) if (a, b) in gone else word for b, word in enumerate(line))
        for a, line in enumerate(lines)
    )
    random.shuffle(body)
    return Text(title, tuple(body), place)


def _text(random: Random) -> Text:
    held = {slot: _draw(random, slot) for slot in SAME}
    lines = [random.choice(LINES["openings"])]
    lines += random.sample(LINES["middles"], random.randint(2, 4))
    lines += [random.choice(LINES["closings"])]
    more = random.choice(([], [held["号"]], [_draw(random, "处")], [held["园"]]))
    return Text(
        _filled(random, random.choice(LINES["titles"]), held),
        tuple(_filled(random, line, held) for line in lines),
        (held["地"], *more) if random.random() < 0.8 else (),
    )


def _filled(random: Random, line: str, held: dict[str, str]) -> Line:
    """A sentence with a word in each slot; a second place or thing in it is another one."""
    seen: set[str] = set()
    found = []
    for token in line.split():
        if token not in SLOTS:
            found.append(token)
        elif token in held and token not in seen and random.random() < 0.9:
            found.append(held[token])
        else:
            found.append(_draw(random, token))
        seen.add(token)
    return tuple(found)


def _draw(random: Random, slot: str) -> str:
    """Some words are said far more often than others."""
    known = SLOTS[slot]
    return known[int(len(known) * random.random() ** 1.7)]
