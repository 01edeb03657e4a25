"""The township body looks again at a refusal (复核)."""

from consultations.actions import reviewing
from consultations.forms.issues import AcceptForm
from consultations.forms.likes import UpholdForm
from consultations.views.issues import issue_of
from core.views import step


def overturn_issue(request, pk):
    """Take it on after all (改为受理)."""
    done = "已改为受理，已告知反映人和工作室。"
    return _decided(request, pk, "overturn", AcceptForm, reviewing.overturn, done)


def uphold_issue(request, pk):
    """The refusal stands (维持不予受理)."""
    done = "已维持不予受理，理由和指引已告知反映人。"
    return _decided(request, pk, "uphold", UpholdForm, reviewing.uphold, done)


def _decided(request, pk, verb, form_class, action, done):
    found = issue_of(request, pk)
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs={"issue": found},
        action=lambda data: action(found, by=request.user, **data),
        done=done,
        template="consultations/issue_step.html",
    )
