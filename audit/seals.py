"""Seals on ended days, and the proof that the flow record was not touched."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction

from audit import guard
from audit.models import START, Entry, Seal
from core import clock

log = logging.getLogger(__name__)


def seal_until(today: date) -> list[Seal]:
    """Seal every ended day that has lines and no seal yet, oldest first.

    A missed night loses nothing and a second run adds nothing. Each seal also goes to the
    application log, so that a copy is kept outside the database.
    """
    sealed = set(Seal.objects.values_list("day", flat=True))
    return [_seal(day) for day in Entry.objects.days() if day < today and day not in sealed]


@transaction.atomic
def _seal(day: date) -> Seal:
    last = Seal.objects.order_by("-id").first()
    previous = last.digest if last else START
    count, digest = _day_digest(day, previous)
    seal, is_new = Seal.objects.get_or_create(
        day=day,
        defaults={"count": count, "previous": previous, "digest": digest, "made_at": clock.now()},
    )
    if is_new:
        log.info("flow record sealed: %s, %s lines, %s", day, count, digest)
    return seal


def _day_digest(day: date, previous: str) -> tuple[int, str]:
    """How many lines a day holds, and one digest over them and the seal before."""
    total = hashlib.sha256(f"{previous}|{day.isoformat()}".encode())
    count = 0
    lines = Entry.objects.on_day(day).values_list("digest", flat=True)
    for digest in lines.iterator(chunk_size=2000):
        total.update(digest.encode())
        count += 1
    return count, total.hexdigest()


def problems() -> Iterator[str]:
    """Each place where the record is not what was once written; nothing when it is whole."""
    if not guard.is_locked(connection):
        yield "数据库未上锁：流转记录可被改动，请重新执行迁移"
    yield from _broken_chains()
    yield from _broken_seals()


def _broken_chains() -> Iterator[str]:
    matter, seq, digest = None, 0, START
    lines = Entry.objects.order_by("subject_label", "subject_id", "seq")
    for line in lines.iterator(chunk_size=2000):
        if (line.subject_label, line.subject_id) != matter:
            matter, seq, digest = (line.subject_label, line.subject_id), 0, START
        where = f"{line.subject_label} {line.subject_id} 第 {line.seq} 行"
        if line.seq != seq + 1:
            yield f"{where}：前面缺 {line.seq - seq - 1} 行"
        elif line.previous != digest:
            yield f"{where}：与前一行不衔接"
        if line.digest != line.computed_digest():
            yield f"{where}：内容被改动"
        seq, digest = line.seq, line.digest


def _broken_seals() -> Iterator[str]:
    previous, newest = START, None
    sealed = set()
    for seal in Seal.objects.order_by("id"):
        count, digest = _day_digest(seal.day, seal.previous)
        if seal.previous != previous:
            yield f"{seal.day} 封存：与前一封存不衔接"
        if count != seal.count:
            yield f"{seal.day} 封存：封存时 {seal.count} 行，现有 {count} 行"
        elif digest != seal.digest:
            yield f"{seal.day} 封存：当日内容被改动"
        previous = seal.digest
        sealed.add(seal.day)
        newest = max(newest or seal.day, seal.day)
    if newest:
        for day in Entry.objects.days():
            if day < newest and day not in sealed:
                yield f"{day}：有记录而无封存"
