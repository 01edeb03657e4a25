"""What may be secret: hidden, cleared, or taken to the office on paper."""

from django.views.decorators.cache import never_cache

from consultations.actions import issues, off_line
from consultations.forms.issues import RemarkForm
from consultations.forms.likes import LockForm, OffLineForm
from consultations.views.issue_steps import plain_step
from consultations.views.issues import back_to_list, issue_of
from core.views import word_response


def lock_issue(request, pk):
    """Hide a matter that may be secret (标记疑似涉密)."""
    found = issue_of(request, pk)
    done = f"{found.number}已锁定，等待政协办公室核实。"
    return back_to_list(plain_step(request, found, "lock", LockForm, issues.lock, done))


def unlock_issue(request, pk):
    """Nothing secret in it (解除锁定)."""
    found = issue_of(request, pk)
    return plain_step(request, found, "unlock", RemarkForm, issues.unlock, "已解除锁定。")


def take_off_line_issue(request, pk):
    """Close on line what is handled on paper (转线下办理)."""
    found = issue_of(request, pk)
    done = "已转线下办理，反映人只看到“已转线下渠道办理”。"
    return plain_step(request, found, "take_off_line", OffLineForm, off_line.take_off_line, done)


@never_cache
def issue_slip(request, pk):
    """The slip that goes with the paper (纸质渠道转办单), as a .docx."""
    found = issue_of(request, pk)
    content = off_line.slip(found, by=request.user)
    return word_response(f"纸质渠道转办单{found.number}", content)
