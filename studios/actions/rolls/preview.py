"""What a list would do to the directory, before anything is done (导入预览)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import Committee
from core.tables import Table, letter, plain_heading
from studios.actions.rolls.directory import Directory
from studios.actions.rolls.headings import BY_LABEL
from studios.actions.rolls.rows import (
    Alike,
    Column,
    Fault,
    Row,
    columns_of,
    fault_at,
    is_example,
    read_row,
)
from studios.actions.rolls.words import Words
from studios.enums import AffiliationRole, MemberStatus
from studios.models import Member, pinyin_of

OTHER_PERSON = "new"


@dataclass
class Preview:
    """Every row of a list with what became of it."""

    columns: list[Column]
    unknown: list[str]
    words: Words
    directory: Directory
    rows: list[Row] = field(default_factory=list)

    def of(self, state: str) -> list[Row]:
        return [row for row in self.rows if row.state == state]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.faults]

    def studios_of(self, row: Row) -> str:
        """Where the row's person will belong, and whom they will follow as a convener."""
        told = []
        for one in row.facts.get("belongings", ()):
            said = [str(AffiliationRole(one.role).label)] if one.role else []
            former = self.directory.conveners.get(one.studio_id)
            if one.role == AffiliationRole.CONVENER and former and row.member is None:
                said.append(f"接替{self.directory.members[former]}")
            label = self.words.label("工作室", one.studio_id)
            told.append(f"{label}（{'，'.join(said)}）" if said else label)
        return "、".join(told)

    @property
    def is_ready(self) -> bool:
        """Nothing is wrong or undecided, and there is something to do."""
        counts = self.counts
        waiting = counts["faulty"] + counts["undecided"]
        return not waiting and bool(counts["new"] + counts["changed"])


def judge(table: Table, committee: Committee, *, on: date, choices: Mapping[str, str]) -> Preview:
    """Read every row and lay it beside the directory and the other rows."""
    columns = columns_of(table.heads)
    ours = {column.place for column in columns}
    unknown = [head for place, head in enumerate(table.heads) if head and place not in ours]
    preview = Preview(columns, unknown, Words(committee), Directory(committee))
    preview.rows = [
        read_row(line, columns, preview.words, on)
        for line in table.lines
        if not is_example(line, columns)
    ]
    # Over all rows, so that one look shows everything: a row may have other faults besides.
    _refuse_twins(preview.rows, columns)
    _refuse_second_conveners(preview.rows, columns)
    _recognise(preview, [row for row in preview.rows if not row.faults])
    _find_alike(preview, [row for row in preview.rows if not row.faults], choices)
    for row in preview.rows:
        if row.member is not None and not row.faults:
            row.differences = preview.directory.differences(row.facts, row.member, preview.words)
    return preview


def refuse_doubled_headings(table: Table) -> None:
    """Two columns with one meaning: nobody knows which is meant."""
    seen: dict[str, str] = {}
    for place, head in enumerate(table.heads):
        if heading := BY_LABEL.get(plain_heading(head)):
            here = f"{letter(place)}列“{head}”"
            if heading.name in seen:
                said = f"{seen[heading.name]}和{here}是同一项，请删去一列。"
                raise ValidationError(said)
            seen[heading.name] = here


