"""Credits and their reversal: the only door into the ledger (积分流水). Handbook 7.1."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db import transaction

from core import clock
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from studios.models import Member


@transaction.atomic
def award(
    member: Member,
    merit: Merit,
    *,
    source,
    on: date | None = None,
    grade: str = "",
    factor: Decimal = Decimal(1),
) -> ScoreEntry | None:
    """Credit `member` for a deed; the same deed is never credited twice.

    Invited studio members and deeds without a rule in that year earn nothing: None.
    """
    day = on or clock.today()
    rule = Rule.objects.filter(
        committee_id=member.committee_id, year=day.year, merit=merit, grade=grade
    ).first()
    if rule is None or not member.is_cppcc_member:
        return None
    entry, _ = ScoreEntry.objects.get_or_create(
        member=member,
        merit=merit,
        source_label=source._meta.label,
        source_id=source.pk,
        reverses=None,
        defaults={"rule": rule, "points": rule.points * factor, "on": day} | _source(source),
    )
    return entry


@transaction.atomic
def revoke(entry: ScoreEntry, *, remark: str) -> ScoreEntry:
    """Take points back with a second line and a minus sign; a total is never edited."""
    counter, _ = ScoreEntry.objects.get_or_create(
        reverses=entry,
        defaults={
            "member": entry.member,
            "rule": entry.rule,
            "merit": entry.merit,
            "points": -entry.points,
            "on": clock.today(),
            "source_label": entry.source_label,
            "source_id": entry.source_id,
            "source_name": entry.source_name,
            "source_url": entry.source_url,
            "remark": remark,
        },
    )
    return counter


@transaction.atomic
def restate(
    member: Member, merit: Merit, *, source, holds: bool, on: date, remark: str
) -> ScoreEntry | None:
    """Let the ledger agree with a record that was corrected: what holds counts, what does not is
    taken back. However often it changes, each change is one more line with a sign."""
    lines = ScoreEntry.objects.filter(
        member=member, merit=merit, source_label=source._meta.label, source_id=source.pk
    ).order_by("-id")
    # The first line counts, the second takes it back, the third takes that back…
    counts = len(lines) % 2 == 1
    if counts == holds:
        return None
    return revoke(lines[0], remark=remark) if lines else award(member, merit, source=source, on=on)


@dataclass
class Row:
    """The lines of one rule code within a year, and how much of them counts."""

    code: str
    label: str
    cap: Decimal | None
    lines: list[ScoreEntry] = field(default_factory=list)

    @property
    def earned(self) -> Decimal:
        return sum((line.points for line in self.lines), Decimal(0))

    @property
    def counted(self) -> Decimal:
        return _capped(self.earned, self.cap)


@dataclass
class Block:
    """A block of the year's table (板块), e.g. 社情民意."""

    name: str
    cap: Decimal | None
    rows: list[Row]

    @property
    def earned(self) -> Decimal:
        return sum((row.earned for row in self.rows), Decimal(0))

    @property
    def counted(self) -> Decimal:
        return _capped(sum((row.counted for row in self.rows), Decimal(0)), self.cap)


@dataclass
class Sheet:
    """A member's year (年度积分): the ledger shows all work, the total what the caps let count."""

    blocks: list[Block]

    @property
    def earned(self) -> Decimal:
        return sum((block.earned for block in self.blocks), Decimal(0))

    @property
    def counted(self) -> Decimal:
        return sum((block.counted for block in self.blocks), Decimal(0))


def sheet(member: Member, year: int) -> Sheet:
    """The year of one member, in the order of the rules; caps are applied here, never in a line."""
    lines = ScoreEntry.objects.filter(member=member).of_year(year).select_related("rule")
    return sheet_of(lines)


def sheet_of(lines: Iterable[ScoreEntry]) -> Sheet:
    """The lines of one member and year, read with their rules."""
    ordered = sorted(lines, key=lambda line: (line.rule.code, line.on, line.pk))
    blocks: dict[str, Block] = {}
    for code, group in groupby(ordered, key=lambda line: line.rule.code):
        row = _row(code, list(group))
        first = row.lines[0].rule
        block = blocks.setdefault(first.block, Block(first.block, first.block_cap, []))
        block.rows.append(row)
    return Sheet(list(blocks.values()))


def _row(code: str, lines: list[ScoreEntry]) -> Row:
    """Rules of one code share one cap (领题 and its completion), the widest any of them names."""
    caps = [line.rule.yearly_cap for line in lines if line.rule.yearly_cap is not None]
    labels = dict.fromkeys(line.rule.label for line in lines)
    return Row(code, "、".join(labels), max(caps, default=None), lines)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)


# What stands in place of a name that may be secret.
WITHHELD = "（内容已隐藏）"


def withhold(source) -> None:
    """Take the name of a deed's cause off the lines, because it may be secret (疑似涉密)."""
    _lines_of(source).update(source_name=WITHHELD, source_url="")


def name_anew(source) -> None:
    """Put it back, because nothing in it is secret."""
    _lines_of(source).update(**_source(source))


def _lines_of(source):
    return ScoreEntry.objects.filter(source_label=source._meta.label, source_id=source.pk)


def _source(source) -> dict[str, str]:
    """What a page says of the deed, kept with the line: the ledger knows no upper model."""
    read = getattr(source, "get_absolute_url", None)
    return {"source_name": str(source)[:120], "source_url": read() if read else ""}
