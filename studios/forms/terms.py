"""What is asked when a member is away, moves, leaves, returns; when a new term begins (换届)."""

import hashlib
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from core.forms import DayField, PortalForm, SeveralField
from studios.enums import AffiliationRole, Basis, Ending
from studios.models import Member, Studio

FURTHEST_BACK = timedelta(days=366)


class LeaveForm(PortalForm, forms.Form):
    """From when until when a member is away, and why (请假)."""

    starts_on = DayField(label="请假自")
    ends_on = DayField(label="至（含当日）")
    reason = forms.CharField(label="事由", max_length=100, help_text="只有政协机关和本人看得到。")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "结束日期不能早于开始日期。")
        return data


class EndLeaveForm(PortalForm, forms.Form):
    """The day from which a member is back (销假)."""

    submit_label = "销假"

    on = DayField(label="到岗日期", help_text="自这一天起不再算请假。")


class _PastDay(DayField):
    """A day on which something has happened: not in the future, not more than a year ago."""

    today: date  # told by the form

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > self.today:
            raise ValidationError("只能填写今天或以前的日期。", code="future")
        if day and day < self.today - FURTHEST_BACK:
            raise ValidationError("不能早于一年以前。", code="past")
        return day


class TransferForm(PortalForm, forms.Form):
    """From which studio to which, since when, as what (调整工作室)."""

    from_studio = forms.ModelChoiceField(Studio.objects.none(), label="调出")
    to_studio = forms.ModelChoiceField(Studio.objects.none(), label="调入")
    role = forms.ChoiceField(
        label="到新工作室任",
        choices=AffiliationRole.choices,
        initial=AffiliationRole.MEMBER,
        help_text="原工作室的职务和办理权限随之终止；新任召集人的，原召集人同日转为成员。",
    )
    basis = forms.ChoiceField(
        label="依据", choices=[("", "与原来相同"), *Basis.choices], required=False
    )
    on = _PastDay(label="调入日期", help_text="原工作室算到前一天。")

    def __init__(self, *args: Any, member: Member, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _begin_with(self, today)
        county = Studio.objects.filter(committee=member.committee_id)
        mine = member.affiliations.filter(ends_on=None).values("studio")
        self.fields["from_studio"].queryset = county.filter(pk__in=mine)
        self.fields["to_studio"].queryset = county.exclude(pk__in=mine).exclude(status="revoked")
        if len(only := list(self.fields["from_studio"].queryset[:2])) == 1:
            self.initial.setdefault("from_studio", only[0].pk)


class ArchiveForm(PortalForm, forms.Form):
    """When and why a member leaves office (离任归档), and what ends with it."""

    ending = forms.ChoiceField(label="离任原因", choices=[("", "请选择"), *Ending.choices])
    on = _PastDay(label="最后一天")
    remark = forms.CharField(
        label="说明",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="可写明依据，如会议名称；会留在流转记录里。",
    )

    def __init__(self, *args: Any, what_ends: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _begin_with(self, today)
        self.fields["on"].help_text = what_ends


class RestoreForm(PortalForm, forms.Form):
    """Since when a member is in office again (恢复在任)."""

    on = _PastDay(
        label="恢复日期",
        help_text="归档时退出的工作室自这一天起恢复，因归档停用的账户重新启用。",
    )
    remark = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _begin_with(self, today)


def _begin_with(form: Any, today: date) -> None:
    form.fields["on"].today = form.fields["on"].initial = today


class _Roll:
    """Everybody in office, each with a box to tick, in the middle of the form."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        return render_to_string("studios/_renew_rows.html", {"form": form})


class RenewForm(PortalForm, forms.Form):
    """The new term, its first day, and who goes on (换届). It knows which list was shown."""

    creates = True
    submit_label = "预览换届结果"

    term = forms.CharField(label="新一届届次", max_length=30, help_text="如“十一届”。")
    on = _PastDay(label="新一届起始日期", help_text="上一届算到前一天。")
    going_on = SeveralField(Member.objects.none(), label="继续任职的委员", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, members: list[Member], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _begin_with(self, today)
        self.members = members
        keys = [member.pk for member in members]
        self.fields["going_on"].queryset = Member.objects.filter(pk__in=keys)
        self.fields["seen"].initial = self.mark = _mark(keys)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("seen") != self.mark:
            self.data = self.data.copy()
            self.data["seen"] = self.mark  # the list shown from here on is the new one
            raise ValidationError("您打开页面之后，在任委员有变化，请核对下面的勾选后重新提交。")
        if "going_on" in data and not data["going_on"]:
            self.add_error("going_on", "请至少勾选一名继续任职的委员。")
        return data

    def layout(self) -> Layout:
        plain = super().layout()
        names = [name for name in plain.fields if name != "going_on"]
        return Layout(*names[:-1], _Roll(), names[-1])

    @property
    def ticked(self) -> set[str]:
        """Whose boxes are ticked, as the page shows them again."""
        return {str(getattr(one, "pk", one)) for one in self["going_on"].value() or []}

    @property
    def going(self) -> list[Member]:
        chosen = {member.pk for member in self.cleaned_data["going_on"]}
        return [member for member in self.members if member.pk in chosen]

    @property
    def leaving(self) -> list[Member]:
        chosen = {member.pk for member in self.cleaned_data["going_on"]}
        return [member for member in self.members if member.pk not in chosen]


def _mark(keys: list[int]) -> str:
    """Another list of members has another mark."""
    return hashlib.sha256(",".join(map(str, sorted(keys))).encode()).hexdigest()[:16]
