"""What a shift does at its desk (值班台): receives visitors, keeps its log, hands over."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit import trail
from consultations.actions import issues
from consultations.actions.people import account_of
from consultations.enums import NOT_ON_LINE, ON_DUTY, AtTheDesk, Source
from consultations.models import DutyShift, HandOver, Issue, ReasonCode
from consultations.permissions import may_see_note
from core import clock
from core.access import NotYours, require
from core.days import full_day, moment, short_day
from core.editing import save_edit
from core.workflow import NotAllowedNow
from notices import outbox

WITHHELD = {
    "title": "疑似涉密事项（不记内容）",
    "body": "来访事项疑似涉及国家秘密，按规定不在网上登记内容，已当面指引。",
    "place": "",
    "may_publish": False,
}


def refuse_unless_open(shift: DutyShift, verb: str, *, by: User) -> None:
    """Whether this may be done at the desk now: by one of the shift, and not before its day."""
    require(by, verb, shift)
    shift.workflow.target(verb, shift.status)
    if not shift.is_published:
        raise NotAllowedNow("值班表还没有发布，发布后才能办理。")
    if shift.on > clock.today():
        raise NotAllowedNow(f"这一班在{full_day(shift.on)}，当天才能办理。")


@transaction.atomic
def receive(
    shift: DutyShift,
    *,
    by: User,
    outcome: str,
    answer: str = "",
    reason: ReasonCode | None = None,
    **matter: Any,
) -> tuple[Issue, str]:
    """Take down what a visitor says (登记来访), and settle it while they are there if it can be.

    Of what may be secret only that somebody came is kept; not a word of it enters the portal.
    """
    refuse_unless_open(shift, "register", by=by)
    if outcome == AtTheDesk.REFER and reason and reason.code == NOT_ON_LINE:
        matter |= WITHHELD
    issue, code = issues.raise_issue(
        shift.studio,
        by=by,
        duty_shift=shift,
        source=Source.RECEPTION,
        awaits_triage=outcome == AtTheDesk.KEEP,
        **matter,
    )
    trail.advance(shift, "register", by=by, remark=f"{issue.number}，已向来访人读回确认")
    if outcome == AtTheDesk.ANSWER:
        issues.answer(issue, by=by, answer=answer)
    if outcome == AtTheDesk.REFER and reason:
        issues.refer(issue, by=by, reason=reason)
    return issue, code


@transaction.atomic
def log(shift: DutyShift, *, by: User, visitors: int, highlights: str, version: int) -> None:
    """Write up the shift (值班日志); what was registered and answered is counted, not typed."""
    refuse_unless_open(shift, "log", by=by)
    trail.advance(shift, "log", by=by)
    _write_up(shift, visitors, highlights, version)


@transaction.atomic
def hand_over(
    shift: DutyShift, *, by: User, note: str, visitors: int, highlights: str, version: int
) -> None:
    """Write up the shift and leave a note to the next (交班), after having read what was left."""
    refuse_unless_open(shift, "hand_over", by=by)
    refuse_if_seen(shift)
    refuse_while_unread(shift, by=by)
    trail.advance(shift, "hand_over", by=by)
    _write_up(shift, visitors, highlights, version)
    fields = {"note": note, "written_by": by, "written_at": clock.now()}
    if not HandOver.objects.unseen().filter(shift=shift).update(**fields):
        refuse_if_seen(shift)
        HandOver.objects.create(shift=shift, **fields)
        _tell_the_next(shift)


def refuse_if_seen(shift: DutyShift) -> None:
    """What the next shift has read is not written anew under its eyes."""
    seen = HandOver.objects.filter(shift=shift, seen_at__isnull=False)
    if note := seen.select_related("seen_by").first():
        raise NotAllowedNow(
            f"交班说明已由{note.seen_by}于{moment(note.seen_at)}阅知，不能再改。"
            "有补充的，请当面或电话告知下一班；日志仍可修改。"
        )


def refuse_while_unread(shift: DutyShift, *, by: User) -> None:
    """Nobody hands over before having read what was left to them."""
    for note in HandOver.objects.left_to(shift).unseen().select_related("shift"):
        if may_see_note(by, note, shift):
            left_on = short_day(note.shift.on)
            raise NotAllowedNow(
                f"{left_on}的交班说明还没有人阅知，请先在值班台点“已阅知”，再交班。"
            )


@transaction.atomic
def see_hand_over(note: HandOver, *, shift: DutyShift, by: User) -> bool:
    """Somebody of the next shift has read it (阅知); of two at once, the first is named."""
    if not may_see_note(by, note, shift):
        raise NotYours("交班说明由下一班的值班委员或工作室召集人、联络员阅知；写的人不能代阅。")
    rows = HandOver.objects.unseen().filter(pk=note.pk)
    is_first = bool(rows.update(seen_by=by, seen_at=clock.now()))
    if is_first:
        trail.record(note.shift, "see_hand_over", by=by, label="阅知交班说明")
    return is_first


def _write_up(shift: DutyShift, visitors: int, highlights: str, version: int) -> None:
    came = Issue.objects.filter(duty_shift=shift).count()
    if came and not visitors:
        raise ValidationError({"visitors": f"本班已登记{came}件来访，来访人次不能是0。"})
    save_edit(shift, version, visitors=visitors, highlights=highlights)


def _tell_the_next(shift: DutyShift) -> None:
    """The members of the next shift hear that a note waits for them; its text stays at the desk."""
    later = DutyShift.objects.published().to_come(shift.on).filter(studio=shift.studio)
    upcoming = [one for one in later[:3] if (one.on, one.starts_at) > (shift.on, shift.starts_at)]
    if not upcoming:
        return
    seats = upcoming[0].seats.filter(status__in=ON_DUTY).select_related("member__user")
    people = [person for seat in seats for person in account_of(seat.member)]
    outbox.tell(
        people,
        "consultations/hand_over_left",
        about=upcoming[0],
        url=reverse("consultations:duty_desk", args=[upcoming[0].pk]),
        studio=shift.studio.name,
        on=full_day(shift.on),
        next_on=full_day(upcoming[0].on),
    )
