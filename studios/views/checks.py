"""Checks against a standard (自查核验): the list, one check, the steps of studio and checker."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.enums import Role
from audit import trail
from core import clock
from core.access import can, may_now, require
from core.lists import Column, Listing
from core.measures import plain
from core.views import MOST_EXCEL_ROWS, excel_response, listing_response, step, word_response
from core.workflow import NotAllowedNow
from studios.actions import standards
from studios.actions.score_sheet import score_sheet
from studios.forms.standards import (
    CallForm,
    CheckFilter,
    ConcludeForm,
    Part,
    SelfCheckForm,
    SendBackForm,
    parts_of,
)
from studios.lineage.standing import standing_of, turn_of
from studios.models import Standard, StandardCheck

AROUND = (
    "studio__committee",
    "studio__special_committee",
    "standard",
    "submitted_by",
    "checked_by",
)
CHECKERS, STAFF = (Role.TOWNSHIP, Role.COMMITTEE_STAFF), (Role.CONVENER, Role.LIAISON)
# A standard that the portal counts all by itself.
NO_PART = Part("", [], [])
COLUMNS = [
    Column("工作室", "studio.name", width=28),
    Column("年度", "year", width=8),
    Column("标准", "standard.name"),
    Column("状态", "get_status_display"),
    Column("得分", "score", width=8),
]


def check_list(request):
    """How the county's studios were checked; with Excel, a row a studio and a column a standard."""
    user, title = request.user, "标准核验"
    listing = Listing(
        request.GET,
        tabs=_tabs(user),
        default=_first_tab(user),
        filterset=CheckFilter,
        search=("studio__name__icontains",),
        order=("-year", "studio__code", "id"),
        columns=COLUMNS,
    )
    if request.GET.get("format") == "xlsx":
        columns, rows = _by_studio(listing.all_rows(MOST_EXCEL_ROWS))
        return excel_response(title, columns, rows)
    context = {"title": title, "may_call": can(user, "call", Standard)}
    return listing_response(request, listing, "studios/check_list.html", context)


def _tabs(user):
    seen = StandardCheck.objects.visible_to(user).select_related("studio__committee", "standard")
    tabs = {
        "awaiting": ("待我核验", seen.awaiting(user)),
        "mine": ("本工作室", seen.of_staff(user)),
        "with_studio": ("自查中", seen.with_studio()),
        "submitted": ("待核验", seen.awaiting_check()),
        "concluded": ("已核验", seen.concluded()),
        "all": ("全部", seen),
    }
    own = {"awaiting": user.holds(*CHECKERS), "mine": user.holds(*STAFF)}
    return {key: tab for key, tab in tabs.items() if own.get(key, True)}


def _first_tab(user):
    """What waits for this reader."""
    if user.holds(*CHECKERS):
        return "awaiting"
    return "mine" if user.holds(*STAFF) else "all"


def _by_studio(checks):
    """A row a studio and year, a column a standard: the score, or how far the check has come."""
    rows: dict[tuple, dict] = {}
    for check in checks:
        rows.setdefault((check.studio, check.year), {})[check.standard] = check
    standards_seen = sorted({one.standard for one in checks}, key=lambda one: (one.order, one.pk))
    columns = [
        Column("工作室", lambda row: row[0][0].name, width=28),
        Column("年度", lambda row: row[0][1], width=8),
        *(Column(one.name, partial(_said_of, one)) for one in standards_seen),
    ]
    return columns, list(rows.items())


def _said_of(standard, row):
    check = row[1].get(standard)
    if check is None:
        return ""
    return check.score if check.is_concluded else check.get_status_display()


def check(request, pk):
    """One check: whose turn it is, the items under their headings, the result."""
    found = find(request, pk)
    standing = standing_of(found, clock.today())
    context = {
        "check": found,
        "standing": standing,
        "turn": turn_of(standing, request.user),
        "parts": parts_of(standing) if may_now(request.user, "mark", found) else [],
        "history": trail.history_of(found)[:30],
    }
    return render(request, "studios/check.html", context)


