"""One view per step on a place in a shift (席位)."""

from django.shortcuts import get_object_or_404

from consultations.actions import duty, seating, swaps
from consultations.forms.duty import ExcuseForm, SubstituteForm, SwapForm
from consultations.models import DutySeat
from core import clock
from core.views import step


def ask_swap_seat(request, pk):
    """Ask another member for one's own place (申请换班)."""
    seat, today = _seat(request, pk), clock.today()
    swaps.refuse_unless_in_time(seat, by=request.user, today=today)

    def ask(data):
        offer = data["whom"]
        swaps.ask_swap(
            seat,
            by=request.user,
            to_member=offer.member,
            other_seat=offer.seat,
            reason=data["reason"],
            today=today,
        )

    return step(
        request,
        seat,
        "ask_swap",
        form_class=SwapForm,
        form_kwargs={"seat": seat, "today": today},
        action=ask,
        done="已发出，对方答复后您会收到消息。",
    )


def excuse_seat(request, pk):
    """A member cannot come (登记请假)."""
    done = "已登记请假。请看看要不要安排替班。"
    return _step(request, pk, "excuse", duty.excuse, done, ExcuseForm)


def expect_seat(request, pk):
    """The member can come after all (撤销请假)."""
    return _step(request, pk, "expect", duty.expect, "已撤销请假，已告知本人。", None)


def substitute_seat(request, pk):
    """Somebody else sits instead (安排替班)."""
    seat = _seat(request, pk)
    done = "已安排替班，双方均已告知。"
    knows = {"seat": seat}
    return _step(request, pk, "substitute", duty.substitute, done, SubstituteForm, knows)


def _step(request, pk, verb, action, done, form_class, form_kwargs=None):
    seat = _seat(request, pk)
    seating.refuse_unless_open(seat, verb, by=request.user, today=clock.today())
    return step(
        request,
        seat,
        verb,
        form_class=form_class,
        form_kwargs=form_kwargs,
        action=lambda data: action(seat, by=request.user, **data),
        done=done,
    )


def _seat(request, pk):
    """The place, if this person may see its shift."""
    mine = DutySeat.objects.visible_to(request.user)
    rows = mine.select_related("member__user", "shift__roster", "shift__studio__committee")
    return get_object_or_404(rows, pk=pk)
