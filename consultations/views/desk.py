"""The duty desk (值班台): made for a telephone in the hand of whoever sits there."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.actions import desk
from consultations.forms.desk import HandOverForm, LogForm, VisitForm, guidance_of
from consultations.lineage.desk import matters_of, open_at, tally
from consultations.models import DutySeat, DutyShift, HandOver
from consultations.permissions import belongs_to_studio, may_see_note, runs_studio
from consultations.views.door import hand_over
from consultations.views.page import made
from core import clock
from core.access import require


def duty_desk_today(request):
    """Today's desk of the reader (今天的值班台); of several, they choose."""
    user, today = request.user, clock.today()
    mine = _shifts(user).published().manned_by(user).to_come(today)
    found = [shift for shift in mine[:10] if shift.on == today]
    if len(found) == 1:
        return _desk(request, found[0])
    page = {
        "shifts": found,
        "next": None if found else mine.first(),
        "today": today,
        "may_register": runs_studio(user) or belongs_to_studio(user),
    }
    return render(request, "consultations/desk_today.html", page)


def duty_desk(request, pk):
    """The desk of one shift (值班台)."""
    return _desk(request, _shift(request, pk))


@never_cache
def _desk(request, shift):
    """What was left to this shift, what it did, and the two buttons it needs."""
    user, today = request.user, clock.today()
    require(user, "register", shift)
    notes = _notes_of(shift)
    unread = [note for note in notes if note.seen_at is None]
    page = {
        "shift": shift,
        "seats": shift.seats.all(),
        "notes": notes,
        "may_see": {note.pk for note in unread if may_see_note(user, note, shift)},
        "matters": {"matters": matters_of(shift, user), "is_desk": True},
        "tally": tally(open_at(shift)),
        "is_open": shift.is_published and shift.on <= today and _registers(shift),
        "runs": runs_studio(user, shift),
    }
    return render(request, "consultations/desk.html", page)


@never_cache
def register_shift(request, pk):
    """Take down what a visitor says (登记来访), and give them the slip."""
    shift = _shift(request, pk)
    desk.refuse_unless_open(shift, "register", by=request.user)
    form = VisitForm(request.POST if request.method == "POST" else None, shift=shift)
    form.cancel_url = _url(shift)
    request.portal_form = form
    received = made(form, lambda data: desk.receive(shift, by=request.user, **form.visit))
    if received:
        issue, code = received
        return hand_over(request, issue, code, shift=shift, guidance=issue.reason)
    return render(request, "consultations/visit.html", {"shift": shift, "form": form})


def log_shift(request, pk):
    """Write up the shift (填写值班日志)."""
    shift = _shift(request, pk)
    return _written(request, shift, "log", LogForm, desk.log, "值班日志已保存。", {})


def hand_over_shift(request, pk):
    """Write up the shift and leave a note to the next (交班)."""
    shift = _shift(request, pk)
    desk.refuse_unless_open(shift, "hand_over", by=request.user)
    desk.refuse_if_seen(shift)
    desk.refuse_while_unread(shift, by=request.user)
    left = HandOver.objects.filter(shift=shift).first()
    initial = {"note": left.note} if left else {}
    done = "已交班，下一班会先看到您的交班说明。"
    return _written(request, shift, "hand_over", HandOverForm, desk.hand_over, done, initial)


@require_POST
def see_hand_over(request, pk, note_pk):
    """Say that one has read what an earlier shift left (已阅知)."""
    shift = _shift(request, pk)
    notes = HandOver.objects.left_to(shift).select_related("shift__studio")
    note = get_object_or_404(notes, pk=note_pk)
    is_first = desk.see_hand_over(note, shift=shift, by=request.user)
    said = "已阅知，上一班看得到。" if is_first else "这条交班说明已经有人阅知。"
    messages.success(request, said)
    return redirect(_url(shift))


def duty_guide(request):
    """What is guided elsewhere, and where to (不受理事项指引): to be read out, or hung up."""
    page = {"reasons": guidance_of(request.user.committee)}
    return render(request, "consultations/duty_guide.html", page)


def _registers(shift):
    return shift.status in shift.workflow.steps["register"].sources


def _shifts(user):
    """The shifts this reader may see, with everybody who sits there."""
    seats = DutySeat.objects.select_related("member")
    shifts = DutyShift.objects.visible_to(user).select_related("studio__committee", "roster")
    return shifts.prefetch_related(Prefetch("seats", queryset=seats))


def _shift(request, pk):
    return get_object_or_404(_shifts(request.user), pk=pk)


def _url(shift):
    return reverse("consultations:duty_desk", args=[shift.pk])


def _notes_of(shift):
    """What waits to be read, and what has been read on the day of this shift."""
    notes = HandOver.objects.left_to(shift).select_related("shift", "written_by", "seen_by")
    return list(notes.filter(Q(seen_at=None) | Q(seen_at__date=shift.on)))


def _written(request, shift, verb, form_class, action, done, left):
    """The page on which the shift is written up; it leads back to the desk."""
    desk.refuse_unless_open(shift, verb, by=request.user)
    counted = tally(open_at(shift))
    visitors = counted.registered if shift.visitors is None else shift.visitors
    known = {"visitors": visitors, "highlights": shift.highlights, "version": shift.version}
    form = form_class(request.POST if request.method == "POST" else None, initial=known | left)
    form.cancel_url = _url(shift)
    request.portal_form = form
    if made(form, lambda data: action(shift, by=request.user, **data) or shift):
        messages.success(request, done)
        return redirect(_url(shift))
    page = {"shift": shift, "step": shift.workflow.steps[verb], "tally": counted, "form": form}
    return render(request, "consultations/shift_written.html", page)
