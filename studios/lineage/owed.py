"""Which studios still owe a plan or a summary (应报未报), and what has come in."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from studios.clock import Term, terms_at
from studios.enums import PaperStatus
from studios.models import Paper, Studio

HANDED_IN = {PaperStatus.SUBMITTED, PaperStatus.FILED}


@dataclass
class Owed:
    """One paper that is asked for now: how many studios it has come from, and who is missing."""

    term: Term
    filed: int = 0
    waiting: int = 0
    missing: list[Studio] = field(default_factory=list)

    def count(self, studio: Studio, status: str | None) -> None:
        if status == PaperStatus.FILED:
            self.filed += 1
        elif status == PaperStatus.SUBMITTED:
            self.waiting += 1
        else:
            self.missing.append(studio)


def owed_by(studios: QuerySet[Studio], today: date) -> list[Owed]:
    """How far these studios have come with what is asked of them today; two queries."""
    asked = [Owed(term) for term in terms_at(today)]
    wanted = Q()
    for owed in asked:
        wanted |= Q(kind=owed.term.kind, year=owed.term.year)
    found = Paper.objects.filter(wanted, studio__in=studios).order_by()
    status = {
        (studio, kind, year): now
        for studio, kind, year, now in found.values_list("studio", "kind", "year", "status")
    }
    for studio in studios:
        for owed in asked:
            if studio.opened_on is None or studio.opened_on <= owed.term.last:
                owed.count(studio, status.get((studio.pk, owed.term.kind, owed.term.year)))
    return [owed for owed in asked if owed.filed or owed.waiting or owed.missing]
