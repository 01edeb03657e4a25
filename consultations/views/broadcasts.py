"""What was carried down (带下去): the list, the page, the record, confirmation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from audit import trail
from consultations.actions import broadcasts
from consultations.forms.broadcasts import AmendBroadcastForm, BroadcastForm
from consultations.forms.issues import WhyForm
from consultations.models import Broadcast
from consultations.permissions import belongs_to_studio, runs_studio
from consultations.views.carried_filters import BroadcastFilter
from consultations.views.page import buttons, made
from consultations.views.relays import file_response, places_of, sees_figures
from core.lists import Column, Listing
from core.templatetags.portal import status_text
from core.views import listing_response, step

COLUMNS = [
    Column("标题", "title", width=40),
    Column("类别", "get_kind_display"),
    Column("工作室", "studio.name", width=24),
    Column("委员", "member.name"),
    Column("对象", "audience", width=30),
    Column("方式", "by_ways", width=20),
    Column("覆盖人数", "reached"),
    Column("日期", "held_on"),
    Column("所答复的带话", lambda row: row.relay.number if row.relay else ""),
    Column("状态", status_text),
]


def broadcast_list(request):
    """What members carried down, one tab per word of the queryset."""
    mine = Broadcast.objects.visible_to(request.user).select_related(
        "studio", "member", "relay", "committee"
    )
    tabs = {
        "confirmation": ("待确认", mine.awaiting_confirmation()),
        "returned": ("退回补正", mine.returned()),
        "confirmed": ("已确认", mine.confirmed()),
        "all": ("全部", mine),
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="all",
        filterset=BroadcastFilter.read_by(request.user),
        search=("title__contains", "audience__contains", "member__name__contains"),
        order=("-held_on", "-id"),
        columns=COLUMNS,
    )
    page = {
        "title": "委员带话：带下去",
        "may_record": belongs_to_studio(request.user) or runs_studio(request.user),
        "may_see_figures": sees_figures(request.user),
    }
    return listing_response(request, listing, "consultations/broadcast_list.html", page)


def broadcast(request, pk):
    """One receipt (回执): what was told to whom, how, and who vouches for it."""
    found = broadcast_of(request, pk)
    page = {
        "broadcast": found,
        "steps": buttons(found, request.user, ("confirm", "send_back", "amend")),
        "history": trail.history_of(found),
    }
    return render(request, "consultations/broadcast.html", page)


def broadcast_new(request):
    """Record what was carried down (带下去记录)."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BroadcastForm(*sent, **places_of(request.user))
    form.cancel_url = reverse("consultations:broadcast_list")
    request.portal_form = form
    found = made(form, lambda data: broadcasts.record(by=request.user, **data))
    if found:
        messages.success(request, "已记录，等待另一位同志确认。")
        return redirect(found)
    lead = "政策、法律、安全提示等带给了谁、用什么方式、多少人听到。"
    page = {"form": form, "title": "记录带下去", "lead": lead}
    return render(request, "consultations/carried_new.html", page)


def confirm_broadcast(request, pk):
    """A second person vouches for it (确认)."""
    found = broadcast_of(request, pk)
    return step(
        request,
        found,
        "confirm",
        done="已确认，计入统计。",
        action=lambda data: broadcasts.confirm(found, by=request.user),
    )


def send_back_broadcast(request, pk):
    """Something is missing (退回补正)."""
    found = broadcast_of(request, pk)
    return step(
        request,
        found,
        "send_back",
        form_class=WhyForm,
        done="已退回记录人补正。",
        action=lambda data: broadcasts.send_back(found, by=request.user, **data),
    )


def amend_broadcast(request, pk):
    """Mend what was sent back (补正)."""
    found = broadcast_of(request, pk)
    return step(
        request,
        found,
        "amend",
        form_class=AmendBroadcastForm,
        form_kwargs={"broadcast": found},
        done="已补正，等待再次确认。",
        action=lambda data: broadcasts.amend(found, by=request.user, **data),
    )


@never_cache
def broadcast_file(request, pk):
    """The proof, to whoever may see the receipt; never run by a browser."""
    found = broadcast_of(request, pk)
    return file_response(found.file, f"带下去佐证{found.pk}")


def broadcast_of(request, pk):
    """The receipt, if this person may see it."""
    rows = Broadcast.objects.visible_to(request.user).select_related(
        "committee", "studio", "member", "relay", "recorded_by", "confirmed_by"
    )
    return get_object_or_404(rows, pk=pk)
