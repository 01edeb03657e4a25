"""What the office is asked about studios and their people."""

from typing import Any

from django import forms

from core.forms import DayField, PhoneField, PortalForm
from studios.enums import AffiliationRole, Basis
from studios.models import Member, Studio


class StudioForm(PortalForm, forms.ModelForm):
    """What the public reads about a studio (工作室信息)."""

    edits = True
    submit_label = "保存"

    phone = PhoneField(label="电话", required=False)

    class Meta:
        model = Studio
        fields = ["address", "phone", "hours", "venue", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 4, "maxlength": 500})}
        help_texts = {"hours": "如“每月15日 9:00—11:30；工作日可电话预约”。"}


class RemarkForm(PortalForm, forms.Form):
    """Why a studio is opened, mended or closed (说明)."""

    remark = forms.CharField(
        label="说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据，如会议名称和日期；会留在流转记录里。",
    )


class AffiliationForm(PortalForm, forms.Form):
    """Who joins a studio, as what, on what ground (纳入工作室)."""

    creates = True
    submit_label = "纳入工作室"

    member = forms.ModelChoiceField(Member.objects.none(), label="委员或特邀成员")
    role = forms.ChoiceField(
        label="职务",
        choices=AffiliationRole.choices,
        initial=AffiliationRole.MEMBER,
        help_text="召集人、联络员有账户的，同时获得本工作室的办理权限。",
    )
    basis = forms.ChoiceField(
        label="依据", choices=[("", "未注明"), *Basis.choices], required=False
    )
    on = DayField(label="自")

    def __init__(self, *args: Any, studio: Studio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Member.objects.filter(committee_id=studio.committee_id)
        self.fields["member"].queryset = members
        self.fields["member"].label_from_instance = lambda m: (
            f"{m.name}（{m.post}）" if m.post else m.name
        )


def _with_post(member: Member) -> str:
    return f"{member.name}（{member.post}）" if member.post else member.name


class EndAffiliationForm(PortalForm, forms.Form):
    """The last day in a studio (退出工作室)."""

    submit_label = "确认退出"

    on = DayField(label="最后一天")
