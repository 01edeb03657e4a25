"""Which earlier matters are like this one, and why (同类意见)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from consultations.enums import LIKE_IN_PUBLIC, WORTH_COMPARING
from consultations.lineage import grams, reasons
from consultations.lineage.grams import Gist, Weights
from consultations.lineage.panels import PERSONAL
from consultations.models import CommonGram, Gram, Issue
from core import clock
from studios.models import Studio

SHOWN = 5
# By how many of its rarest pairs a matter is looked for, how many are fetched, how many compared.
ASKED, FETCHED, COMPARED = 48, 200, 50
# Below, two matters only share a few common words.
LEAST, LEAST_OF_TITLE = 0.12, 0.4


class Said(NamedTuple):
    """What somebody says, or begins to type: the matter that others are compared with."""

    title: str
    body: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        return "。".join(self)


@dataclass(frozen=True)
class Like:
    """An earlier matter that seems to be the same, how alike it is, and why."""

    issue: Issue
    score: float
    why: list[str]


# How alike a matter is to what is said, and why: the words that both have, the place.
Comparing = Callable[[Said, Gist, Issue, Weights], tuple[float, list[str]]]


def known_to(user: Any, *also: str) -> QuerySet[Issue]:
    """What a clerk may compare with: matters they may see that are in hand, answered or ended; of
    what may be secret not even the office is reminded."""
    mine = Issue.objects.visible_to(user).filter(is_locked=False)
    worth = mine.filter(status__in={*WORTH_COMPARING, *also})
    return worth.select_related("studio__area", "topic", "committee")


def known_to_all(committee_id: int) -> QuerySet[Issue]:
    """What the street may know of: taken on, never locked, and its raiser agreed."""
    shown = Issue.objects.filter(
        committee_id=committee_id, may_publish=True, is_locked=False, status__in=LIKE_IN_PUBLIC
    )
    return shown.select_related("studio__area", "committee").defer("body", "place", "answer")


def alike(
    said: Said, among: QuerySet[Issue], *, studio: Studio, on: date, but: int | None = None
) -> list[Like]:
    """The five that are most like it, each with its reasons; title, text and place are compared."""
    return _alike(said, among, _by_everything, studio, on, but)


def alike_in_public(said: Said, *, studio: Studio, on: date) -> list[Like]:
    """The same for the street: by their titles alone, for the rest of a matter is nobody's business
    and nobody shall guess at it by trying words."""
    found = _alike(said, known_to_all(studio.committee_id), _by_title, studio, on)
    return [like for like in found if not PERSONAL.search(like.issue.title)]


def _alike(
    said: Said,
    among: QuerySet[Issue],
    compare: Comparing,
    studio: Studio,
    on: date,
    but: int | None = None,
) -> list[Like]:
    gist = grams.gist_of(*said)
    shares = _shares(studio.committee_id, gist.all)
    weigh = grams.weights(gist.all, shares)
    found = []
    asked = grams.rarest(gist.all, shares, ASKED)
    for issue in _candidates(studio.committee_id, asked, among, but):
        score, why = compare(said, gist, issue, weigh)
        if score:
            found.append(Like(issue, score, why))
    best = sorted(found, key=lambda like: (-like.score, -like.issue.pk))[:SHOWN]
    return [replace(one, why=one.why + _circumstances(one.issue, studio, on)) for one in best]


def _shares(committee_id: int, found: frozenset[str]) -> dict[int, float]:
    """How common these pairs are in the county; what is missing is rare."""
    rows = CommonGram.objects.filter(
        committee_id=committee_id, gram__in=[grams.number(pair) for pair in found]
    )
    return dict(rows.values_list("gram", "share"))


def _candidates(
    committee_id: int, asked: list[int], among: QuerySet[Issue], but: int | None
) -> list[Issue]:
    """Those with the most pairs in common, as far as the reader may know of them."""
    rows = Gram.objects.filter(committee_id=committee_id, gram__in=asked).exclude(issue_id=but)
    counted = rows.values("issue_id").annotate(shared=Count("*")).order_by("-shared", "-issue_id")
    order = [row["issue_id"] for row in counted[:FETCHED]]
    known = {issue.pk: issue for issue in among.filter(pk__in=order)}
    return [known[key] for key in order if key in known][:COMPARED]


def _by_everything(said: Said, gist: Gist, issue: Issue, weigh: Weights) -> tuple[float, list[str]]:
    other = Said(issue.title, issue.body, issue.place)
    score = grams.likeness(gist, grams.gist_of(*other), weigh)
    if score < LEAST:
        return 0.0, []
    place = reasons.same_place(said.place, issue.place)
    words = reasons.words_in_common(said.text, other.text, weigh, but=place)
    why = [f"都提到：{'、'.join(words)}"] if words else []
    why += [f"地点都有“{place}”"] if place else []
    return (score, why) if why else (0.0, [])


def _by_title(said: Said, gist: Gist, issue: Issue, weigh: Weights) -> tuple[float, list[str]]:
    title = grams.pairs(issue.title)
    covered = grams.says(title & gist.all, weigh) / (grams.says(title, weigh) or 1)
    words = reasons.words_in_common(said.text, issue.title, weigh)
    if covered < LEAST_OF_TITLE or not words:
        return 0.0, []
    return covered + grams.overlap(gist.title, title, weigh), [f"都提到：{'、'.join(words)}"]


def _circumstances(issue: Issue, studio: Studio, on: date) -> list[str]:
    """Where and when, beside what it says."""
    if issue.studio_id == studio.pk:
        where = ["同一工作室"]
    else:
        where = [f"同在{studio.area.name}"] if issue.studio.area_id == studio.area_id else []
    return [*where, reasons.when(clock.local_day(issue.raised_at), on)]
