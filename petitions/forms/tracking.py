"""What somebody without an account fills in: the tracking code, and how they found the result."""

from django import forms

from core.forms import PortalForm
from petitions.actions.ratings import reason_missing
from petitions.enums import Satisfaction
from petitions.models import rating_words


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


class AppealForm(PortalForm, forms.Form):
    """Why the raiser does not agree with the refusal (申请复核)."""

    submit_label = "申请复核"

    why = forms.CharField(
        label="申请复核的理由",
        min_length=5,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="请说明为什么应当受理，可以补充新的情况。请勿填写姓名、电话等个人信息。",
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
    )

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = rating_words(committee.pk)
        labels = [(code, word.label) for code, word in self.words.items()]
        again = "、".join(word.label for word in self.words.values() if word.rehandles)
        for name in ("result", "attitude"):
            self.fields[name].choices = labels
        asked = f"{again}的请写明原因，我们会据此重新办理。" if again else ""
        self.fields["comment"].help_text = f"{asked}请勿填写姓名、电话等个人信息。"

    def clean(self):
        given = super().clean()
        word = self.words.get(given.get("result"))
        if word and word.rehandles and not given.get("comment"):
            self.add_error("comment", reason_missing(word.label))
        return given
