"""Issues (意见): the list, the page, entry on somebody's behalf, files."""

from datetime import timedelta

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.enums import Role
from accounts.predicates import is_member, is_office
from audit import trail
from consultations import lineage
from consultations.actions import issues
from consultations.forms.door import RegisterForm
from consultations.lineage.likes import akin
from consultations.lineage.suited import suited_to
from consultations.models import Attachment, Issue
from consultations.permissions import belongs_to_studio, runs_studio
from consultations.views.claim_box import box_of, claim_word
from consultations.views.conditions import conditions_box
from consultations.views.door import hand_over
from consultations.views.filters import IssueFilter
from consultations.views.likes_box import likes_box
from consultations.views.page import buttons, made, turn_box
from core import clock
from core.access import NotYours, can, may_now, state_text
from core.lists import Column, Listing
from core.sequels import sequels_of
from core.views import listing_response
from studios.models import Studio

# How long a revealed telephone stays readable.
REVEALED = timedelta(minutes=10)
COLUMNS = [
    Column("编号", "number"),
    Column("标题", "title", width=40),
    Column("工作室", "studio.name", width=24),
    Column("来源", "get_source_display"),
    Column("转来单位", "sent_by"),
    Column("来件编号", "sent_number"),
    Column("类别", lambda issue: str(issue.category or "")),
    Column("状态", state_text),
    Column("提出日期", lambda issue: clock.local_day(issue.raised_at)),
    Column("承办委员", lambda issue: str(issue.claimed_by or "")),
    Column("承诺答复日期", "promised_on"),
    Column("议题", lambda issue: str(issue.topic or ""), width=40),
]


def issue_list(request):
    """The issues this reader may see, one tab per word of the queryset."""
    mine = (
        Issue.objects.visible_to(request.user)
        .with_likes()
        .select_related("studio", "category__parent", "claimed_by", "topic", "committee")
    )
    listing = Listing(
        request.GET,
        tabs=_tabs(request.user, mine, clock.today()),
        default=_first_tab(request.user),
        filterset=IssueFilter.read_by(request.user),
        search=("title__contains", "number__contains", "sent_number__contains"),
        order=("-raised_at", "-id"),
        columns=COLUMNS,
    )
    runs = runs_studio(request.user)
    tickable = {issue.pk for issue in listing.rows if may_now(request.user, "join", issue)}
    page = {
        "title": "群众意见",
        "today": clock.today(),
        "tickable": tickable,
        "may_register": runs or belongs_to_studio(request.user),
    }
    return listing_response(request, listing, "consultations/issue_list.html", page)


def _tabs(user, mine, today) -> dict:
    """The words of the queryset, in the order in which a matter goes."""
    claim = claim_word(user.committee)
    return {
        "triage": ("待受理", mine.awaiting_triage()),
        "claimable": (f"可{claim}", mine.claimable()),
        **_own_tabs(user, mine, claim, today),
        "unclaimed": (f"逾期无人{claim}", mine.unclaimed(today)),
        "awaiting": ("待答复", mine.awaiting_answer()),
        "broken": ("已过承诺日期", mine.promise_broken(today)),
        "rating": ("待评价", mine.awaiting_rating()),
        "ended": ("已办结", mine.ended()),
        "all": ("全部", mine),
    }


def _own_tabs(user, mine, claim, today) -> dict:
    """What only a member, a township or the office has."""
    tabs = {}
    if is_member(user):
        tabs["suited"] = ("适合您的", suited_to(mine.claimable(), user.member, today))
        tabs["mine"] = (f"我的{claim}", mine.filter(claimed_by=user.member))
    if user.holds(Role.TOWNSHIP):
        tabs["review"] = ("申请复核", mine.awaiting_review())
    if is_office(user):
        tabs["locked"] = ("疑似涉密", mine.filter(is_locked=True))
    return tabs


def _first_tab(user) -> str:
    if runs_studio(user):
        return "triage"
    return "claimable" if belongs_to_studio(user) else "all"


@never_cache
def issue(request, pk):
    """One issue: what it is, where it stands, whose turn it is, what happened."""
    found = get_object_or_404(
        Issue.objects.visible_to(request.user)
        .select_related(
            "committee",
            "studio__area__parent",
            "category__parent",
            "claimed_by",
            "contact",
            "reason",
            "registered_by",
            "topic__mechanism",
            "topic__lead",
            "topic__studio__area__parent",
        )
        .prefetch_related("duty_shift__seats"),
        pk=pk,
    )
    user = request.user
    sequels = sequels_of(found, user)
    turn = turn_box(found, user, clock.today(), sequels)
    steps = buttons(found, user, (*turn.get("verbs", ()), "claim", "follow_up"))
    page = {
        "issue": found,
        "steps": steps,
        "claiming": box_of(found, user, steps),
        "stages": lineage.stages_of(found),
        "turn": turn,
        "sequels": sequels,
        "history": trail.history_of(found),
        "tellings": found.tellings.order_by("-at", "-id"),
        "files": found.attachments.all(),
        "may_reveal": can(user, "reveal_contact", found),
        "is_revealed": _is_revealed(request, found),
        "dispatch_url": _dispatch_url(found, user),
        "conditions": conditions_box(found, user, clock.today()),
        "akin": akin(found, user),
        "likes": likes_box(found, user, clock.today()),
    }
    return render(request, "consultations/issue.html", page)


def issue_new(request):
    """Enter a matter for somebody who came, called or wrote (代为登记)."""
    studios = studios_to_register_for(request.user)
    if not studios.exists():
        raise NotYours("代为登记由工作室召集人、联络员或委员办理。")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegisterForm(*sent, studios=studios, reader=request.user)
    request.portal_form = form
    made_now = made(form, lambda data: _registered(form, data, request.user))
    if made_now:
        return hand_over(request, *made_now)
    return render(request, "consultations/issue_new.html", {"form": form})


def _registered(form, data, user):
    return issues.raise_issue(data["studio"], source=data["source"], by=user, **form.matter)


def studios_to_register_for(user):
    """Those the person runs, and those they belong to as a member."""
    studios = Studio.objects.run_by(user)
    if belongs_to_studio(user):
        mine = user.member.affiliations.in_force(clock.today()).values("studio")
        studios = studios | Studio.objects.filter(pk__in=mine)
    return studios.distinct()


@never_cache
def attachment(request, pk, file_pk):
    """A file that came with an issue, to whoever may see the issue; never run by a browser."""
    found = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(Attachment, issue=found, pk=file_pk)
    response = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _dispatch_url(found, user) -> str:
    """Where the office sends the matter to a unit; empty when this reader may not."""
    may = user.has_perm("petitions.dispatch_assignment") and may_now(user, "dispatch", found)
    return reverse("petitions:dispatch", args=["issue", found.pk]) if may else ""


def revealed_key(found) -> str:
    return f"revealed-{found.pk}"


def _is_revealed(request, found) -> bool:
    """The reader has just said what for; the telephone itself is never in the session."""
    since = request.session.get(revealed_key(found))
    is_fresh = since is not None and clock.now().timestamp() - since < REVEALED.total_seconds()
    return is_fresh and can(request.user, "reveal_contact", found)


def issue_of(request, pk):
    """The issue, if this person may see it."""
    mine = Issue.objects.visible_to(request.user)
    return get_object_or_404(
        mine.select_related("committee", "studio", "claimed_by", "topic"), pk=pk
    )


def back_to_list(response):
    """After a step that hides the issue from the reader, the list is the place to be."""
    return redirect("consultations:issue_list") if response.status_code == 302 else response
