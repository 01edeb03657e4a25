"""A member's own duty (我的值班), and the answers to a request: buttons, no pages."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.predicates import is_member
from consultations.actions import swaps
from consultations.enums import SeatStatus, ShiftStatus
from consultations.models import DutySeat, Swap
from core import clock
from core.access import NotYours

PAST_SHOWN = 20
OF_SWAP = (
    "seat__member",
    "seat__shift__studio__committee",
    "other_seat__shift__studio",
    "to_member",
    "asked_by",
)


@never_cache
def my_duty(request):
    """My shifts to come and past; what others ask of me stands on top."""
    if not is_member(request.user):
        raise NotYours("“我的值班”由委员查看。工作室的班次请看值班表。")
    member, today = request.user.member, clock.today()
    own = DutySeat.objects.filter(member=member).published()
    own = own.exclude(shift__status=ShiftStatus.CANCELLED)
    waiting = Swap.objects.open(today).filter(asked_by=request.user).select_related(*OF_SWAP)
    asked = {swap.seat_id: swap for swap in waiting}
    page = {
        "today": today,
        "requests": [
            (swap, _until(swap))
            for swap in Swap.objects.awaiting(member, today).select_related(*OF_SWAP)
        ],
        "to_come": [_row(seat, asked.get(seat.pk), today) for seat in _to_come(own, today)],
        "past": own.filter(on__lt=today)
        .select_related("shift__studio__committee", "instead_of")
        .order_by("-on", "-id")[:PAST_SHOWN],
    }
    return render(request, "consultations/my_duty.html", page)


@require_POST
def accept_swap(request, pk):
    """Agree to change or to stand in (同意换班)."""
    swap = _swap(request, pk)
    swaps.accept(swap, by=request.user, today=clock.today())
    messages.success(request, "已同意，值班表已调整，对方和工作室均已告知。")
    return redirect("consultations:my_duty")


@require_POST
def decline_swap(request, pk):
    """Say no (不同意换班)."""
    swaps.decline(_swap(request, pk), by=request.user)
    messages.success(request, "已答复不同意，对方会收到消息。")
    return redirect("consultations:my_duty")


@require_POST
def withdraw_swap(request, pk):
    """Take a request back (撤回换班申请)."""
    swaps.withdraw(_swap(request, pk), by=request.user)
    messages.success(request, "已撤回，这一班仍由您值。")
    return redirect("consultations:my_duty")


def _swap(request, pk):
    """The request, if this person asked or was asked."""
    mine = Swap.objects.visible_to(request.user).select_related(*OF_SWAP)
    return get_object_or_404(mine, pk=pk)


def _to_come(own, today):
    mates = DutySeat.objects.on_duty().select_related("member")
    return (
        own.filter(on__gte=today)
        .select_related("shift__studio__committee", "instead_of")
        .prefetch_related(Prefetch("shift__seats", mates, to_attr="on_duty"))
        .order_by("on", "id")
    )


def _row(seat, asked, today) -> dict:
    """One shift to come: with whom, and whether and until when it can still be swapped."""
    until = swaps.last_day(seat)
    is_expected = seat.status == SeatStatus.EXPECTED
    return {
        "seat": seat,
        "mates": [one.member for one in seat.shift.on_duty if one.member_id != seat.member_id],
        "asked": asked,
        "until": until if is_expected and today <= until else None,
    }


def _until(swap):
    """Until when a request can be answered."""
    return min(swaps.last_day(seat) for seat in (swap.seat, swap.other_seat) if seat)
