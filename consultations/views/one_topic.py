"""A topic with everything its pages say of it."""

from django.shortcuts import get_object_or_404

from consultations.lineage.topics import with_looks
from consultations.models import Topic


def topic_of(request, pk):
    """The topic, if this person may see it."""
    mine = Topic.objects.visible_to(request.user).select_related(
        "committee",
        "studio__area__parent",
        "studio__committee",
        "mechanism",
        "lead",
        "category__parent",
        "proposed_by",
        "reason",
        "merged_into",
    )
    return get_object_or_404(with_looks(mine), pk=pk)
