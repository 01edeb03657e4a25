"""The records behind a number of 定额进度: nobody fills in what can be opened."""

from operator import attrgetter

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core import clock
from scoring.clock import read
from scoring.enums import QuotaScope
from scoring.lineage import progress
from scoring.lineage.watched import subjects_of
from scoring.models import Quota
from scoring.views.conformance import PAGES

MOST = 200


def conformance_records(request, quota, pk, period):
    """What was counted for one quota of one subject; what the reader may not open is only told
    as a number."""
    user = request.user
    quota = get_object_or_404(Quota.objects.visible_to(user), code=quota)
    subject = get_object_or_404(subjects_of(quota.scope, user), pk=pk)
    stretch = read(period, clock.today(), progress.term_began(quota.committee_id, [quota]))
    if stretch is None:
        raise Http404
    parts = progress.records_of(quota, subject.pk, stretch)
    seen = [part.filter(pk__in=_visible(part, user)) for part in parts]
    total, open_ = (sum(part.count() for part in some) for some in (parts, seen))
    rows = [_named(record) for part in seen for record in part[:MOST]]
    context = {
        "quota": quota,
        "subject": subject,
        "period": stretch,
        "up": _up(quota, subject),
        "rows": sorted(rows, key=attrgetter("counted_on"), reverse=True)[:MOST],
        "total": total,
        "hidden": total - open_,
        "is_cut": open_ > MOST,
    }
    return render(request, "scoring/conformance_records.html", context)


def _named(record):
    """With what a clerk calls such a thing."""
    record.noun = record._meta.verbose_name
    return record


def _visible(part, user):
    return part.model._default_manager.visible_to(user).values("pk")


def _up(quota, subject):
    """The page the reader came from."""
    if quota.scope == QuotaScope.MEMBER:
        return {"label": "履职档案", "url": reverse("scoring:duty_file")}
    url = reverse(PAGES[QuotaScope(quota.scope)], args=[subject.code])
    return {"label": f"{subject}定额进度", "url": url}
