"""What experts and residents say, written down by the studio (登记审查、表决), and its papers."""

from pathlib import PurePath

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from consultations.actions import votes
from consultations.actions.raising import CONTENT_TYPES
from consultations.enums import GateKind
from consultations.forms.outcomes import ReviewForm, VoteForm
from consultations.lineage.gates import share_in_words
from consultations.models import Vote
from consultations.views.page import made
from consultations.views.topics import topic_of
from core import clock
from core.views import word_response


def record_review_topic(request, pk):
    """Write down what the experts say (登记审查)."""
    return _record(request, pk, GateKind.REVIEW, ReviewForm, votes.record_review)


def record_vote_topic(request, pk):
    """Write down how residents voted (登记表决)."""
    return _record(request, pk, GateKind.VOTE, VoteForm, votes.record_vote)


def _record(request, pk, kind, form_class, action):
    topic = topic_of(request, pk)
    gate = votes.refuse_unless_asked(topic, kind, by=request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*sent, initial={"held_on": clock.today()})
    form.offer(f"登记{gate}", topic)
    request.portal_form = form
    if made(form, lambda data: action(topic, by=request.user, **data)):
        messages.success(request, f"已登记{gate}。")
        return redirect(topic)
    page = {
        "obj": topic,
        "step": {"label": f"登记{gate}"},
        "form": form,
        "rule": share_in_words(gate) if kind == GateKind.VOTE else "",
    }
    return render(request, "consultations/record_step.html", page)


def vote_sheet(request, pk, vote_pk):
    """The result sheet (居民表决单) for Word, to be signed and hung up."""
    vote = _vote(request, pk, vote_pk)
    title = f"{vote.topic.number}居民表决单第{vote.round}轮"
    return word_response(title, votes.vote_sheet(vote))


@never_cache
def vote_photo(request, pk, vote_pk):
    """The photo of a vote, to whoever may read the topic; never run by a browser."""
    vote = _vote(request, pk, vote_pk)
    if not vote.photo:
        raise Http404
    ending = PurePath(vote.photo.name).suffix.removeprefix(".")
    response = FileResponse(
        vote.photo.open("rb"),
        as_attachment=True,
        filename=f"表决现场.{ending}",
        content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _vote(request, pk, vote_pk):
    mine = Vote.objects.visible_to(request.user).select_related("topic__studio", "recorded_by")
    return get_object_or_404(mine, topic=pk, pk=vote_pk)
