"""Forms of the unit's answer, of its check, and of promises."""

from django import forms
from django.core.exceptions import ValidationError

from core import clock
from core.forms import DayField, PortalForm
from petitions.enums import ContactMode
from petitions.models import Assignment, Promise, ReplyClass

PROMISES = 3


class ReplyForm(PortalForm, forms.Form):
    """The unit's answer (办理结果反馈单). Handbook F17."""

    creates = True
    more = ("promise_2", "promise_2_due_on", "promise_3", "promise_3_due_on")

    reply_class = forms.ModelChoiceField(
        label="答复类别", empty_label="请选择", queryset=ReplyClass.objects.none()
    )
    result = forms.CharField(
        label="办理结果",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="将反馈给反映人，请勿写入个人姓名、电话、住址。",
    )
    process = forms.CharField(
        label="办理过程", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    contact_mode = forms.ChoiceField(label="沟通方式", choices=ContactMode.choices)
    contacted_on = DayField(label="沟通日期")
    promise_1 = forms.CharField(label="承诺事项", max_length=200, required=False)
    promise_1_due_on = DayField(label="兑现日期", required=False)
    reason = forms.CharField(
        label="未能解决的原因与政策依据",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    promise_2 = forms.CharField(label="承诺事项（二）", max_length=200, required=False)
    promise_2_due_on = DayField(label="兑现日期（二）", required=False)
    promise_3 = forms.CharField(label="承诺事项（三）", max_length=200, required=False)
    promise_3_due_on = DayField(label="兑现日期（三）", required=False)

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        classes = ReplyClass.objects.filter(committee=assignment.committee_id)
        self.fields["reply_class"].queryset = classes
        # Which letters need what is the county's; there may be four of them.
        for name, column in (("promise_1", "needs_promise"), ("reason", "needs_reason")):
            letters = "、".join(row.code for row in classes if getattr(row, column))
            self.fields[name].help_text = f"{letters}类答复必填。" if letters else ""

    def clean_contacted_on(self):
        day = self.cleaned_data["contacted_on"]
        if day > clock.today():
            raise ValidationError("沟通日期不能晚于今天。")
        return day

    def clean(self):
        given = super().clean()
        pairs = [self._promise(given, number) for number in range(1, PROMISES + 1)]
        given["promises"] = [pair for pair in pairs if pair]
        chosen = given.get("reply_class")
        if chosen and chosen.needs_promise and not any(pairs) and not self.errors:
            self.add_error("promise_1", f"{chosen.code}类答复须写明承诺事项和兑现日期。")
        if chosen and chosen.needs_reason and not given.get("reason"):
            self.add_error("reason", f"{chosen.code}类答复须写明未能解决的原因与政策依据。")
        return given

    def _promise(self, given: dict, number: int) -> dict | None:
        """One promise with its day; half of one is pointed out."""
        text = given.pop(f"promise_{number}", "")
        due_on = given.pop(f"promise_{number}_due_on", None)
        if text and not due_on:
            self.add_error(f"promise_{number}_due_on", "请填写这项承诺的兑现日期。")
        if due_on and not text:
            self.add_error(f"promise_{number}", "请写明承诺事项。")
        if due_on and due_on < clock.today():
            self.add_error(f"promise_{number}_due_on", "兑现日期不能早于今天。")
        return {"text": text, "due_on": due_on} if text and due_on else None


class CheckForm(PortalForm, forms.Form):
    """The office's remark on an answer that is in order (审核意见)."""

    remark = forms.CharField(label="审核意见", max_length=300, required=False)


class PromiseForm(PortalForm, forms.Form):
    """Which promise has been kept (承诺兑现)."""

    promise = forms.ModelChoiceField(
        label="已兑现的承诺", empty_label="请选择", queryset=Promise.objects.none()
    )
    remark = forms.CharField(label="核实情况", max_length=200, required=False)

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["promise"].queryset = Promise.objects.filter(
            reply__assignment=assignment, kept_on=None
        )
