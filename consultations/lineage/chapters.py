"""What a studio received, talked over and agreed in some time (履职情况), sentence by sentence.

Each figure is a count by the day of its event; what may be secret (疑似涉密) is in none of them.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, Sum

from consultations.enums import (
    ENDED,
    ActivityKind,
    ConsensusStatus,
    IssueStatus,
    SeatStatus,
    ShiftStatus,
    Source,
    TopicStatus,
)
from consultations.models import (
    Activity,
    ConsensusItem,
    DutyRule,
    DutySeat,
    DutyShift,
    Issue,
    Topic,
)
from consultations.models.roster import said_hours
from core.chapters import Line, recounts
from core.days import short_day
from studios.enums import PaperKind
from studios.models import Paper, Studio

# Where the chapters stand among those of the other apps.
RECEIVED, ON_DUTY, TOPICS, CONSULTED, LEFT_OPEN = 10, 20, 30, 40, 90
ROTA, AHEAD, STILL_OPEN = 10, 20, 30
MOST_TITLES = 5
TAKEN_UP = {
    TopicStatus.DESIGNATED,
    TopicStatus.CLAIMED,
    TopicStatus.CONCLUDED,
    TopicStatus.DISPATCHED,
    TopicStatus.COMPLETED,
    TopicStatus.CLOSED,
}

# What was guided elsewhere or declined has come to its end too, but was not concluded (办结).
CONCLUDED = Q(status__in=[IssueStatus.CLOSED, IssueStatus.CLOSED_UNSATISFIED])


@recounts(Studio)
def received(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """Matters by how they came, answered, concluded, guided elsewhere (群众意见)."""
    issues = Issue.objects.filter(studio=studio, is_locked=False)
    raised = issues.filter(raised_at__date__range=(first, last))
    ways = dict(raised.order_by().values_list("source").annotate(Count("pk")))
    total = sum(ways.values())
    found = issues.aggregate(
        answered=Count("pk", filter=Q(answered_at__date__range=(first, last))),
        closed=Count("pk", filter=CONCLUDED & Q(closed_at__date__range=(first, last))),
        referred=Count(
            "pk", filter=Q(status=IssueStatus.REFERRED, raised_at__date__range=(first, last))
        ),
    )
    if total:
        named = [f"{Source(way).label}{n}件" for way, n in sorted(ways.items(), key=_most_first)]
        yield Line(RECEIVED, "群众意见", f"登记群众意见{total}件，其中{'、'.join(named)}。")
    if found["answered"] or found["closed"]:
        said = f"答复{found['answered']}件，办结{found['closed']}件。"
        yield Line(RECEIVED, "群众意见", said)
    if found["referred"]:
        yield Line(RECEIVED, "群众意见", f"引导到其他渠道{found['referred']}件。")


@recounts(Studio)
def on_duty(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """Shifts of published rosters, who came to them, who visited (值班接待)."""
    shifts = DutyShift.objects.published().filter(studio=studio, on__range=(first, last))
    found = shifts.aggregate(
        planned=Count("pk", filter=~Q(status=ShiftStatus.CANCELLED)),
        served=Count("pk", filter=Q(status=ShiftStatus.SERVED)),
        visitors=Sum("visitors", filter=Q(status=ShiftStatus.SERVED)),
    )
    if not found["planned"]:
        return
    seats = DutySeat.objects.filter(shift__in=shifts, status=SeatStatus.SERVED).count()
    visits = f"，接待来访{found['visitors']}人次" if found["visitors"] else ""
    said = f"安排值班{found['planned']}班，已值班{found['served']}班，委员到岗{seats}人次{visits}。"
    yield Line(ON_DUTY, "值班接待", said)


@recounts(Studio)
def topics(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """What was put forward and what the township took up (议题)."""
    mine = Topic.objects.filter(studio=studio)
    proposed = mine.filter(proposed_at__date__range=(first, last)).order_by("proposed_at", "id")
    taken_up = mine.filter(decided_at__date__range=(first, last), status__in=TAKEN_UP).count()
    titles = list(proposed.values_list("title", flat=True))
    if titles:
        yield Line(TOPICS, "议题", f"提出议题{len(titles)}件：{_listed(titles)}。")
    if taken_up:
        yield Line(TOPICS, "议题", f"经镇（街道）党委点题{taken_up}件。")


@recounts(Studio)
def consulted(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """Activities that a second person has confirmed, and what was agreed there (协商活动)."""
    held = Activity.objects.confirmed().filter(studio=studio, held_on__range=(first, last))
    kinds = dict(held.order_by().values_list("kind").annotate(Count("pk")))
    meetings = held.filter(kind=ActivityKind.MICRO_CONSULTATION)
    if number := kinds.pop(ActivityKind.MICRO_CONSULTATION, 0):
        came = meetings.aggregate(n=Count("attendances"))["n"]
        others = meetings.aggregate(n=Sum("others_count"))["n"]
        crowd = f"、群众及其他{others}人次" if others else ""
        said = f"开展微协商{number}次，委员参加{came}人次{crowd}。"
        yield Line(CONSULTED, "协商活动", said)
    if kinds:
        named = [f"{ActivityKind(k).label}{n}次" for k, n in sorted(kinds.items(), key=_most_first)]
        yield Line(CONSULTED, "协商活动", f"开展{'、'.join(named)}。")
    items = ConsensusItem.objects.filter(activity__in=held).aggregate(
        agreed=Count("pk"), settled=Count("pk", filter=Q(status=ConsensusStatus.SETTLED))
    )
    if items["agreed"]:
        said = f"形成共识事项{items['agreed']}项，目前已落实{items['settled']}项。"
        yield Line(CONSULTED, "协商活动", said)


@recounts(Studio)
def left_open(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """What was raised by the last day and had no answer by then (期末未答复)."""
    owed = Issue.objects.filter(studio=studio, is_locked=False, raised_at__date__lte=last)
    owed = owed.filter(Q(answered_at=None) | Q(answered_at__date__gt=last))
    number = owed.exclude(status__in=ENDED, answered_at=None).count()
    if number:
        said = f"截至{short_day(last)}，尚有{number}件群众意见没有答复。"
        yield Line(LEFT_OPEN, "尚待办理", said)


@recounts(Paper)
def rota(paper: Paper, first: date, last: date) -> Iterator[Line]:
    """By which rules members sit (值班安排): what a plan can count on."""
    if paper.kind != PaperKind.PLAN:
        return
    for rule in DutyRule.objects.filter(studio=paper.studio, is_active=True):
        who = "按组轮值" if rule.by_group else f"每班{rule.seats}人"
        hours = said_hours(rule.starts_at, rule.ends_at)
        holiday = rule.get_on_holiday_display()
        said = f"{rule.name}：{hours}接待，{who}，遇节假日{holiday}。"
        yield Line(ROTA, "值班接待", said)


@recounts(Paper)
def ahead(paper: Paper, first: date, last: date) -> Iterator[Line]:
    """Topics that still wait to be consulted on, and matters without an answer (待办)."""
    if paper.kind != PaperKind.PLAN:
        return
    open_ = Topic.objects.filter(studio=paper.studio).open_to_issues().order_by("proposed_at", "id")
    titles = [
        f"{title}（{short_day(due, first)}前）" if due else title
        for title, due in open_.values_list("title", "answer_due_on")
    ]
    if titles:
        said = f"已提出、待协商的议题{len(titles)}件：{_listed(titles)}。"
        yield Line(AHEAD, "协商议题", said)
    owed = Issue.objects.filter(studio=paper.studio, is_locked=False).awaiting_answer().count()
    if owed:
        yield Line(STILL_OPEN, "群众意见", f"办理手头{owed}件群众意见，件件答复反映人。")


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _listed(titles: list[str]) -> str:
    """《……》《……》等: a handful of them by their names."""
    more = "等" if len(titles) > MOST_TITLES else ""
    return "".join(f"《{title}》" for title in titles[:MOST_TITLES]) + more
