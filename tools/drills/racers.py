"""Many press the same button in the same second: one wins, the others are told who."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from bench import county
from django.db import connection

from accounts.models import User
from consultations.actions import issues
from consultations.models import Issue
from core import clock
from core.workflow import NotAllowedNow
from drills.faults import require
from studios.models import Affiliation

ROUNDS, SPARE_CONNECTIONS, MOST_RACERS = 5, 8, 200


def racers_on_one_claim(folder: Path) -> str:
    """As many as the database has lines for press the same button; one wins, all hear who."""
    members = county.people().members
    racers = min(MOST_RACERS, lines_of_the_database() - SPARE_CONNECTIONS)
    free = Issue.objects.filter(status="accepted").order_by("-pk")
    for issue in list(free[:ROUNDS]):
        admit(members, issue)
        outcomes = race(issue.pk, [members[n % len(members)].pk for n in range(racers)])
        winner = Issue.objects.get(pk=issue.pk).claimed_by
        refused = [str(said) for said in outcomes if isinstance(said, NotAllowedNow)]
        told = sum(winner is not None and winner.name in sentence for sentence in refused)
        require(
            outcomes.count(None) == 1 and told == racers - 1,
            f"{outcomes.count(None)} 人成功，{told} 人得知是谁：{Counter(map(repr, outcomes))}",
        )
    return f"{racers} 人同时接一单，{ROUNDS} 轮：每轮恰好一人成功，其余 {racers - 1} 人都得知是谁"


def admit(members: list[User], issue: Issue) -> None:
    """All of them belong to the studio, so all of them may."""
    for user in members:
        Affiliation.objects.get_or_create(
            member=user.member, studio=issue.studio, defaults={"starts_on": county.LONG_AGO}
        )


def lines_of_the_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return int(cursor.fetchone()[0])


def race(issue_pk: int, users: list[int]) -> list[BaseException | None]:
    """Each reads the page over a line of its own, and all press together."""
    start = threading.Barrier(len(users))
    promised_on = clock.today() + timedelta(days=5)

    def run(user_pk: int) -> BaseException | None:
        try:
            seen = Issue.objects.select_related("committee", "studio").get(pk=issue_pk)
            user = User.objects.select_related("member", "committee").get(pk=user_pk)
            start.wait(60)
            issues.claim(seen, by=user, promised_on=promised_on)
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(users)) as pool:
        return list(pool.map(run, users))
