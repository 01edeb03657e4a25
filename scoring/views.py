"""A member's own duty file (履职档案): deeds already recorded, and what they are worth."""

from django.shortcuts import render

from core import clock
from core.access import require
from scoring import ledger
from scoring.models import Rule, ScoreEntry


def duty_file(request):
    """One year of the reader's own ledger; nobody sees anybody else's, and nobody is ranked."""
    require(request.user, "view", ScoreEntry)
    member = request.user.member
    this_year = clock.today().year
    own = ScoreEntry.objects.visible_to(request.user)
    found = {this_year, *(day.year for day in own.dates("on", "year"))}
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in found else this_year
    context = {
        "member": member,
        "year": year,
        "years": [
            (f"?year={one}", f"{one}年", "", one == year) for one in sorted(found, reverse=True)
        ],
        "sheet": ledger.sheet(member, year),
        "rules": Rule.objects.filter(committee_id=member.committee_id, year=year),
    }
    return render(request, "scoring/duty_file.html", context)
