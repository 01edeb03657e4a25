"""What the office is asked about the people of a studio."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.template.loader import render_to_string

from core.forms import DayField, PortalForm, SeveralField
from studios.enums import AffiliationRole, Basis
from studios.forms.days import DecidedDay, begin_with
from studios.models import Member, Studio

BASES = [("", "未注明"), *Basis.choices]
POSTS = [
    ("", "请选择"),
    (AffiliationRole.CONVENER, "召集人"),
    (AffiliationRole.DEPUTY, "副召集人"),
    (AffiliationRole.LIAISON, "联络员"),
    (AffiliationRole.MEMBER, "成员（不再担任职务）"),
]
LONGEST_POST = 16


def candidates(studio: Studio):
    """Everybody in office who could belong to the studio, in the order of sound."""
    return Member.objects.active().filter(committee=studio.committee_id).order_by("pinyin", "id")


def said(member: Member) -> str:
    """“zzq 赵志强（县医院院长）”: found by typing the initials."""
    initials = member.pinyin.rpartition(" ")[2]
    post = member.post
    if len(post) > LONGEST_POST:
        post = f"{post[:LONGEST_POST]}…"
    return f"{initials} {member.name}（{post}）" if post else f"{initials} {member.name}"


class AppointForm(PortalForm, forms.Form):
    """Who holds a post in the studio, since when, until when, for what pay (任命)."""

    creates = True
    submit_label = "任命"
    more = ("subsidy", "remark", "basis")

    member = forms.ModelChoiceField(
        Member.objects.none(),
        label="人选",
        help_text="点开后键入姓名的拼音首字母可以直接跳到，如 zzq。",
    )
    role = forms.ChoiceField(
        label="职务",
        choices=POSTS,
        help_text="召集人、联络员有账户的，同时获得本工作室的办理权限；卸任的随之收回。",
    )
    on = DecidedDay(label="自", help_text="原职务算到前一天；新任召集人的，原召集人同日转为成员。")
    term_until = DayField(label="任期至", required=False)
    subsidy = forms.CharField(
        label="补贴说明", max_length=100, required=False, help_text="如“每月200元，镇财政列支”。"
    )
    remark = forms.CharField(
        label="说明", max_length=100, required=False, help_text="如“经遴选，第三次主席会议通过”。"
    )
    basis = forms.ChoiceField(label="依据", choices=BASES, required=False)

    def __init__(self, *args: Any, studio: Studio, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_with(self, today)
        everybody = candidates(studio)
        inside = set(studio.people().values_list("member", flat=True))
        groups: dict[str, list] = {"本工作室人员": [], "其他委员": [], "其他特邀成员": []}
        for member in everybody:
            other = "其他委员" if member.is_cppcc_member else "其他特邀成员"
            group = "本工作室人员" if member.pk in inside else other
            groups[group].append((member.pk, said(member)))
        self.fields["member"].queryset = everybody
        self.fields["member"].choices = [
            ("", "请选择"),
            *((label, rows) for label, rows in groups.items() if rows),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("on"), data.get("term_until")
        if since and until and until < since:
            self.add_error("term_until", "任期须在起任之后结束。")
        return data


class _Finder:
    """The search and the people to tick, on top of the form."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        return render_to_string("studios/_finder.html", {"form": form, "rows": form.rows})


class JoinForm(PortalForm, forms.Form):
    """Several members who join at once (纳入人员); a search keeps what has been ticked."""

    creates = True
    submit_label = "纳入工作室"

    q = forms.CharField(label="查找", max_length=20, required=False)
    members = SeveralField(Member.objects.none(), label="人员", widget=forms.CheckboxSelectMultiple)
    basis = forms.ChoiceField(label="依据", choices=BASES, required=False)
    on = DecidedDay(label="自")

    def __init__(self, *args: Any, studio: Studio, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_with(self, today)
        outside = candidates(studio).exclude(pk__in=studio.people().values("member"))
        self.fields["members"].queryset = outside
        self.outside = outside

    def layout(self) -> Layout:
        """Search and boxes are drawn together; Enter in the search takes nobody in."""
        layout = super().layout()
        layout.fields[1:3] = [_Finder()]
        return layout

    @property
    def rows(self) -> list[tuple[Member, bool]]:
        """Those ticked, then those found; each with its tick."""
        ticked = {str(key) for key in self["members"].value() or ()}
        found = self.outside.select_related("sector")
        shown = set(_found(found, str(self["q"].value() or "")[:20]).values_list("pk", flat=True))
        rows = [(one, str(one.pk) in ticked) for one in found]
        return sorted(
            (row for row in rows if row[1] or row[0].pk in shown), key=lambda row: not row[1]
        )


def _found(members, text: str):
    """By name, sound, post or sector; every word must be found somewhere."""
    for word in text.replace("\x00", "").split():
        where = ("name", "pinyin", "post", "sector__name")
        named = Q()
        for field in where:
            named |= Q(**{f"{field}__icontains": word})
        members = members.filter(named)
    return members


class EndAffiliationForm(PortalForm, forms.Form):
    """The last day in a studio, and why (退出工作室)."""

    submit_label = "确认退出"

    on = DecidedDay(label="最后一天")
    remark = forms.CharField(
        label="说明", max_length=100, required=False, help_text="如“工作调动”。"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_with(self, today)
