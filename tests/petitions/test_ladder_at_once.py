"""Sweeps at the same time, and a sweep that is killed: every key once, none left out."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import date

import pytest
from django.db import connection

from core.management.commands.load_calendar import days_of
from core.models import CalendarDay
from notices.models import Notice
from petitions.actions import ladder
from petitions.models import Assignment, Reminder
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import make_assignment, make_ladder, office
from tests.notices.databases import ROOT, OneDatabase

pytestmark = pytest.mark.django_db(transaction=True)

LATE = date(2026, 3, 12)
MANY = 200
PEOPLE = 2  # who hear of each: the unit's one person and the office's

SWEEP = f"""
import datetime, django
django.setup()
from petitions.actions import ladder
ladder.climb(datetime.date({LATE.year}, {LATE.month}, {LATE.day}), chunk=5)
"""


@pytest.fixture(autouse=True)
def overdue(frozen):
    """Many assignments of one unit, all due on 11 March and unanswered."""
    frozen("2026-03-02")
    CalendarDay.objects.bulk_create(days_of(2026))
    make_ladder()
    unit = make_unit("县水利局")
    make_user(unit=unit)
    office()
    first = make_assignment(lead_unit=unit)
    Assignment.objects.bulk_create(_twin(first, number) for number in range(1, MANY))


def _twin(first: Assignment, number: int) -> Assignment:
    """Another assignment like the first."""
    twin = copy(first)
    twin.pk, twin.number, twin._state = None, f"JB-{number}", copy(first._state)
    twin._state.adding = True
    return twin


def sweep_at_once(sweepers: int) -> None:
    """On PostgreSQL together, each over its own connection; SQLite lets one writer in at a time."""
    if connection.vendor != "postgresql":
        for _ in range(sweepers):
            ladder.climb(LATE, chunk=5)
        return
    line = threading.Barrier(sweepers)

    def sweep(_):
        line.wait()
        try:
            return ladder.climb(LATE, chunk=5)
        finally:
            connection.close()

    with ThreadPoolExecutor(sweepers) as pool:
        list(pool.map(sweep, range(sweepers)))


def test_four_sweeps_at_once_write_every_key_once():
    sweep_at_once(4)

    keys = list(Reminder.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == PEOPLE * MANY
    assert Notice.objects.filter(key__in=keys).count() == PEOPLE * MANY
    assert ladder.climb(LATE) == 0


def start(database: OneDatabase) -> subprocess.Popen:
    env = database.environment(DJANGO_SETTINGS_MODULE="studioportal.settings")
    return subprocess.Popen([sys.executable, "-c", SWEEP], cwd=ROOT, env=env)


def counts(database: OneDatabase) -> tuple[int, int]:
    """Reminders and messages, as they are on disk."""
    reminders = database.run("SELECT count(*) FROM petitions_reminder")[0][0]
    notices = database.run("SELECT count(*) FROM notices_notice WHERE key IS NOT NULL")[0][0]
    return reminders, notices


def test_what_a_killed_sweep_left_the_next_one_does(tmp_path):
    database = OneDatabase(tmp_path)
    sweep = start(database)
    deadline = time.monotonic() + 60
    while counts(database)[0] < 20 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(sweep.pid, signal.SIGKILL)
    assert sweep.wait(30) == -signal.SIGKILL, "it was done before it could be killed"
    reminders, notices = counts(database)
    assert 0 < reminders < PEOPLE * MANY
    assert reminders == notices

    assert start(database).wait(120) == 0

    assert counts(database) == (PEOPLE * MANY, PEOPLE * MANY)
    doubles = "SELECT key FROM petitions_reminder GROUP BY key HAVING count(*) > 1"
    assert database.run(doubles) == []
