"""The papers of a topic as files, its answer and marks, and the year's marks in one list (评题)."""

from statistics import mean

from django.db.models import Count
from django.http import Http404

from accounts.enums import Role
from consultations.actions.topic_papers import PAPERS, papers_of
from consultations.enums import Capacity
from consultations.models import Topic
from consultations.views.one_topic import topic_of
from consultations.views.years import year_asked, years_around
from core import clock
from core.access import NotYours, state_text
from core.lists import Column, Listing
from core.views import listing_response, word_response

BOTH_SIDES = len(Capacity)


def topic_paper(request, pk, code):
    """A form of the topic for Word (点题单、任务书、答卷)."""
    found = topic_of(request, pk)
    paper = PAPERS.get(code)
    if paper is None or not paper.is_ready(found):
        raise Http404
    return word_response(f"{paper.name(found)}（{found.number}）", paper.write(found))


def answer_box(topic) -> dict:
    """What the page shows of the answer: its text, its marks with their mean, papers to print."""
    marks = list(topic.marks.select_related("marked_by")) if topic.handed_in_at else []
    team = list(topic.team.all()) if topic.lead_id else []
    return {"papers": papers_of(topic), "marks": marks, "mean": mean_of(marks), "team": team}


def topic_marks(request):
    """The answers of a year and what each side gave for them (评题汇总)."""
    user, year = request.user, year_asked(request)
    if not user.holds(Role.OFFICE, Role.LEADER, Role.TOWNSHIP):
        raise NotYours("评题汇总由政协办公室、领导和镇（街道）党委查看。")
    answered = Topic.objects.visible_to(user).filter(handed_in_at__year=year)
    rows = answered.annotate(sides=Count("marks")).select_related("studio", "lead", "committee")
    rows = rows.prefetch_related("marks")
    listing = Listing(
        request.GET,
        tabs={
            "waiting": ("待评", rows.filter(sides__lt=BOTH_SIDES)),
            "marked": ("已评", rows.filter(sides=BOTH_SIDES)),
            "all": ("全部", rows),
        },
        default="all",
        search=("title__contains", "number__contains", "studio__name__contains"),
        order=("-handed_in_at", "-id"),
        columns=MARK_COLUMNS,
    )
    page = {"title": f"{year}年评题汇总", **years_around(year)}
    return listing_response(request, listing, "consultations/topic_marks.html", page)


def mean_of(marks) -> str:
    """The mean of the marks given so far; empty while there are none."""
    return f"{mean(mark.points for mark in marks):g}" if marks else ""


def points_of(topic, side):
    """What one side gave; None while it has given nothing."""
    return next((mark.points for mark in topic.marks.all() if mark.capacity == side), None)


MARK_COLUMNS = [
    Column("编号", "number", width=24),
    Column("议题名称", "title", width=40, url=lambda topic: topic.get_absolute_url()),
    Column("工作室", "studio.name", width=24),
    Column("牵头委员", lambda topic: str(topic.lead or "")),
    Column("状态", state_text),
    Column("报送日期", lambda topic: clock.local_day(topic.handed_in_at)),
    Column("包联领导", lambda topic: points_of(topic, Capacity.LEADER)),
    Column("镇街党委", lambda topic: points_of(topic, Capacity.TOWNSHIP)),
    Column("平均分", lambda topic: mean_of(topic.marks.all())),
]
