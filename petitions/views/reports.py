"""Pages of reports on public opinion: the list, one report, writing one (社情民意)."""

import rules
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render

from accounts.enums import Role
from audit import trail
from consultations.models import ConsensusItem, Topic
from core.access import can, require, state_text
from core.lists import Column, Listing
from core.views import listing_response
from petitions.actions import reports
from petitions.enums import Draft, ReportStatus
from petitions.forms.drafts import THEN_SUBMIT
from petitions.forms.reports import CategoryFilter, NewReportForm, ReviseReportForm
from petitions.models import Assignment, Instruction, OpinionReport
from petitions.views.standing import report_stages, report_turn

COLUMNS = [
    Column("编号", "number"),
    Column("标题", "title", width=50),
    Column("反映人", "author.name"),
    Column("工作室", lambda report: report.studio or "", width=24),
    Column("分类", lambda report: report.category or ""),
    Column("状态", state_text),
    Column("提交时间", "submitted_at"),
    Column("期号", "issue_no"),
    Column("主送", "sent_to", width=30),
    Column(
        "采用",
        lambda report: "；".join(
            f"{one.organ}{one.get_mode_display()}" for one in report.adoptions.all()
        ),
        width=40,
    ),
]
SEARCHED = (
    "title__icontains",
    "number__icontains",
    "author__name__icontains",
    "issue_no__icontains",
)


def report_list(request):
    """The reports this reader may see, one tab per word of the queryset."""
    may_write = can(request.user, "write", OpinionReport)
    listing = Listing(
        request.GET,
        tabs=_tabs(OpinionReport.objects.visible_to(request.user), may_write),
        default=_first_tab(request.user),
        filterset=CategoryFilter,
        search=SEARCHED,
        columns=COLUMNS,
    )
    context = {"title": "社情民意", "may_write": may_write}
    return listing_response(request, listing, "petitions/report_list.html", context)


def _tabs(seen, may_write):
    seen = seen.select_related("committee", "author", "studio", "category")
    seen = seen.prefetch_related("adoptions")
    tabs = {
        "verdict": ("待审查", seen.awaiting_verdict()),
        "signature": ("待签发", seen.awaiting_signature()),
        "issue": ("待印发", seen.awaiting_issue()),
        "issued": ("已印发", seen.issued()),
        "all": ("全部", seen),
    }
    return {"drafts": ("草稿与退回", seen.drafts())} | tabs if may_write else tabs


def _first_tab(user):
    """What waits for this reader."""
    if user.holds(Role.OFFICE):
        return "verdict"
    return "signature" if user.holds(Role.SIGNER) else "all"


def report(request, pk):
    """One report: where it stands, whose turn it is, its texts and what became of it."""
    found, user = find(request, pk), request.user
    is_issued = found.status == ReportStatus.ISSUED
    context = {
        "report": found,
        "stages": report_stages(found),
        "turn": report_turn(found, user),
        "adoptions": found.adoptions.select_related("level"),
        "instructions": Instruction.objects.visible_to(user).filter(report=found),
        "instruction_days": found.instructions.values_list("instructed_on", "kind"),
        "may_read_instructions": rules.has_perm("petitions.view_instruction", user, found),
        "assignments": _assignments(found, user),
        "may_dispatch": is_issued and rules.has_perm("petitions.dispatch_assignment", user, found),
        "may_print": is_issued and can(user, "print", found),
        "history": trail.history_of(found),
    }
    return render(request, "petitions/report.html", context | _texts(found))


def _texts(found):
    """The last original beside the present text, once there is something to compare."""
    revisions = list(found.revisions.all())
    originals = [one for one in revisions if one.draft == Draft.ORIGINAL]
    is_edited = any(one.draft == Draft.EDITED for one in revisions)
    return {"original": originals[-1] if originals else None, "is_edited": is_edited}


def _assignments(found, user):
    """What units were given to do because of this report or an instruction on it."""
    seen = Assignment.objects.visible_to(user).select_related("lead_unit", "committee")
    return seen.filter(Q(report=found) | Q(instruction__report=found))


def write_report(request):
    """Write a report, from scratch or from a topic or something that was agreed (起草)."""
    user = request.user
    require(user, "write", OpinionReport)
    source = _source(request)
    form = NewReportForm(
        request.POST or None, committee=user.committee, initial=_prefilled(**source)
    )
    if form.is_valid():
        written = reports.write(user.member, by=user, **form.cleaned_data, **source)
        return _saved(request, form, written)
    context = {"form": form, "heading": "写社情民意", **source}
    return render(request, "petitions/report_form.html", context)


def revise_report(request, pk):
    """Change one's draft (修改)."""
    found = find(request, pk)
    require(request.user, "revise", found)
    found.workflow.target("revise", found.status)
    initial = {name: getattr(found, name) for name in (*reports.TEXTS, "category", "version")}
    form = ReviseReportForm(request.POST or None, committee=found.committee, initial=initial)
    form.cancel_url = found.get_absolute_url()
    request.portal_form = form
    if form.is_valid():
        facts = dict(form.cleaned_data)
        reports.revise(found, by=request.user, seen_version=facts.pop("version") or 0, **facts)
        return _saved(request, form, found)
    context = {"form": form, "heading": "修改社情民意", "report": found}
    return render(request, "petitions/report_form.html", context)


def find(request, pk):
    """The report, if this reader may see it."""
    seen = OpinionReport.objects.visible_to(request.user).select_related(
        "author",
        "studio",
        "category",
        "committee",
        "topic",
        "consensus_item__activity",
        "accepted_by",
        "signed_by",
    )
    return get_object_or_404(seen, pk=pk)


def _source(request):
    """From what the report is made: only what this reader may see counts."""
    found = {}
    if (key := request.GET.get("topic", "")).isdecimal():
        found["topic"] = get_object_or_404(Topic.objects.visible_to(request.user), pk=key)
    if (key := request.GET.get("consensus_item", "")).isdecimal():
        items = ConsensusItem.objects.visible_to(request.user).select_related("activity", "topic")
        found["consensus_item"] = get_object_or_404(items, pk=key)
    return found


def _prefilled(topic=None, consensus_item=None):
    """What is known already and need not be typed again."""
    topic = topic or (consensus_item.topic if consensus_item else None)
    known = {"suggestion": consensus_item.text} if consensus_item else {}
    if topic:
        known |= {
            "title": f"关于{topic.subject}的建议"[:100],
            "situation": topic.background,
            "category": topic.category_id,
        }
    return known


def _saved(request, form, written):
    """Say what happened; hand it in at once when its author asked for that."""
    if form.advice:
        messages.warning(request, form.advice)
    if THEN_SUBMIT in request.POST:
        reports.submit(written, by=request.user)
        messages.success(request, f"已提交《{written}》，编号{written.number}，请等待审查。")
    else:
        messages.success(request, "草稿已保存，提交后政协办公室才能看到。")
    return redirect(written)
