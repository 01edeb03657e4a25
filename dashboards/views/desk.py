"""My desk, and the search over everything I may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from dashboards.queues import queues_of
from dashboards.search import find


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """My desk (我的工作台): the steps that wait for me, and only those."""
    today = clock.today()
    context = {"queues": queues_of(request.user, today), "today": today}
    return render(request, "dashboards/desk.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search (搜索) over the matters, texts, studios and members that this reader may see."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:50]
    found = find(request.user, words) if words else []
    return render(request, "dashboards/search.html", {"q": words, "found": found})
