"""The papers of duty as files (导出): a month's roster, reception register and log."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from consultations.actions.duty_papers import PAPERS, title_of, word
from consultations.models import Roster
from core.views import excel_response, word_response

ROSTER = "roster"


def duty_paper(request, code, year, month, paper, ending):
    """A month on paper (D01、D02); registers and logs are for those who oversee the studio."""
    rosters = Roster.objects.visible_to(request.user)
    if paper != ROSTER:
        rosters = rosters.books_open_to(request.user)
    if paper not in PAPERS or ending not in WRITERS:
        raise Http404
    rosters = rosters.select_related("studio__committee")
    roster = get_object_or_404(rosters, studio__code=code, month=_first_of(year, month))
    return WRITERS[ending](paper, roster, request.user)


def _word(paper, roster, reader):
    kind = PAPERS[paper]
    return word_response(title_of(kind, roster), word(kind, paper, roster, reader))


def _excel(paper, roster, reader):
    form = PAPERS[paper]
    return excel_response(title_of(form, roster), form.columns, form.lines(roster, reader))


WRITERS = {"docx": _word, "xlsx": _excel}


def _first_of(year, month):
    try:
        return date(year, month, 1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
