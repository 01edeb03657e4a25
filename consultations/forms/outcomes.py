"""What is asked when experts and residents have spoken, and when nothing was agreed."""

from django import forms

from consultations.enums import VoteMethod
from core.forms import DayField, PortalForm, UploadField
from studios.models import Member

YES_NO = [("yes", "通过"), ("no", "不通过")]
MOST = 1_000_000


class ReviewForm(PortalForm, forms.Form):
    """What the experts say (登记专家审查)."""

    creates = True

    held_on = DayField(label="审查日期")
    experts = forms.CharField(
        label="审查人", max_length=100, help_text="姓名和专业，多位用顿号隔开。"
    )
    opinion = forms.CharField(
        label="审查意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
    passes = forms.ChoiceField(label="结论", choices=[("", "请选择"), *YES_NO])

    def clean_passes(self):
        return self.cleaned_data["passes"] == "yes"


class NumberField(forms.IntegerField):
    """How many households or people."""

    default_error_messages = {
        "invalid": "请填写整数。",
        "min_value": "不能小于%(limit_value)s。",
        "max_value": "数字太大，请核对。",
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=MOST, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"


class VoteForm(PortalForm, forms.Form):
    """How residents voted (居民表决单). Handbook F28."""

    creates = True
    more = ("photo",)

    held_on = DayField(label="表决日期")
    method = forms.ChoiceField(label="表决方式", choices=VoteMethod.choices)
    entitled = NumberField(label="应到户数（人数）")
    present = NumberField(label="实到户数（人数）")
    in_favour = NumberField(label="同意")
    against = NumberField(label="不同意")
    abstained = NumberField(label="弃权", initial=0)
    tellers = forms.CharField(label="监票人", max_length=60)
    photo = UploadField(
        label="现场照片",
        required=False,
        groups=("image",),
        help_text="可不传。照片中的定位等隐藏信息会自动去除。",
    )

    def clean(self):
        """More cannot come than are entitled, and everybody present voted or abstained."""
        data = super().clean() or {}
        if {"entitled", "present"} <= data.keys() and data["present"] > data["entitled"]:
            said = f"实到{data['present']}多于应到{data['entitled']}，请核对。"
            self.add_error("present", said)
        parts = [data[name] for name in ("in_favour", "against", "abstained") if name in data]
        if "present" in data and len(parts) == 3 and sum(parts) != data["present"]:
            said = f"同意、不同意、弃权合计{sum(parts)}，与实到{data['present']}不符，请核对。"
            self.add_error("abstained", said)
        return data


class ReasonForm(PortalForm, forms.Form):
    """Why nothing was agreed, or why it ends (原因)."""

    remark = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))


class ConsultAgainForm(PortalForm, forms.Form):
    """Who leads in the next round, and what is to be different (再协商)."""

    lead = forms.ModelChoiceField(label="牵头委员", queryset=None, empty_label="请选择")
    remark = forms.CharField(
        label="下一轮怎么协商",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = Member.objects.of_studio(topic.studio)
        if topic.lead_id:
            del self.fields["lead"]
