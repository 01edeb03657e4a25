"""What members carry, on paper (导出): the slip of a relay (F03), the receipt (F04)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from consultations.actions import carried_papers
from consultations.views.broadcasts import broadcast_of
from consultations.views.duty_papers import WORD
from consultations.views.relays import proof_of, relay_of


def relay_paper(request, pk):
    """The slip of a word brought up (委员带话单, F03)."""
    found = relay_of(request, pk)
    return _word(f"委员带话单{found.number}", carried_papers.slip(found, proof_of(found)))


def broadcast_paper(request, pk):
    """The receipt of what was carried down (带下去回执, F04)."""
    found = broadcast_of(request, pk)
    return _word(f"带下去回执{found.held_on:%Y%m%d}-{found.pk}", carried_papers.receipt(found))


def _word(name, content):
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.docx")
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})
