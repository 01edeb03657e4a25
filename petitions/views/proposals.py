"""Pages of proposals: the list, one proposal, writing one (提案)."""

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render

from accounts.enums import Role
from audit import trail
from consultations.models import Topic
from core.access import can, require, state_text
from core.lists import Column, Listing
from core.views import listing_response
from petitions.actions import proposals
from petitions.enums import ProposalStatus
from petitions.forms.drafts import THEN_SUBMIT
from petitions.forms.proposals import NewProposalForm, ReviseProposalForm
from petitions.forms.reports import CategoryFilter
from petitions.models import Assignment, CoSigner, Proposal
from petitions.views.standing import proposal_stages, proposal_turn

COLUMNS = [
    Column("编号", "number"),
    Column("案由", "title", width=50),
    Column("第一提案人", "author.name"),
    Column("联名", lambda one: "、".join(c.member.name for c in one.cosigners.all()), width=30),
    Column("类别", lambda one: one.category or ""),
    Column("状态", state_text),
    Column("提交时间", "submitted_at"),
    Column("立案时间", "filed_at"),
]
FACTS = ("title", "category", "situation", "suggestion", "may_publish", "version")


def proposal_list(request):
    """The proposals this reader may see, one tab per word of the queryset."""
    seen = Proposal.objects.visible_to(request.user)
    seen = seen.select_related("committee", "author", "category").prefetch_related(
        Prefetch("cosigners", CoSigner.objects.select_related("member"))
    )
    tabs = {
        "verdict": ("待审查", seen.awaiting_verdict()),
        "dispatch": ("待交办", seen.awaiting_dispatch()),
        "handling": ("办理中", seen.being_handled()),
        "all": ("全部", seen),
    }
    may_write = can(request.user, "write", Proposal)
    if may_write:
        tabs = {"drafts": ("草稿与退回", seen.drafts())} | tabs
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="verdict" if request.user.holds(Role.PROPOSALS) else "all",
        filterset=CategoryFilter,
        search=("title__icontains", "number__icontains", "author__name__icontains"),
        columns=COLUMNS,
    )
    context = {"title": "提案", "may_write": may_write}
    return listing_response(request, listing, "petitions/proposal_list.html", context)


def proposal(request, pk):
    """One proposal: where it stands, whose turn it is, what the units make of it."""
    found, user = find(request, pk), request.user
    assignments = Assignment.objects.visible_to(user).filter(proposal=found)
    context = {
        "proposal": found,
        "stages": proposal_stages(found),
        "turn": proposal_turn(found, user),
        "cosigners": [row.member for row in found.cosigners.select_related("member")],
        "assignments": assignments.select_related("lead_unit", "committee"),
        "may_dispatch": found.status == ProposalStatus.FILED
        and rules.has_perm("petitions.dispatch_assignment", user, found),
        "history": trail.history_of(found),
    }
    return render(request, "petitions/proposal.html", context)


def write_proposal(request):
    """Write a proposal, from scratch or from a topic (起草)."""
    user = request.user
    require(user, "write", Proposal)
    topic = None
    if (key := request.GET.get("topic", "")).isdecimal():
        topic = get_object_or_404(Topic.objects.visible_to(user), pk=key)
    known = (
        {
            "title": f"关于{topic.subject[:45]}的提案",
            "situation": topic.background,
            "category": topic.category_id,
        }
        if topic
        else {}
    )
    form = NewProposalForm(request.POST or None, author=user.member, initial=known)
    if form.is_valid():
        written = _tried(
            form, lambda facts: proposals.write(user.member, by=user, topic=topic, **facts)
        )
        if written:
            return _saved(request, form, written)
    return _page(request, form, {"heading": "写提案", "topic": topic})


def revise_proposal(request, pk):
    """Change one's draft (修改)."""
    found = find(request, pk)
    require(request.user, "revise", found)
    found.workflow.target("revise", found.status)
    initial = {name: getattr(found, name) for name in FACTS}
    initial["cosigners"] = list(found.cosigners.values_list("member_id", flat=True))
    form = ReviseProposalForm(request.POST or None, author=found.author, initial=initial)
    form.cancel_url = found.get_absolute_url()
    request.portal_form = form
    if form.is_valid() and _tried(form, lambda facts: _revise(found, request.user, facts)):
        return _saved(request, form, found)
    return _page(request, form, {"heading": "修改提案", "proposal": found})


def find(request, pk):
    """The proposal, if this reader may see it."""
    seen = Proposal.objects.visible_to(request.user)
    seen = seen.select_related("author", "category", "committee", "topic", "filed_by")
    return get_object_or_404(seen, pk=pk)


def _revise(found, user, facts):
    proposals.revise(found, by=user, seen_version=facts.pop("version") or 0, **facts)
    return found


def _tried(form, action):
    """What the action made; what it finds wrong is said on the form."""
    try:
        return action(dict(form.cleaned_data))
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _page(request, form, context):
    return render(request, "petitions/proposal_form.html", {"form": form} | context)


def _saved(request, form, written):
    if THEN_SUBMIT in request.POST:
        proposals.submit(written, by=request.user)
        messages.success(request, f"已提交《{written}》，编号{written.number}，请等待审查。")
    else:
        messages.success(request, "草稿已保存，提交后提案委员会才能看到。")
    return redirect(written)
