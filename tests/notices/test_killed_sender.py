"""A sender is killed in mid-sentence, again and again: nothing is lost, nothing doubled."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as portal
from django.db import connection

from notices.models import CLAIM_LASTS, Delivery
from tests.builders.people import make_user
from tests.notices.databases import ROOT, OneDatabase
from tests.notices.letters import tell

LETTERS, KILLS = 40, 4

pytestmark = pytest.mark.django_db(transaction=True)


class DeadlySink:
    """A mail server that kills the sender after taking a message and before saying so."""

    def __init__(self):
        self.ids = Counter()
        self.numbers = Counter()
        self.victim = None

    async def handle_DATA(self, server, session, envelope):
        lines = envelope.content.decode(errors="replace").splitlines()
        self.ids[next(line for line in lines if line.startswith("Message-ID:"))] += 1
        self.numbers[envelope.rcpt_tos[0]] += 1
        if self.victim and sum(self.ids.values()) % 7 == 0:
            os.kill(self.victim.pid, signal.SIGKILL)
        return "250 kept"


def let_two_minutes_pass(database: OneDatabase) -> None:
    """What a killed sender held is free again."""
    past = "2020-01-01 00:00:00+00:00" if connection.vendor == "postgresql" else "2020-01-01"
    database.run(f"UPDATE notices_delivery SET claimed_at = '{past}' WHERE state = 'sending'")


@pytest.fixture
def sink():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = DeadlySink()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    server.stop()


def start_sender(database: OneDatabase, sink: DeadlySink) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_due"],
        cwd=ROOT, env=database.environment(EMAIL_URL=sink.url),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_killed_sender_loses_nothing_and_repeats_only_under_the_same_id(sink, tmp_path):
    for number in range(LETTERS):
        tell(make_user(), key=f"assignment:{number}:E1:2026-03-02")
    expected = set(Delivery.objects.values_list("message_id", flat=True))
    database = OneDatabase(tmp_path)

    for _ in range(KILLS):
        sink.victim = start_sender(database, sink)
        sink.victim.communicate(timeout=60)
        assert sink.victim.returncode == -signal.SIGKILL
        let_two_minutes_pass(database)
    sink.victim = None
    last = start_sender(database, sink)
    _, complaints = last.communicate(timeout=60)

    assert last.returncode == 0, complaints
    assert {line.removeprefix("Message-ID: ") for line in sink.ids} == expected
    assert len(sink.numbers) == LETTERS
    assert LETTERS <= sum(sink.ids.values()) <= LETTERS + KILLS
    assert database.run("SELECT DISTINCT state FROM notices_delivery") == [("sent",)]


def test_a_claim_outlasts_the_patience_with_a_mail_server():
    # Connecting, greeting and each command may each take the whole time-out.
    assert CLAIM_LASTS.total_seconds() >= 10 * portal.EMAIL_TIMEOUT
