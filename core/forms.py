"""The one look and manner of every form: what is wrong is said in Chinese, beside its field."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_field
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from core import once
from core.fields import DayField, PhoneField, SeveralField, UploadField, UploadsField

__all__ = [
    "ConfirmForm", "DayField", "PhoneField", "PortalForm", "SeveralField", "UploadField",
    "UploadsField",
]  # fmt: skip

STALE = "表单已过期，请核对后重新提交。"
VERSION = "version"

if TYPE_CHECKING:
    _Base = forms.BaseForm
else:
    _Base = object


class _ErrorSummary:
    """All that is wrong, on top, each line a link to its field."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        return render_to_string("core/_error_summary.html", {"form": form})


class _Buttons:
    """The one button that takes the form in, and the way back without it."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        words = {"label": form.submit_label, "cancel_url": form.cancel_url}
        return render_to_string("core/_form_buttons.html", words)


class _More:
    """Fields that most people never need, folded away (更多)."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        fields = [render_field(name, form, context) for name in self.names]
        is_open = any(form[name].errors or _is_filled(form[name]) for name in self.names)
        return render_to_string("core/_more.html", {"fields": fields, "is_open": is_open})


class PortalForm(_Base):
    """Mix into any form, before `forms.Form` or `forms.ModelForm`; pages say `{% crispy form %}`.

    `creates`: the form makes a record, so it carries a one-time key. `edits`: it changes a shared
    text, so it carries the version that the editor saw, and gives it as `cleaned_data["version"]`.
    `more`: the fields that are folded away.
    """

    submit_label: str = "提交"
    cancel_url: str = ""
    creates: ClassVar[bool] = False
    edits: ClassVar[bool] = False
    more: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _speak_plainly(field)
        if self.creates:
            self.fields[once.FIELD] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=once.new_key
            )
        if self.edits:
            seen = getattr(getattr(self, "instance", None), VERSION, None)
            self.fields[VERSION] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.initial.get(VERSION, seen)
            )

    def offer(self, label: str, obj: Any) -> None:
        """Name the button after the step it takes, and let the reader go back to `obj`."""
        if type(self).submit_label == PortalForm.submit_label:
            self.submit_label = label
        self.cancel_url = self.cancel_url or obj.get_absolute_url()

    def full_clean(self) -> None:
        """The key is looked at here and never handed on: an action knows nothing of forms."""
        super().full_clean()
        if not self.creates or not self.is_bound:
            return
        key = self.cleaned_data.pop(once.FIELD, "")
        try:
            if key:
                once.check(key)
        except once.StaleFormKey:
            self.add_error(None, ValidationError(STALE, code="stale"))
            data: Any = self.data.copy()
            data[self.add_prefix(once.FIELD)] = once.new_key()
            self.data = data

    @cached_property
    def helper(self) -> FormHelper:
        """How crispy draws the form."""
        helper = FormHelper()
        helper.attrs = {"novalidate": ""}
        helper.form_show_errors = True
        helper.layout = self.layout()
        return helper

    def layout(self) -> Layout:
        """Summary of errors, fields, folded fields, button."""
        plain = [name for name in self.fields if name not in self.more]
        folded = [_More(*self.more)] if self.more else []
        return Layout(_ErrorSummary(), *plain, *folded, _Buttons())


class ConfirmForm(PortalForm, forms.Form):
    """Asks for nothing but a yes."""


def _is_filled(bound: Any) -> bool:
    """Something else stands there than what the field begins with."""
    value = bound.value()
    return bool(value) and str(value) != str(bound.field.initial)


def _speak_plainly(field: forms.Field) -> None:
    """Say what is missing by the field's own name, unless the form has said it itself."""
    label = field.label or "这一项"
    chooses = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField, forms.FileField))
    plain: Mapping[str, str] = {
        "required": f"请{'选择' if chooses else '填写'}{label}。",
        "max_length": f"{label}最多%(limit_value)d字，现在有%(show_value)d字。",
        "min_length": f"{label}至少%(limit_value)d字，现在只有%(show_value)d字。",
    }
    ours = forms.Field.default_error_messages["required"]
    for code, text in plain.items():
        said = field.error_messages.get(code)
        if said is None or (code == "required" and said == ours):
            field.error_messages[code] = text
