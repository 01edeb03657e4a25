"""What a member has declared (利害关系): read by the member, the office, their conveners only."""

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core import clock
from core.access import NotYours, can, require
from core.workflow import NotAllowedNow
from studios.actions import interests
from studios.forms.interests import DeclareForm, EndInterestForm
from studios.models import Interest
from studios.views.members import find


@never_cache
def member_interests(request, pk):
    """What is declared now, and what was once (利害关系申报)."""
    shown = find(request, pk)
    if not rules.has_perm("studios.see_interests_member", request.user, shown):
        raise NotYours("利害关系申报由委员本人、政协办公室和所在工作室召集人查看。")
    context = {
        "member": shown,
        "today": clock.today(),
        "rows": shown.interests.select_related("unit"),
        "may_declare": can(request.user, "declare", shown) and not shown.is_archived,
    }
    return render(request, "studios/interests.html", context)


def declare_interest(request, pk):
    """Declare a unit or firm (申报利害关系)."""
    shown = find(request, pk)
    require(request.user, "declare", shown)
    if shown.is_archived:
        raise NotAllowedNow(interests.CLOSED)
    form = DeclareForm(request.POST or None, committee=shown.committee, today=clock.today())
    done = _made(form, lambda data: interests.declare(shown, by=request.user, **data))
    return _answer(request, form, shown, "申报利害关系", done, "已申报。")


def end_interest(request, pk):
    """It no longer holds (终止申报)."""
    mine = Interest.objects.filter(member__committee_id=request.user.committee_id)
    found = get_object_or_404(mine.select_related("member__committee", "unit"), pk=pk)
    require(request.user, "declare", found.member)
    if found.ended_on:
        raise NotAllowedNow("这一项已经终止。")
    form = EndInterestForm(request.POST or None, today=clock.today())
    done = _made(form, lambda data: interests.end(found, by=request.user, **data) or True)
    heading = f"终止申报：{found}"
    return _answer(request, form, found.member, heading, done, "已终止。")


def _made(form, action):
    """What the action made of a valid form; what it finds wrong is said on the form."""
    if not form.is_valid():
        return None
    try:
        return action(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _answer(request, form, member, heading, done, said):
    """Back to the page of what is declared, or the form once more."""
    back = reverse("studios:member_interests", args=[member.pk])
    if done:
        messages.success(request, said)
        return redirect(back)
    form.cancel_url = back
    request.portal_form = form
    context = {"form": form, "heading": heading, "member": member}
    return render(request, "studios/interest_form.html", context)
