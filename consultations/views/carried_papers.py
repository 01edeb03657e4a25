"""What members carry, on paper (导出): the slip of a relay (F03), the receipt (F04)."""

from consultations.actions import carried_papers
from consultations.views.broadcasts import broadcast_of
from consultations.views.relays import proof_of, relay_of
from core.views import word_response


def relay_paper(request, pk):
    """The slip of a word brought up (委员带话单, F03)."""
    found = relay_of(request, pk)
    return word_response(f"委员带话单{found.number}", carried_papers.slip(found, proof_of(found)))


def broadcast_paper(request, pk):
    """The receipt of what was carried down (带下去回执, F04)."""
    found = broadcast_of(request, pk)
    return word_response(
        f"带下去回执{found.held_on:%Y%m%d}-{found.pk}", carried_papers.receipt(found)
    )
