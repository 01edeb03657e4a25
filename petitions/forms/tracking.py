"""What somebody without an account fills in: the tracking code, and how they found the result."""

from django import forms

from core.forms import PortalForm
from petitions.enums import Satisfaction


class CodeForm(PortalForm, forms.Form):
    """The tracking code (查询码), however it is typed."""

    submit_label = "查询"

    code = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="受理回执上的12位查询码，不分大小写，横线可以不填。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class RatingForm(PortalForm, forms.Form):
    """How the raiser found the result (满意度评价). Handbook F20."""

    submit_label = "提交评价"
    creates = True

    result = forms.ChoiceField(
        label="办理结果", choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    attitude = forms.ChoiceField(
        label="办理态度", choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="意见",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不满意的请写明原因，我们会据此重新办理。请勿填写姓名、电话等个人信息。",
    )

    def clean(self):
        given = super().clean()
        is_unsatisfied = given.get("result") == Satisfaction.UNSATISFIED
        if is_unsatisfied and not given.get("comment"):
            self.add_error("comment", "请写明不满意的原因，我们会据此重新办理。")
        return given
