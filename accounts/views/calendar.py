"""The calendar by which every limit is counted (工作日历)."""

from calendar import Calendar as Weeks
from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import actions
from accounts.forms import CalendarDayForm
from core import clock, workdays
from core.access import can, require
from core.models import CalendarDay

CORRECTED = "已保存。已有交办件的期限会在下一次自动核对时按新日历重新计算。"


def calendar(request):
    """One year: rest days, worked weekends, corrections, and whether it is provisional."""
    require(request.user, "correct" if request.method == "POST" else "view", CalendarDay)
    year = _year(request.GET.get("year"))
    form = CalendarDayForm(request.POST or None, initial=_initial(request.GET.get("day")))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        day = actions.correct_day(facts.pop("day"), by=request.user, **facts)
        messages.success(request, CORRECTED)
        return redirect(f"{reverse('accounts:calendar')}?year={day.date.year}")
    known = workdays.calendar()
    special = {row.date: row for row in CalendarDay.objects.filter(date__year=year)}
    context = {
        "year": year,
        "form": form,
        "special": sorted(special.values(), key=lambda row: row.date),
        "months": [_month(year, month, known, special) for month in range(1, 13)],
        "may_correct": can(request.user, "correct", CalendarDay),
        "is_provisional": known.is_provisional(year),
        "workday_count": known.count(date(year - 1, 12, 31), date(year, 12, 31)),
    }
    return render(request, "accounts/calendar.html", context)


def _year(text):
    wanted = int(text) if text and text.isdecimal() and len(text) == 4 else 0
    return wanted if 2001 <= wanted <= 2098 else clock.today().year


def _initial(text):
    try:
        return {"day": date.fromisoformat(text or "")}
    except ValueError:
        return {}


def _month(year, month, known, special):
    """The weeks of a month, Monday first; days of other months are None."""
    weeks = [
        [_cell(day, known, special) if day.month == month else None for day in week]
        for week in Weeks().monthdatescalendar(year, month)
    ]
    return {"number": month, "weeks": weeks}


def _cell(day, known, special):
    row = special.get(day)
    return {
        "day": day,
        "is_workday": known.is_workday(day),
        "name": row.name if row else "",
        "mark": ("班" if row.is_workday else "休") if row else "",
    }
