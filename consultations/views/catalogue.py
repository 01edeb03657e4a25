"""The year's catalogue (课题目录): the list, an entry, what committees and townships do with it."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render

from accounts.enums import Role
from audit import trail
from consultations.actions import catalogue
from consultations.enums import EntryStatus, Verdict
from consultations.forms.catalogue import (
    AddTopicForm,
    ChangeEntryForm,
    ChooseForm,
    DeclineEntryForm,
    NewEntryForm,
    ShelveEntryForm,
    WithdrawEntryForm,
)
from consultations.lineage.catalogue import awaiting, may_be_answered, rhythm, why_no_change
from consultations.models import CatalogueEntry
from consultations.views.page import made
from consultations.views.years import AHEAD, year_asked, years_around
from core import clock
from core.access import NotYours, can, state_text, steps_for
from core.lists import Column, Listing
from core.views import listing_response, step
from studios.models import SpecialCommittee

COLUMNS = [
    Column("年度", "year"),
    Column("课题", "title", width=40),
    Column("出题", lambda entry: author_of(entry), width=24),
    Column("状态", state_text),
    Column("点题镇街", "chosen"),
    Column("缓议镇街", "shelved"),
    Column("不予采纳镇街", "declined"),
    Column("背景与问题", "background", width=60),
    Column("拟解决的问题", "aim", width=40),
    Column("出题日期", lambda entry: clock.local_day(entry.proposed_at)),
]


def entry_list(request):
    """The catalogue of a year with its rhythm; townships see what waits for their word."""
    user, year, today = request.user, year_asked(request), clock.today()
    entries = _with_answers(CatalogueEntry.objects.visible_to(user)).of_year(year)
    areas = _areas_of(user)
    waiting = entries.filter(pk__in=awaiting(areas, today).values("pk"))
    listing = Listing(
        request.GET,
        tabs=({"waiting": ("待我答复", waiting)} if areas else {})
        | {"open": ("在列", entries.open()), "withdrawn": ("已撤下", entries.withdrawn())},
        default="waiting" if areas else "open",
        search=("title__contains", "special_committee__name__contains"),
        order=("-proposed_at", "-id"),
        columns=COLUMNS,
    )
    page = {
        "title": f"{year}年课题目录",
        "rhythm": rhythm(user.committee_id, year, today),
        "may_propose": can(user, "propose", CatalogueEntry),
        "may_add": bool(areas),
        "reads_marks": user.holds(Role.OFFICE, Role.LEADER, Role.TOWNSHIP),
        **years_around(year),
    }
    return listing_response(request, listing, "consultations/entry_list.html", page)


def entry(request, pk):
    """One entry: its words, what every township said to it, what may be done now."""
    found, user = entry_of(request, pk), request.user
    answers = list(found.answers.select_related("area", "topic", "reason", "answered_by"))
    # A button that would be refused is not shown.
    hidden = {"answer"} | ({"change"} if why_no_change(found, answers) else set())
    mine = [one for one in answers if one.area_id in _areas_of(user)]
    page = {
        "entry": found,
        "author": author_of(found),
        "answers": answers,
        "steps": [one for one in steps_for(found, user) if one.verb not in hidden],
        "may_answer": can(user, "answer", found) and _owes_a_word(found, answers, user),
        "mine": mine,
        "history": trail.history_of(found),
    }
    return render(request, "consultations/entry.html", page)


def entry_new(request):
    """Set a topic before the townships (出题)."""
    user = request.user
    if not can(user, "propose", CatalogueEntry):
        raise NotYours("政协出题由政协办公室、专委会办理。")
    is_office, this = user.holds(Role.OFFICE), clock.today().year
    committees = SpecialCommittee.objects.filter(committee_id=user.committee_id)
    if not is_office:
        committees = committees.filter(
            pk__in=user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
        )
    form = NewEntryForm(
        request.POST if request.method == "POST" else None,
        years=range(this, this + AHEAD + 1),
        committees=committees,
        is_office=is_office,
    )
    request.portal_form = form
    found = made(form, lambda data: catalogue.propose(user.committee, by=user, **data))
    if found:
        messages.success(request, "已列入课题目录，已通知各镇（街道）党委。")
        return redirect(found)
    return render(request, "consultations/entry_new.html", {"form": form, "title": "出题"})


def change_entry(request, pk):
    """Better words (修改课题)."""
    found = entry_of(request, pk)
    answers = list(found.answers.all())
    if can(request.user, "change", found):
        catalogue.refuse_if_settled(found, answers)

    def change(data):
        catalogue.change(found, by=request.user, seen_version=data.pop("version"), **data)

    return step(
        request,
        found,
        "change",
        form_class=ChangeEntryForm,
        form_kwargs={"initial": ChangeEntryForm.texts_of(found)},
        action=change,
        done="已修改，已请不予采纳的镇（街道）重新答复。" if answers else "已修改。",
    )


def withdraw_entry(request, pk):
    """Off the catalogue (撤下)."""
    found = entry_of(request, pk)
    return step(
        request,
        found,
        "withdraw",
        form_class=WithdrawEntryForm,
        action=lambda data: catalogue.withdraw(found, by=request.user, **data),
        done="已撤下；已点题的议题照常办理。",
    )


def reopen_entry(request, pk):
    """Back into it (恢复)."""
    found = entry_of(request, pk)
    return step(
        request,
        found,
        "reopen",
        action=lambda data: catalogue.reopen(found, by=request.user),
        done="已恢复在列。",
    )


def choose_entry(request, pk):
    """A township takes it up for one of its studios (点题)."""
    found = entry_of(request, pk)
    kwargs = {"areas": _areas_of(request.user)}
    done = "已点题，工作室可以接题。"
    return _answer(request, found, Verdict.CHOSEN, ChooseForm, catalogue.choose, done, kwargs)


def shelve_entry(request, pk):
    """Later (缓议)."""
    found = entry_of(request, pk)
    kwargs = {"areas": _areas_of(request.user), "committee": found.committee}
    done = "已缓议，到复议日期会提醒您。"
    return _answer(request, found, Verdict.SHELVED, ShelveEntryForm, catalogue.shelve, done, kwargs)


def decline_entry(request, pk):
    """Not taken up (不予采纳)."""
    found = entry_of(request, pk)
    kwargs = {"areas": _areas_of(request.user), "committee": found.committee}
    done = "已答复，已告知出题人。"
    form, action = DeclineEntryForm, catalogue.decline
    return _answer(request, found, Verdict.DECLINED, form, action, done, kwargs)


def topic_add(request):
    """The township's own topic (加题)."""
    areas = _areas_of(request.user)
    if not areas:
        raise NotYours("加题由镇（街道）党委办理。")
    form = AddTopicForm(request.POST if request.method == "POST" else None, areas=areas)
    request.portal_form = form
    found = made(form, lambda data: catalogue.add(data.pop("studio"), by=request.user, **data))
    if found:
        messages.success(request, f"已加题，当前为“{state_text(found)}”，已告知政协办公室。")
        return redirect(found)
    return render(request, "consultations/entry_new.html", {"form": form, "title": "加题"})


