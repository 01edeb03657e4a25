"""Lists of members from Excel (名单导入): brought, looked at, confirmed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from core import clock, ratelimit
from core.access import require
from core.fields import LONGEST_KEY
from core.lists import Tab
from core.views import EXCEL
from studios.actions import rolls
from studios.forms.rolls import RollForm
from studios.models import Roll

PER_PAGE = 50
RECENT = 10
TABS = {
    "faulty": "有错误",
    "undecided": "待确认",
    "new": "新增",
    "changed": "更新",
    "same": "没有变化",
}


def bring_roll(request):
    """Upload a list (导入名单); what it would do is shown before anything is done."""
    require(request.user, "bring", Roll)
    is_sent = request.method == "POST"
    form = RollForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        ratelimit.check("upload", request.META.get("REMOTE_ADDR", ""))
        if roll := _read(form, request.user):
            return redirect(roll)
    recent = Roll.objects.visible_to(request.user)[:RECENT]
    return render(request, "studios/bring_roll.html", {"form": form, "recent": recent})


def _read(form, by):
    file = form.cleaned_data["file"]
    try:
        return rolls.read(file, by=by, name=file.name)
    except ValidationError as error:
        form.add_error("file", error)
        return None


@require_safe
def roll_template(request):
    """The empty list, with this county's own choices in its drop-downs (下载模板)."""
    require(request.user, "bring", Roll)
    committee = request.user.committee
    return _file(rolls.template(committee), f"{committee.short_name}委员名单模板.xlsx")


@require_safe
def roll(request, pk):
    """What a list would do, row by row (导入预览); once it is in, what it has done."""
    shown = _find(request, pk)
    if not shown.rows:
        return render(request, "studios/roll_done.html", {"roll": shown})
    preview = rolls.judge(shown, on=clock.today())
    counts = preview.counts
    tab, tabs = _tabs(counts, request.GET.get("tab", ""))
    page = Paginator(preview.of(tab), PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.studios = preview.studios_of(row)
    context = {"roll": shown, "preview": preview, "tab": tab, "tabs": tabs, "page": page}
    return render(request, "studios/roll.html", context | {"counts": dict(counts)})


def _tabs(counts, wanted):
    """The tab that is asked for, else the first that needs somebody; and all that hold a row."""
    tab = wanted if wanted in TABS else next((key for key in TABS if counts[key]), "new")
    return tab, [
        Tab(f"?tab={key}", label, str(counts[key]), key == tab, key)
        for key, label in TABS.items()
        if counts[key] or key == tab
    ]


@require_safe
def roll_faults(request, pk):
    """The list with its faulty cells in red, to be mended and brought again (下载有误的表)."""
    shown = _find(request, pk)
    preview = rolls.judge(shown, on=clock.today())
    name = f"{shown.name.rpartition('.')[0] or shown.name}（标出问题）.xlsx"
    return _file(rolls.marked(rolls.table_of(shown), preview), name)


@require_POST
def decide_roll(request, pk):
    """Say who is who (确认是否同一人)."""
    shown = _find(request, pk)
    sent = request.POST
    choices = {n: sent.get(f"row-{n}", "") for n in sent.getlist("shown") if n.isdecimal()}
    if sent.get("all") == rolls.OTHER_PERSON:
        choices = dict.fromkeys(choices, rolls.OTHER_PERSON)
    choices = {n: text for n, text in choices.items() if text and len(text) < LONGEST_KEY}
    rolls.decide(shown, by=request.user, choices=choices)
    return redirect(shown)


@require_POST
def enter_roll(request, pk):
    """Write the list into the directory (确认导入)."""
    shown = _find(request, pk)
    try:
        rolls.enter(shown, by=request.user, on=clock.today())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"已导入：新增{shown.added}人，更新{shown.changed}人。")
    return redirect(shown)


def _find(request, pk):
    return get_object_or_404(
        Roll.objects.visible_to(request.user).select_related("committee"), pk=pk
    )


def _file(content, name):
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content, content_type=EXCEL, headers={"Content-Disposition": disposition or ""}
    )
