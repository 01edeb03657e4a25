"""The studio's door (扫码入口): who sits here, and the form with which a matter comes in."""

import logging
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from consultations.actions import issues
from consultations.enums import PostingKind, Source
from consultations.forms.door import DoorForm
from consultations.lineage.talks import open_talks
from consultations.models import Posting
from core import clock, ratelimit
from studios.enums import OPEN_TO_PUBLIC
from studios.models import Studio

log = logging.getLogger(__name__)

SLIP = "slip"
# A key as it stands in an address.
DIGITS = re.compile(r"[0-9]{1,15}")


@login_not_required
@never_cache
def door(request, code):
    """The page behind the QR code on a studio's door (点单)."""
    studio = get_object_or_404(Studio.objects.select_related("committee", "area"), code=code)
    request.session.setdefault(SLIP, None)  # the slip must find its reader after a double click
    form = DoorForm(*sent_from_the_street(request))
    request.portal_form = form
    is_open = studio.status in OPEN_TO_PUBLIC
    call = _call(studio, request.GET.get("posting", ""))
    if is_open and form.is_valid():
        source = Source.WEB if call else Source.QR
        issue, tracking_code = issues.raise_issue(
            studio, source=source, posting=call, **form.matter
        )
        return hand_over(request, issue, tracking_code)
    page = {
        "studio": studio,
        "committee": studio.committee,
        "people": studio.people(),
        "is_open": is_open,
        "call": call,
        "talks": open_talks(studio, clock.today()) if is_open else (),
        "form": form,
    }
    return render(request, "consultations/door.html", page)


@login_not_required
@never_cache
def raised(request, code):
    """The slip with number and tracking code (受理回执): shown once, and never again."""
    studio = get_object_or_404(Studio.objects.select_related("committee"), code=code)
    slip = request.session.get(SLIP)
    if slip:
        request.session[SLIP] = None
    page = {
        "studio": studio,
        "committee": studio.committee,
        "slip": slip,
        "track_url": f"{settings.SITE_URL}/track/",
    }
    return render(request, "consultations/raised.html", page)


def hand_over(request, issue, tracking_code, *, shift=None, guidance=None):
    """Keep the slip for the next page, and nowhere else; from a duty desk, the way back to it."""
    request.session[SLIP] = {
        "number": issue.number,
        "code": tracking_code,
        "title": issue.title,
        "pk": issue.pk,
        "has_contact": hasattr(issue, "contact"),
        "shift": shift and shift.pk,
        "is_answered": bool(issue.answer),
        "guidance": guidance and {"words": guidance.guidance, "door": guidance.door},
    }
    return redirect("consultations:raised", issue.studio.code)


def _call(studio, asked):
    """The call for matters (网上征集) that this one answers; one that is over is overlooked."""
    calls = Posting.objects.open_on(clock.today()).filter(studio=studio, kind=PostingKind.CALL)
    return calls.filter(pk=asked).first() if DIGITS.fullmatch(asked) else None


def sent_from_the_street(request):
    """What was sent, if anything; so many from one address and no more."""
    if request.method != "POST":
        return ()
    address = request.META.get("REMOTE_ADDR", "")
    soft = settings.RATE_LIMITS.get("submit_soft")
    if soft and not ratelimit.allow("submit_soft", address, *soft):
        log.warning("many matters are being raised from one address")
    ratelimit.check("submit", address)
    return request.POST, request.FILES