def _refuse_twins(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """One person on two rows of the same list."""
    twins: set[int] = set()
    for name, words in (("phone", "姓名、手机"), ("post", "姓名、单位职务")):
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            fact = row.facts.get(name)
            if not fact or not row.name or row.number in twins:
                continue
            first = seen.setdefault((row.name, fact), row.number)
            if first != row.number:
                twins.add(row.number)
                fault_at(row, columns, "name", f"与第{first}行是同一个人（{words}相同）。")


def _recognise(preview: Preview, rows: Iterable[Row]) -> None:
    """Find the file of each row's person; one file for one row."""
    taken: dict[int, int] = {}
    for row in rows:
        member = _exactly(row, preview)
        if member is None:
            continue
        if member.status == MemberStatus.ARCHIVED:
            sentence = "已离任归档；如重新任职，请先在其档案中恢复在任。"
            fault_at(row, preview.columns, "name", sentence)
        elif member.pk in taken:
            sentence = f"与第{taken[member.pk]}行是同一份档案（{member.name}）。"
            fault_at(row, preview.columns, "name", sentence)
        else:
            taken[member.pk] = row.number
            row.member = member


def _exactly(row: Row, preview: Preview) -> Member | None:
    """The one member who has this name, and this telephone or post, or nothing that differs."""
    named = preview.directory.by_name.get(row.name, [])
    for name in ("phone", "post"):
        given = row.facts.get(name)
        same = [member for member in named if given and getattr(member, name) == given]
        if len(same) == 1:
            return same[0]
        named = same or named
    for member in named:
        if not preview.directory.differences(row.facts, member, preview.words):
            return member
    return None


def _find_alike(preview: Preview, rows: Sequence[Row], choices: Mapping[str, str]) -> None:
    """Lay the unknown beside everybody known, and beside the rows above them."""
    known: dict[int, Row] = {}
    above: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.member is None):
        sound, phone = pinyin_of(row.name), row.facts.get("phone", "")
        if row.member is None:
            row.alike = _members_alike(row, sound, phone, preview.directory, known)
            row.alike += _rows_alike(row, above, sound, phone)
            _decide(row, choices.get(str(row.number), ""), preview.directory)
        if row.member is not None:
            known[row.member.pk] = row
        above["sound", sound].append(row)
        if phone:
            above["phone", phone].append(row)


def _members_alike(
    row: Row, sound: str, phone: str, directory: Directory, known: Mapping[int, Row]
) -> list[Alike]:
    found: dict[int, Alike] = {}
    # By name as well: its sound may have been corrected by hand.
    near = [
        *directory.by_name.get(row.name, []),
        *directory.by_sound.get(sound, []),
        *directory.by_phone.get(phone, []),
    ]
    for member in near:
        if member.pk in found or member.pk in known:
            continue
        is_gone = member.status == MemberStatus.ARCHIVED
        why = _why(row, member.name, bool(phone) and member.phone == phone)
        where = "已离任归档的" if is_gone else "名录中的"
        who = f"{where}{member.name}（{member.post or '单位职务未填'}）"
        found[member.pk] = Alike(why, who, 0 if is_gone else member.pk)
    return list(found.values())


def _rows_alike(
    row: Row, above: Mapping[tuple[str, str], list[Row]], sound: str, phone: str
) -> list[Alike]:
    near = [*above.get(("sound", sound), []), *above.get(("phone", phone), [])]
    found = {
        other.number: Alike(
            _why(row, other.name, bool(phone) and other.facts.get("phone") == phone),
            f"第{other.number}行的{other.name}（{other.facts.get('post', '单位职务未填')}）",
        )
        for other in near
    }
    return list(found.values())


def _why(row: Row, name: str, has_same_phone: bool) -> str:
    said = ["姓名相同"] if name == row.name else []
    if not said and pinyin_of(name) == pinyin_of(row.name):
        said = ["读音相同"]
    return "、".join([*said, *(["手机相同"] if has_same_phone else [])])


def _decide(row: Row, choice: str, directory: Directory) -> None:
    """What the office has said about a row that looks like somebody else."""
    offered = {str(one.member_id) for one in row.alike if one.member_id}
    if row.alike and choice in {OTHER_PERSON, *offered}:
        row.choice = choice
        row.member = directory.members[int(choice)] if choice in offered else None


def _refuse_second_conveners(rows: Iterable[Row], columns: Sequence[Column]) -> None:
    """A studio has one convener."""
    first: dict[int, Row] = {}
    for row in rows:
        for named in row.facts.get("belongings", ()):
            if named.role != AffiliationRole.CONVENER:
                continue
            other = first.setdefault(named.studio_id, row)
            if other is not row:
                sentence = f"第{other.number}行已是这个工作室的召集人，一个工作室只有一名召集人。"
                fault_at(row, columns, "roles", sentence)
