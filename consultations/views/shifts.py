"""One shift (班次): who sits, what was asked, who came; and the steps of the staff on it."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from audit.models import Entry
from consultations.actions import duty, swaps
from consultations.enums import ON_DUTY, SeatStatus, ShiftStatus
from consultations.forms.duty import AttendanceForm, CancelForm, CorrectForm
from consultations.models import DutySeat, DutyShift, HandOver, Swap
from consultations.permissions import is_named_there, runs_studio
from consultations.views.page import Buttons
from core import clock
from core.access import can, state_text, steps_for
from core.lists import Column, Listing
from core.panels import panels_of
from core.views import listing_response, step
from studios.models import Studio

# Taken at the duty desk, to which the page leads.
AT_THE_DESK = {"register", "log", "hand_over"}
NEWEST = ("-on", "-starts_at", "-id")
COLUMNS = [
    Column("日期", "on"),
    Column("时段", "get_period_display"),
    Column("工作室", "studio.name", width=32),
    Column("值班委员", lambda row: "、".join(str(s.member) for s in row.seats.all()), width=24),
    Column("状态", state_text),
    Column("来访人次", "visitors"),
]


class SeatRow(NamedTuple):
    """One place, and what this reader can do about it now."""

    seat: DutySeat
    steps: list[tuple[str, str]]


class SwapRow(NamedTuple):
    """One request, and whether this reader may answer it or take it back."""

    swap: Swap
    is_open: bool
    may_answer: bool
    may_withdraw: bool


def shift_list(request):
    """The shifts this reader may see, one tab per word of the queryset."""
    user, today = request.user, clock.today()
    mine = DutyShift.objects.visible_to(user)
    own = mine.filter(studio__in=Studio.objects.run_by(user))
    gaps = DutySeat.objects.gaps(today).values("shift")
    tabs = {"to_come": ("待值班", mine.published().to_come(today)), "all": ("全部", mine)}
    if runs_studio(user):
        tabs = {
            "confirmation": ("待确认", own.awaiting_confirmation(today)),
            "gaps": ("缺人", own.filter(pk__in=gaps)),
        } | tabs
    rows = {key: (label, _with_people(found)) for key, (label, found) in tabs.items()}
    listing = Listing(
        request.GET,
        tabs=rows,
        default=next(iter(rows)),
        search=("studio__name__contains", "seats__member__name__contains"),
        order=("on", "starts_at", "id") if "all" not in request.GET.get("tab", "") else NEWEST,
        columns=COLUMNS,
    )
    return listing_response(request, listing, "consultations/shift_list.html", {"title": "班次"})


@never_cache
def shift(request, pk):
    """One shift: when, where, who sits, what was asked, what comes next, what happened."""
    user, today = request.user, clock.today()
    found = shift_of(request, pk)
    requests = swap_rows(_swaps_of(found, user), user, today)
    unread = _unread(found, user, today)
    may_read = found.is_open_to_reader or is_named_there(user, found)
    page = {
        "shift": found,
        "today": today,
        "steps": _steps(found, user, today, unread),
        "desk_url": _desk_url(found, user, today),
        "seats": [SeatRow(seat, _seat_steps(seat, user, today)) for seat in found.seats.all()],
        "requests": requests,
        "unread": unread,
        "is_due": found.status == ShiftStatus.PLANNED and found.on <= today,
        "may_read": may_read,
        "history": _history(found, requests) if may_read else None,
        "panels": panels_of(found, user, today),
    }
    return render(request, "consultations/shift.html", page)


def confirm_shift(request, pk):
    """Say who served (确认值班)."""
    found = shift_of(request, pk)
    duty.refuse_unless_confirmable(found, by=request.user)
    return _attendance(request, found, "confirm", AttendanceForm, duty.confirm, "已确认值班。")


def correct_shift(request, pk):
    """The confirmation was wrong (更正确认)."""
    found = shift_of(request, pk)
    done = "已更正，积分随之调整。"
    return _attendance(request, found, "correct", CorrectForm, duty.correct, done)


def cancel_shift(request, pk):
    """The shift is not held (取消班次)."""
    found = shift_of(request, pk)
    return step(
        request,
        found,
        "cancel",
        form_class=CancelForm,
        action=lambda data: duty.cancel(found, by=request.user, **data),
        done="已取消这一班，已告知每一位委员。",
    )


def shift_of(request, pk):
    """The shift with its people, if this person may see it."""
    user = request.user
    books = DutyShift.objects.books_open_to(user).filter(pk=OuterRef("pk"))
    seats = DutySeat.objects.select_related("member", "instead_of")
    rows = DutyShift.objects.visible_to(user).annotate(is_open_to_reader=Exists(books))
    rows = rows.select_related("studio__committee", "roster", "group", "confirmed_by")
    return get_object_or_404(rows.prefetch_related(Prefetch("seats", seats)), pk=pk)


def swap_rows(requests, user, today):
    """Each request with the buttons that work; one that has lapsed has none."""
    rows = list(requests)
    asked = [swap.pk for swap in rows if swap.status in Swap.workflow.steps["accept"].sources]
    still = set()
    if asked:
        still = set(Swap.objects.open(today).filter(pk__in=asked).values_list("pk", flat=True))
    return [
        SwapRow(
            swap,
            is_open=swap.pk in still,
            may_answer=swap.pk in still and can(user, "accept", swap),
            may_withdraw=swap.pk in still and can(user, "withdraw", swap),
        )
        for swap in rows
    ]


def _with_people(rows):
    """With studio and members; a search by name must not show a shift twice."""
    seats = Prefetch("seats", DutySeat.objects.select_related("member"))
    return rows.select_related("studio__committee").prefetch_related(seats).distinct()


def _swaps_of(found, user):
    """The two concerned see a request, and whoever runs the studio."""
    rows = Swap.objects.filter(Q(seat__shift=found) | Q(other_seat__shift=found))
    if not runs_studio(user, found):
        rows = rows & Swap.objects.visible_to(user)
    return rows.select_related(
        "seat__shift__studio__committee", "other_seat__shift", "to_member", "asked_by"
    ).order_by("-asked_at", "-id")


def _seat_steps(seat, user, today):
    shift = seat.shift
    if not shift.is_published or shift.status != ShiftStatus.PLANNED or shift.on < today:
        return []
    hidden = {"ask_swap"} if today > swaps.last_day(seat) else set()
    if _is_filled(seat):
        hidden |= {"expect", "substitute"}
    return [
        (reverse(f"consultations:{one.verb}_seat", args=[seat.pk]), one.label)
        for one in steps_for(seat, user)
        if one.verb not in hidden
    ]


def _is_filled(seat) -> bool:
    """Somebody sits in the place of who is excused."""
    owner = seat.instead_of_id or seat.member_id
    return seat.status == SeatStatus.EXCUSED and any(
        one.instead_of_id == owner and one.pk > seat.pk and one.status in ON_DUTY
        for one in seat.shift.seats.all()
    )


def _steps(found, user, today, unread):
    """Confirming is expected from its day on; the rest one rarely needs."""
    if not found.is_published:
        return Buttons([], [])
    hidden = AT_THE_DESK | ({"confirm"} if unread or found.on > today else set())
    steps = [one for one in steps_for(found, user) if one.verb not in hidden]
    main = [one for one in steps if one.verb == "confirm"]
    return Buttons(main, [one for one in steps if one not in main])


def _unread(found, user, today) -> HandOver | None:
    """What hinders the confirmation, shown to whoever would confirm."""
    is_due = found.status == ShiftStatus.PLANNED and found.on <= today
    return duty.unread_before(found) if is_due and can(user, "confirm", found) else None


def _desk_url(found, user, today) -> str:
    is_open = found.is_published and found.on <= today and found.status != ShiftStatus.CANCELLED
    may = is_open and can(user, "register", found)
    return reverse("consultations:duty_desk", args=[found.pk]) if may else ""


def _history(found, requests):
    """What happened to the shift, to its places and to the requests, as one story."""
    about = [found, *found.seats.all(), *(row.swap for row in requests)]
    mine = Q()
    for label in {one._meta.label for one in about}:
        keys = [one.pk for one in about if one._meta.label == label]
        mine |= Q(subject_label=label, subject_id__in=keys)
    return Entry.objects.filter(mine).order_by("-at", "-id")


def _attendance(request, found, verb, form_class, action, done):
    def take(data):
        asked = ("served", "absent", "visitors", "remark")
        action(found, by=request.user, **{name: data[name] for name in asked if name in data})

    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs={"shift": found},
        action=take,
        done=done,
    )
