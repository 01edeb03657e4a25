"""A profile on its way: what was read of it, where it stands, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from dashboards.profile.positions import Path


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, on one line, in one sentence."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.sentence}" if self.line else self.sentence


@dataclass
class Row:
    """One row of a section that is well formed, with its defaults, and where it stands."""

    path: Path
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass
class Draft:
    """A profile on its way: its well-formed rows and all that is wrong with the rest."""

    lines: dict[Path, int]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    # Sections that stand in another file, and in which.
    borrowed: dict[str, str] = field(default_factory=dict)

    def blame(self, path: Path, sentence: str) -> None:
        line = self.line(path)
        if path and (file := self.borrowed.get(str(path[0]))):
            line, sentence = 0, f"（底本{file}第{line}行）{sentence}"
        self.faults.append(Fault(line, sentence))

    def line(self, path: Path) -> int:
        """Where it stands, or the nearest thing around it that stands anywhere."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def codes(self, section: str) -> dict[str, Row]:
        return {row["code"]: row for row in self.rows.get(section, [])}