def entry_of(request, pk):
    """The entry, if this person may see it."""
    mine = CatalogueEntry.objects.visible_to(request.user)
    return get_object_or_404(
        mine.select_related("committee", "special_committee", "proposed_by"), pk=pk
    )


def author_of(entry) -> str:
    """Who set it: a special committee, or the office."""
    return str(entry.special_committee or "政协办公室")


def _answer(request, found, verdict, form_class, action, done, form_kwargs):
    """A township's word; the page bears its name, and one already given is not asked for again."""
    is_asked = can(request.user, "answer", found) and found.status == EntryStatus.OPEN
    if is_asked and not _owes_a_word(found, list(found.answers.all()), request.user):
        raise catalogue.already_answered()
    named = replace(found.workflow.steps["answer"], label=verdict.label)
    return step(
        request,
        found,
        "answer",
        form_class=form_class,
        form_kwargs=form_kwargs,
        action=lambda data: action(found, by=request.user, **data),
        done=done,
        context={"step": named},
    )


def _areas_of(user) -> set[int]:
    return user.scopes(Role.TOWNSHIP, "studios.Area")


def _owes_a_word(found, answers, user) -> bool:
    said = {one.area_id: one for one in answers}
    return any(may_be_answered(found, said.get(area)) for area in _areas_of(user))


def _with_answers(entries):
    """With how many townships said what."""
    counted = {
        verdict.value: Count("answers", filter=Q(answers__verdict=verdict)) for verdict in Verdict
    }
    return entries.annotate(**counted).select_related("special_committee", "committee")
