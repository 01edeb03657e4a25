"""Activities (活动): the list, the page, the one-minute record, confirmation."""

import rules
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from audit import trail
from consultations.actions import activities
from consultations.enums import ActivityKind
from consultations.forms.activities import AmendForm, RecordForm
from consultations.forms.issues import WhyForm
from consultations.models import Activity, Topic
from consultations.permissions import runs_studio
from consultations.views.filters import ActivityFilter
from consultations.views.items import item_rows
from consultations.views.page import buttons, made
from core import clock
from core.access import NotYours, state_text
from core.lists import Column, Listing
from core.sequels import sequels_of
from core.views import listing_response, step
from studios.models import Studio

COLUMNS = [
    Column("编号", "number"),
    Column("名称", "title", width=40),
    Column("类型", "get_kind_display"),
    Column("工作室", "studio.name", width=24),
    Column("日期", "held_on"),
    Column("地点", "place", width=24),
    Column("主持人", lambda activity: str(activity.host or "")),
    Column("议题", lambda activity: str(activity.topic or ""), width=40),
    Column("状态", state_text),
]


def activity_list(request):
    """What the county's studios did, one tab per word of the queryset."""
    mine = Activity.objects.visible_to(request.user).select_related(
        "studio", "host", "topic", "committee"
    )
    tabs = {
        "confirmation": ("待确认", mine.awaiting_confirmation()),
        "dispatch": ("共识待交办", mine.awaiting_dispatch()),
        "returned": ("退回补正", mine.returned()),
        "confirmed": ("已确认", mine.confirmed()),
        "all": ("全部", mine),
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="all",
        filterset=ActivityFilter.read_by(request.user),
        search=("title__contains", "number__contains", "place__contains"),
        order=("-held_on", "-id"),
        columns=COLUMNS,
    )
    page = {"title": "协商活动", "may_record": runs_studio(request.user)}
    return listing_response(request, listing, "consultations/activity_list.html", page)


def activity(request, pk):
    """One activity with its minutes and what was agreed."""
    found = activity_of(request, pk)
    items = found.consensus_items.select_related("unit", "topic__committee")
    for item in items:
        item.activity = found
    page = {
        "activity": found,
        "steps": buttons(found, request.user, ("confirm", "send_back", "amend")),
        "attendances": found.attendances.select_related("member"),
        "units": found.units.all(),
        "items": item_rows(items, request.user),
        "sequels": sequels_of(found, request.user),
        "history": trail.history_of(found),
    }
    return render(request, "consultations/activity.html", page)


def activity_new(request):
    """Enter an activity in a minute (一分钟记录)."""
    studio, topic = _place(request)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        studio=studio,
        initial=_first_guess(studio, topic),
    )
    request.portal_form = form
    found = made(form, lambda data: activities.record(studio, by=request.user, **data))
    if found:
        messages.success(request, "已记录，等待另一位同志确认。")
        return redirect(found)
    studios = Studio.objects.run_by(request.user)
    page = {"form": form, "studio": studio, "studios": studios, "topic": topic}
    return render(request, "consultations/activity_new.html", page)


def confirm_activity(request, pk):
    """A second person vouches for it (确认)."""
    found = activity_of(request, pk)
    return step(
        request,
        found,
        "confirm",
        done="已确认。",
        action=lambda data: activities.confirm(found, by=request.user),
    )


def send_back_activity(request, pk):
    """Something is missing (退回补正)."""
    found = activity_of(request, pk)
    return step(
        request,
        found,
        "send_back",
        form_class=WhyForm,
        done="已退回记录人补正。",
        action=lambda data: activities.send_back(found, by=request.user, **data),
    )


def amend_activity(request, pk):
    """Mend what was sent back (补正)."""
    found = activity_of(request, pk)

    def amend(data):
        data["title"] = data["title"] or found.title
        activities.amend(found, by=request.user, seen_version=data.pop("version"), **data)

    return step(
        request,
        found,
        "amend",
        form_class=AmendForm,
        action=amend,
        done="已补正，等待再次确认。",
        form_kwargs={"studio": found.studio, "initial": AmendForm.texts_of(found)},
    )


def activity_of(request, pk):
    """The activity, if this person may see it."""
    mine = Activity.objects.visible_to(request.user).select_related(
        "committee",
        "studio__area",
        "topic",
        "host",
        "recorded_by",
        "confirmed_by",
        "minutes__written_by",
    )
    return get_object_or_404(mine, pk=pk)


def _place(request) -> tuple[Studio, Topic | None]:
    """For which studio the record is, and about which topic, as the address says."""
    topic = _chosen(Topic.objects.visible_to(request.user), request.GET.get("topic", ""))
    studios = Studio.objects.run_by(request.user).select_related("committee")
    if topic:
        studio = studios.filter(pk=topic.studio_id).first()
    else:
        studio = _chosen(studios, request.GET.get("studio", "")) or studios.first()
    if studio is None or not rules.has_perm("consultations.record_activity", request.user, studio):
        raise NotYours("活动记录由本工作室召集人、联络员办理。")
    return studio, topic


def _chosen(rows, key: str):
    return rows.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


def _first_guess(studio, topic) -> dict:
    """Most consultations are recorded on the day, in the studio."""
    return {
        "kind": ActivityKind.MICRO_CONSULTATION if topic else ActivityKind.RECEPTION,
        "topic": topic and topic.pk,
        "held_on": clock.today(),
        "place": studio.venue or studio.name,
    }
