"""What is asked when a member declares an interest, or one has come to its end (利害关系)."""

from typing import Any

from django import forms

from accounts.models import Committee, Unit
from core.forms import PortalForm
from studios.enums import InterestKind
from studios.forms.days import DecidedDay, begin_with


class DeclareForm(PortalForm, forms.Form):
    """With which unit or firm, and in what way (申报利害关系)."""

    creates = True
    submit_label = "申报"

    kind = forms.ChoiceField(label="关系", choices=[("", "请选择"), *InterestKind.choices])
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="承办单位",
        required=False,
        empty_label="不是承办单位",
        help_text="单位在承办单位名单里的，请在这里选，名称可以不填。",
    )
    name = forms.CharField(
        label="单位或企业名称",
        max_length=60,
        required=False,
        help_text="请填写全称，如“青溪县某某商贸有限公司”。",
    )
    on = DecidedDay(label="申报日期")

    def __init__(self, *args: Any, committee: Committee, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of(committee).active()
        begin_with(self, today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name, unit = data.get("name", "").strip(), data.get("unit")
        if not name and unit:
            name = unit.name
        if len(name) < 2 and "name" not in self.errors and "unit" not in self.errors:
            self.add_error("name", "请填写单位或企业的全称，或选择承办单位。")
        return data | {"name": name}


class EndInterestForm(PortalForm, forms.Form):
    """The last day on which it held (终止)."""

    submit_label = "终止申报"

    on = DecidedDay(label="终止日期", help_text="如离开单位、转让股份的那一天。")

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_with(self, today)
