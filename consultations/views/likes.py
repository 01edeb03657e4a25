"""Joining matters that say the same, taking them apart, and splitting one that says two things."""

from consultations.actions import likes
from consultations.forms.likes import MergeForm, PartForm, SplitForm
from consultations.views.issues import issue_of
from core.views import step


def merge_issue(request, pk):
    """Make a matter one with another (并入同类意见); `?into=` names the one that is meant."""
    found = issue_of(request, pk)
    into = request.GET.get("into", "")
    return step(
        request,
        found,
        "merge",
        form_class=MergeForm,
        form_kwargs={
            "issue": found,
            "reader": request.user,
            "initial": {"into": into if into.isdecimal() else ""},
        },
        action=lambda data: likes.merge(found, by=request.user, **data),
        done="已并入同类意见，已告知反映人。",
        template="consultations/issue_step.html",
    )


def part_issue(request, pk):
    """Take a matter out again (拆出)."""
    found = issue_of(request, pk)
    return step(
        request,
        found,
        "part",
        form_class=PartForm,
        action=lambda data: likes.part(found, by=request.user, **data),
        done="已拆出，恢复单独办理，已告知反映人。",
        template="consultations/issue_step.html",
    )


def split_issue(request, pk):
    """Give the second matter of a letter its own number (拆分)."""
    found = issue_of(request, pk)
    return step(
        request,
        found,
        "split",
        form_class=SplitForm,
        form_kwargs={"issue": found},
        action=lambda data: likes.split(found, by=request.user, **data),
        done="已拆分，另一件已编号登记，等待受理。",
        template="consultations/issue_step.html",
    )
