"""Search over what a reader may see (搜索)."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from consultations.models import Activity, Issue, Topic
from petitions.models import Assignment, OpinionReport, Proposal
from studios.models import Member, Studio

SHOWN = 10

# (what, model, the fields in which every word must be found)
PLACES = (
    ("群众意见", Issue, ("number", "title", "body")),
    ("议题", Topic, ("number", "title", "background")),
    ("协商活动", Activity, ("number", "title", "minutes__summary")),
    ("交办件", Assignment, ("number", "title", "demand")),
    ("社情民意", OpinionReport, ("number", "title", "situation", "suggestion")),
    ("提案", Proposal, ("number", "title", "situation", "suggestion")),
    # In office or not: who has left stands here too, marked as such.
    ("委员", Member, ("name", "pinyin", "post", "cppcc_post", "sector__name")),
    ("工作室", Studio, ("name", "address")),
)


@dataclass(frozen=True)
class Found:
    """The hits of one kind, ten at most."""

    what: str
    rows: list
    is_cut: bool


def find(user: User, words: str) -> list[Found]:
    """What contains all of `words`, kind by kind; kinds without a hit are left out."""
    hits = []
    for what, model, fields in PLACES:
        rows = model.objects.visible_to(user)
        for word in words.split()[:5]:
            anywhere = Q()
            for field in fields:
                anywhere |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(anywhere)
        found = list(rows[: SHOWN + 1])
        if found:
            hits.append(Found(what, found[:SHOWN], len(found) > SHOWN))
    return hits
