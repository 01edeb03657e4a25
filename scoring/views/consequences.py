"""What the points of some years propose (结果运用): for the office's eyes and judgement only."""

from django.shortcuts import render

from core import clock
from core.access import require
from core.lists import Column, Listing
from core.views import listing_response
from scoring import assessments
from scoring.models import Consequence
from studios.models import Member


def consequence_list(request):
    """The members whose points, by the county's scheme, ask for a talk or more; nothing follows
    from this list by itself."""
    require(request.user, "view", Consequence)
    county = request.user.committee_id
    asked = request.GET.get("year", "")
    review = assessments.review(county, asked=asked, on=clock.today())
    if review.year is None:
        return render(request, "scoring/consequence_list.html", {"title": "结果运用建议"})
    found = {one.member.pk: one for one in review.rows}
    listing = _listing(request, county, found)
    context = {
        "title": f"{review.year}年结果运用建议",
        "review": review,
        "rows": [found[member.pk] for member in listing.rows],
    }
    return listing_response(request, listing, "scoring/consequence_list.html", context)


def _listing(request, county, found):
    members = Member.objects.filter(committee_id=county, pk__in=found)
    tabs = {"all": ("全部", members)}
    for one in sorted({one.consequence for one in found.values()}, key=lambda row: row.below):
        keys = [pk for pk, row in found.items() if row.consequence == one]
        tabs[one.code] = (one.label, members.filter(pk__in=keys))
    return Listing(
        request.GET,
        tabs=tabs,
        default="all",
        search=("name__icontains",),
        order=("pinyin", "id"),
        columns=[
            Column("姓名", "name"),
            Column("界别", lambda member: found[member.pk].member.sector or ""),
            Column("单位及职务", "post", width=30),
            Column("建议", lambda member: found[member.pk].consequence.label),
            Column("依据", lambda member: found[member.pk].basis, width=40),
        ],
        per_page=50,
    )
