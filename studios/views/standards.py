"""How a studio stands against the county's standards, before and after a check (达标情况)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core import clock
from core.access import can
from studios.actions import standards as deeds
from studios.lineage.standing import standings_of
from studios.models import Standard, StandardCheck, Studio

LONGEST_AGO = 5


def standards(request, code):
    """All standards of this studio side by side; what is counted is counted now."""
    studio = get_object_or_404(
        Studio.objects.visible_to(request.user).select_related("committee"), code=code
    )
    today = clock.today()
    years = range(today.year, today.year - LONGEST_AGO, -1)
    year = _year(request, years)
    context = {
        "studio": studio,
        "year": year,
        "years": years,
        "standings": standings_of(studio, year, today),
        # Of years gone by only the last is still looked at.
        "may_start": year >= today.year - 1
        and can(request.user, "start", StandardCheck(studio=studio)),
    }
    return render(request, "studios/standards.html", context)


@require_POST
def start_check(request, code, pk, year):
    """Open the self-check of a year (开始自查)."""
    studio = get_object_or_404(Studio.objects.visible_to(request.user), code=code)
    standard = get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)
    check = deeds.start(studio, standard, by=request.user, year=year, on=clock.today())
    messages.success(request, f"已开始{check.year}年“{standard}”自查，逐项填写后提交核验。")
    return redirect(check)


def _year(request, years):
    """The year that is asked for; this one, if none or nonsense is."""
    return next((year for year in years if str(year) == request.GET.get("year")), years[0])
