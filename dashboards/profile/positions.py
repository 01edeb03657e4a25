"""On which line of a profile each key stands, so that a fault can be shown where it is."""

import re
import tomllib
from bisect import bisect_left

Path = tuple[str | int, ...]

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)+")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
LITERAL = re.compile(r"[^,\]}\n#]+")
# The longer quotes first, or the empty string would be taken for an opening.
QUOTES = ('"""', "'''", '"', "'")


def lines_of(text: str) -> dict[Path, int]:
    """The line of every table, row, key and list element of a text that `tomllib` has read."""
    return _Scanner(text).run()


class _Scanner:
    """Walks a well-formed TOML text and notes where things stand; values are skipped."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.breaks = [at for at, letter in enumerate(self.text) if letter == "\n"]
        self.rows: dict[Path, int] = {}
        self.lines: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self._more():
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> Path:
        """`[table]` or `[[rows]]`; inside rows, a later table belongs to the last row."""
        line = self._line()
        brackets = "[[" if self.text.startswith("[[", self.at) else "["
        self.at += len(brackets)
        path: Path = ()
        keys = self._keys()
        for place, key in enumerate(keys, start=1):
            path += (key,)
            if place == len(keys) and brackets == "[[":
                self.lines.setdefault(path, line)
                self.rows[path] = self.rows.get(path, -1) + 1
            if path in self.rows:
                path += (self.rows[path],)
        self.at += len(brackets)
        self.lines.setdefault(path, line)
        return path

    def _pair(self, base: Path) -> None:
        line = self._line()
        path = base
        for key in self._keys():
            path += (key,)
            self.lines.setdefault(path, line)
        self.at += 1  # the equals sign
        self._more()
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._more()
            if self._peek() in "\"'":
                keys.append(tomllib.loads(f"key = {self._string()}")["key"])
            else:
                keys.append(self._take(BARE_KEY))
            self._more()
            if self._peek() != ".":
                return keys
            self.at += 1

    def _value(self, path: Path) -> None:
        self.lines.setdefault(path, self._line())
        if self._peek() == "[":
            self._list(path)
        elif self._peek() == "{":
            self._inline(path)
        elif self._peek() in "\"'":
            self._string()
        else:
            self._take(LITERAL)

    def _list(self, path: Path) -> None:
        self.at += 1
        place = 0
        while self._more() and self._peek() != "]":
            if self._peek() == ",":
                self.at += 1
                continue
            self._value((*path, place))
            place += 1
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self._more() and self._peek() != "}":
            if self._peek() == ",":
                self.at += 1
                continue
            self._pair(path)
        self.at += 1

    def _string(self) -> str:
        quote = next(q for q in QUOTES if self.text.startswith(q, self.at))
        start, end = self.at, self.at + len(quote)
        while not self.text.startswith(quote, end):
            end += 2 if self.text[end] == "\\" and quote[0] == '"' else 1
        self.at = end + len(quote)
        while len(quote) == 3 and self.text.startswith(quote[0], self.at):
            self.at += 1  # up to two quotes may stand before the closing ones
        return self.text[start : self.at]

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"第{self._line()}行读不懂。")
        self.at = found.end()
        return found.group()

    def _more(self) -> bool:
        if blank := BLANK.match(self.text, self.at):
            self.at = blank.end()
        return self.at < len(self.text)

    def _peek(self) -> str:
        return self.text[self.at]

    def _line(self) -> int:
        return bisect_left(self.breaks, self.at) + 1
