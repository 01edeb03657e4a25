"""Forms of dispatch, of the unit's work and of what it asks for."""

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit
from core.fields import PhoneField, SeveralField
from core.forms import PortalForm
from petitions.enums import ProgressStage
from petitions.models import Assignment, LimitClass
from studios.models import Studio

TEXT = {"rows": 4}


class LimitClassField(forms.ModelChoiceField):
    """Classes of handling, each with its days in sight."""

    def label_from_instance(self, obj: LimitClass) -> str:
        return f"{obj.code} {obj.name}（{obj.limit}）"


class DispatchForm(PortalForm, forms.Form):
    """What is given to whom, and under which limit (交办单). Handbook F14."""

    creates = True
    more = ("supporting_units", "authority")

    title = forms.CharField(label="事项", max_length=100)
    demand = forms.CharField(label="具体要求", max_length=800, widget=forms.Textarea(attrs=TEXT))
    lead_unit = forms.ModelChoiceField(
        label="主办单位", empty_label="请选择", queryset=Unit.objects.none()
    )
    limit_class = LimitClassField(
        label="办理类别", empty_label="请选择", queryset=LimitClass.objects.none()
    )
    supporting_units = SeveralField(
        label="会办单位",
        queryset=Unit.objects.none(),
        required=False,
        help_text="按住Ctrl键可选多个。会办单位须在主办期限的六成以内提交会办意见。",
    )
    authority = forms.CharField(
        label="交办主体",
        max_length=30,
        required=False,
        help_text="留空则按主办单位所属系统确定，如县政府办、县委办。",
    )

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.of(committee).active()
        self.fields["lead_unit"].queryset = units
        self.fields["supporting_units"].queryset = units
        self.fields["limit_class"].queryset = LimitClass.objects.filter(committee=committee)

    def clean(self):
        given = super().clean()
        lead = given.get("lead_unit")
        if lead and lead in (given.get("supporting_units") or []):
            self.add_error("supporting_units", f"{lead}已是主办单位，不能同时会办。")
        return given


class AcknowledgeForm(PortalForm, forms.Form):
    """Who in the unit handles it (签收单). Handbook F15."""

    contact_name = forms.CharField(label="经办人", max_length=20)
    contact_phone = PhoneField(label="经办人电话")


class ProgressForm(PortalForm, forms.Form):
    """How far the unit has come (进展). Handbook F16."""

    creates = True

    stage = forms.ChoiceField(label="阶段", choices=ProgressStage.choices)
    text = forms.CharField(label="进展内容", max_length=500, widget=forms.Textarea(attrs=TEXT))


class OpinionForm(PortalForm, forms.Form):
    """A supporting unit's opinion (会办意见)."""

    opinion = forms.CharField(label="会办意见", max_length=1000, widget=forms.Textarea(attrs=TEXT))


class ReturnForm(PortalForm, forms.Form):
    """Why it is not ours, and whose it may be (申退单). Handbook F15."""

    reason = forms.CharField(label="申退理由", max_length=300, widget=forms.Textarea(attrs=TEXT))
    suggested_unit = forms.ModelChoiceField(
        label="建议承办单位", empty_label="请选择", queryset=Unit.objects.none(), required=False
    )

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["suggested_unit"].queryset = _other_units(assignment)


class ReassignForm(PortalForm, forms.Form):
    """To whom it goes instead (改派)."""

    lead_unit = forms.ModelChoiceField(
        label="改派单位", empty_label="请选择", queryset=Unit.objects.none()
    )
    remark = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, *args, assignment: Assignment, **kwargs):
        asked = assignment.return_requests.last()
        suggested = asked.suggested_unit_id if asked else None
        kwargs.setdefault("initial", {"lead_unit": suggested})
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = _other_units(assignment)


class ExtensionForm(PortalForm, forms.Form):
    """How much more time, and what for (延期申请). Handbook F18."""

    days = forms.IntegerField(label="延期工作日", min_value=1)
    reason = forms.CharField(
        label="理由和已做工作", max_length=300, widget=forms.Textarea(attrs=TEXT)
    )

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        most = assignment.limit_class.extension_days
        self.fields["days"].help_text = f"“{assignment.limit_class}”类最多延期{most}个工作日。"
        self.most = most

    def clean_days(self) -> int:
        days = self.cleaned_data["days"]
        if days > self.most:
            raise ValidationError(f"最多延期{self.most}个工作日。")
        return days


class VerdictForm(PortalForm, forms.Form):
    """Yes or no to more time (延期审批)."""

    verdict = forms.ChoiceField(
        label="审批结论",
        choices=[("grant", "同意"), ("refuse", "不同意")],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(label="批复意见", max_length=300, required=False)

    def clean(self):
        given = super().clean()
        if given.get("verdict") == "refuse" and not given.get("remark"):
            self.add_error("remark", "不同意延期的，请写明理由。")
        return given


class RemarkForm(PortalForm, forms.Form):
    """Why (说明理由)."""

    remark = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs=TEXT))


class LetterForm(PortalForm, forms.Form):
    """What the letter of supervised handling demands (督办要求). Handbook F21."""

    creates = True

    demand = forms.CharField(label="督办要求", max_length=500, widget=forms.Textarea(attrs=TEXT))


def assignment_filter(user) -> type[filters.FilterSet]:
    """By which a reader may narrow the list: units, classes and studios of their own county."""
    committee = user.committee_id

    class Narrowing(filters.FilterSet):
        unit = filters.ModelChoiceFilter(
            label="承办单位",
            field_name="lead_unit",
            empty_label="全部单位",
            queryset=Unit.objects.filter(committee=committee),
        )
        limit_class = filters.ModelChoiceFilter(
            label="类别",
            empty_label="全部类别",
            queryset=LimitClass.objects.filter(committee=committee),
        )
        studio = filters.ModelChoiceFilter(
            label="工作室",
            empty_label="全部工作室",
            queryset=Studio.objects.filter(committee=committee),
        )

        class Meta:
            model = Assignment
            fields: list[str] = []

    return Narrowing


def _other_units(assignment: Assignment):
    units = Unit.objects.of(assignment.committee).active()
    return units.exclude(pk=assignment.lead_unit_id)
