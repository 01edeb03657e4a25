"""Rosters (值班表): all studios' months at a glance, and the month of one studio."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from accounts.predicates import is_office
from audit import trail
from consultations.actions.months import people_of
from consultations.enums import RosterStatus
from consultations.models import DutyRule, DutySeat, Roster
from consultations.models.roster import looked_after_by, staffed_by, with_rosters
from consultations.permissions import runs_studio
from consultations.views.month import weeks_of
from core import clock
from core.access import may_now
from core.lists import Column, Listing
from core.views import listing_response
from core.workdays import add_months
from studios.models import Studio

FIRST_YEAR, LAST_YEAR = 2001, 2098


def _state(studio) -> str:
    return RosterStatus(studio.roster_status).label if studio.roster_status else "未排"


COLUMNS = [
    Column("工作室", "name", width=32),
    Column("所在区域", "area.name"),
    Column("值班表", _state),
    Column("班次", lambda studio: studio.shift_count or 0),
]


def duty_list(request):
    """This month and the next of every studio whose duty this person looks after."""
    today = clock.today()
    month, following = today.replace(day=1), add_months(today.replace(day=1), 1)
    studios = looked_after_by(request.user).select_related("area", "committee")
    this, coming = with_rosters(studios, month), with_rosters(studios, following)
    tabs = {
        "this": (f"本月（{month.month}月）", this),
        "next": (f"下月（{following.month}月）", coming),
        "missing": ("下月未排", coming.filter(roster_status=None)),
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="this",
        search=("name__contains", "area__name__contains"),
        order=("code", "id"),
        columns=COLUMNS,
    )
    page = {
        "title": "值班",
        "kept": staffed_by(request.user),
        "reads_all": is_office(request.user),
        "month": month if listing.tab == "this" else following,
    }
    return listing_response(request, listing, "consultations/duty_list.html", page)


@login_not_required
def roster(request, code, year, month):
    """Who sits at a studio in a month; once published, for everybody."""
    found = roster_of(request, code, year, month, for_public=True)
    today, studio = clock.today(), found.studio
    keeps = is_keeper(request.user, studio)
    before, after = (found.around.get(add_months(found.month, n)) for n in (-1, 1))
    weeks = weeks_of(found.month, _shifts(found), today, for_keepers=keeps)
    lines = [line for week in weeks for day in week if day for line in day.lines]
    page = {
        "roster": found,
        "studio": studio,
        "weeks": weeks,
        "has_shifts": bool(lines),
        "gaps": sum(line.gap for line in lines) if keeps else 0,
        "may": _may(request.user, found, today),
        "keeps": keeps,
        "is_inside": getattr(request.user, "committee_id", None) == studio.committee_id,
        "has_books": keeps or _has_books(request.user, found),
        "people": people_of(studio, found.month) if keeps else (),
        "has_rules": keeps and (lines or DutyRule.objects.filter(studio=studio, is_active=True)),
        "history": trail.history_of(found) if keeps and found.pk else (),
        "before": before,
        "after": after,
    }
    return render(request, "consultations/roster.html", page)


def roster_of(request, code: str, year: int, month: int, *, for_public: bool = False) -> Roster:
    """The roster, if this person may read it; the studio's staff and the office also see a month
    that has none yet. It knows its neighbours that may be read (`around`)."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        raise Http404
    studios = Studio.objects.visible_to(request.user)
    rosters = Roster.objects.visible_to(request.user)
    if for_public:
        studios |= Studio.objects.open_to_public()
        rosters |= Roster.objects.public()
    studio = get_object_or_404(studios.select_related("committee", "area"), code=code)
    first = date(year, month, 1)
    near = [add_months(first, n) for n in (-1, 0, 1)]
    known = {row.month: row for row in rosters.filter(studio=studio, month__in=near)}
    if is_keeper(request.user, studio):
        known = {month: Roster(studio=studio, month=month) for month in near} | known
    if first not in known:
        raise Http404
    for one in known.values():
        one.studio = studio
    known[first].around = known
    return known[first]


def is_keeper(user, studio: Studio) -> bool:
    """Makes the roster, or looks after all rosters of the county."""
    return user.is_authenticated and (runs_studio(user, studio) or is_office(user, studio))


def _has_books(user, found: Roster) -> bool:
    """Oversees the studio, and so reads its reception register and its log."""
    if not user.is_authenticated or found.pk is None:
        return False
    return Roster.objects.books_open_to(user).filter(pk=found.pk).exists()


def _may(user, found: Roster, today: date) -> dict[str, bool]:
    """The buttons that work: of a month that is not over, by those who may."""
    if not user.is_authenticated or add_months(found.month, 1) <= today:
        return {}
    verbs = ("generate", "arrange", "publish")
    return {verb: may_now(user, verb, found) for verb in verbs}


def _shifts(found: Roster):
    if found.pk is None:
        return []
    seats = Prefetch("seats", DutySeat.objects.select_related("member"))
    shifts = found.shifts.order_by("on", "starts_at", "id")
    return shifts.select_related("rule", "group").prefetch_related(seats)
