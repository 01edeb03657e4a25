"""Which earlier matters are like this one, and why (同类意见)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
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
ASKED, FETCHED, COMPARED = 48, 200, 30
# Below, two matters only share a few common words.
LEAST, LEAST_OF_TITLE = 0.1, 0.4


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


class Rule(NamedTuple):
    """By what two matters are compared: what is read of the earlier one, how, and why."""

    fields: tuple[str, ...]
    score: Callable[[Gist, Said, Weights], float]
    why: Callable[[Said, Said, Weights], list[str]]


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
    return _alike(said, among, BY_EVERYTHING, studio, on, but)


def alike_in_public(said: Said, *, studio: Studio, on: date) -> list[Like]:
    """The same for the street: by their titles alone, for the rest of a matter is nobody's business
    and nobody shall guess at it by trying words."""
    found = _alike(said, known_to_all(studio.committee_id), BY_TITLE, studio, on)
    return [like for like in found if not PERSONAL.search(like.issue.title)]


def _alike(
    said: Said,
    among: QuerySet[Issue],
    rule: Rule,
    studio: Studio,
    on: date,
    but: int | None = None,
) -> list[Like]:
    gist = grams.gist_of(*said)
    shares = _shares(studio.committee_id, gist.all)
    weigh = grams.weights(gist.all, shares)
    asked = grams.rarest(gist.all, shares, ASKED)
    near = _candidates(studio.committee_id, asked, among.values_list("pk", *rule.fields), but)
    scored = [(rule.score(gist, other, weigh), key, other) for key, other in near]
    best = (
        (key, (score, why))
        for score, key, other in sorted(scored, reverse=True)
        if score and (why := rule.why(said, other, weigh))
    )
    chosen = dict(islice(best, SHOWN))
    issues = among.in_bulk(chosen)
    return [
        Like(issues[key], score, why + _circumstances(issues[key], studio, on))
        for key, (score, why) in chosen.items()
        if key in issues  # seen a moment ago, and locked since
    ]


def _shares(committee_id: int, found: frozenset[str]) -> dict[int, float]:
    """How common these pairs are in the county; what is missing is rare."""
    rows = CommonGram.objects.filter(
        committee_id=committee_id, gram__in=[grams.number(pair) for pair in found]
    )
    return dict(rows.values_list("gram", "share"))


def _candidates(
    committee_id: int, asked: list[int], among: QuerySet[Any, Any], but: int | None
) -> list[tuple[int, Said]]:
    """Those with the most pairs in common, as far as the reader may know of them."""
    rows = Gram.objects.filter(committee_id=committee_id, gram__in=asked).exclude(issue_id=but)
    counted = rows.values("issue_id").annotate(shared=Count("*")).order_by("-shared", "-issue_id")
    order = [row["issue_id"] for row in counted[:FETCHED]]
    known = {key: Said(*words) for key, *words in among.filter(pk__in=order).order_by()}
    return [(key, known[key]) for key in order if key in known][:COMPARED]


def _score_of_everything(gist: Gist, other: Said, weigh: Weights) -> float:
    score = grams.likeness(gist, grams.gist_of(*other), weigh)
    return score if score >= LEAST else 0.0


def _why_of_everything(said: Said, other: Said, weigh: Weights) -> list[str]:
    place = reasons.same_place(said.place, other.place)
    words = reasons.words_in_common(said.text, other.text, weigh, but=place)
    if not words:
        return []
    return [f"都提到：{'、'.join(words)}", *([f"地点都有“{place}”"] if place else [])]


def _score_of_title(gist: Gist, other: Said, weigh: Weights) -> float:
    """How much of the title is in what is said; nothing else of the matter was read."""
    title = grams.pairs(other.title)
    covered = grams.says(title & gist.all, weigh) / (grams.says(title, weigh) or 1)
    return covered + grams.overlap(gist.title, title, weigh) if covered >= LEAST_OF_TITLE else 0.0


def _why_of_title(said: Said, other: Said, weigh: Weights) -> list[str]:
    words = reasons.words_in_common(said.text, other.title, weigh)
    return [f"都提到：{'、'.join(words)}"] if words else []


BY_EVERYTHING = Rule(("title", "body", "place"), _score_of_everything, _why_of_everything)
BY_TITLE = Rule(("title",), _score_of_title, _why_of_title)


def _circumstances(issue: Issue, studio: Studio, on: date) -> list[str]:
    """Where and when, beside what it says."""
    if issue.studio_id == studio.pk:
        where = ["同一工作室"]
    else:
        where = [f"同在{studio.area.name}"] if issue.studio.area_id == studio.area_id else []
    return [*where, reasons.when(clock.local_day(issue.raised_at), on)]
