"""Writing down under what a matter will be found again by one that is like it (同类意见)."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Committee
from consultations.lineage import grams
from consultations.models import CommonGram, Gram, Issue
from core import bulk

# How common a pair is, is counted in the latest so many matters; what fewer have is rare.
SAMPLE, LEAST_SHARE = 4000, 0.002
CHUNK = 500


def remember(issue: Issue) -> None:
    """Write down the pairs of a new matter, in the transaction in which it is raised.

    Rows of its own only: two who raise at once never wait for each other.
    """
    gist = grams.gist_of(issue.title, issue.body, issue.place)
    asked = [grams.number(pair) for pair in gist.all]
    common = CommonGram.objects.filter(committee_id=issue.committee_id, gram__in=asked)
    shares = dict(common.values_list("gram", "share"))
    _insert([issue], [grams.kept(gist, shares)])


def index(committee: Committee, *, anew: bool = False) -> int:
    """Write down every matter that is not yet; returns how many. Repeating it changes nothing.

    `anew` begins from nothing, after how common words are has changed a lot.
    """
    shares = count(committee)
    if anew:
        Gram.objects.filter(committee=committee).delete()
    last, done = 0, 0
    while issues := _write_down(committee, shares, last):
        last, done = issues[-1].pk, done + len(issues)
    return done


@transaction.atomic
def _write_down(committee: Committee, shares: dict[int, float], after: int) -> list[Issue]:
    """The next matters that are not yet. Whoever writes down meanwhile waits; who raises does not,
    for what they raise is seen here together with its pairs or not at all."""
    Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    rows = Issue.objects.filter(committee=committee, pk__gt=after).order_by("pk")
    rows = rows.filter(~Exists(Gram.objects.filter(issue=OuterRef("pk"))))
    issues = list(rows.only("pk", "committee", "title", "body", "place")[:CHUNK])
    gists = (grams.gist_of(issue.title, issue.body, issue.place) for issue in issues)
    _insert(issues, [grams.kept(gist, shares) for gist in gists])
    return issues


@transaction.atomic
def count(committee: Committee) -> dict[int, float]:
    """Count anew how common each pair is in the county's latest matters, one counter at a time."""
    Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    latest = Issue.objects.filter(committee=committee).order_by("-raised_at", "-id")[:SAMPLE]
    seen, texts = Counter[int](), 0
    for title, body, place in latest.values_list("title", "body", "place").iterator():
        seen.update(map(grams.number, grams.gist_of(title, body, place).all))
        texts += 1
    shares = {n: times / texts for n, times in seen.items() if times > 1}
    shares = {n: share for n, share in shares.items() if share >= LEAST_SHARE}
    CommonGram.objects.filter(committee=committee).delete()
    rows = ((committee.pk, n, share) for n, share in shares.items())
    bulk.write(CommonGram, ("committee_id", "gram", "share"), rows)
    return shares


def _insert(issues: list[Issue], numbers: Iterable[set[int]]) -> None:
    rows = (
        (issue.committee_id, n, issue.pk)
        for issue, found in zip(issues, numbers, strict=True)
        for n in sorted(found)
    )
    bulk.write(Gram, ("committee_id", "gram", "issue_id"), rows)
