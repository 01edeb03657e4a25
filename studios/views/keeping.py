"""What the office does to a studio, one page per verb."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render

from audit import trail
from core import clock
from core.access import require
from core.views import step
from studios.actions import people, studios
from studios.forms.keeping import AffiliationForm, EndAffiliationForm, RemarkForm, StudioForm
from studios.models import Affiliation, Studio


def keeping(request, code):
    """A studio as the office sees it: its people with their days, its steps, its history."""
    studio = _find(request, code)
    require(request.user, "edit", studio)
    context = {
        "studio": studio,
        "affiliations": studio.affiliations.select_related("member").order_by("ends_on", "role"),
        "history": trail.history_of(studio)[:50],
        "today": clock.today(),
    }
    return render(request, "studios/keeping.html", context)


def edit_studio(request, code):
    """Correct what the public reads (修改信息)."""
    studio = _find(request, code)
    require(request.user, "edit", studio)
    form = StudioForm(request.POST or None, instance=_find(request, code))
    form.cancel_url = studio.get_absolute_url()
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
        seen = form.cleaned_data["version"] or 0
        studios.edit(studio, by=request.user, seen_version=seen, **facts)
        messages.success(request, "已保存，公众页面随即更新。")
        return redirect(studio)
    return _page(request, form, studio, "修改信息")


def open_studio(request, code):
    """A studio opens (挂牌运行)."""
    return _step(request, code, "open", "已挂牌运行，公众现在可以找到它。", on=clock.today())


def rectify_studio(request, code):
    """A studio has to mend its ways (责令整改)."""
    return _step(request, code, "rectify", "已责令整改。")


def suspend_studio(request, code):
    """A studio takes no more matters (停用)."""
    return _step(request, code, "suspend", "已停用，公众不能再向它提交意见。")


def revoke_studio(request, code):
    """A studio loses its plate (摘牌)."""
    return _step(request, code, "revoke", "已摘牌。")


def affiliate_studio(request, code):
    """Take somebody into a studio (纳入工作室)."""
    studio = _find(request, code)
    require(request.user, "affiliate", studio)
    form = AffiliationForm(request.POST or None, studio=studio, initial={"on": clock.today()})
    form.cancel_url = studio.get_absolute_url()
    if form.is_valid() and _taken(
        form, lambda: people.add_affiliation(studio, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{form.cleaned_data['member']}已纳入{studio}。")
        return redirect("studios:keeping", code)
    return _page(request, form, studio, "纳入工作室")


def end_affiliation(request, pk):
    """Somebody leaves a studio (退出工作室)."""
    found = Affiliation.objects.filter(studio__committee_id=request.user.committee_id)
    affiliation = get_object_or_404(found.select_related("studio", "member"), pk=pk)
    studio = affiliation.studio
    require(request.user, "affiliate", studio)
    form = EndAffiliationForm(request.POST or None, initial={"on": clock.today()})
    form.cancel_url = studio.get_absolute_url()
    if form.is_valid():
        people.end_affiliation(affiliation, by=request.user, on=form.cleaned_data["on"])
        messages.success(request, f"{affiliation.member}已退出{studio}。")
        return redirect("studios:keeping", studio.code)
    return _page(request, form, studio, f"退出工作室：{affiliation.member}")


def _find(request, code):
    return get_object_or_404(Studio.objects.visible_to(request.user), code=code)


def _step(request, code, verb, done, **facts):
    studio = _find(request, code)
    deed = getattr(studios, verb)
    return step(
        request,
        studio,
        verb,
        form_class=RemarkForm,
        done=done,
        action=lambda asked: deed(studio, by=request.user, **asked, **facts),
    )


def _taken(form, action):
    try:
        action()
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def _page(request, form, studio, heading):
    context = {"form": form, "studio": studio, "heading": heading}
    return render(request, "studios/form.html", context)
