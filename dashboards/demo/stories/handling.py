"""How units handle what is given to them in the demo county."""

from datetime import timedelta
from typing import Any

from core import clock
from core.workdays import calendar
from dashboards.demo.county import County
from dashboards.demo.year import Story
from petitions.actions import assignments, replies, requests
from petitions.enums import ContactMode, ProgressStage, RequestStatus
from petitions.models import Assignment, Promise

FIRST_STEPS = [
    "已与反映人电话沟通，约定现场查看时间。",
    "已到现场查看，情况与反映基本一致，正在研究办理意见。",
    "分管领导已批示，责任股室牵头提出办理方案。",
    "已会同有关单位现场会商，明确了分工。",
]
REJECTION = "答复未写明具体完成时间和联系人，请补充后重新答复。"
# Where each story stops when it is told to: everything up to and including the word is done.
ORDER = ["dispatched", "acknowledged", "progress", "replied", "answered"]


def dispatch(county: County, matter: Any, row: dict[str, Any], *, title: str) -> Assignment:
    """The office gives it to the unit the text names."""
    by = county.users["proposals"] if row.get("is_proposal") else county.office
    return assignments.dispatch(
        matter,
        by=by,
        lead_unit=county.unit(row["unit"]),
        supporting_units=[county.unit(code) for code in row.get("support", [])],
        limit_class=county.limit(row.get("limit", "C")),
        title=title,
        demand=row.get("demand") or "请核实情况，依法依规办理，办结后答复反映人并反馈办理结果。",
    )


def handle(county: County, assignment: Assignment, row: dict[str, Any]) -> Story:
    """The unit signs, works, answers; the office reads the answer."""
    until = row.get("until")
    reached = ORDER.index(until if until in ORDER else "answered")
    if reached < ORDER.index("acknowledged"):
        return
    yield county.year.after(1)
    acknowledge(county, assignment)
    yield from give_opinions(county, assignment)
    if reached < ORDER.index("progress"):
        return
    yield county.year.after(county.year.random.randint(1, 3))
    report(county, assignment, row)
    if reached < ORDER.index("replied"):
        return
    left = calendar().count(clock.today(), assignment.due_on)
    yield county.year.after(max(1, int(left * county.year.random.uniform(0.3, 0.9))))
    answer(county, assignment, row)
    if reached == ORDER.index("replied"):
        return
    yield from check(county, assignment, row)


def acknowledge(county: County, assignment: Assignment) -> None:
    person = county.handler(assignment.lead_unit)
    phone = f"0900-831{3000 + assignment.lead_unit_id % 900}"
    assignments.acknowledge(
        assignment, by=person, contact_name=person.name, contact_phone=phone
    )  # fmt: skip


def give_opinions(county: County, assignment: Assignment) -> Story:
    """Supporting units that have people say what they contribute."""
    for part in assignment.undertakings.filter(role="support").select_related("unit"):
        if part.unit.code in county.handlers:
            yield county.year.after(1)
            opinion = "同意主办单位方案，职责范围内事项将积极配合，并按时限完成。"
            by = county.handler(part.unit)
            assignments.give_opinion(assignment, by=by, opinion=opinion)


def report(county: County, assignment: Assignment, row: dict[str, Any]) -> None:
    """The unit writes down how far it has come."""
    text = row.get("progress") or county.year.random.choice(FIRST_STEPS)
    stage = county.year.random.choice([ProgressStage.STUDYING, ProgressStage.DOING])
    by = county.handler(assignment.lead_unit)
    assignments.report_progress(assignment, by=by, stage=stage, text=text)


def answer(county: County, assignment: Assignment, row: dict[str, Any], again: str = "") -> None:
    """The unit answers; class B comes with a promise."""
    today = clock.today()
    promises = []
    if row.get("reply") == "B" and not again:
        days = county.year.random.randint(60, 100)
        promises = [{"text": row["promise"], "due_on": today + timedelta(days=days)}]
    replies.reply(
        assignment,
        by=county.handler(assignment.lead_unit),
        reply_class=county.reply_class("A" if again else row["reply"]),
        process=row[f"process{again}"],
        result=row[f"result{again}"],
        contact_mode=county.year.random.choice([ContactMode.FACE, ContactMode.PHONE]),
        contacted_on=today,
        promises=promises,
    )


def check(county: County, assignment: Assignment, row: dict[str, Any], again: str = "") -> Story:
    """The office reads the answer; one in ten comes back for want of a day and a name."""
    yield county.year.after(1)
    if not again and county.year.random.random() < 0.1:
        replies.reject_reply(assignment, by=county.office, remark=REJECTION)
        yield county.year.after(1)
        answer(county, assignment, row)
        yield county.year.after(1)
    replies.accept_reply(assignment, by=county.office, remark="同意")
    if row.get("is_slow"):
        return
    for promise in Promise.objects.filter(reply__assignment=assignment, kept_on=None):
        county.year.begin(keep(county, promise), county.year.on(promise.due_on))


def keep(county: County, promise: Promise) -> Story:
    """A promise is kept when its day comes, or a little later."""
    yield county.year.after(county.year.random.choice([0, 0, 5]))
    promise = Promise.objects.select_related("reply__assignment").get(pk=promise.pk)
    if promise.kept_on is None and promise.reply.verdict == RequestStatus.GRANTED:
        replies.keep_promise(promise, by=county.office, remark="经回访核实。")


def ask_back(county: County, assignment: Assignment, row: dict[str, Any]) -> Story:
    """The unit says that it is somebody else's business."""
    yield county.year.after(1)
    requests.request_return(
        assignment,
        by=county.handler(assignment.lead_unit),
        reason=row["return_reason"],
        suggested_unit=county.unit(row["return_unit"]),
    )


def ask_for_time(county: County, assignment: Assignment, row: dict[str, Any]) -> Story:
    """The unit is at work and asks for more time."""
    yield county.year.after(1)
    acknowledge(county, assignment)
    yield county.year.after(2)
    report(county, assignment, row)
    yield county.year.after(2)
    by = county.handler(assignment.lead_unit)
    requests.request_extension(assignment, by=by, days=row["days"], reason=row["reason"])
