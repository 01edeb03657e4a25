"""By which rules and in which groups members take their turns (排班规则、值班组)."""

import re
from typing import Any

from django import forms

from consultations.enums import Cadence, OnHoliday
from consultations.forms.rosters import HourField
from consultations.models import DutyRule
from core.forms import PortalForm, SeveralField
from studios.models import Member

WEEKDAYS = [(n, f"周{name}") for n, name in enumerate("一二三四五六日")]
WEEKS = [(n, f"第{n}个") for n in range(1, 6)]
MOST_SEATS = 20


class RuleForm(PortalForm, forms.Form):
    """One rule, asked for in the manner of its cadence: only what that needs (排班规则)."""

    submit_label = "保存规则"
    more = ("on_holiday", "name")

    weeks = forms.TypedMultipleChoiceField(
        label="当月第几个", choices=WEEKS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedMultipleChoiceField(
        label="周几", choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    dates = forms.CharField(
        label="几日",
        max_length=60,
        help_text="如“10、20”；填31的，没有这一天的月份为月末。",
    )
    starts_at = HourField(label="开始时间", initial="09:00")
    ends_at = HourField(label="结束时间", initial="11:30")
    by_group = forms.TypedChoiceField(
        label="怎么轮",
        choices=[("", "按人轮流，次数均衡"), ("1", "按值班组依次轮流")],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    seats = forms.IntegerField(
        label="每班人数",
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        initial=2,
        help_text="按组轮值的，不填即全组到岗。",
    )
    on_holiday = forms.ChoiceField(
        label="遇节假日", choices=OnHoliday.choices, initial=OnHoliday.NEXT
    )
    name = forms.CharField(
        label="名称", max_length=40, required=False, help_text="不填则用“每周三”这样的说法。"
    )

    def __init__(self, *args: Any, cadence: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cadence = cadence
        if cadence == Cadence.MONTHLY:
            del self.fields["days"], self.fields["weeks"]
        else:
            del self.fields["dates"]
        if cadence == Cadence.WEEKLY:
            del self.fields["weeks"]

    def clean_dates(self) -> list[int]:
        """The days of the month, however they are set apart."""
        words = [word for word in re.split(r"[^0-9]+", self.cleaned_data["dates"]) if word]
        if not words or not all(len(word) <= 2 and 1 <= int(word) <= 31 for word in words):
            raise forms.ValidationError("请填写1到31之间的日子，如“10、20”。")
        return sorted({int(word) for word in words})

    def clean(self) -> dict[str, Any]:
        """The facts as the action takes them."""
        data = super().clean() or {}
        if not data.get("by_group") and "seats" in data and not data["seats"]:
            self.add_error("seats", "请填写每班人数。")
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "结束时间应晚于开始时间。")
        if "dates" in data:
            data["days"] = data.pop("dates")
        return data | {"cadence": self.cadence, "seats": data.get("seats") or 0}

    @staticmethod
    def facts_of(rule: DutyRule) -> dict[str, Any]:
        """What stands there now."""
        return {
            "weeks": rule.weeks,
            "days": rule.days,
            "dates": "、".join(map(str, rule.days)),
            "starts_at": rule.starts_at,
            "ends_at": rule.ends_at,
            "by_group": "1" if rule.by_group else "",
            "seats": rule.seats or None,
            "on_holiday": rule.on_holiday,
            "name": "" if rule.name == rule.rhythm[:40] else rule.name,
        }


class NewRuleForm(RuleForm):
    """A rule more; it carries a one-time key."""

    creates = True


class GroupForm(PortalForm, forms.Form):
    """A group and who is in it (值班组)."""

    submit_label = "保存"

    name = forms.CharField(label="名称", max_length=30, help_text="如“法制组”。")
    members = SeveralField(
        label="成员",
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members


class NewGroupForm(GroupForm):
    """A group more; it carries a one-time key."""

    creates = True
