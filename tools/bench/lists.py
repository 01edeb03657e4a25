"""A list of ten thousand members, looked at as the office does before it confirms."""

from collections.abc import Sequence
from io import BytesIO
from itertools import cycle
from typing import Any

from django.db import transaction
from python_calamine import CalamineWorkbook

from accounts.models import User
from bench.reader import Wrong
from core import clock
from studios.actions import rolls
from studios.models import Area, Sector, SpecialCommittee, Studio
from tests.builders.rolls import HEADS, people, sheet

MEMBERS = 10_000


def of_members(count: int = MEMBERS) -> bytes:
    """People who do not exist, in the words of the county; an Excel file of thirteen columns."""
    named: dict[str, type[Any]] = {
        "界别": Sector,
        "专委会": SpecialCommittee,
        "所在工作室": Studio,
        "居住地": Area,
    }
    words = {
        HEADS.index(head): cycle(model.objects.order_by("pk").values_list("name", flat=True))
        for head, model in named.items()
    }
    rows = people(count)
    for row in rows:
        for place, names in words.items():
            row[place] = next(names)
        row[HEADS.index("工作室职务")] = "成员"
    return sheet(rows).getvalue()


def preview(content: bytes, by: User) -> rolls.Preview:
    """Read, kept encrypted, laid beside the directory; taken back, so that nothing piles up."""
    with transaction.atomic():
        roll = rolls.read(BytesIO(content), by=by, name="名单.xlsx")
        found = rolls.judge(roll, on=clock.today())
        transaction.set_rollback(True)
    return found


def check_preview(found: rolls.Preview) -> None:
    if found.counts != {"new": MEMBERS}:
        raise Wrong(f"preview: {dict(found.counts)}, {[str(f) for f in found.faults[:3]]}")


def bare(content: bytes) -> Sequence[Sequence[Any]]:
    """The same file through python-calamine alone."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def check_bare(rows: Sequence[Sequence[Any]]) -> None:
    if len(rows) != MEMBERS + 1:
        raise Wrong(f"bare sheet: {len(rows)} rows")
