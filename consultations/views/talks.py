"""What a posting shows to anybody (公开页面): what it is about, what people say, room to say it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from consultations.actions import postings
from consultations.enums import PostingKind, Stance
from consultations.forms.talks import CommentForm
from consultations.models import Posting
from consultations.views.door import sent_from_the_street
from core import clock

MOST_SHOWN = 200
SAID = "留言已收到，工作室一般在1个工作日内审核，审核后在本页公开。"


@login_not_required
@never_cache
def talk(request, pk):
    """A call, a talk or a notice as everybody reads it; readable when its time is over."""
    today = clock.today()
    rows = Posting.objects.public(today).select_related("studio__committee", "committee")
    found = get_object_or_404(rows, pk=pk)
    form = CommentForm(*sent_from_the_street(request))
    request.portal_form = form
    if form.is_valid():
        postings.say(found, **form.cleaned_data)
        messages.success(request, SAID)
        return redirect("consultations:talk", found.pk)
    is_call = found.kind == PostingKind.CALL
    page = {
        "posting": found,
        "committee": found.committee,
        "state": found.state_on(today),
        "is_open": today <= found.closes_on,
        "door_url": f"{found.studio.public_url}?posting={found.pk}" if is_call else "",
        "comments": found.comments.shown()[:MOST_SHOWN],
        "stances": _counted(found),
        "form": form,
        "inside_url": _inside(request.user, found),
    }
    return render(request, "consultations/talk.html", page)


def _counted(found) -> list[tuple[str, int]]:
    """How many of the shown comments say what; nothing where nobody took a side."""
    shown = found.comments.shown()
    counts = shown.aggregate(**{s.value: Count("pk", filter=Q(stance=s)) for s in Stance})
    return [(s.label, counts[s.value]) for s in Stance if counts[s.value]]


def _inside(user, found) -> str:
    """The way to the staff's page for those of the county."""
    is_inside = getattr(user, "committee_id", None) == found.committee_id
    return reverse("consultations:posting", args=[found.pk]) if is_inside else ""
