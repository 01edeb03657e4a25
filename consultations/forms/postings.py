"""What a studio fills in to put something before the public, and why a comment is not shown."""

import re

from django import forms
from django.core.exceptions import ValidationError

from consultations.enums import PostingKind
from core.forms import DayField, PortalForm

# A mobile telephone or the number of an identity card; a studio's own landline may stand there.
PRIVATE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
OTHER = "其他"
REASONS = (
    "与本次内容无关",
    "含有他人隐私或联系方式",
    "言语攻击或不文明",
    "广告推销",
    "重复留言",
    "应走信访、诉讼等渠道，已另行引导",
    OTHER,
)


class PostingForm(PortalForm, forms.Form):
    """What is put before the public, and from when until when (发布公示、征言、征集)."""

    creates = True
    submit_label = "发布"

    kind = forms.ChoiceField(label="类型")
    title = forms.CharField(label="标题", max_length=60)
    text = forms.CharField(
        label="内容",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="这里的文字会原样公开：背景、方案、征求哪方面的意见。请勿写群众姓名、电话和涉密内容。",
    )
    opens_on = DayField(label="开始日期")
    closes_on = DayField(label="截止日期", required=False)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["kind"].choices = choices
        if len(choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()

    def say_how_long(self, days):
        """What an empty last day comes to."""
        usual = "、".join(f"{kind.label}{count}日" for kind, count in days.items())
        self.fields["closes_on"].help_text = f"首尾两日都算。不填的，按{usual}计算。"

    def clean_text(self):
        """What is open to everybody holds nobody's telephone or identity card."""
        text = self.cleaned_data["text"]
        if found := PRIVATE.search(text):
            raise ValidationError(
                f"“{found[0][:3]}…”像是手机号或身份证号，公开前请删去；需要联系方式的，写工作室座机。"
            )
        return text


class StudioPostingForm(PostingForm):
    """A call of a studio (网上征集): which one, where somebody runs several."""

    studio = forms.ModelChoiceField(label="工作室", queryset=None, empty_label=None)

    field_order = ("studio", "kind", "title", "text", "opens_on", "closes_on")

    def __init__(self, *args, studios, **kwargs):
        super().__init__(*args, kinds=[PostingKind.CALL], **kwargs)
        self.fields["studio"].queryset = studios
        first = studios.first()
        self.fields["studio"].initial = first and first.pk
        if studios.count() == 1:
            self.fields["studio"].widget = forms.HiddenInput()


class WithdrawForm(PortalForm, forms.Form):
    """Why it is taken off the public page (撤下)."""

    submit_label = "撤下"

    remark = forms.CharField(
        label="撤下原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class RefuseCommentForm(PortalForm, forms.Form):
    """Why a comment is not shown (不公开原因)."""

    submit_label = "不公开"

    reason = forms.ChoiceField(
        label="原因", choices=[("", "请选择"), *((text, text) for text in REASONS)]
    )
    remark = forms.CharField(label="说明", max_length=80, required=False)

    def clean(self):
        """“Other” alone says nothing; `why` is the reason as it is kept."""
        data = super().clean()
        reason, remark = data.get("reason", ""), data.get("remark", "")
        if reason == OTHER and not remark and "remark" not in self.errors:
            self.add_error("remark", "选择“其他”的，请写明原因。")
        said = f"{reason}：{remark}" if remark else reason
        data["why"] = remark if reason == OTHER else said
        return data
