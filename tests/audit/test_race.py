"""Many press the same button in the same second: exactly one gets through."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from audit import trail
from audit.models import Entry
from core.workflow import NotAllowedNow
from studios.models import Studio
from tests.audit.conftest import make_matter
from tests.builders.people import make_user

RACERS, ROUNDS = 24, 5

pytestmark = pytest.mark.django_db(transaction=True)


def race(runs: list) -> list:
    """Start all at the same moment, each with a connection of its own; returns what came of it."""
    if connection.vendor != "postgresql":
        if {"REQUIRE_REAL", "STUDIOPORTAL_REAL"} & set(os.environ):
            pytest.fail("the race needs a real PostgreSQL: run `make test`", pytrace=False)
        return [run(lambda: None) for run in runs]  # SQLite lets one writer in at a time
    line = threading.Barrier(len(runs))

    def start(run):
        try:
            return run(line.wait)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(start, runs))


def opening(matter, person):
    """Press the button on a page that was read before anybody else pressed it."""
    seen = Studio.objects.get(pk=matter.pk)

    def run(wait):
        wait()
        try:
            trail.advance(seen, "open", by=person)
        except NotAllowedNow as refusal:
            return refusal.sentence
        return person.name

    return run


def opening_unguarded(matter):
    """The same without the condition: look, then write."""
    seen = Studio.objects.get(pk=matter.pk)

    def run(wait):
        wait()
        if seen.status == "preparing":
            seen.status = "running"
            seen.save(update_fields=["status"])
            return "won"
        return "lost"

    return run


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_many_exactly_one_wins_and_the_others_are_told_who(number):
    matter = make_matter(f"studio-{number}")
    people = [make_user(f"竞{n}", office=True) for n in range(RACERS)]
    for person in people:
        _ = person.current_grants, person.committee  # so that the race is about the write

    results = race([opening(matter, person) for person in people])

    winners = [said for said in results if said.startswith("竞")]
    assert len(winners) == 1
    told = {said for said in results if not said.startswith("竞")}
    assert told == {f"该事项已被他人办理：{winners[0]}已“挂牌运行”，现为“运行”，请刷新后再办。"}
    assert Entry.objects.about(matter).count() == 1


def test_without_the_guard_the_race_is_lost():
    matter = make_matter()

    results = race([opening_unguarded(matter) for _ in range(RACERS)])

    assert results.count("won") > 1


def test_many_lines_at_once_are_numbered_without_a_gap():
    matter, clerk = make_matter(), make_user(office=True)

    def run(wait):
        wait()
        return trail.record(matter, "visit", by=clerk, label="走访").seq

    numbers = race([run] * RACERS)

    assert sorted(numbers) == list(range(1, RACERS + 1))
    assert trail.verify() == []
