"""What is shown beside a form while somebody types: the matter may be here already (同类意见)."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from consultations.enums import IssueStatus
from consultations.lineage.likeness import Said, alike, alike_in_public, known_to
from consultations.views.issues import studios_to_register_for
from core import clock, ratelimit
from core.access import NotYours
from studios.enums import OPEN_TO_PUBLIC
from studios.models import Studio

# No more is read than the form takes.
LONGEST = {"title": 50, "body": 1000, "place": 100}
DIGITS = re.compile(r"[0-9]{1,15}")


@login_not_required
@never_cache
def door_likes(request, code):
    """At the studio's door: titles of published matters, and nothing else about them."""
    studio = get_object_or_404(Studio.objects.select_related("committee", "area"), code=code)
    said = _said(request, request.META.get("REMOTE_ADDR", ""))
    likes = []
    if said and studio.status in OPEN_TO_PUBLIC:
        likes = alike_in_public(said, studio=studio, on=clock.today())
    return render(request, "consultations/_door_likes.html", {"likes": likes})


@never_cache
def issue_likes(request):
    """Where staff enter a matter for somebody: what they may see themselves, with links."""
    studios = studios_to_register_for(request.user)
    if not studios.exists():
        raise NotYours("代为登记由工作室召集人、联络员或委员办理。")
    said = _said(request, f"user {request.user.pk}")
    likes = []
    if said:
        among = known_to(request.user, IssueStatus.REGISTERED, IssueStatus.REVIEWING)
        studio = _chosen(studios, request.POST.get("studio", ""))
        likes = alike(said, among, studio=studio, on=clock.today())
    return render(request, "consultations/_new_likes.html", {"likes": likes})


def _said(request, sender) -> Said | None:
    """What has been typed so far, if anything; nobody may ask all the time."""
    if request.method != "POST":
        return None
    ratelimit.check("like", sender)
    said = Said(*(request.POST.get(name, "")[:most] for name, most in LONGEST.items()))
    return said if any(said) else None


def _chosen(studios, asked):
    """The studio on the form, or the first that it offers."""
    studios = studios.select_related("area").order_by("pk")
    chosen = studios.filter(pk=asked).first() if DIGITS.fullmatch(asked) else None
    return chosen or studios.first()
