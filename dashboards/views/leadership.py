"""The leaders' board: every number opens its records."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import clock
from core.excel import Column
from core.lists import Listing
from core.templatetags.portal import status_text
from core.views import listing_response
from dashboards import figures
from dashboards.forms import PeriodForm

TITLES = {"funnel": "闭环漏斗", "supervision": "督办（今日）", "outcomes": "成果"}
TONES = {"late": "red", "untriaged": "red", "near": "yellow", "rehandling": "yellow"}
ORDER = {
    "Issue": ("-raised_at", "-id"),
    "Topic": ("-proposed_at", "-id"),
    "Activity": ("-held_on", "-id"),
    "ConsensusItem": ("-id",),
    "Assignment": ("-dispatched_at", "-id"),
    "OpinionReport": ("-created_at", "-id"),
}

COLUMNS = [
    Column("事项", str, url=lambda row: row.get_absolute_url(), width=40),
    Column("编号", lambda row: getattr(row, "number", "")),
    Column("状态", status_text),
]


def _may_see_board(request: HttpRequest) -> None:
    if not request.user.has_perm("dashboards.see_board"):
        raise PermissionDenied("数据看板由政协领导、签发人和办公室查看。")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The leaders' board (数据看板): is the loop closing, and where is it silent."""
    _may_see_board(request)
    today = clock.today()
    form = PeriodForm(request.GET or None)
    period = form.period(today)
    known = figures.all_figures(period, today)
    counts = figures.numbers(known, request.user)
    groups = [
        (TITLES[name], [_card(fig, counts[fig.key], period) for fig in make(period, today)])
        for name, make in figures.GROUPS.items()
    ]
    late = figures.late(request.user, today)
    context = {
        "groups": groups,
        "period": period,
        "today": today,
        "rates": figures.rates(period, request.user, today),
        "late_units": figures.late_by("lead_unit", late),
        "late_studios": figures.late_by("studio", late),
    }
    return render(request, "dashboards/board.html", context)


def _card(figure: figures.Figure, count: int, period: figures.Period) -> dict:
    url = f"{reverse('dashboards:figure', args=[figure.key])}?{_query(period)}"
    tone = TONES.get(figure.key, "") if count else ""
    return {"number": count, "label": figure.label, "url": url, "note": "", "tone": tone}


@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """The records behind one number of the board."""
    _may_see_board(request)
    today = clock.today()
    period = PeriodForm(request.GET or None).period(today)
    found = figures.all_figures(period, today).get(key)
    if found is None:
        raise Http404
    listing = Listing(
        request.GET,
        tabs={"all": ("全部", figures.records(found, request.user))},
        default="all",
        order=ORDER[found.model.__name__],
        columns=COLUMNS,
    )
    context = {
        "title": found.label,
        "meaning": found.meaning,
        "up": {"label": "数据看板", "url": f"{reverse('dashboards:board')}?{_query(period)}"},
        "empty": "这个时段没有记录",
        "hint": "可以回到数据看板换一个时段。",
    }
    return listing_response(request, listing, "core/list.html", context)


def _query(period: figures.Period) -> str:
    return urlencode({"since": period.since.isoformat(), "until": period.until.isoformat()})
