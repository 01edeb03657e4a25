"""What is written about a studio itself: founded, corrected, linked, merged, its hours."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse

from core import clock
from core.access import require
from studios.actions import charge, hours, merging, studios
from studios.forms.hours import HoursForm
from studios.forms.keeping import FoundForm, LinkForm, MergeForm, RemarkForm, StudioForm
from studios.models import Studio
from studios.views.keeping import find


def found_studio(request):
    """Set up a studio (设立工作室)."""
    require(request.user, "found", Studio)
    committee, made = request.user.committee, []
    form = FoundForm(request.POST or None, committee=committee)
    if form.is_valid() and taken(
        form, lambda: made.append(studios.found(committee, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, f"已设立{made[0]}（筹建）。请纳入人员、公布接待时间后挂牌。")
        return redirect("studios:keeping", made[0].code)
    return page(request, form, None, "设立工作室")


def edit_studio(request, code):
    """Correct what is said about a studio (修改信息)."""
    studio = find(request, code)
    require(request.user, "edit", studio)
    form = StudioForm(
        request.POST or None, instance=find(request, code), committee=studio.committee
    )
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
        seen = form.cleaned_data["version"] or 0
        if taken(form, lambda: studios.edit(studio, by=request.user, seen_version=seen, **facts)):
            messages.success(request, "已保存，公众页面随即更新。")
            return redirect("studios:keeping", code)
    return page(request, form, studio, "修改信息")


def link_studio(request, code):
    """Put a studio in somebody's charge (包联)."""
    studio = find(request, code)
    require(request.user, "link", studio)
    form = LinkForm(request.POST or None, studio=studio, today=clock.today())
    if form.is_valid() and taken(
        form, lambda: charge.assign(studio, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "包联已保存。")
        return redirect("studios:keeping", code)
    return page(request, form, studio, "包联领导与对口专委会")


def merge_studio(request, code):
    """One switch: group and studio become one (组室合一), or go apart again (恢复分设)."""
    studio = find(request, code)
    require(request.user, "merge", studio)
    if studio.merged_with_group:
        return _split(request, studio)
    form = MergeForm(request.POST or None, studio=studio, today=clock.today())
    if form.is_valid() and taken(
        form, lambda: merging.merge_with_group(studio, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{studio}已与{studio.group_name}组室合一。")
        return redirect("studios:keeping", studio.code)
    return page(request, form, studio, "组室合一")


def post_hours_studio(request, code):
    """Publish when a studio receives (接待时间)."""
    studio = find(request, code)
    require(request.user, "post_hours", studio)
    form = HoursForm(request.POST or None, studio=studio)
    if form.is_valid():
        asked = form.cleaned_data
        if taken(
            form,
            lambda: hours.post_hours(
                studio, asked["openings"], asked["note"], by=request.user,
                seen_version=asked["version"] or 0,
            ),
        ):  # fmt: skip
            messages.success(request, f"已公布：{studio.hours or '未公布接待时间'}")
            return redirect("studios:keeping", code)
    return page(request, form, studio, "接待时间")


def taken(form, action):
    """Whether the action took the form; what it finds wrong is said beside the field."""
    try:
        action()
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def page(request, form, studio, heading, template="studios/form.html", **more):
    """A form about one studio; without one yet, about the directory."""
    form.cancel_url = (
        reverse("studios:keeping", args=[studio.code]) if studio else reverse("studios:studio_list")
    )
    context = {"form": form, "studio": studio, "heading": heading}
    return render(request, template, context | more)


def _split(request, studio):
    form = RemarkForm(request.POST or None)
    form.submit_label = "恢复分设"
    if form.is_valid() and taken(
        form, lambda: merging.split_from_group(studio, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "已恢复分设；人员仍在本工作室，请按需要调整。")
        return redirect("studios:keeping", studio.code)
    return page(request, form, studio, f"恢复分设：{studio.group_name}")
