"""One page from any thing: from where it comes and what became of it (来龙去脉)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from core import clock
from petitions.lineage.kinship import NOUNS, picture_of


def kinship(request, noun, pk):
    """The whole family of a matter, as plain text that can be read aloud."""
    model = NOUNS.get(noun)
    if model is None:
        raise Http404
    found = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    page = {"thing": found, "picture": picture_of(found, request.user, clock.today())}
    return render(request, "petitions/kinship.html", page)