def mark_check(request, pk):
    """The studio fills in one screen of its self-check after the other (填写自查)."""
    found = find(request, pk)
    require(request.user, "mark", found)
    found.workflow.target("mark", found.status)
    parts = parts_of(standing_of(found, clock.today()))
    place = _place(request, parts)
    part = parts[place] if parts else NO_PART
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SelfCheckForm(*sent, lines=part.asked)
    form.submit_label = "保存，填下一类" if place + 1 < len(parts) else "保存"
    form.cancel_url, request.portal_form = found.get_absolute_url(), form
    if form.is_valid():
        standards.mark(found, by=request.user, answers=form.answers, remark=part.title)
        return _onward(request, found, parts, place)
    context = {"check": found, "parts": parts, "part": part, "place": place, "form": form}
    return render(request, "studios/mark_check.html", context)


def _place(request, parts):
    """Which screen is asked for, counted from 1 in the address; else the first with a gap."""
    places = {str(n): n - 1 for n in range(1, len(parts) + 1)}
    first = next((n for n, part in enumerate(parts) if not part.is_done), 0)
    return places.get(request.GET.get("part"), first)


def _onward(request, found, parts, place):
    """To the next screen; after the last, to where it is handed in."""
    messages.success(request, "已保存。")
    if place + 1 < len(parts):
        return redirect(f"{reverse('studios:mark_check', args=[found.pk])}?part={place + 2}")
    return redirect(found)


def submit_check(request, pk):
    """Hand the self-check in (提交核验)."""
    found = find(request, pk)
    return step(
        request,
        found,
        "submit",
        action=lambda _: standards.submit(found, by=request.user, on=clock.today()),
        done="已提交核验，结果会通知您。",
    )


def send_back_check(request, pk):
    """The checker wants more (退回补充)."""
    found = find(request, pk)
    return step(
        request,
        found,
        "send_back",
        form_class=SendBackForm,
        action=lambda asked: standards.send_back(found, by=request.user, **asked),
        done="已退回，工作室会收到您的意见。",
    )


def conclude_check(request, pk):
    """The checker gives points and opinion (核验)."""
    found = find(request, pk)
    require(request.user, "conclude", found)
    found.workflow.target("conclude", found.status)
    standing = standing_of(found, clock.today())
    form = ConcludeForm(request.POST or None, check=found, standing=standing)
    form.offer("核验", found)
    request.portal_form = form
    if form.is_valid():
        facts = {"opinion": form.cleaned_data["opinion"], "verdicts": form.verdicts}
        standards.conclude(found, by=request.user, on=clock.today(), **facts)
        messages.success(request, f"已核验，{plain(found.score)}分。")
        return redirect(found)
    context = {"check": found, "standing": standing, "form": form}
    return render(request, "studios/conclude_check.html", context)


def call_checks(request):
    """The office asks all studios for their self-check (布置自查)."""
    user, today = request.user, clock.today()
    require(user, "call", Standard)
    form = CallForm(
        request.POST or None,
        standards=Standard.objects.visible_to(user).in_use(),
        this_year=today.year,
    )
    form.cancel_url = reverse("studios:check_list")
    if form.is_valid():
        standard, year = form.cleaned_data["standard"], form.cleaned_data["year"]
        asked = standards.call(standard, by=user, year=year, on=today)
        messages.success(request, f"已通知{asked}家工作室自查{year}年“{standard}”。")
        return redirect(f"{form.cancel_url}?tab=with_studio&standard={standard.pk}&year={year}")
    return render(request, "studios/call_checks.html", {"form": form})


def print_check(request, pk):
    """The sheet of points as a Word file (考核评分表, D22)."""
    found = find(request, pk)
    if not found.is_concluded:
        raise NotAllowedNow("核验以后才能导出评分表。")
    return word_response(f"{found}评分表", score_sheet(standing_of(found, clock.today())))


def evidence(request, pk, mark):
    """What the studio has shown for one item (佐证), to be kept and not to be run."""
    marks = find(request, pk).marks.exclude(file="")
    row = get_object_or_404(marks, pk=mark)
    answer = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file_name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def find(request, pk):
    """The check, if this reader may see it."""
    seen = StandardCheck.objects.visible_to(request.user).select_related(*AROUND)
    return get_object_or_404(seen, pk=pk)
