"""What the office does with a list of members: bring, decide, enter (名单导入)."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Length

from accounts.models import Committee, User
from audit import trail
from core import clock, tables
from core.access import require
from core.workflow import NotAllowedNow
from studios.actions.rolls import preview as previews
from studios.actions.rolls.intake import Intake
from studios.actions.rolls.preview import Preview
from studios.models import Roll

GONE = "这份名单的内容已经清除（上传满一天或已经导入），请重新上传。"
EMPTY = "表里没有可以导入的人：表头下面没有填写任何一行。"


def read(file: IO[bytes], *, by: User, name: str) -> Roll:
    """Take in a file (上传名单): it is read and kept, encrypted, and nothing else is written."""
    require(by, "bring", Roll)
    table = tables.read(file, name, heading="姓名")
    previews.refuse_doubled_headings(table)
    if not any(
        not previews.is_example(line, previews.columns_of(table.heads)) for line in table.lines
    ):
        raise ValidationError(EMPTY)
    content = {"head_number": table.head_number, "heads": table.heads, "lines": table.lines}
    return Roll.objects.create(
        committee=by.committee,
        name=name.rpartition("/")[2][-150:],
        rows=json.dumps(content | {"choices": {}}, ensure_ascii=False, separators=(",", ":")),
        brought_by=by,
    )


def judge(roll: Roll, *, on: date) -> Preview:
    """What the list would do to the directory as it is at this moment (预览)."""
    content = _content(roll)
    return previews.judge(_table(content), roll.committee, on=on, choices=content["choices"])


def table_of(roll: Roll) -> tables.Table:
    """The list as it was brought."""
    return _table(_content(roll))


@transaction.atomic
def decide(roll: Roll, *, by: User, choices: Mapping[str, str]) -> None:
    """Say of rows that look like somebody else who they are (确认是否同一人)."""
    require(by, "bring", roll)
    content = _content(Roll.objects.select_for_update().get(pk=roll.pk))
    content["choices"] |= choices
    roll.rows = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    roll.save(update_fields=["rows"])


@transaction.atomic
def enter(roll: Roll, *, by: User, on: date) -> None:
    """Write the list into the directory (确认导入), whole or not at all.

    It is judged once more at this moment, with every other list of the county waiting: what
    changed since the preview is said, and nothing is written.
    """
    require(by, "bring", roll)
    Committee.objects.select_for_update().get(pk=roll.committee_id)
    if not Roll.objects.filter(pk=roll.pk, entered_at=None).update(entered_at=clock.now()):
        raise NotAllowedNow("这份名单已经导入过，没有重复导入。")
    preview = judge(roll, on=on)
    if not preview.is_ready:
        raise ValidationError(_why_not(preview))
    roll.added, roll.changed = Intake(roll, preview, by=by, on=on).write()
    roll.rows = ""
    roll.save(update_fields=["rows", "added", "changed"])
    roll.refresh_from_db(fields=["entered_at"])
    remark = f"新增{roll.added}人，更新{roll.changed}人"
    trail.record(roll, "enter", by=by, label="导入名单", remark=remark)


def forget(*, before: datetime) -> int:
    """Drop what lists brought before that moment hold (清除名单内容); returns how many did."""
    old = Roll.objects.filter(brought_at__lt=before).annotate(size=Length("rows"))
    keys = list(old.filter(size__gt=0).values_list("pk", flat=True))
    return Roll.objects.filter(pk__in=keys).update(rows="")


def _content(roll: Roll) -> dict[str, Any]:
    if not roll.rows:
        raise NotAllowedNow(GONE)
    return dict(json.loads(roll.rows))


def _table(content: Mapping[str, Any]) -> tables.Table:
    lines = [tables.Line(*line) for line in content["lines"]]
    return tables.Table(content["head_number"], content["heads"], lines)


def _why_not(preview: Preview) -> str:
    counts = preview.counts
    if faults := preview.faults:
        return f"还有{counts['faulty']}行有错误，没有导入。{faults[0]}"
    if counts["undecided"]:
        return f"还有{counts['undecided']}行需要确认是否同一人，没有导入。"
    return "名单与名录完全一致，没有变化，不需要导入。"
