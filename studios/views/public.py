"""The public directory of studios (工作室名录), and what hangs on a studio's door."""

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core import clock
from core.access import can
from core.lists import Column, Listing
from core.views import listing_response
from studios.forms.filters import StudioFilter
from studios.models import Studio

COLUMNS = [
    Column("名称", "name", width=28),
    Column("所在区域", "area"),
    Column("地址", "address", width=36),
    Column("电话", "phone"),
    Column("接待时间", "hours", width=36),
    Column("状态", "get_status_display"),
]


@login_not_required
@require_safe
def studio_list(request):
    """All studios: by township, by kind, by name; the office also sees those not open."""
    is_inside = request.user.is_authenticated
    studios = Studio.objects.visible_to(request.user)
    tabs = {"open": ("正在接待", studios.open_to_public())}
    if is_inside:
        tabs |= {
            "preparing": ("筹建", studios.not_yet_open()),
            "closed": ("停用与摘牌", studios.out_of_use()),
        }
    tabs = {
        key: (label, rows.select_related("area", "committee").prefetch_related("kinds"))
        for key, (label, rows) in tabs.items()
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="open",
        filterset=StudioFilter,
        order=("code",),
        search=("name__icontains", "address__icontains", "area__name__icontains"),
        columns=COLUMNS,
        per_page=24,
    )
    return listing_response(request, listing, "studios/studio_list.html", {"title": "委员工作室"})


@login_not_required
@require_safe
def studio(request, code):
    """One studio: where, when, who; and the way in for a citizen. No private telephone numbers."""
    shown = _find(request, code)
    people = list(shown.people_on(clock.today()))
    is_keeper = request.user.is_authenticated and can(request.user, "edit", shown)
    context = {
        "studio": shown,
        "committee": shown.committee,
        "groups": _by_post(people),
        "kinds": shown.kinds.all(),
        "children": shown.children.open_to_public(),
        "is_keeper": is_keeper,
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
    """The sheet for the studio's door (二维码牌), A4."""
    shown = _find(request, code)
    context = {
        "studio": shown,
        "committee": shown.committee,
        "address": f"{settings.SITE_URL}{shown.public_url}",
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
