"""How far studios, townships and special committees are with what is expected (定额进度)."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core import clock
from core.access import can, require
from core.lists import Column, Listing
from core.views import listing_response
from scoring.clock import offered, period_of, read
from scoring.enums import Cycle, QuotaScope, Standing
from scoring.lineage import progress
from scoring.lineage.watched import studios_of, subjects_of
from scoring.models import Consequence, Quota
from studios.models.area import within

PAGES = {
    QuotaScope.STUDIO: "scoring:studio_conformance",
    QuotaScope.TOWNSHIP: "scoring:township_conformance",
    QuotaScope.COMMITTEE: "scoring:committee_conformance",
}
ABOVE = (QuotaScope.TOWNSHIP, QuotaScope.COMMITTEE)


def conformance_list(request):
    """Every studio whose progress the reader may see, with a light for each thing expected."""
    require(request.user, "view", Quota)
    user, when = request.user, _when(request)
    quotas = progress.quotas_of(user.committee_id, *PAGES)
    watched = studios_of(user).open_to_public()
    found = _board(quotas, QuotaScope.STUDIO, watched, user, when)
    listing = Listing(
        request.GET,
        tabs=_tabs(watched, found),
        default="all",
        search=("name__icontains", "area__name__icontains"),
        order=("code", "id"),
        columns=_columns(found),
        per_page=50,
    )
    context = {
        "title": "定额进度",
        "quotas": found.quotas,
        "rows": _lines(listing.rows, QuotaScope.STUDIO, found),
        "may_review": can(user, "view", Consequence),
        "others": [_above(scope, quotas, user, when) for scope in _above_studios(quotas)],
        **when,
    }
    return listing_response(request, listing, "scoring/conformance_list.html", context)


def studio_conformance(request, code):
    """What one studio did, owes and is missing."""
    return _conformance(request, QuotaScope.STUDIO, code)


def township_conformance(request, code):
    """What one township did and owes, and how the studios in it stand."""
    return _conformance(request, QuotaScope.TOWNSHIP, code)


def committee_conformance(request, code):
    """What one special committee did and owes, and how the studios it is charged with stand."""
    return _conformance(request, QuotaScope.COMMITTEE, code)


def _conformance(request, scope, code):
    user, when = request.user, _when(request)
    subject = get_object_or_404(subjects_of(scope, user), code=code)
    quotas = progress.quotas_of(user.committee_id, scope, QuotaScope.STUDIO)
    own = _board(quotas, scope, [subject], user, when)
    context = {"subject": subject, "scope": scope, "rows": own.rows[subject.pk], **when}
    if scope != QuotaScope.STUDIO:
        under = _studios_under(scope, subject, user).order_by("code")
        found = _board(quotas, QuotaScope.STUDIO, under, user, when)
        context["quotas"] = found.quotas
        context["studios"] = _lines(under, QuotaScope.STUDIO, found)
    return render(request, "scoring/conformance.html", context)


def _when(request):
    """The day, and the stretch that was asked for; for none or nonsense, the year that runs."""
    today = clock.today()
    period = read(request.GET.get("period", ""), today) or period_of(Cycle.YEAR, today)
    return {"today": today, "period": period, "offered": offered(today)}


def _board(quotas, scope, rows, user, when):
    ours = [quota for quota in quotas if quota.scope == scope]
    found = progress.subjects(scope, rows, ours)
    return progress.board(
        ours, found, committee_id=user.committee_id, on=when["today"], period=when["period"]
    )


def _above_studios(quotas):
    """The sorts above studios of which the county expects anything."""
    return [scope for scope in ABOVE if any(quota.scope == scope for quota in quotas)]


def _above(scope, quotas, user, when):
    rows = subjects_of(scope, user)
    found = _board(quotas, scope, rows, user, when)
    return {"label": scope.label, "quotas": found.quotas, "rows": _lines(rows, scope, found)}


def _studios_under(scope, subject, user):
    """The open studios in the places of a township, or in the charge of a special committee."""
    rows = studios_of(user).open_to_public()
    if scope == QuotaScope.TOWNSHIP:
        return rows.filter(area__in=within([subject.pk]))
    return rows.filter(special_committee=subject)


def _lines(subjects, scope, found):
    """Each with its page and its cells, one for every quota of the board."""
    return [
        {
            "subject": subject,
            "url": reverse(PAGES[scope], args=[subject.code]),
            "cells": [(quota, found.of(subject.pk, quota)) for quota in found.quotas],
        }
        for subject in subjects
    ]


def _tabs(watched, found):
    return {
        "red": ("未达标", watched.filter(pk__in=found.at(Standing.RED))),
        "amber": ("预警", watched.filter(pk__in=found.at(Standing.AMBER))),
        "all": ("全部", watched),
    }


def _columns(found):
    """The Excel file: done and owed of everything, in numbers and in a word."""
    columns = [Column("工作室", "name", width=28), Column("所在区域", "place", width=24)]
    for quota in found.quotas:
        columns += _columns_of(found, quota)
    overall = Column("总体", lambda studio: found.standing_of(studio.pk).label)
    return [*columns, overall]


def _columns_of(found, quota):
    def told(name):
        return lambda studio: getattr(found.of(studio.pk, quota), name, "")

    done = Column(f"{quota.label}完成（{quota.unit}）", told("done"))
    if quota.is_self_chosen:
        return [done]
    return [done, Column("应完成", told("target")), Column("状态", told("word"))]
