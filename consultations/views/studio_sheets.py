"""What a studio shows of its duty to anybody: hours for machines, the month's rota for the wall."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from consultations.enums import ON_DUTY, ShiftStatus
from consultations.lineage.panels import next_shifts
from consultations.models import DutySeat, DutyShift, Roster
from core import clock
from studios.lineage.openings import rows_of
from studios.models import Studio

FRESH_SECONDS = 600
SIZES = ("a4", "a3")
# So many lines stand below each other; more stand closer, in two columns: a month is one sheet.
MOST_LINES = 18


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH_SECONDS)
def hours(request, code):
    """When a studio receives and who sits next, for other portals (机读接待时间)."""
    studio = get_object_or_404(Studio.objects.open_to_public(), code=code)
    facts = {
        "name": studio.name,
        "address": studio.address,
        "phone": studio.phone,
        "url": f"{settings.SITE_URL}{studio.get_absolute_url()}",
        "hours": studio.hours,
        "openings": rows_of(studio.openings.all()),
        "duties": [_duty(shift) for shift in next_shifts(studio, clock.today())],
    }
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False})


def _duty(shift):
    return {
        "date": shift.on.isoformat(),
        "from": f"{shift.starts_at:%H:%M}",
        "to": f"{shift.ends_at:%H:%M}",
        "members": [seat.member.name for seat in shift.seats.all()],
    }


@login_not_required
@require_safe
def duty_poster(request, code):
    """Who sits when this month (值班公示), from the published roster: one sheet, A4 or A3."""
    seen = Studio.objects.visible_to(request.user) | Studio.objects.open_to_public()
    studio = get_object_or_404(seen.select_related("committee"), code=code)
    today, size = clock.today(), request.GET.get("size")
    month = _month(request.GET.get("month", "")) or today.replace(day=1)
    rosters = Roster.objects.published().filter(studio=studio, month__gte=today.replace(day=1))
    shifts = list(_shifts(studio, month))
    context = {
        "studio": studio,
        "committee": studio.committee,
        "month": month,
        "months": rosters.order_by("month").values_list("month", flat=True),
        "columns": _columns(shifts),
        "size": size if size in SIZES else SIZES[0],
        "address": f"{settings.SITE_URL}{studio.public_url}",
    }
    return render(request, "consultations/duty_poster.html", context)


def _shifts(studio, month):
    seats = DutySeat.objects.filter(status__in=ON_DUTY).select_related("member")
    shifts = DutyShift.objects.published().filter(studio=studio, roster__month=month)
    shifts = shifts.exclude(status=ShiftStatus.CANCELLED).order_by("on", "starts_at", "id")
    return shifts.select_related("group").prefetch_related(Prefetch("seats", queryset=seats))


def _columns(shifts):
    """All lines in one column, or in two halves."""
    half = (len(shifts) + 1) // 2
    columns = [shifts] if len(shifts) <= MOST_LINES else [shifts[:half], shifts[half:]]
    return [column for column in columns if column]


def _month(text):
    """2026-12 as its first day; nothing for what is no month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
