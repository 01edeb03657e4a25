"""Following a matter by its code (查询进度): public, without an account, without names."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import citizen
from consultations import lineage as issue_lineage
from consultations.actions import issues, reviewing
from consultations.enums import IssueStatus
from consultations.models import Issue
from core import clock, ratelimit
from core.access import can, require
from petitions.actions import ratings
from petitions.forms.tracking import AppealForm, CodeForm, RatingForm
from petitions.lineage import chain_of, timeline_of, turn_for_raiser
from petitions.lineage.open_kin import open_kin_of

KEY = "tracked_issue"
NOT_FOUND = "没有查到对应的意见。请核对受理回执上的查询码，仍查不到的，请联系受理的工作室。"


@login_not_required
@never_cache
def track(request):
    """Where the code is typed; wrong and unknown codes are answered alike."""
    form = CodeForm(request.POST or None)
    form.cancel_url = "/"
    if request.method == "POST":
        ratelimit.check("track", request.META.get("REMOTE_ADDR", ""))
        issue = issues.find_by_code(form.cleaned_data["code"]) if form.is_valid() else None
        if issue:
            request.session[KEY] = issue.pk
            return redirect("petitions:track_matter")
        if form.is_valid():
            form.add_error("code", NOT_FOUND)
    return render(request, "petitions/track.html", {"form": form})


@login_not_required
@never_cache
def track_matter(request, form=None):
    """Everything that became of one matter, in the county's own words."""
    issue = _tracked(request)
    if issue is None:
        return redirect("petitions:track")
    if issue.is_locked:
        page = {"issue": issue, "committee": issue.committee}
        return render(request, "petitions/track_locked.html", page)
    return render(request, "petitions/track_matter.html", _page(issue, form))


@login_not_required
@never_cache
@require_POST
def rate(request):
    """The raiser says how they found the result (评价)."""
    issue = _tracked(request)
    if issue is None:
        return redirect("petitions:track")
    form = RatingForm(request.POST, committee=issue.committee)
    if form.is_valid() and _rated(form, issue):
        messages.success(request, "感谢您的评价。")
        return redirect("petitions:track_matter")
    return track_matter(request, form)


@login_not_required
@never_cache
def withdraw_matter(request):
    """The raiser takes the matter back, while nobody works on it (撤回)."""
    issue = _tracked(request)
    if issue is None:
        return redirect("petitions:track")
    if request.method == "POST":
        issues.withdraw(issue, by=citizen())
        messages.success(request, "已撤回。需要时可以重新反映。")
        return redirect("petitions:track_matter")
    require(citizen(), "withdraw", issue)
    issue.workflow.target("withdraw", issue.status)
    return render(request, "petitions/track_withdraw.html", {"issue": issue})


@login_not_required
@never_cache
def appeal_matter(request):
    """The raiser of a refused matter asks the township to look again, once (申请复核)."""
    issue = _tracked(request)
    if issue is None:
        return redirect("petitions:track")
    require(citizen(), "appeal", issue)
    issue.workflow.target("appeal", issue.status)
    form = AppealForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("petitions:track_matter")
    request.portal_form = form
    if form.is_valid():
        reviewing.appeal(issue, by=citizen(), why=form.cleaned_data["why"])
        messages.success(request, "已申请复核，结果会在这里告诉您。")
        return redirect("petitions:track_matter")
    return render(request, "petitions/track_appeal.html", {"issue": issue, "form": form})


@login_not_required
@never_cache
@require_POST
def track_part(request):
    """From the letter to a matter split from it, and back: the raiser is the same (拆分)."""
    issue = _tracked(request)
    if issue is None:
        return redirect("petitions:track")
    kin = Issue.objects.filter(Q(pk=issue.split_from_id or 0) | Q(split_from=issue))
    asked = [one for one in kin if str(one.pk) == request.POST.get("part")]
    request.session[KEY] = asked[0].pk if asked else issue.pk
    return redirect("petitions:track_matter")


@login_not_required
@never_cache
@require_POST
def leave_tracking(request):
    """Forget the code on this telephone or computer (退出查询)."""
    request.session.pop(KEY, None)
    return redirect("petitions:track")


def _tracked(request):
    rows = Issue.objects.select_related("studio__area", "committee", "topic__mechanism")
    return rows.filter(pk=request.session.get(KEY, 0)).first()


def _can_appeal(issue):
    is_refused = issue.status in issue.workflow.steps["appeal"].sources
    return is_refused and can(citizen(), "appeal", issue)


def _rated(form, issue):
    try:
        ratings.rate(issue, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _page(issue, form):
    today, whole = clock.today(), issue.merged_into or issue
    chain = chain_of(issue, today)
    if issue.status == IssueStatus.ANSWERED:
        form = form or RatingForm(committee=issue.committee)
        form.helper.form_action = reverse("petitions:rate")
    return {
        "issue": issue,
        "committee": issue.committee,
        "stages": issue_lineage.stages_of(issue),
        "turn": turn_for_raiser(issue, chain, today),
        "form": form if issue.status == IssueStatus.ANSWERED else None,
        "can_withdraw": issue.status in issue.workflow.steps["withdraw"].sources,
        "can_appeal": _can_appeal(issue),
        "origin": issue.split_from,
        "parts": issue.parts.select_related("committee").order_by("id"),
        "chain": chain,
        "kin": open_kin_of(issue, chain, today) if whole.topic_id else [],
        "timeline": timeline_of(issue),
    }
