"""What is typed at a studio's duty desk (值班台): a visitor's matter, the log, the hand-over."""

from django import forms
from django.utils.html import format_html

from consultations.enums import AtTheDesk, ReasonKind
from consultations.forms.door import CONSENT_VERSION
from consultations.models import ReasonCode
from core.forms import PhoneField, PortalForm

MOST_VISITORS = 999


class GuidanceField(forms.ModelChoiceField):
    """To which door a visitor is shown: every choice can be read out as it stands (指引用语)."""

    widget = forms.RadioSelect

    def label_from_instance(self, reason):
        """The case, then what to say, then the channel and its telephone."""
        words = '<b>{}</b><span class="guide-words">{}</span><span class="guide-door">{}</span>'
        return format_html(words, reason.name, reason.guidance, reason.door)


class VisitForm(PortalForm, forms.Form):
    """What a visitor says, and how it goes on (登记来访): to be filled in within a minute."""

    creates = True
    submit_label = "登记"
    more = ("may_publish",)

    name = forms.CharField(
        label="姓名",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "可不填"}),
    )
    phone = PhoneField(label="电话", required=False)
    title = forms.CharField(label="标题", max_length=50)
    body = forms.CharField(
        label="情况（来访人的原话）",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="可用手机键盘的语音输入。请照原话记，涉密内容不要记。",
    )
    place = forms.CharField(label="地点", max_length=100, required=False)
    outcome = forms.ChoiceField(
        label="怎么处理",
        choices=AtTheDesk.choices,
        initial=AtTheDesk.KEEP,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="答复内容",
        min_length=5,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = GuidanceField(label="请读给来访人听", queryset=None, empty_label=None, required=False)
    may_publish = forms.BooleanField(label="来访人同意公开办理结果（不含个人信息）", required=False)
    read_back = forms.BooleanField(
        label="已把记录读给来访人听，本人确认",
        error_messages={"required": "请先把记录读给来访人听，确认后勾选。"},
    )
    consent = forms.BooleanField(
        label="已说明个人信息处理规则，来访人同意",
        error_messages={"required": "请先说明个人信息处理规则，征得来访人同意后勾选。"},
    )

    def __init__(self, *args, shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["placeholder"] = "可不填"
        self.fields["reason"].queryset = guidance_of(shift.committee)

    def clean(self):
        """An answer on the spot is written down; a visitor is shown a door that has a name."""
        data = super().clean()
        outcome = data.get("outcome")
        if outcome == AtTheDesk.ANSWER and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "请填写答复内容；不能当场答复的，请选“登记留办”。")
        if outcome == AtTheDesk.REFER and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "请选择一种情形，把指引读给来访人听。")
        return data

    @property
    def visit(self) -> dict:
        """What `desk.receive` takes."""
        data = self.cleaned_data
        kept = ("title", "body", "place", "may_publish", "outcome", "answer", "reason")
        return {name: data[name] for name in kept} | {
            "contact_name": data["name"],
            "contact_phone": data["phone"],
            "consent_version": CONSENT_VERSION,
        }


class LogForm(PortalForm, forms.Form):
    """How many came and what mattered (值班日志)."""

    edits = True
    submit_label = "保存"

    visitors = forms.IntegerField(
        label="来访人次",
        min_value=0,
        max_value=MOST_VISITORS,
        error_messages={
            "invalid": "请填写整数。",
            "min_value": "来访人次不能小于0。",
            "max_value": f"来访人次不能大于{MOST_VISITORS}。",
        },
        help_text="已按登记件数填好；只咨询、没有登记的也算，请改成实际人次。",
    )
    highlights = forms.CharField(
        label="重点事项",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="请不要写来访人的姓名、电话。",
    )


class HandOverForm(LogForm):
    """The log, and what the next shift must know (交班)."""

    submit_label = "交班"

    note = forms.CharField(
        label="交班说明",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="留给下一班，下一班必须阅知。没有要交的，写“无”。",
    )


def guidance_of(committee):
    """The county's cases that are guided elsewhere (不受理事项指引), in its own order."""
    return ReasonCode.objects.filter(committee=committee, kind=ReasonKind.ISSUE_REFERRED)
