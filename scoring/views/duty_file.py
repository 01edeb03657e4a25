"""A member's own duty file (履职档案): deeds already recorded, and what they are worth."""

from datetime import date

from django.shortcuts import render

from core import clock
from core.access import require
from scoring import assessments, ledger
from scoring.clock import period_of
from scoring.enums import Cycle, QuotaScope
from scoring.lineage import progress
from scoring.lineage.watched import members_of
from scoring.models import Rule, ScoreEntry


def duty_file(request):
    """One year of the reader's own ledger; nobody sees anybody else's, and nobody is ranked."""
    require(request.user, "view", ScoreEntry)
    member, today = request.user.member, clock.today()
    own = ScoreEntry.objects.visible_to(request.user)
    found = {today.year, *(day.year for day in own.dates("on", "year"))}
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in found else today.year
    sheet, scheme = ledger.sheet(member, year), assessments.scheme_of(member.committee_id, year)
    context = {
        "member": member,
        "year": year,
        "years": [
            (f"?year={one}", f"{one}年", "", one == year) for one in sorted(found, reverse=True)
        ],
        "sheet": sheet,
        "reading": scheme and assessments.Reading(scheme, sheet),
        "is_over": year < today.year,
        "progress": _progress(request.user, today, year),
        "rules": Rule.objects.filter(committee_id=member.committee_id, year=year),
    }
    return render(request, "scoring/duty_file.html", context)


def _progress(user, today, year):
    """How far the reader is with what is expected of every member; an invited one owes nothing."""
    if not user.member.is_cppcc_member:
        return []
    quotas = progress.quotas_of(user.committee_id, QuotaScope.MEMBER)
    own = progress.subjects(QuotaScope.MEMBER, members_of(user), quotas)
    found = progress.board(
        quotas,
        own,
        committee_id=user.committee_id,
        on=today,
        period=period_of(Cycle.YEAR, date(year, 1, 1)),
    )
    return found.rows[user.member.pk]
