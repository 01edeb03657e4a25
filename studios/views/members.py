"""The directory of members (委员名录), for everybody who signs in."""

from django.shortcuts import get_object_or_404, render

from core import clock
from core.access import can
from core.lists import Column, Listing
from core.views import listing_response
from studios.forms.filters import MemberFilter
from studios.models import Member

COLUMNS = [
    Column("姓名", "name"),
    Column("性别", "gender", width=8),
    Column("单位及职务", "post", width=40),
    Column("界别", lambda member: member.sector or "", width=20),
    Column("专委会", lambda member: member.special_committee or "", width=24),
    Column("党派", "party"),
    Column("常委", "is_standing", width=8),
    Column("届次", "term"),
]


def member_list(request):
    """Members of the CPPCC and invited members, found by name, sound or post."""
    members = Member.objects.visible_to(request.user).select_related("sector", "special_committee")
    listing = Listing(
        request.GET,
        tabs={"members": ("委员", members.cppcc()), "invited": ("特邀", members.invited())},
        default="members",
        filterset=MemberFilter,
        search=("name__icontains", "pinyin__icontains", "post__icontains"),
        order=("pinyin", "id"),
        columns=COLUMNS,
    )
    return listing_response(request, listing, "studios/member_list.html", {"title": "委员名录"})


def member(request, pk):
    """One member: post, sector, and where they belong."""
    found = Member.objects.visible_to(request.user).select_related("sector", "special_committee")
    shown = get_object_or_404(found, pk=pk)
    context = {
        "member": shown,
        "affiliations": shown.affiliations.select_related("studio").order_by("ends_on", "role"),
        "today": clock.today(),
        "may_see_phone": can(request.user, "phone", shown),
    }
    return render(request, "studios/member.html", context)
