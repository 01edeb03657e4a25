"""Assignments: the list, one assignment, and dispatch."""

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from audit import trail
from consultations.models import ConsensusItem, Issue
from core import clock
from core.access import NotYours, state_text
from core.days import full_day
from core.lists import Column, Listing
from core.views import listing_response
from core.workdays import calendar
from petitions import clock as due_clock
from petitions import lineage
from petitions.actions import assignments, hindrances
from petitions.forms.assignments import DispatchForm, assignment_filter
from petitions.models import (
    Assignment,
    Extension,
    Instruction,
    LightRule,
    LimitClass,
    OpinionReport,
    Progress,
    Proposal,
    Reply,
    ReturnRequest,
    Undertaking,
)

KINDS = {
    "issue": (Issue, "S"),
    "item": (ConsensusItem, "D"),
    "consensus_item": (ConsensusItem, "D"),
    "report": (OpinionReport, "I"),
    "proposal": (Proposal, "P"),
    "instruction": (Instruction, "L"),
}
BY_DUE_DAY = {"receipt", "work", "near", "overdue", "supervise"}
SUPERVISE_AFTER = 2  # working days: on the third the letter (督办函) is due
DEMAND_LENGTH = 800


def assignment_list(request):
    """The assignments this reader may see, one tab per word of the queryset."""
    mine = Assignment.objects.visible_to(request.user)
    tabs = _tabs(mine, clock.today())
    by_due_day = request.GET.get("tab") in BY_DUE_DAY
    listing = Listing(
        request.GET,
        tabs={key: (label, _with_rows(rows)) for key, (label, rows) in tabs.items()},
        default="all",
        filterset=assignment_filter(request.user),
        search=("title__contains", "number__contains"),
        order=("due_on", "id") if by_due_day else ("-dispatched_at", "-id"),
        columns=_columns(request.user),
    )
    lineage.shown(listing.rows, clock.today())
    return listing_response(request, listing, "petitions/assignment_list.html", {"title": "交办件"})


def _tabs(mine, today):
    late_since = calendar().add(today, -SUPERVISE_AFTER)
    return {
        "receipt": ("待签收", mine.awaiting_receipt()),
        "work": ("办理中", mine.at_work()),
        "near": ("临期", mine.near_due(today)),
        "overdue": ("逾期", mine.overdue(today)),
        "supervise": ("待督办", mine.awaiting_supervision(late_since)),
        "decide": ("申请待批", mine.awaiting_decision()),
        "check": ("待审核", mine.awaiting_check()),
        "tracking": ("承诺跟踪", mine.tracking()),
        "concluded": ("已办结", mine.concluded()),
        "all": ("全部", mine),
    }


def _with_rows(rows):
    return rows.select_related("committee", "lead_unit", "limit_class", "studio")


def _columns(user):
    today = clock.today()

    def light(row):
        shown = due_clock.light(row, today, LightRule.objects.by_light(user.committee_id))
        return f"{shown.label}（{shown.distance}）"

    return [
        Column("单号", "number"),
        Column("事项", "title", width=40),
        Column("主办单位", "lead_unit.name"),
        Column("类别", "limit_class.name"),
        Column("来源工作室", lambda row: row.studio.name if row.studio else ""),
        Column("交办日期", lambda row: clock.local_day(row.dispatched_at)),
        Column("办结期限", "due_on"),
        Column("状态", state_text),
        Column("亮灯", light),
    ]


def assignment(request, pk):
    """One assignment: its clock with the sum, whose turn it is, what was done, what comes next."""
    parts = Undertaking.objects.select_related("unit")
    rows = (
        Assignment.objects.visible_to(request.user)
        .select_related(
            "committee",
            "lead_unit",
            "limit_class",
            "studio",
            "dispatched_by",
            "issue",
            "report",
            "proposal",
            "instruction__report",
            "consensus_item__activity",
            "consensus_item__topic",
        )
        .prefetch_related(
            Prefetch("undertakings", queryset=parts),
            Prefetch("extensions", queryset=Extension.objects.select_related("decided_by")),
            Prefetch("return_requests", ReturnRequest.objects.select_related("suggested_unit")),
            "supervisions",
            Prefetch("progress", queryset=Progress.objects.select_related("by")),
            Prefetch("replies", queryset=Reply.objects.select_related("reply_class")),
            "replies__promises",
            "reminders",
        )
    )
    found, today = get_object_or_404(rows, pk=pk), clock.today()
    lineage.shown([found], today)
    page = {
        "assignment": found,
        "clock": due_clock.explain(found),
        "turn": lineage.turn_of(found, today),
        "is_mine": found.lead_unit_id in request.user.unit_ids(),
        "stages": lineage.stages_of(found),
        "steps": hindrances.free_steps(found, request.user, today),
        "upstream": lineage.upstream(found, request.user),
        "ratings": lineage.ratings_of(found),
        "history": trail.history_of(found),
    }
    return render(request, "petitions/assignment.html", page)


def dispatch(request, kind, pk):
    """Give a matter to a unit: to whom, what, until when, with the sum of every class in sight."""
    matter = _matter(request.user, kind, pk)
    if not rules.has_perm("petitions.dispatch_assignment", request.user, matter):
        raise NotYours("交办由政协办公室办理（提案由提案委员会、政协办公室），您不能代办。")
    committee = matter.committee
    initial = _suggestion(matter, KINDS[kind][1])
    form = DispatchForm(request.POST or None, committee=committee, initial=initial)
    form.offer("交办", matter)
    request.portal_form = form
    if form.is_valid() and (made := _dispatched(form, matter, request.user)):
        until = full_day(made.due_on)
        messages.success(request, f"已交办{made.lead_unit}，单号{made.number}，{until}前办结。")
        return redirect(made)
    page = {"matter": matter, "form": form, "previews": _previews(matter, committee)}
    return render(request, "petitions/dispatch.html", page)


def _matter(user, kind, pk):
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[kind][0].objects.visible_to(user), pk=pk)


def _dispatched(form, matter, user):
    try:
        return assignments.dispatch(matter, by=user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _suggestion(matter, class_code):
    """What most people would fill in: the proposed unit, or the one that usually handles such."""
    source = matter.report if isinstance(matter, Instruction) else matter
    category = getattr(source, "category", None) or getattr(
        getattr(source, "topic", None), "category", None
    )
    usual = category.units.active().first() if category else None
    classes = LimitClass.objects.filter(committee=matter.committee, code=class_code)
    return {
        "title": str(source)[:100],
        "demand": getattr(source, "suggestion", "")[:DEMAND_LENGTH] or str(source),
        "lead_unit": getattr(source, "unit", None) or usual,
        "limit_class": classes.first(),
    }


def _previews(matter, committee):
    """What each class would mean if it were dispatched now: the due day with its sum."""
    classes = LimitClass.objects.filter(committee=committee)
    drafts = [
        (one, assignments.draft(matter, lead_unit=None, limit_class=one, title=""))
        for one in classes
    ]
    return [(one, draft, due_clock.explain(draft)) for one, draft in drafts]
