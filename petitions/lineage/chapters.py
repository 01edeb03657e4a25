"""What a studio sent up and what units did because of it (履职情况), sentence by sentence.

Each figure is a count by the day of its event. Instructions (批示) are in none of them: papers are
read by many.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Q

from core.chapters import Line, recounts
from petitions.enums import ANSWERED, AWAITING_REPLY, AssignmentStatus, ReportStatus, Satisfaction
from petitions.models import Adoption, Assignment, OpinionReport, Proposal, Rating
from studios.enums import PaperKind
from studios.models import Paper, Studio

# Where the chapters stand among those of the other apps.
REPORTS, PROPOSALS, HANDLED, RATED = 50, 60, 70, 80
FOLLOWED = 40
NOT_HANDED_IN = {ReportStatus.DRAFT, ReportStatus.WITHDRAWN}


@recounts(Studio)
def reports(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """Reports handed in, issued and adopted (社情民意); one adopted twice counts once."""
    mine = OpinionReport.objects.filter(studio=studio).exclude(status__in=NOT_HANDED_IN)
    found = mine.aggregate(
        sent=Count("pk", filter=Q(submitted_at__date__range=(first, last))),
        issued=Count("pk", filter=Q(issued_on__range=(first, last))),
    )
    adopted = Adoption.objects.filter(report__in=mine, adopted_on__range=(first, last))
    levels = list(
        adopted.order_by()
        .values("level__name")
        .annotate(n=Count("report", distinct=True))
        .order_by("level__order", "level__name")
    )
    if any(found.values()):
        said = f"报送社情民意信息{found['sent']}篇，印发{found['issued']}篇。"
        yield Line(REPORTS, "社情民意", said)
    if levels:
        number = adopted.aggregate(n=Count("report", distinct=True))["n"]
        named = "、".join(f"{row['level__name']}{row['n']}篇" for row in levels)
        yield Line(REPORTS, "社情民意", f"被采用{number}篇，其中{named}。")


@recounts(Studio)
def proposals(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """Proposals that came of the studio's topics, and were filed (提案)."""
    number = Proposal.objects.filter(
        topic__studio=studio, filed_at__date__range=(first, last)
    ).count()
    if number:
        yield Line(PROPOSALS, "提案", f"由本工作室议题转化的提案立案{number}件。")


@recounts(Studio)
def handled(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """What units were given, and what they answered in time (交办办结)."""
    mine = Assignment.objects.filter(studio=studio, instruction=None)
    mine = mine.exclude(status=AssignmentStatus.WITHDRAWN).exclude(issue__is_locked=True)
    due = Q(due_on__range=(first, last))
    in_time = Q(status__in=ANSWERED, replied_at__date__lte=F("due_on"))
    found = mine.aggregate(
        sent=Count("pk", filter=Q(dispatched_at__date__range=(first, last))),
        concluded=Count("pk", filter=Q(concluded_at__date__range=(first, last))),
        due=Count("pk", filter=due),
        kept=Count("pk", filter=due & in_time),
    )
    if found["sent"] or found["concluded"]:
        said = f"交办单位办理{found['sent']}件，办结{found['concluded']}件。"
        yield Line(HANDLED, "交办办理", said)
    if found["due"]:
        share = _share(found["kept"], found["due"])
        said = f"到期{found['due']}件，按期答复{found['kept']}件，按期率{share}。"
        yield Line(HANDLED, "交办办理", said)


@recounts(Studio)
def rated(studio: Studio, first: date, last: date) -> Iterator[Line]:
    """How those who raised matters found the result (满意度)."""
    rated = Rating.objects.filter(issue__studio=studio, issue__is_locked=False)
    found = rated.filter(at__date__range=(first, last)).aggregate(
        whole=Count("pk"),
        **{name: Count("pk", filter=Q(result=name)) for name in Satisfaction.values},
    )
    if found["whole"]:
        named = "、".join(f"{word.label}{found[word.value]}件" for word in Satisfaction)
        share = _share(found[Satisfaction.SATISFIED], found["whole"])
        said = f"反映人评价{found['whole']}件：{named}，满意率{share}。"
        yield Line(RATED, "群众评价", said)


@recounts(Paper)
def followed(paper: Paper, first: date, last: date) -> Iterator[Line]:
    """What units still have in hand (跟踪督办): what a plan has to look after."""
    if paper.kind != PaperKind.PLAN:
        return
    mine = Assignment.objects.filter(studio=paper.studio, instruction=None)
    mine = mine.exclude(issue__is_locked=True)
    number = mine.filter(status__in=AWAITING_REPLY).count()
    if number:
        yield Line(FOLLOWED, "跟踪督办", f"跟踪单位正在办理的交办件{number}件，办到底、有回音。")


def _share(part: int, whole: int) -> str:
    """Numerator and denominator stand beside it."""
    return f"{part / whole:.0%}"
