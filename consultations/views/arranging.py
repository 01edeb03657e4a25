"""A roster is made (值班表编排): drafted by rules, mended by hand, published; a year at once."""

from datetime import date, time

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.predicates import is_office
from consultations.actions import arranging, rosters
from consultations.actions.months import people_of
from consultations.enums import SeatStatus
from consultations.forms.rosters import (
    AddShiftForm,
    ArrangeForm,
    CallOffForm,
    DeleteShiftForm,
    PublishForm,
    YearForm,
)
from consultations.models import DutyShift
from consultations.views.page import made
from consultations.views.rosters import roster_of
from core import clock
from core.access import NotYours, require
from core.views import step

NOTHING_MISSING = "没有要补的：已有的值班表保持原样，没有排班规则的工作室不生成。"
NINE, HALF_PAST_ELEVEN = time(9), time(11, 30)


def generate_roster(request, code, year, month):
    """Draft a month by the studio's rules (自动排班)."""
    found = roster_of(request, code, year, month)
    today = clock.today()
    return step(
        request,
        found,
        "generate",
        done="已按规则排出，请核对后发布。",
        template="consultations/roster_generate.html",
        context={"roster": found, "is_drafted": found.pk and found.shifts.exists()},
        action=lambda data: rosters.generate(
            found.studio, found.month, by=request.user, today=today
        ),
    )


def publish_roster(request, code, year, month):
    """Let everybody read it (发布)."""
    found = roster_of(request, code, year, month)
    shifts = list(rosters.to_come(found)) if found.pk else []
    gaps = rosters.gaps_of(shifts)
    return step(
        request,
        found,
        "publish",
        form_class=PublishForm,
        form_kwargs={"has_gaps": bool(gaps)},
        done="值班表已发布，每位委员已收到自己的值班日期。",
        template="consultations/roster_publish.html",
        context={"roster": found, "shifts": shifts, "gaps": gaps},
        action=lambda data: rosters.publish(found, by=request.user, **data),
    )


def arrange_roster(request, code, year, month):
    """Add a shift (添加班次)."""
    found = roster_of(request, code, year, month)
    require(request.user, "arrange", found)
    today = clock.today()
    form = AddShiftForm(
        request.POST if request.method == "POST" else None,
        members=people_of(found.studio, found.month).active(),
        initial=_first_guess(request.GET.get("day", ""), found.month),
    )
    form.cancel_url = found.get_absolute_url()
    request.portal_form = form
    shift = made(
        form, lambda data: arranging.add_shift(found, by=request.user, today=today, **data)
    )
    if shift:
        messages.success(request, f"已添加{shift.when}的班次。")
        return redirect(found)
    return render(request, "consultations/shift_form.html", _page(found, form, "添加班次"))


def arrange_shift(request, pk):
    """Move a shift, or say anew who sits there (调整班次)."""
    shift = _shift_of(request, pk)
    today, found = clock.today(), shift.roster
    arranging.refuse_if_over(shift, today)
    expected = shift.seats.filter(status=SeatStatus.EXPECTED).values_list("member_id", flat=True)
    form = ArrangeForm(
        request.POST if request.method == "POST" else None,
        members=people_of(found.studio, found.month).active(),
        initial=ArrangeForm.facts_of(shift, list(expected)),
    )
    form.cancel_url = found.get_absolute_url()
    request.portal_form = form

    def arrange(data):
        seen = data.pop("version") or 0
        arranging.rearrange(shift, by=request.user, today=today, seen_version=seen, **data)
        return shift

    if made(form, arrange):
        messages.success(request, f"已保存：{shift.when}。")
        return redirect(found)
    page = _page(found, form, "调整班次") | {"shift": shift}
    return render(request, "consultations/shift_form.html", page)


def remove_shift(request, pk):
    """Take a shift off the roster (撤销班次)."""
    shift = _shift_of(request, pk)
    today, found = clock.today(), shift.roster
    arranging.refuse_if_over(shift, today)
    form_class = CallOffForm if shift.is_published else DeleteShiftForm
    form = form_class(request.POST if request.method == "POST" else None)
    form.cancel_url = found.get_absolute_url()
    request.portal_form = form
    said = shift.when

    def remove(data):
        arranging.remove_shift(shift, by=request.user, today=today, **data)
        return found

    if made(form, remove):
        messages.success(request, f"已撤销{said}的班次。")
        return redirect(found)
    page = _page(found, form, form_class.submit_label) | {"removed": said}
    return render(request, "consultations/shift_form.html", page)


def plan_year(request):
    """Draft a whole year for all studios (生成全年值班表)."""
    if not is_office(request.user):
        raise NotYours("“生成全年值班表”由政协办公室办理，您不能代办。")
    today = clock.today()
    form = YearForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={"year": today.year + (today.month > 10)},
    )
    form.cancel_url = "/duty/"
    request.portal_form = form
    committee = request.user.committee

    def plan(data):
        count = rosters.generate_year(committee, data["year"], by=request.user, today=today)
        return f"已生成{count}张值班表草稿，由各工作室核对后发布。" if count else NOTHING_MISSING

    if said := made(form, plan):
        messages.success(request, said)
        return redirect("consultations:duty_list")
    return render(request, "consultations/duty_year.html", {"form": form})


def _shift_of(request, pk) -> DutyShift:
    """The shift, if this person sees it; refused unless they may arrange it."""
    shifts = DutyShift.objects.visible_to(request.user).select_related(
        "roster__studio__committee", "studio__committee", "rule"
    )
    shift = get_object_or_404(shifts, pk=pk)
    require(request.user, "arrange", shift.roster)
    return shift


def _first_guess(day: str, month: date) -> dict:
    """The day that was clicked, and the usual hours."""
    guess = {"starts_at": NINE, "ends_at": HALF_PAST_ELEVEN}
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return guess
    return guess | {"on": on} if on.replace(day=1) == month else guess


def _page(found, form, heading) -> dict:
    return {"roster": found, "studio": found.studio, "form": form, "heading": heading}
