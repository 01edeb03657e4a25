"""Topics (议题): the list, the page, one view per step."""

import rules
from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.enums import Role
from audit import trail
from consultations import lineage
from consultations.actions import topics
from consultations.forms.topics import ProposeForm, ReviseForm, issues_to_join
from consultations.lineage.gates import fetch_for
from consultations.models import Topic
from consultations.views.claim_box import box_of
from consultations.views.conditions import deciding
from consultations.views.filters import TopicFilter
from consultations.views.items import item_rows
from consultations.views.one_topic import topic_of
from consultations.views.page import buttons, made, turn_box
from consultations.views.topic_papers import answer_box
from core import clock
from core.access import NotYours, state_text
from core.lists import Column, Listing
from core.sequels import sequels_of
from core.views import listing_response, step
from studios.models import Studio

COLUMNS = [
    Column("编号", "number", width=24),
    Column("议题名称", "title", width=40),
    Column("工作室", "studio.name", width=24),
    Column("类别", lambda topic: str(topic.category or "")),
    Column("性质", "get_nature_display"),
    Column("状态", state_text),
    Column("提出日期", lambda topic: clock.local_day(topic.proposed_at)),
    Column("审定期限", "decision_due_on"),
    Column("完成时限", "answer_due_on"),
    Column("牵头委员", lambda topic: str(topic.lead or "")),
]


def topic_list(request):
    """The topics this reader may see, one tab per word of the queryset."""
    mine = Topic.objects.visible_to(request.user).select_related(
        "studio", "category__parent", "lead", "committee"
    )
    tabs = {
        "decision": ("待审定", mine.awaiting_decision()),
        "returned": ("退回补充", mine.returned()),
        "disagreed": ("未达成共识", mine.without_consensus()),
        "claim": ("待接题", mine.unclaimed()),
        "consultation": ("待协商", mine.awaiting_consultation()),
        "dispatch": ("待交办", mine.concluded()),
        "handling": ("办理中", mine.dispatched()),
        "completed": ("已有结果", mine.with_result()),
        "all": ("全部", mine),
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="decision" if request.user.holds(Role.TOWNSHIP) else "all",
        filterset=TopicFilter.read_by(request.user),
        search=("title__contains", "number__contains"),
        order=("-proposed_at", "-id"),
        columns=COLUMNS,
    )
    page = {"title": "议题", "may_propose": may_propose_somewhere(request.user)}
    return listing_response(request, listing, "consultations/topic_list.html", page)


def topic(request, pk):
    """One topic: its words, its issues, what was agreed, whose turn it is."""
    found = topic_of(request, pk)
    user = request.user
    sequels = sequels_of(found, user)
    fetch_for(found)
    turn = turn_box(found, user, clock.today(), sequels)
    steps = buttons(found, user, (*turn.get("verbs", ()), "follow_up"))
    items = found.consensus_items.select_related("unit", "activity__studio", "activity__committee")
    box = deciding(found, user, clock.today(), steps)
    turn["why"] = box["waits_for"] or turn.get("why", "")
    page = {
        "topic": found,
        "steps": steps,
        "claiming": box_of(found, user, steps),
        "deciding": box,
        "stages": lineage.stages_of(found),
        "turn": turn,
        "sequels": sequels,
        "may_write": user.has_perm("petitions.write_opinionreport"),
        "issues": found.issues.visible_to(user).select_related("studio", "committee"),
        "issue_count": found.issues.filter(is_locked=False).count(),
        "activities": found.activities.select_related("host", "committee"),
        "items": item_rows(items, user),
        "may_record": rules.has_perm("consultations.record_activity", user, found.studio)
        and found in Topic.objects.awaiting_consultation(),
        "history": trail.history_of(found),
        "answer": answer_box(found),
    }
    return render(request, "consultations/topic.html", page)


def topic_new(request):
    """Put a topic forward, alone or from the ticked issues (合并为议题)."""
    issues = issues_to_join(request.user, request.GET.getlist("issue")).select_related("studio")
    studios = _studios_to_propose_for(request.user)
    if not studios.exists():
        raise NotYours("提出议题由工作室召集人、联络员、委员，本镇（街道）党委或政协机关办理。")
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        committee=request.user.committee,
        studios=studios,
        issues=issues,
        initial=_proposal_from(list(issues), studios),
    )
    request.portal_form = form
    found = made(form, lambda data: topics.propose(data.pop("studio"), by=request.user, **data))
    if found:
        waits = f"等待{lineage.decider_of(found)}审定" if found in _undecided() else "已经立题"
        messages.success(request, f"已提出议题，{waits}。")
        return redirect(found)
    return render(request, "consultations/topic_new.html", {"form": form, "issues": issues})


def _undecided():
    return Topic.objects.awaiting_decision()


def revise_topic(request, pk):
    """Better words (修改)."""
    found = topic_of(request, pk)

    def revise(data):
        topics.revise(found, by=request.user, seen_version=data.pop("version"), **data)

    return step(
        request,
        found,
        "revise",
        form_class=ReviseForm,
        action=revise,
        done="已修改。",
        form_kwargs={"committee": found.committee, "initial": ReviseForm.texts_of(found)},
    )


def may_propose_somewhere(user) -> bool:
    return rules.has_perm("consultations.propose_topic", user, None)


def _studios_to_propose_for(user):
    """The studios of the county for which this person may put a topic forward."""
    studios = Studio.objects.visible_to(user).select_related("area", "committee")
    may = [
        studio.pk
        for studio in studios
        if rules.has_perm("consultations.propose_topic", user, studio)
    ]
    return Studio.objects.filter(pk__in=may)


def _proposal_from(issues, studios) -> dict:
    """What the ticked issues already say."""
    if not issues:
        first = studios.first()
        return {"studio": first and first.pk}
    lines = [f"{issue.number} {issue.title}：{issue.body}" for issue in issues]
    return {
        "studio": issues[0].studio_id,
        "issues": [issue.pk for issue in issues],
        "title": f"关于{issues[0].title[:45]}的议题",
        "background": "\n".join(lines)[:800],
        "category": next((i.category_id for i in issues if i.category_id), None),
        "mechanism": next((i.mechanism_id for i in issues if i.mechanism_id), None),
    }
