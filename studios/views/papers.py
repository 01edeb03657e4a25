"""Pages of plans and summaries (计划与总结): what is owed, one paper, writing and reviewing it."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.enums import Role
from audit import trail
from core import clock
from core.access import can, require
from core.lists import Column, Listing
from core.views import listing_response, step, word_response
from studios.actions import drafts, papers
from studios.actions.letters import lines_of, paper_letter
from studios.clock import term_of, terms_at
from studios.enums import PaperKind
from studios.forms.papers import EndorseForm, PaperFilter, PaperForm, PaperRemarkForm
from studios.lineage.owed import HANDED_IN, owed_by
from studios.models import Paper, Studio
from studios.models.area import within

YEARS = range(2000, 2101)
COLUMNS = [
    Column("标题", "title", width=50),
    Column("工作室", "studio", width=28),
    Column("文种", "get_kind_display"),
    Column("年度", "year", width=8),
    Column("状态", "get_status_display"),
    Column("备案日期", lambda paper: paper.filed_on or ""),
]


def _papers_of(studio):
    return reverse("studios:studio_papers", args=[studio.code])


OWING_COLUMNS = [
    Column("工作室", "name", url=_papers_of, width=28),
    Column("所在区域", "place", width=24),
    Column("电话", "phone"),
]


def paper_list(request):
    """Plans and summaries of the county: awaiting review, filed; and who still owes one."""
    user, today = request.user, clock.today()
    tabs = _tabs(user)
    listing = Listing(
        request.GET,
        tabs=tabs,
        default=next(iter(tabs)),
        filterset=PaperFilter,
        search=("title__icontains", "studio__name__icontains"),
        order=("-year", "-drafted_at", "-id"),
        columns=COLUMNS,
    )
    context = {"title": "计划总结", "owed": owed_by(_looked_after(user), today)}
    return listing_response(request, listing, "studios/paper_list.html", context)


def owing_list(request):
    """The studios that have not begun what is asked for now (应报未报), one tab a paper."""
    studios = _looked_after(request.user)
    tabs = {term.key: (term.name, studios.owing(term)) for term in terms_at(clock.today())}
    listing = Listing(
        request.GET,
        tabs=tabs,
        default=next(iter(tabs)),
        search=("name__icontains", "address__icontains"),
        order=("code",),
        columns=OWING_COLUMNS,
    )
    context = {
        "title": "应报未报",
        "meaning": "还没有起草的工作室；点开由工作室召集人、联络员起草。",
        "up": {"url": reverse("studios:paper_list"), "label": "计划总结"},
        "empty": "没有欠报的工作室",
        "hint": "都已经起草或报送。",
    }
    return listing_response(request, listing, "core/list.html", context)


def _tabs(user):
    """What waits for this reader stands first."""
    seen = Paper.objects.visible_to(user).select_related("studio__committee")
    waiting = seen.awaiting_review()
    tabs = {
        "awaiting": ("待镇街审核", waiting),
        "filed": ("已备案", seen.filed()),
        "all": ("全部", seen),
    }
    if user.holds(Role.TOWNSHIP):
        return {"review": ("待我审核", waiting.of_township(user))} | tabs
    if user.holds(Role.CONVENER, Role.LIAISON):
        return {"mine": ("本工作室", seen.run_by(user))} | tabs
    return tabs


def _looked_after(user):
    """The studios whose papers this reader has to see to."""
    seen = Studio.objects.visible_to(user).open_to_public()
    if user.holds(Role.OFFICE, Role.SIGNER, Role.LEADER):
        return seen
    staffed = Studio.objects.run_by(user)
    areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
    committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    return seen.filter(Q(pk__in=staffed) | Q(area__in=areas) | Q(special_committee__in=committees))


def studio_papers(request, code):
    """One studio's plans and summaries by year, and what it owes now."""
    studio = get_object_or_404(Studio.objects.visible_to(request.user), code=code)
    found = list(studio.papers.visible_to(request.user).select_related("studio__committee"))
    by_term = {(paper.kind, paper.year): paper for paper in found}
    asked = [
        {"term": term, "paper": paper, "is_owed": paper is None or paper.status not in HANDED_IN}
        for term in terms_at(clock.today())
        if studio.opened_on is None or studio.opened_on <= term.last
        for paper in [by_term.get((term.kind, term.year))]
    ]
    context = {
        "studio": studio,
        "asked": asked,
        "papers": found,
        "may_write": can(request.user, "write", studio),
    }
    return render(request, "studios/studio_papers.html", context)


@require_POST
def draft_paper(request, code, kind, year):
    """Begin a paper from the records (起草), and go on writing it."""
    studio = get_object_or_404(Studio.objects.visible_to(request.user), code=code)
    require(request.user, "write", studio)
    if kind not in PaperKind.values or year not in YEARS:
        raise Http404
    paper = papers.draft(studio, kind, year, by=request.user, today=clock.today())
    if not can(request.user, "edit", paper) or paper.status in HANDED_IN:
        return redirect(paper)
    return redirect("studios:edit_paper", paper.pk)


def paper(request, pk):
    """One plan or summary: its words, where it stands, its history."""
    found = _find(request, pk)
    context = {
        "paper": found,
        "lines": lines_of(found.body),
        "term": term_of(found.kind, found.year),
        "is_owed": found.status not in HANDED_IN,
        "is_unfinished": drafts.TO_COMPLETE in found.body,
        "history": trail.history_of(found)[:50],
    }
    return render(request, "studios/paper.html", context)


def print_paper(request, pk):
    """The paper as a Word file (导出Word)."""
    found = _find(request, pk)
    return word_response(found.title, paper_letter(found))


def edit_paper(request, pk):
    """Write on (修改), with today's figures beside the text; what was typed stays."""
    found = _find(request, pk)

    def save(asked):
        seen = asked.pop("version") or 0
        papers.edit(found, by=request.user, seen_version=seen, **asked)

    return step(
        request,
        found,
        "edit",
        form_class=PaperForm,
        form_kwargs={"instance": _find(request, pk)},
        action=save,
        done="已保存。",
        template="studios/paper_edit.html",
        context=_beside(found, request.user),
    )


def _beside(paper, user):
    """What stands beside the text while it is written."""
    term, today = term_of(paper.kind, paper.year), clock.today()
    return {
        "fresh": papers.redraft(paper, by=user, today=today),
        "chapters": drafts.figures_of(paper.studio, term, today),
        "today": today,
    }


def submit_paper(request, pk):
    """Hand it to the township (报镇街审核)."""
    return _step(request, pk, "submit", "已报镇街审核，结果会发消息告诉您。")


def file_paper(request, pk):
    """File it at once (备案, 组室合一)."""
    return _step(request, pk, "file", "已备案。")


def endorse_paper(request, pk):
    """The township files it (审核备案)."""
    return _step(request, pk, "endorse", "已审核备案，已通知工作室。", form_class=EndorseForm)


def send_back_paper(request, pk):
    """The township wants it mended (退回修改)."""
    done = "已退回，已通知工作室修改。"
    return _step(request, pk, "send_back", done, form_class=PaperRemarkForm)


def _find(request, pk):
    seen = Paper.objects.visible_to(request.user).select_related(
        "studio__committee", "studio__area", "drafted_by", "filed_by"
    )
    return get_object_or_404(seen, pk=pk)


def _step(request, pk, verb, done, form_class=None):
    found = _find(request, pk)
    deed = getattr(papers, verb)
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        done=done,
        action=lambda asked: deed(found, by=request.user, today=clock.today(), **asked),
    )
