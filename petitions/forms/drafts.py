"""The two buttons of whatever a member drafts: keep it for later, or keep it and hand it in."""

from typing import Any

from crispy_forms.layout import Layout
from django.template.loader import render_to_string

from core.forms import PortalForm

THEN_SUBMIT = "then_submit"


class _TwoButtons:
    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        words = {"name": THEN_SUBMIT, "cancel_url": form.cancel_url}
        return render_to_string("petitions/_draft_buttons.html", words)


class DraftForm(PortalForm):
    """Mix in before `forms.Form`."""

    def layout(self) -> Layout:
        layout = super().layout()
        layout.fields[-1] = _TwoButtons()
        return layout
