"""Reminders by several at once, and by one that is killed: everybody once, nobody left out."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from consultations.actions import reminders
from notices.models import Notice
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_shift
from tests.notices.databases import ROOT, OneDatabase

pytestmark = pytest.mark.django_db(transaction=True)

TODAY, TOMORROW = date(2026, 3, 4), date(2026, 3, 5)
STUDIOS, SEATS = 20, 5
MANY = STUDIOS * SEATS

REMIND = f"""
import datetime, django
django.setup()
from consultations.actions import reminders
reminders.remind(datetime.date({TODAY.year}, {TODAY.month}, {TODAY.day}), chunk=2)
"""


@pytest.fixture(autouse=True)
def shifts(frozen):
    """Tomorrow members sit at every studio."""
    frozen("2026-03-04T10:00")
    for _ in range(STUDIOS):
        studio = open_studio()
        make_shift(studio, on=TOMORROW, seats=[join_studio(studio) for _ in range(SEATS)])


def remind_at_once(runners: int) -> None:
    """On PostgreSQL together, each over its own connection; SQLite lets one writer in at a time."""
    if connection.vendor != "postgresql":
        for _ in range(runners):
            reminders.remind(TODAY, chunk=2)
        return
    line = threading.Barrier(runners)

    def remind(_):
        line.wait()
        try:
            return reminders.remind(TODAY, chunk=2)
        finally:
            connection.close()

    with ThreadPoolExecutor(runners) as pool:
        list(pool.map(remind, range(runners)))


def test_four_at_once_tell_everybody_once():
    remind_at_once(4)

    told = list(Notice.objects.values_list("to", "key"))
    assert len(told) == len(set(told)) == MANY
    assert reminders.remind(TODAY) == 0


def start(database: OneDatabase) -> subprocess.Popen:
    env = database.environment(DJANGO_SETTINGS_MODULE="studioportal.settings")
    return subprocess.Popen([sys.executable, "-c", REMIND], cwd=ROOT, env=env)


def counts(database: OneDatabase) -> tuple[int, int]:
    """Messages and their mails, as they are on disk."""
    notices = database.run("SELECT count(*) FROM notices_notice")[0][0]
    mails = database.run("SELECT count(*) FROM notices_delivery WHERE channel = 'email'")[0][0]
    return notices, mails


def test_what_a_killed_run_left_the_next_one_does(tmp_path):
    database = OneDatabase(tmp_path)
    run = start(database)
    deadline = time.monotonic() + 60
    while counts(database)[0] < 10 and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(run.pid, signal.SIGKILL)
    assert run.wait(30) == -signal.SIGKILL, "it was done before it could be killed"
    notices, mails = counts(database)
    assert 0 < notices < MANY
    assert notices == mails

    assert start(database).wait(120) == 0

    assert counts(database) == (MANY, MANY)
    doubles = "SELECT key FROM notices_notice GROUP BY key, to_id HAVING count(*) > 1"
    assert database.run(doubles) == []
