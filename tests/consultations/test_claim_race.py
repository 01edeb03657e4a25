"""Two hundred members press 接单 in the same second, twenty times over: each time one has it.

Every racer is a thread with a connection of its own that has read the page, and waits at the
barrier until all the others stand there too; the threads and their connections stay for all rounds.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from copy import copy

import pytest
from django.db import connection

from audit.models import Entry
from consultations.actions import claiming, issues
from consultations.enums import IssueStatus
from consultations.models import Issue, Telling
from core import clock
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from studios.models import Member
from tests.builders.consultations import a_day_after, make_issue
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import make_committee

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real]

RACERS, ROUNDS = 200, 20
READ = ("committee", "studio__special_committee", "category", "claimed_by")


@pytest.fixture(autouse=True)
def points_for_claiming(db):
    Rule.objects.create(
        committee=make_committee(), year=clock.today().year, merit=Merit.ISSUE_CLAIMED,
        code="D", label="接单", block="D", points=2,
    )  # fmt: skip


def read(issue):
    return Issue.objects.select_related(*READ).get(pk=issue.pk)


def pressing(press, user, seen, wait):
    """What came of it: nothing to say, or the sentence of the refusal."""
    wait()
    try:
        press(seen, user)
    except (NotAllowedNow, NotYours) as refusal:
        return refusal.sentence
    return ""


def race(line, pool, runs):
    """Each `(press, user, seen)` at the same moment; returns what came of each."""
    waits = line.wait if connection.vendor == "postgresql" else lambda: None
    return list(pool.map(lambda run: pressing(*run, waits), runs))


@pytest.fixture
def pool_of():
    """Racers that keep their connection from round to round, closed at the end."""
    pools = []

    def make(count):
        real = connection.vendor == "postgresql"
        pool = ThreadPoolExecutor(count if real else 1)
        pools.append((pool, count if real else 1))
        return pool, threading.Barrier(count, timeout=60)

    yield make
    for pool, count in pools:
        meet = threading.Barrier(count)

        def leave(_, meet=meet):
            meet.wait()
            connection.close()

        if connection.vendor == "postgresql":
            list(pool.map(leave, range(count)))
        pool.shutdown()


def people(studio, count):
    found = [join_studio(studio, f"委员{n}").user for n in range(count)]
    for user in found:
        # So that the race is about the claim, and not about who reads their file first.
        assert user.member_in_office
        assert user.current_grants == []
        user._studio_ids = {studio.pk}
    return found


def claim(seen, user):
    issues.claim(seen, by=user, promised_on=a_day_after(5))


def test_of_two_hundred_who_claim_at_once_one_does_every_time(pool_of):
    count = RACERS if connection.vendor == "postgresql" else 5
    studio = open_studio()
    racers, (pool, line) = people(studio, count), pool_of(count)

    for _ in range(ROUNDS if connection.vendor == "postgresql" else 2):
        issue = make_issue(studio, accepted=True)
        seen = read(issue)
        outcomes = race(line, pool, [(claim, user, copy(seen)) for user in racers])
        holds_good(issue, racers, outcomes)


def holds_good(issue, racers, outcomes):
    """One winner, one entry of points, one telling, one line; politely refused the rest."""
    issue.refresh_from_db()
    winner = issue.claimed_by
    assert outcomes.count("") == 1
    assert winner.user == racers[outcomes.index("")]
    assert ScoreEntry.objects.filter(source_id=issue.pk).get().member == winner
    assert Telling.objects.filter(issue=issue, text__contains="预计").count() == 1
    assert Entry.objects.about(issue).filter(verb="claim").count() == 1
    told = Notice.objects.filter(template="consultations/issue_claimed", subject_id=issue.pk)
    assert told.count() == 1  # the convener
    said = {sentence for sentence in outcomes if sentence}
    assert all(f"{winner.name}已“接单”" in sentence for sentence in said), said


def release(seen, user):
    claiming.release(seen, by=user, remark="出差")


def handing_to(member):
    def press(seen, user):
        claiming.hand_over(seen, by=user, member=member, remark="出差")

    return press


@pytest.mark.parametrize("number", range(10))
def test_handed_over_and_given_back_at_once_one_of_them_stands(pool_of, number):
    studio = open_studio()
    wang, li = (user.member for user in people(studio, 2))
    issue = make_issue(studio, claimed_by=wang.user)
    pool, line = pool_of(2)

    runs = [(release, wang.user, read(issue)), (handing_to(li), wang.user, read(issue))]
    outcomes = race(line, pool, runs if number % 2 else runs[::-1])

    issue.refresh_from_db()
    assert outcomes.count("") == 1
    is_released = issue.status == IssueStatus.ACCEPTED
    assert issue.claimed_by == (None if is_released else li)
    assert points(wang) == 0
    assert points(li) == (0 if is_released else 2)


def test_handed_to_twenty_at_once_one_has_it(pool_of):
    count = 20 if connection.vendor == "postgresql" else 3
    studio = open_studio()
    first, *others = (user.member for user in people(studio, count + 1))
    issue = make_issue(studio, claimed_by=first.user)
    pool, line = pool_of(count)

    outcomes = race(line, pool, [(handing_to(other), first.user, read(issue)) for other in others])

    issue.refresh_from_db()
    assert outcomes.count("") == 1
    assert issue.claimed_by == others[outcomes.index("")]
    holders = [member for member in Member.objects.all() if points(member)]
    assert holders == [issue.claimed_by]
    assert all(issue.claimed_by.name in sentence for sentence in outcomes if sentence)


def points(member):
    return ScoreEntry.objects.filter(member=member).total()
