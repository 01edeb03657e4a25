"""How much was carried up and down in a year (带话统计): the two are counted apart."""

from datetime import date
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from consultations.enums import BroadcastKind, DispatchMode, RelayResult
from consultations.lineage.carried import tables, total_of
from consultations.models import Broadcast, Relay
from core import clock
from core.access import NotYours
from core.excel import Column
from core.views import excel_response

FIRST_YEAR, LAST_YEAR = 2000, 2100

# The key of a count, what it is called, and the rest of the address of its records.
Named = tuple[str, str, dict[str, str]]


def relay_figures(request):
    """The year in figures, each number with its records behind it; or the same as Excel."""
    if not request.user.has_perm("consultations.count_relay"):
        raise NotYours("带话统计由政协办公室、领导、镇（街道）党委和工作室召集人、联络员查看。")
    year = _year(request.GET.get("year", ""))
    days = (date(year, 1, 1), date(year, 12, 31))
    relays = Relay.objects.overseen_by(request.user).filter(registered_at__date__range=days)
    told = Broadcast.objects.overseen_by(request.user).confirmed().filter(held_on__range=days)
    lines = tables(relays, told)
    total = total_of(lines)
    if request.GET.get("format") == "xlsx":
        return excel_response(f"{year}年委员带话统计", COLUMNS, [*lines, total])
    page = {
        "year": year,
        "this_year": clock.today().year,
        "up": _up(total.up, days),
        "down": _down(total.down, days),
        "columns": COLUMNS,
        "rows": [[column.of(line) for column in COLUMNS] for line in [*lines, total] if lines],
    }
    return render(request, "consultations/relay_figures.html", page)


def _year(text: str) -> int:
    """The year asked for, or this one."""
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else clock.today().year


def _up(counts, days):
    """Brought up: all, by result, by way."""
    named: list[Named] = [("total", "带上来件数", {})]
    named += [(r.value, r.label, {"result": r.value}) for r in RelayResult]
    named += [(m.value, m.label, {"mode": m.value}) for m in DispatchMode]
    return [_figure("relay_list", "all", counts[key], label, q, days) for key, label, q in named]


def _down(counts, days):
    """Carried down: all, how many heard it, by kind."""
    named: list[Named] = [("total", "带下去件数", {}), ("reached", "覆盖人次", {})]
    named += [(k.value, k.label, {"kind": k.value}) for k in BroadcastKind]
    return [
        _figure("broadcast_list", "confirmed", counts[key], label, q, days)
        for key, label, q in named
    ]


def _figure(name, tab, number, label, query, days):
    since, until = (day.isoformat() for day in days)
    words = urlencode({"tab": tab, **query, "since": since, "until": until})
    return {
        "number": number,
        "label": label,
        "url": f"{reverse(f'consultations:{name}')}?{words}",
    }


def _of(side, key):
    return lambda line: getattr(line, side).get(key, 0)


COLUMNS = [
    Column("工作室", "name", width=28),
    Column("带上来件数", _of("up", "total"), width=12),
    *(Column(r.label, _of("up", r.value), width=12) for r in RelayResult),
    # With these two every row adds up to what was brought up.
    Column("尚未交办", _of("up", "waiting"), width=12),
    Column("不予转办", _of("up", "declined"), width=12),
    *(Column(m.label, _of("up", m.value), width=12) for m in DispatchMode),
    Column("带下去件数", _of("down", "total"), width=12),
    Column("覆盖人次", _of("down", "reached"), width=12),
]
