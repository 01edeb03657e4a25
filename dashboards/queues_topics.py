"""Topics and the year's catalogue, as they wait for whoever is to see to them next (待办)."""

from collections.abc import Iterator
from datetime import date

from accounts.enums import Role
from accounts.models import User
from consultations.lineage.catalogue import awaiting
from consultations.lineage.topics import left_unclaimed
from consultations.models import Topic
from dashboards.heaps import Queue, queue
from studios.models import Studio

PAGE = "consultations:topic_list"


def of_township(user: User, on: date) -> Iterator[Queue]:
    """A township party office: which entries of the catalogue wait for our word."""
    entries = awaiting(user.scopes(Role.TOWNSHIP, "studios.Area"), on)
    rows = entries.filter(committee=user.committee, year=on.year).order_by("proposed_at", "id")
    hint = "点题、缓议或者不予采纳；不予采纳的，出题单位可以修改一次。"
    yield queue("课题待点题", rows, "consultations:entry_list", "?tab=waiting", hint)


def of_studio(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: what came back to be completed, what nobody claims."""
    topics = Topic.objects.visible_to(user).filter(studio__in=Studio.objects.run_by(user))
    returned = topics.returned().order_by("resubmit_due_on", "id")
    yield queue("退回补充的议题", returned, PAGE, "?tab=returned", "逾期未重报的自动失效。")
    late = left_unclaimed(topics, user.committee, on).order_by("decided_at", "id")
    yield queue("待接题逾期", late, PAGE, "?tab=claim", "还没有委员牵头，请指派。")


def of_proposer(user: User, on: date) -> Iterator[Queue]:
    """Whoever put a topic forward for a studio they do not run: it came back to be completed."""
    mine = Topic.objects.visible_to(user).filter(proposed_by=user)
    elsewhere = mine.returned().exclude(studio__in=Studio.objects.run_by(user))
    rows = elsewhere.order_by("resubmit_due_on", "id")
    yield queue("退回补充的议题", rows, PAGE, "?tab=returned", "逾期未重报的自动失效。")


MAKERS = (
    (Role.OFFICE, of_proposer),
    (Role.TOWNSHIP, of_township),
    (Role.CONVENER, of_studio),
    (Role.LIAISON, of_studio),
    ("member", of_proposer),
    (Role.COMMITTEE_STAFF, of_proposer),
)
