"""When a member is away, moves, leaves, returns; when the whole county has a new term (换届)."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core import clock
from core.access import require
from core.days import full_day
from core.views import step
from studios.actions import members, terms
from studios.enums import AffiliationRole
from studios.forms.terms import (
    ArchiveForm,
    EndLeaveForm,
    LeaveForm,
    RenewForm,
    RestoreForm,
    TransferForm,
)
from studios.models import Affiliation, Leave, Member
from studios.views.members import find

LEADING = [AffiliationRole.CONVENER, AffiliationRole.DEPUTY, AffiliationRole.LIAISON]


def leave_member(request, pk):
    """Note that a member is away (登记请假)."""
    shown = find(request, pk)
    return step(
        request,
        shown,
        "leave",
        form_class=LeaveForm,
        done="请假已登记，所在工作室已收到提醒。",
        action=lambda asked: members.leave(shown, by=request.user, **asked),
    )


def end_leave(request, pk):
    """A member is back earlier (销假)."""
    found = Leave.objects.filter(member__committee_id=request.user.committee_id)
    noted = get_object_or_404(found.select_related("member__committee"), pk=pk)
    shown = noted.member
    return step(
        request,
        shown,
        "leave",
        form_class=EndLeaveForm,
        form_kwargs={"initial": {"on": clock.today()}},
        context={"step": replace(shown.workflow.steps["leave"], label="销假")},
        done="已销假。",
        action=lambda asked: members.end_leave(noted, by=request.user, **asked),
    )


def transfer_member(request, pk):
    """Move a member to another studio (调整工作室)."""
    shown = find(request, pk)
    return step(
        request,
        shown,
        "transfer",
        form_class=TransferForm,
        form_kwargs={"member": shown, "today": clock.today()},
        done="工作室已调整。",
        action=lambda asked: members.transfer(shown, by=request.user, **asked),
    )


def archive_member(request, pk):
    """A member leaves office (离任归档)."""
    shown = find(request, pk)
    return step(
        request,
        shown,
        "archive",
        form_class=ArchiveForm,
        form_kwargs={"what_ends": _what_ends(shown), "today": clock.today()},
        done=f"{shown}已离任归档，档案只读，在“已归档”中可以查到。",
        action=lambda asked: terms.archive(shown, by=request.user, **asked),
    )


def restore_member(request, pk):
    """A member is in office again (恢复在任)."""
    shown = find(request, pk)
    return step(
        request,
        shown,
        "restore",
        form_class=RestoreForm,
        form_kwargs={"today": clock.today()},
        done=f"{shown}已恢复在任。",
        action=lambda asked: terms.restore(shown, by=request.user, **asked),
    )


def renew_members(request):
    """A new term of the whole county (换届): tick who goes on, look, confirm."""
    require(request.user, "renew", Member)
    form = _renew_form(request)
    is_sure = form.is_valid() and "confirmed" in request.POST
    if is_sure and _renewed(request, form):
        messages.success(
            request, f"换届已办理：{len(form.going)}人连任，{len(form.leaving)}人届满归档。"
        )
        return redirect("studios:member_list")
    if form.is_valid() and "again" not in request.POST:
        context = {"form": form, "day": full_day(form.cleaned_data["on"])} | _preview(form)
        return render(request, "studios/renew_preview.html", context)
    return render(request, "studios/renew.html", {"form": form, "now": request.user.committee.term})


def _renew_form(request):
    """Everybody who is counted as a member now, nobody ticked unless all were asked for."""
    # With the account's county, which its line in the record asks for.
    named = ("sector", "committee", "user__committee")
    rows = Member.objects.visible_to(request.user).counted().select_related(*named)
    everybody = list(rows.order_by("pinyin", "id"))
    ticked = [one.pk for one in everybody] if request.GET.get("tick") == "all" else []
    form = RenewForm(
        request.POST or None,
        members=everybody,
        today=clock.today(),
        initial={"going_on": ticked},
    )
    form.cancel_url = reverse("studios:member_list")
    return form


def _renewed(request, form):
    facts = {name: form.cleaned_data[name] for name in ("term", "on")}
    county = request.user.committee
    lists = {"going_on": form.going, "leaving": form.leaving}
    try:
        terms.renew(county, by=request.user, **facts, **lists)
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def _preview(form):
    """What will have happened: who stays, who goes, which posts fall vacant."""
    posts = Affiliation.objects.filter(
        member__in=form.leaving, ends_on=None, role__in=LEADING
    ).select_related("studio", "member")
    return {"going": form.going, "leaving": form.leaving, "posts": posts}


def _what_ends(shown):
    """Said before it is done: the studios and posts, the account, the file."""
    rows = shown.affiliations.filter(ends_on=None).select_related("studio")
    studios = "、".join(f"{row.studio}（{row.get_role_display()}）" for row in rows)
    said = [f"归档后退出：{studios}。"] if studios else []
    said += ["没有其他角色的，登录账户同时停用。"] if shown.user_id else []
    return "".join([*said, "档案转为只读，仍可查到。"])
