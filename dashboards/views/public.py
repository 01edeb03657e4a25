"""The public home."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Committee
from consultations.models.practice import default_of
from studios.models import Studio

SHOWN = 12


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door (首页): how to reach a member, and what became of a matter."""
    committee = Committee.objects.order_by("pk").first()
    studios = Studio.objects.open_to_public().filter(committee=committee).select_related("area")
    context = {
        "committee": committee,
        "studios": studios[:SHOWN],
        "steps": default_of(committee.pk).steps if committee else (),
    }
    return render(request, "dashboards/home.html", context)
