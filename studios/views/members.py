"""The directory of members (委员名录) for everybody inside; the office keeps their files."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from audit import trail
from core import clock
from core.access import can, require, steps_for
from core.days import full_day
from core.lists import Column, Listing
from core.panels import panels_of
from core.views import listing_response
from studios.actions import members
from studios.enums import Basis
from studios.forms.filters import MemberFilter
from studios.forms.members import EditMemberForm, NewMemberForm, PhoneForm
from studios.models import Affiliation, Leave, Member, MemberPlace

SHOWN_LINES = 50


def _studios(member):
    """Where a member belongs now, or belonged until the file was closed."""
    shown = [row for row in member.affiliations.all() if row.ends_on in (None, member.archived_on)]
    return "、".join(f"{row.studio}（{row.get_role_display()}）" for row in shown)


def _places(tie):
    return lambda member: "、".join(str(p.area) for p in member.places.all() if p.basis == tie)


def _away(member):
    spans = [f"{full_day(row.starts_on)}至{full_day(row.ends_on)}" for row in member.leaves.all()]
    return "；".join(spans)


COLUMNS = [
    Column("姓名", "name", width=10),
    Column("性别", "gender", width=8),
    Column("身份", lambda member: "政协委员" if member.is_cppcc_member else "特邀", width=10),
    Column("单位及职务", "post", width=30),
    Column("政协职务", "cppcc_post", width=12),
    Column("界别", lambda member: member.sector or "", width=14),
    Column("党派", "party", width=12),
    Column("专委会", lambda member: member.special_committee or "", width=20),
    Column("第二专委会", lambda member: member.second_committee or "", width=14),
    Column("常委", "is_standing", width=8),
    Column("届次", "term", width=8),
    Column("所在工作室", _studios, width=32),
    *(Column(tie.label, _places(tie), width=12) for tie in Basis if tie != Basis.SECTOR),
]
# What a tab tells besides, and what only the office reads.
MORE_COLUMNS = {
    "leave": [Column("请假", _away, width=40)],
    "archived": [Column("归档日期", "archived_on"), Column("离任原因", "get_ending_display")],
}
PHONE = Column("手机", "phone")


def member_list(request):
    """Members in office, invited, away, gone; found by name, sound, post, sector, place."""
    is_office = can(request.user, "add", Member)
    tabs = _tabs(request.user, clock.today(), is_whole=request.GET.get("format") == "xlsx")
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="members",
        filterset=MemberFilter,
        search=lambda rows, text: rows.matching(text),
        order=("pinyin", "id"),
        columns=COLUMNS,
        per_page=50,
    )
    listing.columns += [*MORE_COLUMNS.get(listing.tab, []), *([PHONE] if is_office else [])]
    context = {
        "title": f"委员名录（{tabs[listing.tab][0]}）",
        "is_office": is_office,
        "opens_accounts": can(request.user, "add", User),
    }
    return listing_response(request, listing, "studios/member_list.html", context)


def _tabs(reader, today, *, is_whole):
    """The four rolls; a sheet wants to know more of each row than a page does."""
    known = Member.objects.visible_to(reader)
    away = Prefetch("leaves", Leave.objects.in_force(today))
    tabs: dict[str, tuple[str, Any, list[Prefetch]]] = {
        "members": ("委员", known.counted(), [_WITH_STUDIOS]),
        "invited": ("特邀", known.active().invited(), [_WITH_STUDIOS]),
        "leave": ("请假中", known.on_leave(today), [away]),
        "archived": ("已归档", known.archived(), []),
    }
    whole = [_WITH_STUDIOS, _WITH_PLACES, away]
    return {
        key: (label, rows.select_related(*NAMED).prefetch_related(*(whole if is_whole else page)))
        for key, (label, rows, page) in tabs.items()
    }


NAMED = ("sector", "special_committee", "second_committee")
_WITH_STUDIOS = Prefetch("affiliations", Affiliation.objects.select_related("studio"))
_WITH_PLACES = Prefetch("places", MemberPlace.objects.select_related("area"))


def member(request, pk):
    """One member's whole file (委员档案): posts, terms, places, studios, leaves, what was done."""
    shown = find(request, pk)
    today, reader = clock.today(), request.user
    keeps = can(reader, "edit", shown)
    knows = can(reader, "phone", shown)  # the office, and the member
    context = {
        "member": shown,
        "steps": steps_for(shown, reader),
        "affiliations": shown.affiliations.select_related("studio").order_by("-starts_on", "role"),
        "terms": shown.terms.all(),
        "places": shown.places.select_related("area"),
        "leaves": shown.leaves.all(),
        "today": today,
        "keeps": keeps,
        "knows": knows,
        "sees_interests": can(reader, "see_interests", shown),
        "may_change_phone": knows and not keeps and not shown.is_archived,
        "panels": panels_of(shown, reader, today),
        "history": trail.history_of(shown)[:SHOWN_LINES] if knows else None,
    }
    return render(request, "studios/member.html", context)


def enter_member(request):
    """Open a file (登记委员), of a CPPCC member or of an invited person."""
    require(request.user, "add", Member)
    county = request.user.committee
    form = NewMemberForm(request.POST or None, committee=county)
    form.cancel_url = reverse("studios:member_list")
    if form.is_valid():
        entered = members.enter(county, by=request.user, on=clock.today(), **form.facts)
        messages.success(request, f"已登记{entered}。")
        return redirect(entered)
    return _form_page(request, form, "登记委员")


def edit_member(request, pk):
    """Correct the file (修改档案)."""
    shown = find(request, pk)
    require(request.user, "edit", shown)
    shown.workflow.target("edit", shown.status)
    form = EditMemberForm(
        request.POST or None, instance=find(request, pk), committee=shown.committee
    )
    form.cancel_url = shown.get_absolute_url()
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        members.edit(shown, by=request.user, seen_version=seen, **form.facts)
        messages.success(request, "已保存。")
        return redirect(shown)
    return _form_page(request, form, "修改档案", shown)


def phone_member(request, pk):
    """A member writes down their own telephone (修改手机号)."""
    shown = find(request, pk)
    require(request.user, "phone", shown)
    shown.workflow.target("edit", shown.status)
    form = PhoneForm(request.POST or None, instance=find(request, pk))
    form.cancel_url = shown.get_absolute_url()
    if form.is_valid():
        seen, phone = form.cleaned_data["version"] or 0, form.cleaned_data["phone"]
        members.change_phone(shown, by=request.user, seen_version=seen, phone=phone)
        messages.success(request, "手机号已更新。")
        return redirect(shown)
    return _form_page(request, form, "修改手机号", shown)


def find(request, pk):
    """A member of the reader's own county, or nobody (404)."""
    rows = Member.objects.visible_to(request.user).select_related("user", "committee", *NAMED)
    return get_object_or_404(rows, pk=pk)


def _form_page(request, form, heading, shown=None):
    parties = Member.objects.visible_to(request.user).exclude(party="").order_by("party")
    context = {
        "form": form,
        "heading": heading,
        "member": shown,
        "parties": parties.values_list("party", flat=True).distinct(),
    }
    request.portal_form = form  # names the fields on a refusal page
    return render(request, "studios/member_form.html", context)
