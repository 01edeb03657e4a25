"""Like matters (同类意见): is a matter found again that is told in other words, and how fast?

    make bench ARGS=likeness                 # only this; COUNT=20000 for fewer

A hundred thousand synthetic matters are stored and written down. Of four hundred of them 30 % of
the words are replaced by any others and the sentences are shuffled; the original must be among the
five that are shown. Wall clock, because somebody waits for it.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from random import Random
from statistics import median, quantiles
from typing import Any, NamedTuple

import django

COUNT, PROBES, WRITTEN = 100_000, 400, 200
RECALL, MEDIAN = 0.95, 50.0
CHUNK = 5000
TABLES = "consultations_gram", "consultations_commongram"


class Result(NamedTuple):
    """How many of the probes were found again, the milliseconds that each took on the wall, and on
    the processors (the portal's process and its PostgreSQL process)."""

    recall: float
    times: list[float]
    cpu: float

    def show(self, label: str) -> None:
        print(
            f"  {label}：前五召回 {self.recall:.3f}，中位 {median(self.times):.1f} 毫秒，"
            f"95% 在 {quantiles(self.times, n=20)[-1]:.1f} 毫秒内，处理器 {self.cpu:.1f} 毫秒",
            flush=True,
        )


def fill(count: int) -> list[Any]:
    """Store the texts as matters of all studios: one in ten may be published."""
    from bench import texts
    from consultations.enums import IssueStatus
    from consultations.models import Issue
    from core import bulk, clock
    from studios.models import Studio

    studios, now = list(Studio.objects.order_by("code")), clock.now()
    source = texts.texts(count)
    made: list[Any] = []
    while chunk := list(islice(source, CHUNK)):
        rows = []
        for n, text in enumerate(chunk, start=len(made)):
            studio, (title, body, place) = studios[n % len(studios)], text.plain
            raised_at = now - timedelta(minutes=10 * (count - n))
            rows.append(
                Issue(
                    committee_id=studio.committee_id, studio=studio, number=f"YJL{n:08d}",
                    tracking_digest=f"likeness-{n}", source="qr", title=title, body=body,
                    place=place, consent_version="2026-1", consent_at=raised_at,
                    raised_at=raised_at, status=IssueStatus.ACCEPTED, may_publish=n % 10 == 0,
                )
            )  # fmt: skip
        made += [(row, text) for row, text in zip(bulk.insert(rows), chunk, strict=True)]
    return made


def probe(made: list[Any], find: Callable[[Any, Any], list[Any]], seed: int = 7) -> Result:
    """Tell some of them in other words and see whether they are found."""
    from bench import texts
    from bench.station import our_seconds, server_seconds
    from consultations.lineage.likeness import Said

    random, known = Random(seed), texts.vocabulary()
    chosen = random.sample(made, min(PROBES, len(made)))
    asked = [(issue, Said(*texts.retold(text, random, known).plain)) for issue, text in chosen]
    found, times, cpu = 0, [], our_seconds() + server_seconds()
    for issue, said in asked:
        began = time.perf_counter()
        likes = find(said, issue.studio)
        times.append(1000 * (time.perf_counter() - began))
        found += any(like.issue.pk == issue.pk for like in likes)
    cpu = our_seconds() + server_seconds() - cpu
    return Result(found / len(times), times, 1000 * cpu / len(times))


def write(made: list[Any]) -> list[float]:
    """What writing down one new matter adds to raising it."""
    from consultations.actions import likeness
    from consultations.models import Gram

    times = []
    for issue, _ in Random(11).sample(made, min(WRITTEN, len(made))):
        Gram.objects.filter(issue=issue).delete()
        began = time.perf_counter()
        likeness.remember(issue)
        times.append(1000 * (time.perf_counter() - began))
    return times


def sizes() -> dict[str, float]:
    """Megabytes of our tables with their indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, pg_total_relation_size(name::regclass) FROM unnest(%s::text[]) AS name",
            [list(TABLES)],
        )
        return {name: size / 2**20 for name, size in cursor.fetchall()}


def main(count: int) -> int:
    """Fill, write down, probe, judge."""
    django.setup()
    from accounts.models import Committee, User
    from bench import county
    from consultations.actions import likeness as writing
    from consultations.lineage import likeness
    from core import clock

    made, today = fill(count), clock.today()
    began = time.perf_counter()
    done = writing.index(Committee.objects.get())
    print(f"\n同类意见：{done:,} 件，编索引 {time.perf_counter() - began:.0f} 秒", flush=True)
    county.settle_statistics()

    def among(username: str) -> Callable[[Any, Any], list[Any]]:
        user = User.objects.get(username=username)
        return lambda said, studio: likeness.alike(
            said, likeness.known_to(user), studio=studio, on=today
        )

    probe(made[:50], among("office"))  # unmeasured: the first plans, the first pages
    result = probe(made, among("office"))
    result.show("办公室（全县）")
    own = [one for one in made if one[0].studio_id == made[0][0].studio_id]
    probe(own, among("convener01")).show("召集人（本室）")
    public = [one for one in made if one[0].may_publish]
    at_door: Callable[[Any, Any], list[Any]] = lambda said, studio: (  # noqa: E731
        likeness.alike_in_public(said, studio=studio, on=today)
    )
    probe(public, at_door).show("扫码页（只比标题）")
    times = write(made)
    late = quantiles(times, n=20)[-1]
    print(f"  登记时编一件：中位 {median(times):.1f} 毫秒，95% 在 {late:.1f} 毫秒内")
    print("  占用：" + "，".join(f"{name} {size:.0f}MB" for name, size in sizes().items()))
    return judge(result)


def judge(result: Result) -> int:
    """1 when what we claim is not held."""
    middle = median(result.times)
    holds = result.recall >= RECALL and middle <= MEDIAN
    print(f"  {'守住' if holds else '破线'}  前五召回 ≥ {RECALL}（{result.recall:.3f}），"
          f"中位 ≤ {MEDIAN:g} 毫秒（{middle:.1f}）", flush=True)  # fmt: skip
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(int(os.environ.get("COUNT", COUNT))))
