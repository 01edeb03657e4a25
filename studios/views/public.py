"""The public directory of studios (工作室名录), and what hangs on a studio's door."""

from functools import partial

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from core import clock
from core.access import can
from core.lists import Column, Listing
from core.panels import panels_of
from core.views import listing_response
from studios.forms.directory import StudioFilter, matching
from studios.lineage.directory import WAYS
from studios.lineage.openings import facts_of
from studios.models import Studio

COLUMNS = [
    Column("名称", "name", width=28),
    Column("所在区域", "place", width=24),
    Column("地址", "address", width=36),
    Column("电话", "phone"),
    Column("接待时间", "hours", width=36),
    Column("状态", "get_status_display"),
]


# No county has more; a page of them all is still read in one go.
MOST = 500
SIZES = ("a4", "a3")
# From here on members' posts are left off the poster, so that it stays one sheet.
CROWD = 24


@login_not_required
@require_safe
def studio_list(request):
    """All studios: by place, by kind, by name; the office also sees those not open."""
    listing = Listing(
        request.GET,
        tabs=_tabs(request.user),
        default="open",
        filterset=partial(StudioFilter, county=getattr(request.user, "committee_id", None)),
        order=("code",),
        search=matching,
        columns=COLUMNS,
        per_page=MOST,
    )
    by = request.GET.get("by", "")
    by = by if by in WAYS else "place"
    context = {
        "title": "委员工作室",
        "may_found": can(request.user, "found", Studio),
        "ways": [(key, label, key == by) for key, (label, _) in WAYS.items()],
        "heaps": SimpleLazyObject(lambda: WAYS[by][1](listing.rows)),
    }
    return listing_response(request, listing, "studios/studio_list.html", context)


def _tabs(user):
    studios = Studio.objects.visible_to(user)
    tabs = {"open": ("正在接待", studios.open_to_public())}
    if user.is_authenticated:
        tabs |= {
            "preparing": ("筹建", studios.not_yet_open()),
            "closed": ("停用与摘牌", studios.out_of_use()),
        }
    return {
        key: (label, rows.select_related("committee").prefetch_related("kinds"))
        for key, (label, rows) in tabs.items()
    }


@login_not_required
@require_safe
def studio(request, code):
    """One studio (网上工作室): where, when, who, what came of it; the way in for a citizen. No
    private telephone numbers."""
    shown, today, user = _find(request, code), clock.today(), request.user
    is_inside = getattr(user, "committee_id", None) == shown.committee_id
    context = {
        "studio": shown,
        "committee": shown.committee,
        "groups": _by_post(shown.people_on(today).select_related("member__sector")),
        "kinds": shown.kinds.all(),
        "covers": shown.covers.all(),
        "children": shown.children.open_to_public(),
        "facts": facts_of(shown, shown.openings.all(), settings.SITE_URL, today),
        "panels": panels_of(shown, user, today),
        "is_inside": is_inside,
        "is_keeper": is_inside and can(user, "keep", shown),
    }
    return render(request, "studios/studio.html", context)


@login_not_required
@require_safe
def qr(request, code):
    """The studio's QR code (二维码), to be printed at any size."""
    address = f"{settings.SITE_URL}{_find(request, code).public_url}"
    picture = segno.make(address, error="q").svg_inline(scale=8, border=4, omitsize=True)
    return HttpResponse(
        picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        content_type="image/svg+xml",
    )


@login_not_required
@require_safe
def poster(request, code):
    """The sheet for the studio's door (二维码牌, D26): A4 or A3, one page."""
    shown, size = _find(request, code), request.GET.get("size")
    people = list(shown.people_on(clock.today()))
    context = {
        "studio": shown,
        "committee": shown.committee,
        "groups": _by_post(people),
        "is_crowd": len(people) > CROWD,
        "address": f"{settings.SITE_URL}{shown.public_url}",
        "size": size if size in SIZES else SIZES[0],
    }
    return render(request, "studios/poster.html", context)


def _find(request, code):
    """A studio that this reader may see; those open to the public are open to everybody."""
    studios = Studio.objects.visible_to(request.user) | Studio.objects.open_to_public()
    around = ("area", "committee", "parent", "special_committee")
    return get_object_or_404(studios.select_related(*around), code=code)


def _by_post(people):
    """The people of a studio under their posts, conveners first."""
    groups: dict[str, list] = {}
    for affiliation in people:
        groups.setdefault(affiliation.get_role_display(), []).append(affiliation.member)
    return list(groups.items())
