"""One row of a list: its cells read, and everything in it that cannot be meant (逐格检查)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from core.tables import Line, letter, plain_heading
from studios.actions.rolls.directory import Belonging, Difference
from studios.actions.rolls.headings import BY_LABEL, BY_NAME, EXAMPLE, Heading
from studios.actions.rolls.words import Misread, Words
from studios.models import Member

_OF_STUDIOS = {BY_NAME[name].label for name in ("studios", "roles", "bases")}


class Column(NamedTuple):
    """A column of the file that is one of ours."""

    place: int
    heading: Heading

    @property
    def letter(self) -> str:
        return letter(self.place)


class Fault(NamedTuple):
    """What is wrong with one cell: its row, its column by letter and heading, and a sentence."""

    number: int
    letter: str
    heading: str
    sentence: str

    def __str__(self) -> str:
        return f"第{self.number}行 {self.letter}列“{self.heading}”：{self.sentence}"


class Alike(NamedTuple):
    """Somebody who may be the same person: in the directory, or on another row of the list."""

    why: str
    who: str
    member_id: int = 0


@dataclass
class Row:
    """A person on the list, and what the directory would do with them."""

    number: int
    cells: Sequence[str]
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    member: Member | None = None
    alike: list[Alike] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    choice: str = ""
    studios: str = ""

    @property
    def name(self) -> str:
        return str(self.facts.get("name", ""))

    @property
    def state(self) -> str:
        """Under which tab it stands."""
        if self.faults:
            return "faulty"
        if self.alike and not self.choice:
            return "undecided"
        if self.member is None:
            return "new"
        return "changed" if self.differences else "same"


def columns_of(heads: Sequence[str]) -> list[Column]:
    """The columns that are ours; of two with one meaning the first counts."""
    found: dict[str, Column] = {}
    for place, head in enumerate(heads):
        heading = BY_LABEL.get(plain_heading(head))
        if heading and heading.name not in found:
            found[heading.name] = Column(place, heading)
    return list(found.values())


def is_example(line: Line, columns: Sequence[Column]) -> bool:
    """The template's own line; and one that says nothing in any of our columns."""
    texts = {column.heading.name: line.cells[column.place] for column in columns}
    return texts["name"].startswith(EXAMPLE) or not any(texts.values())


def read_row(line: Line, columns: Sequence[Column], words: Words, today: date) -> Row:
    """The row with its facts; a cell that is empty is no fact."""
    row = Row(line.number, line.cells)
    for column in columns:
        text = line.cells[column.place]
        if not text:
            if column.heading.name == "name":
                row.faults.append(_fault(line, column, "请填写姓名。"))
            continue
        try:
            row.facts[column.heading.name] = column.heading.read(text, words)
        except Misread as error:
            row.faults.append(_fault(line, column, str(error)))
    _read_together(row, columns, today)
    return row


def fault_at(row: Row, columns: Sequence[Column], name: str, sentence: str) -> None:
    """Something that shows only beside other rows, in the column of `name`."""
    column = next((c for c in columns if c.heading.name == name), columns[0])
    row.faults.append(Fault(row.number, column.letter, column.heading.label, sentence))


def _fault(line: Line, column: Column, sentence: str) -> Fault:
    return Fault(line.number, column.letter, column.heading.label, sentence)


def _read_together(row: Row, columns: Sequence[Column], today: date) -> None:
    """What follows from several cells."""
    facts = row.facts
    first, second = facts.get("special_committee_id"), facts.get("second_committee_id")
    if second and second == first:
        fault_at(row, columns, "second_committee_id", "与第一专委会相同，请改正或留空。")
    if facts.get("is_cppcc_member") is False:
        for name in ("is_standing", "cppcc_post"):
            if facts.get(name):
                fault_at(row, columns, name, "特邀成员不是政协委员，这一格请留空。")
    if facts.get("since", today) > today:
        fault_at(row, columns, "since", "加入日期不能晚于今天。")
    _join_studios(row, columns)


def _join_studios(row: Row, columns: Sequence[Column]) -> None:
    """Each studio with its post and ground, which stand in columns of their own."""
    is_misread = any(fault.heading in _OF_STUDIOS for fault in row.faults)
    studios = row.facts.pop("studios", [])
    roles, bases = row.facts.pop("roles", []), row.facts.pop("bases", [])
    for name, given in (("roles", roles), ("bases", bases)):
        if given and not studios and not is_misread:
            fault_at(row, columns, name, "没有写所在工作室，请补上或把这一格留空。")
        elif len(given) > 1 and len(given) != len(studios) and not is_misread:
            said = f"写了{len(studios)}个工作室、{len(given)}项，请一一对应。"
            fault_at(row, columns, name, said)
    if studios:
        row.facts["belongings"] = [
            Belonging(studio, _nth(roles, n) or post, _nth(bases, n))
            for n, (studio, post) in enumerate(studios)
        ]


def _nth(given: Sequence[str], n: int) -> str:
    """One that is written once is meant for all."""
    if len(given) == 1:
        return given[0]
    return given[n] if n < len(given) else ""
