"""What stands in the way of a step although table and permission would allow it.

One sentence each, or nothing. The action refuses with it; the page does not offer the step.
"""

from collections.abc import Callable
from datetime import date

from core.access import steps_for
from core.days import short_day
from core.workdays import calendar
from core.workflow import NotAllowedNow, Step
from petitions import clock
from petitions.enums import RequestStatus
from petitions.models import Assignment

EXTENSION_NOTICE_DAYS = 2


def of_return(assignment: Assignment, on: date) -> str:
    """A matter is returned at most once, and only in its first days."""
    if any(assignment.return_requests.all()):
        return (
            "该交办件已申请过一次退回。再次提出的，由政协办公室召集会商确定承办单位，"
            "会商结果为最终意见，请直接与政协办公室联系。"
        )
    if not of_deciding(assignment, on):
        return "延期申请正在审批，批复以后才能申请退回。"
    last = return_due_on(assignment)
    if on > last:
        return f"申请退回的期限是{short_day(last)}，已过期，请继续办理。"
    return ""


def return_due_on(assignment: Assignment) -> date:
    """The last day on which the unit may say that it is not its business."""
    return calendar().add(assignment.starts_on, assignment.limit_class.return_days)


def of_extension(assignment: Assignment, on: date) -> str:
    """More time is given once, and asked for in good time."""
    most = assignment.limit_class.extension_days
    if not most:
        return f"“{assignment.limit_class}”类交办件不得延期。"
    run = [e for e in assignment.extensions.all() if e.requested_at >= assignment.clock_from]
    if any(e.status == RequestStatus.REQUESTED for e in run):
        return "已有一次延期申请正在审批。"
    if any(e.status == RequestStatus.GRANTED for e in run):
        return "本件已延期一次。再次延期须经主席会议或县政府分管领导同意。"
    last = calendar().add(assignment.due_on, -EXTENSION_NOTICE_DAYS)
    if on > last:
        day = short_day(last)
        return f"申请延期须在到期{EXTENSION_NOTICE_DAYS}个工作日以前（最迟{day}）提出。"
    return ""


def of_deciding(assignment: Assignment, on: date) -> str:
    """There must be something to decide."""
    asked = any(e.status == RequestStatus.REQUESTED for e in assignment.extensions.all())
    return "" if asked else "没有待批的延期申请。"


def of_press(assignment: Assignment, on: date) -> str:
    """Once a day is enough."""
    pressed = any(r.rung == hand_rung(on) for r in assignment.reminders.all())
    return "今天已经催办过一次，请明天再催，或发督办函。" if pressed else ""


def hand_rung(on: date) -> str:
    """The mark of a reminder that a person sent (人工催办)."""
    return f"M{on:%y%m%d}"


def of_supervision(assignment: Assignment, on: date) -> str:
    """A letter goes to those who are late, and the next one after its limit has passed."""
    if on <= assignment.due_on and not clock.is_sign_late(assignment, on):
        return "督办函用于逾期未办结或逾期未签收的交办件，本件尚在期限内。可先催办。"
    running = [s for s in assignment.supervisions.all() if s.new_due_on >= on]
    if running:
        last = running[-1]
        return f"{last.number}限期{short_day(last.new_due_on)}，期满前不再发函。"
    return ""


HINDRANCES: dict[str, Callable[[Assignment, date], str]] = {
    "request_return": of_return,
    "request_extension": of_extension,
    "decide_extension": of_deciding,
    "press": of_press,
    "supervise": of_supervision,
}


def check(assignment: Assignment, verb: str, on: date) -> None:
    """Refuse with the sentence, if there is one."""
    if verb in HINDRANCES and (sentence := HINDRANCES[verb](assignment, on)):
        raise NotAllowedNow(sentence)


def free_steps(assignment: Assignment, user, on: date) -> list[Step]:
    """The steps this person may take today: the buttons of the page. What is shown works."""
    return [
        step
        for step in steps_for(assignment, user)
        if step.verb not in HINDRANCES or not HINDRANCES[step.verb](assignment, on)
    ]
