"""What a studio's staff are asked when they make a roster (值班表)."""

from datetime import date
from typing import Any

from django import forms

from consultations.models import DutyShift
from core.forms import DayField, PortalForm, SeveralField
from studios.models import Member


class HourField(forms.TimeField):
    """An hour of the day, picked or typed (9:00)."""

    default_error_messages = {"invalid": "请填写正确的时间，如 9:00。"}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class ShiftForm(PortalForm, forms.Form):
    """Day, hours and members of one shift (班次)."""

    on = DayField(label="日期")
    starts_at = HourField(label="开始时间")
    ends_at = HourField(label="结束时间")
    members = SeveralField(
        label="值班委员",
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="姓名后为本月已排次数。",
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members
        self.fields["members"].label_from_instance = _with_load

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "结束时间应晚于开始时间。")
        return data


class AddShiftForm(ShiftForm):
    """A shift more (添加班次)."""

    creates = True
    submit_label = "添加班次"


class ArrangeForm(ShiftForm):
    """Another day, other hours, other people (调整班次)."""

    edits = True
    submit_label = "保存"

    @staticmethod
    def facts_of(shift: DutyShift, expected: list[int]) -> dict[str, Any]:
        """What stands there now."""
        return {
            "on": shift.on,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
            "members": expected,
            "version": shift.version,
        }


class CallOffForm(PortalForm, forms.Form):
    """Why a shift of a published roster is not held (取消原因)."""

    submit_label = "取消班次"

    remark = forms.CharField(
        label="原因", max_length=60, help_text="会告知这一班的每一位委员，并留在流转记录里。"
    )


class DeleteShiftForm(PortalForm, forms.Form):
    """A draft forgets a shift; it asks for nothing but a yes."""

    submit_label = "删去班次"


class PublishForm(PortalForm, forms.Form):
    """Publish (发布): open seats are confirmed one for all."""

    gaps_confirmed = forms.BooleanField(
        label="已知仍有空缺或不能到岗的席位，先行发布", required=False
    )

    def __init__(self, *args: Any, has_gaps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_gaps:
            del self.fields["gaps_confirmed"]


class YearForm(PortalForm, forms.Form):
    """Which year is drafted for all studios (生成全年值班表)."""

    submit_label = "生成草稿"

    year = forms.TypedChoiceField(label="年份", coerce=int)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = (today.year, today.year + 1)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]


def _with_load(member: Any) -> str:
    return f"{member.name} {member.in_month}次" if member.in_month else member.name
