"""What the portal is compared with, in the same run: almost nothing, and a plain page of rows."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from consultations.models import Issue

# A new project's own middleware: what every page for signed-in people needs anywhere.
PLAIN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = """<!doctype html><html lang="zh-CN"><title>意见</title><p>{{ request.user.name }}</p>
<table>{% for row in rows %}<tr><td><a href="{% url 'consultations:issue' row.pk %}">{{ row.title }}
</a> {{ row.number }}</td><td>{{ row.studio.name }}</td><td>{{ row.get_source_display }}</td>
<td>{{ row.raised_at|date:"n月j日" }}</td><td>{{ row.get_status_display }}</td>
<td>{{ row.triage_due_on|date:"n月j日" }}</td></tr>{% endfor %}</table></html>"""


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing at all."""
    return HttpResponse("ok")


def page(request: HttpRequest) -> HttpResponse:
    """Twenty-five rows by keyset, in a table, for whoever is signed in."""
    county = getattr(request.user, "committee_id", None)
    rows = Issue.objects.filter(committee=county).select_related("studio")
    rows = rows.order_by("-raised_at", "-id")[:25]
    template = engines["django"].from_string(PAGE) if not _pages else _pages[0]
    _pages[:] = [template]
    return HttpResponse(template.render({"rows": rows}, request))


_pages: list = []

urlpatterns = [
    path("bench/empty/", empty),
    path("bench/page/", page),
    path("", include("studioportal.urls")),
]
