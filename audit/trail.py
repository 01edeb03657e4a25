"""The only door through which a matter moves on, and the record of who went through it.

Remarks are kept for ever and read by auditors: actions pass no personal data of citizens
and no text of an instruction (批示) in them. A line is public only when its model lists the
verb in `public_steps`, and then its remark is shown to whoever holds the tracking code.
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from audit import seals
from audit.models import START, Entry, EntryQuerySet
from core import bulk, clock, gates
from core.access import permission_name, require, state_text, target_of
from core.wording import named, scope_of
from core.workflow import NotAllowedNow

# A line loses the race for its number once per rival; nobody has this many.
PATIENCE = 500
MOST_KEYS = 1000  # in one statement
BUSY = "该事项正被多人同时办理，请稍后重试。"


def advance(obj: Any, verb: str, *, by: Any, remark: str = "", **changes: Any) -> Entry:
    """Move a matter on by one step, if `by` may and nobody was quicker, and write the line.

    The status changes on condition that it is still the one we saw: of many who press the
    same button in the same second exactly one gets through, and the others are told who did.
    """
    require(by, verb, obj)
    before = obj.status
    after = target_of(obj, verb)
    gates.refuse_if_shut(obj, verb, by, clock.today())
    changes["status"] = after
    with transaction.atomic():
        rows = type(obj)._base_manager.filter(pk=obj.pk, status=before)
        if not rows.update(**changes):
            raise NotAllowedNow(_moved_on(obj))
        entry = record(obj, verb, by=by, remark=remark, before=before, after=after)
    for name, value in changes.items():
        setattr(obj, name, value)
    return entry


def record(
    obj: Any,
    verb: str,
    *,
    by: Any,
    label: str | None = None,
    remark: str = "",
    before: str = "",
    after: str = "",
    public: bool | None = None,
) -> Entry:
    """Write one line about a matter without moving it; asks no permission."""
    scope = scope_of(obj)
    return _write(
        obj,
        scope=scope,
        verb=verb,
        label=label or _label(scope, verb, obj),
        before=before,
        after=after,
        by=by,
        by_name=getattr(by, "name", "") or by.get_username(),
        remark=remark,
        public=verb in getattr(obj, "public_steps", ()) if public is None else public,
    )


def record_all(
    objs: Sequence[Any],
    verb: str,
    *,
    by: Any,
    label: str,
    remarks: Sequence[str] = (),
    after: str = "",
) -> None:
    """Write one line about each of many matters of one kind, in few statements (批量登记)."""
    if not objs:
        return
    last = _last_lines(objs)
    name = getattr(by, "name", "") or by.get_username()
    said = {"verb": verb, "label": label, "after": after, "by": by, "by_name": name}
    lines = [
        _line(obj, last.get(obj.pk), scope=scope_of(obj), remark=remark, **said)
        for obj, remark in zip(objs, remarks or [""] * len(objs), strict=True)
    ]
    try:
        with transaction.atomic():
            bulk.insert(lines)
    except IntegrityError as error:
        raise NotAllowedNow(BUSY) from error


def history_of(obj: Any) -> EntryQuerySet:
    """Everything that happened to one matter, newest first, as its page shows it."""
    return Entry.objects.about(obj).order_by("-seq")


def verify() -> list[str]:
    """Every place where the record differs from what was once written; empty when whole."""
    return list(seals.problems())


def _write(obj: Any, **fields: Any) -> Entry:
    """Append to the chain of one matter; whoever loses the race for a number takes the next."""
    lines = Entry.objects.about(obj).order_by("-seq")
    for _ in range(PATIENCE):
        entry = _line(obj, lines.only("seq", "digest").first(), **fields)
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
            return entry
        except IntegrityError:
            if not lines.filter(seq=entry.seq).exists():
                raise
    raise NotAllowedNow(BUSY)


def _line(obj: Any, last: Entry | None, **fields: Any) -> Entry:
    """The line that follows `last` in the chain of one matter."""
    entry = Entry(
        subject_label=obj._meta.label,
        subject_id=obj.pk,
        seq=last.seq + 1 if last else 1,
        previous=last.digest if last else START,
        at=clock.now(),
        **fields,
    )
    entry.digest = entry.computed_digest()
    return entry


def _last_lines(objs: Sequence[Any]) -> dict[int, Entry]:
    """The end of the chain of each, for those about which something was written before."""
    found: dict[int, Entry] = {}
    keys = [obj.pk for obj in objs]
    for start in range(0, len(keys), MOST_KEYS):
        lines = Entry.objects.filter(
            subject_label=objs[0]._meta.label, subject_id__in=keys[start : start + MOST_KEYS]
        )
        for line in lines.only("subject_id", "seq", "digest").order_by("seq"):
            found[line.subject_id] = line
    return found


def _label(scope: str, verb: str, obj: Any) -> str:
    """The county's own name for a step (接单 or 买单)."""
    step = getattr(getattr(obj, "workflow", None), "steps", {}).get(verb)
    code = f"verb.{permission_name(verb, obj)}"
    return named(obj, code, step.label if step else verb, scope)


def _moved_on(obj: Any) -> str:
    """Tell the one who came second who was first, and where the matter stands now."""
    status = type(obj)._base_manager.filter(pk=obj.pk).values_list("status", flat=True).first()
    if status is None:
        return "该事项已不存在，请返回列表核对。"
    now = state_text(obj, status)
    last = history_of(obj).exclude(after="").filter(after=status).first()
    if last is None:
        return f"该事项已被他人办理，现为“{now}”，请刷新后再办。"
    return f"该事项已被他人办理：{last.by_name}已“{last.label}”，现为“{now}”，请刷新后再办。"
