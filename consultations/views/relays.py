"""Relays (委员带话，带上来): the list, the page, registration, the proof, the paper."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.predicates import is_member, is_office
from audit import trail
from consultations import lineage
from consultations.actions import relays
from consultations.enums import DispatchMode
from consultations.forms.relays import RelayForm
from consultations.models import Relay
from consultations.permissions import belongs_to_studio, runs_studio
from consultations.views.carried_filters import RelayFilter
from consultations.views.page import buttons, made, turn_box
from core import clock
from core.access import NotYours, can
from core.crypto import mask_name
from core.lists import Column, Listing
from core.templatetags.portal import status_text
from core.views import listing_response
from studios.models import Studio

EXPECTED = ("verify", "dispatch", "settle", "progress", "carry_back")
COLUMNS = [
    Column("编号", "number"),
    Column("标题", "title", width=40),
    Column("工作室", "studio.name", width=24),
    Column("带话委员", "member.name"),
    Column("登记日期", lambda relay: clock.local_day(relay.registered_at)),
    Column("状态", status_text),
    Column("交办方式", "get_mode_display"),
    Column("受话单位", lambda relay: str(relay.unit or ""), width=24),
    Column("办理结果", "get_result_display"),
    Column("结果说明", "outcome", width=50),
]
# How the facts of a dispatch are called, by its way: unit, who or where, day, gist, file.
PROOF_WORDS = {
    DispatchMode.PHONE: ("通话单位", "对方", "通话日期", "答复要点", "附件"),
    DispatchMode.DOCUMENT: ("受文单位", "文号", "发文日期", "文件要点", "扫描件"),
    DispatchMode.SITE: ("到场单位", "地点", "协调日期", "协调情况", "现场照片"),
    DispatchMode.MEETING: ("交办单位", "会议", "会议日期", "议定事项", "附件"),
}


def relay_list(request):
    """The words brought up, one tab per word of the queryset."""
    mine = Relay.objects.visible_to(request.user).select_related(
        "studio", "member", "unit", "committee"
    )
    tabs = {
        "verification": ("待核实", mine.awaiting_verification()),
        "dispatch": ("待交办", mine.awaiting_dispatch()),
        "handling": ("正在处理", mine.handling()),
        "return": ("待带回", mine.awaiting_return()),
        "ended": ("已办结", mine.ended()),
        **_own_tab(request.user, mine),
        "all": ("全部", mine),
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="verification" if is_office(request.user) else "all",
        filterset=RelayFilter.read_by(request.user),
        search=("title__contains", "number__contains", "member__name__contains"),
        order=("-registered_at", "-id"),
        columns=COLUMNS,
    )
    page = {
        "title": "委员带话：带上来",
        "may_register": belongs_to_studio(request.user) or runs_studio(request.user),
        "may_see_figures": sees_figures(request.user),
    }
    return listing_response(request, listing, "consultations/relay_list.html", page)


def _own_tab(user, mine) -> dict:
    return {"mine": ("我带的话", mine.filter(member=user.member))} if is_member(user) else {}


def sees_figures(user) -> bool:
    """Whoever answers for studios: the figures count no single member's."""
    return user.has_perm("consultations.count_relay")


def relay(request, pk):
    """One word brought up: what, whose turn, how it was dispatched, what came of it."""
    found = relay_of(request, pk)
    history = list(trail.history_of(found))
    page = {
        "relay": found,
        "steps": buttons(found, request.user, EXPECTED),
        "stages": lineage.stages_of(found),
        "turn": turn_box(found, request.user, clock.today()),
        "whom": whom(found, request.user),
        "proof": proof_of(found),
        "progress": [entry for entry in history if entry.verb == "progress"],
        "receipts": found.broadcasts.select_related("committee"),
        "history": history,
    }
    return render(request, "consultations/relay.html", page)


def whom(found, reader) -> str:
    """From whom the word is; masked for those who do not work on it."""
    return found.from_whom if can(reader, "know_whom", found) else mask_name(found.from_whom)


def proof_of(found) -> dict | None:
    """The facts of its dispatch under the names of its way (交办凭据)."""
    if not found.mode:
        return None
    unit, where, day, gist, file = PROOF_WORDS[DispatchMode(found.mode)]
    spoken_to = f"{found.contact_name}（{found.contact_post}）" if found.contact_name else ""
    return {
        "facts": [(unit, found.unit), (where, spoken_to or found.document_no or found.place)],
        "day": day,
        "gist": gist,
        "file": file,
    }


def relay_new(request):
    """Write down a word from the people (带上来登记)."""
    places = places_of(request.user)
    form = RelayForm(request.POST if request.method == "POST" else None, **places)
    form.cancel_url = reverse("consultations:relay_list")
    request.portal_form = form
    found = made(form, lambda data: relays.register(by=request.user, **data))
    if found:
        messages.success(request, f"已登记，编号{found.number}，已请委员联络中心核实。")
        return redirect(found)
    page = {
        "form": form,
        "title": "登记带话",
        "lead": "群众和企业托您带的话，核实后交有关单位办理。",
    }
    return render(request, "consultations/carried_new.html", page)


def places_of(user) -> dict:
    """The studios for which this person may write, those they run, and their own member file."""
    runs = set(Studio.objects.run_by(user).values_list("pk", flat=True))
    keys = set(runs)
    if belongs_to_studio(user):
        mine = user.member.affiliations.in_force(clock.today())
        keys |= set(mine.values_list("studio_id", flat=True))
    studios = list(Studio.objects.filter(pk__in=keys).select_related("committee").order_by("pk"))
    if not studios:
        raise NotYours("带话由工作室委员或召集人、联络员登记。")
    return {"studios": studios, "runs": runs, "own": user.member_in_office}


def relay_of(request, pk):
    """The relay, if this person may see it."""
    mine = Relay.objects.visible_to(request.user)
    rows = mine.select_related(
        "committee", "studio", "member__user", "unit", "registered_by", "reason"
    )
    return get_object_or_404(rows, pk=pk)


@never_cache
def relay_file(request, pk):
    """The proof of a dispatch, to whoever may see the relay; never run by a browser."""
    found = relay_of(request, pk)
    return file_response(found.file, f"{found.number}佐证")


def file_response(file, name):
    """A kept file to keep; 404 where there is none."""
    if not file:
        raise Http404
    ending = file.name.rpartition(".")[2]
    response = FileResponse(file.open("rb"), as_attachment=True, filename=f"{name}.{ending}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
