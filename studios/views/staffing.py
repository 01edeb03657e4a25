"""Who belongs to a studio and as what: several taken in at once, posts given, people leaving."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from core import clock
from core.access import require
from studios.actions import people
from studios.enums import AffiliationRole
from studios.forms.people import AppointForm, EndAffiliationForm, JoinForm
from studios.models import Affiliation
from studios.views.founding import page, taken
from studios.views.keeping import find

# What a renewed term begins with.
KEPT = ("role", "term_until", "subsidy", "basis")


def affiliate_studio(request, code):
    """Take several members into a studio at once (纳入人员)."""
    studio = find(request, code)
    require(request.user, "affiliate", studio)
    is_search = "find" in request.POST
    form = JoinForm(
        None if is_search else request.POST or None,
        studio=studio, today=clock.today(), initial=_searched(request.POST) if is_search else None,
    )  # fmt: skip
    if form.is_valid() and taken(form, lambda: _join(studio, form.cleaned_data, request.user)):
        messages.success(request, f"已纳入{len(form.cleaned_data['members'])}人。")
        return redirect("studios:keeping", code)
    return page(request, form, studio, "纳入人员")


def appoint_studio(request, code):
    """Give, change or renew a post in a studio (任命)."""
    studio = find(request, code)
    require(request.user, "appoint", studio)
    form = AppointForm(
        request.POST or None,
        studio=studio, today=clock.today(), initial=_present(studio, request.GET.get("member")),
    )  # fmt: skip
    if form.is_valid() and taken(
        form, lambda: people.appoint(studio, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{form.cleaned_data['member']}的任职已记入{studio}。")
        return redirect("studios:keeping", code)
    return page(
        request, form, studio, "任命与调整", "studios/appoint_studio.html", **_posts(studio)
    )


def end_affiliation(request, pk):
    """Somebody leaves a studio (退出工作室)."""
    found = Affiliation.objects.filter(studio__committee_id=request.user.committee_id)
    affiliation = get_object_or_404(found.select_related("studio", "member"), pk=pk)
    studio = affiliation.studio
    require(request.user, "affiliate", studio)
    form = EndAffiliationForm(request.POST or None, today=clock.today())
    if form.is_valid() and taken(
        form,
        lambda: people.end_affiliation(affiliation, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, f"{affiliation.member}已退出{studio}。")
        return redirect("studios:keeping", studio.code)
    return page(request, form, studio, f"退出工作室：{affiliation.member}")


def _join(studio, asked, by):
    people.add_several(studio, list(asked["members"]), by=by, on=asked["on"], basis=asked["basis"])


def _searched(sent):
    """A search keeps everything that was ticked and typed."""
    typed = {name: sent[name] for name in ("q", "basis", "on") if name in sent}
    return typed | {"members": sent.getlist("members")}


def _present(studio, key):
    """The post somebody has now, when the page of the studio says who."""
    if not (key or "").isdigit():
        return {}
    row = next((row for row in studio.people() if str(row.member_id) == key), None)
    if row is None:
        return {}
    return {"member": row.member_id} | {name: getattr(row, name) for name in KEPT}


def _posts(studio):
    """Who holds a post now, and who convened before."""
    rows = studio.affiliations.select_related("member").exclude(role=AffiliationRole.MEMBER)
    held = list(rows.order_by("role", "-starts_on"))
    return {
        "holders": [row for row in held if row.ends_on is None],
        "former": [row for row in held if row.ends_on and row.role == AffiliationRole.CONVENER],
    }
