"""What the office is asked about a studio itself."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import resolve, reverse

from accounts.enums import Role
from accounts.models import Committee, User
from core.forms import PhoneField, PortalForm, SeveralField
from studios.enums import OPEN_TO_PUBLIC, StudioStatus
from studios.forms.days import DecidedDay, begin_with
from studios.forms.places import in_tree_order
from studios.models import Area, SpecialCommittee, Studio, StudioKind

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class StudioForm(PortalForm, forms.ModelForm):
    """What is said about a studio (工作室信息). Handbook F23."""

    edits = True
    submit_label = "保存"
    more: tuple[str, ...] = ("covers", "intro")

    kinds = SeveralField(
        StudioKind.objects.none(),
        label="类型",
        widget=forms.CheckboxSelectMultiple,
        help_text="可选多项。",
    )
    covers = SeveralField(
        Area.objects.none(),
        label="覆盖村社区",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phone = PhoneField(label="电话", required=False)

    class Meta:
        model = Studio
        fields = [
            "name", "kinds", "area", "address", "parent", "venue", "phone", "covers", "intro",
        ]  # fmt: skip
        widgets = {"intro": forms.Textarea(attrs={"rows": 4, "maxlength": 500})}
        help_texts = {
            "parent": "如所属的片区工作站；没有就不选。",
            "venue": "如党群服务中心、综治中心、委员单位。",
        }

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee = committee
        kinds = StudioKind.objects.filter(committee=committee)
        above = Studio.objects.filter(committee=committee).exclude(status=StudioStatus.REVOKED)
        places = Area.objects.filter(committee=committee)
        self.fields["kinds"].queryset = kinds
        self.fields["parent"].queryset = above.exclude(pk=self.instance.pk)
        self.fields["parent"].empty_label = "没有上级站室"
        found = list(places.values_list("pk", "name", "order", "parent_id"))
        rows = in_tree_order([facts[:3] for facts in found])
        # Whoever ticks a township takes it whole.
        whole = {facts[3] for facts in found}
        for name in ("area", "covers"):
            self.fields[name].queryset = places
        self.fields["area"].choices = [("", "请选择"), *rows]
        self.fields["covers"].choices = [
            (key, f"{label.strip()}（全域）" if key in whole else label.strip())
            for key, label in rows
        ]


class FoundForm(StudioForm):
    """What is needed to set up a studio (设立工作室)."""

    edits = False
    creates = True
    submit_label = "设立工作室"
    more = ("covers", "intro", "remark")

    code = forms.SlugField(
        label="代码",
        max_length=40,
        help_text="用在网址和二维码里，设立后不再改；用小写字母、数字和短横，如 dongjie。",
        error_messages={"unique": "这个代码已有工作室使用，请换一个。"},
    )
    remark = forms.CharField(
        label="设立依据",
        max_length=300,
        required=False,
        help_text="如会议名称和日期；会留在流转记录里。",
    )

    class Meta(StudioForm.Meta):
        fields = ["name", "code", *StudioForm.Meta.fields[1:]]

    def clean_code(self) -> str:
        """A code is read out over the telephone, and is no address of another page."""
        code = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise ValidationError("代码只能用小写字母、数字和短横，如 dongjie。")
        if resolve(reverse("studios:studio", args=[code])).url_name != "studio":
            raise ValidationError("这个代码已用作系统页面的地址，请换一个。")
        return code


class RemarkForm(PortalForm, forms.Form):
    """Why a studio is opened, mended, closed or goes its own way again (说明)."""

    remark = forms.CharField(
        label="说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据，如会议名称和日期；会留在流转记录里。",
    )


class LinkForm(PortalForm, forms.Form):
    """In whose charge a studio is, and since when (包联)."""

    submit_label = "保存"

    leader = forms.ModelChoiceField(
        User.objects.none(), label="包联领导", required=False, empty_label="不安排"
    )
    committee = forms.ModelChoiceField(
        SpecialCommittee.objects.none(), label="对口专委会", required=False, empty_label="不安排"
    )
    on = DecidedDay(label="自", help_text="有调整的，原来的算到前一天；没有调整的不受影响。")

    def __init__(self, *args: Any, studio: Studio, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_with(self, today)
        leaders = User.objects.holding(Role.LEADER, today).filter(committee=studio.committee_id)
        # Who has left the office stands there still, until somebody else is chosen.
        present = User.objects.filter(pk=studio.linked_leader_id)
        self.fields["leader"].queryset = (leaders | present.distinct()).order_by("name")
        self.fields["leader"].label_from_instance = lambda one: f"{one.name}　{one.post}".strip()
        self.fields["committee"].queryset = SpecialCommittee.objects.filter(
            committee=studio.committee_id
        )
        self.initial.update(leader=studio.linked_leader_id, committee=studio.special_committee_id)


class MergeForm(PortalForm, forms.Form):
    """Which liaison group becomes one with the studio (组室合一)."""

    creates = True
    submit_label = "组室合一"

    group_name = forms.CharField(
        label="联络组名称",
        max_length=60,
        required=False,
        help_text="如“城关镇政协联络组”；下面选了已登记的，可以不填。",
    )
    group = forms.ModelChoiceField(
        Studio.objects.none(),
        label="已登记的联络组",
        required=False,
        empty_label="没有单独登记",
        help_text="选了的，其人员、覆盖村社区和下级站点并入本工作室，它自己停用；请先办结它手上的事项。",
    )
    on = DecidedDay(label="自")
    remark = forms.CharField(
        label="说明", max_length=200, required=False, help_text="写明依据，会留在流转记录里。"
    )

    def __init__(self, *args: Any, studio: Studio, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_with(self, today)
        others = Studio.objects.filter(committee=studio.committee_id, status__in=OPEN_TO_PUBLIC)
        self.fields["group"].queryset = others.exclude(pk=studio.pk)
