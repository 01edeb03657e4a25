"""What the office is asked about studios and their people."""

from typing import Any

import django_filters
from django import forms

from core.forms import DayField, PhoneField, PortalForm
from studios.enums import AffiliationRole, Basis
from studios.models import Area, Member, Sector, Studio, StudioKind


class StudioFilter(django_filters.FilterSet):
    """By township and by kind."""

    area = django_filters.ModelChoiceFilter(
        label="镇街", queryset=Area.objects.none(), empty_label="全部", method="within"
    )
    kind = django_filters.ModelChoiceFilter(
        field_name="kinds", label="类型", queryset=StudioKind.objects.none(), empty_label="全部"
    )

    class Meta:
        model = Studio
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = self.queryset.values("committee")
        townships = Area.objects.filter(committee__in=committees, level="township")
        self.filters["area"].field.queryset = townships
        self.filters["kind"].field.queryset = StudioKind.objects.filter(committee__in=committees)

    def within(self, studios, name, area):
        """Of the township itself and of its villages."""
        return studios.filter(area__in=[area.pk, *area.children.values_list("pk", flat=True)])


class MemberFilter(django_filters.FilterSet):
    """By sector and by studio."""

    sector = django_filters.ModelChoiceFilter(
        label="界别", queryset=Sector.objects.none(), empty_label="全部"
    )
    studio = django_filters.ModelChoiceFilter(
        label="工作室", queryset=Studio.objects.none(), empty_label="全部", method="belonging_to"
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = self.queryset.values("committee")
        self.filters["sector"].field.queryset = Sector.objects.filter(committee__in=committees)
        self.filters["studio"].field.queryset = Studio.objects.filter(committee__in=committees)

    def belonging_to(self, members, name, studio):
        return members.of_studio(studio)


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
