"""Credits and their reversal: the only door into the ledger (积分流水). Handbook 7.1."""

from datetime import date
from decimal import Decimal

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
        defaults={
            "rule": rule,
            "points": rule.points * factor,
            "on": day,
            "source_name": str(source)[:120],
        },
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
            "remark": remark,
        },
    )
    return counter
