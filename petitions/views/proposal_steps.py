"""One page per verb of a proposal (提案)."""

from core.views import step
from petitions.actions import proposals
from petitions.forms.proposals import NotFiledForm
from petitions.forms.reports import OptionalRemarkForm, RemarkForm
from petitions.views.proposals import find


def _taken(request, pk, verb, done, form_class=None):
    proposal = find(request, pk)
    deed = getattr(proposals, verb)
    return step(
        request,
        proposal,
        verb,
        form_class=form_class,
        done=done,
        action=lambda asked: deed(proposal, by=request.user, **asked),
    )


def submit_proposal(request, pk):
    """Hand it in (提交)."""
    return _taken(request, pk, "submit", "已提交，请等待审查。")


def send_back_proposal(request, pk):
    """Ask the author to complete it (退回补充)."""
    return _taken(request, pk, "send_back", "已退回，提案人已收到您的意见。", RemarkForm)


def file_proposal(request, pk):
    """Put it on file (立案)."""
    return _taken(request, pk, "file", "已立案，请接着交办。", OptionalRemarkForm)


def not_file_proposal(request, pk):
    """It is no proposal (不予立案)."""
    return _taken(request, pk, "not_file", "已按不予立案处理，提案人已收到原因。", NotFiledForm)
