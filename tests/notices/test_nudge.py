"""A dead broker costs the person who pressed the button nothing."""

import logging
import socket
import subprocess
import sys
import threading
import time

import pytest

from notices import nudge, tasks
from notices.models import Notice
from tests.builders.people import make_user
from tests.notices.databases import ROOT, OneDatabase
from tests.notices.letters import tell
from tests.plugins.servers import wait_until


@pytest.fixture
def broker(monkeypatch):
    """Stands at the place where the nudge leaves the process."""
    calls = []

    def connect(behaviour):
        def apply_async(**options):
            calls.append(threading.current_thread().name)
            behaviour()

        monkeypatch.setattr(tasks.deliver, "apply_async", apply_async)
        return calls

    return connect


@pytest.mark.django_db(transaction=True)
def test_a_deed_is_done_at_once_while_the_broker_hangs(broker):
    answers = threading.Event()
    calls = broker(answers.wait)
    person = make_user()

    began = time.monotonic()
    for _ in range(5):
        tell(person)
    took = time.monotonic() - began
    answers.set()

    assert took < 1
    assert Notice.objects.count() == 5
    wait_until(lambda: calls, what="the nudge left")
    assert set(calls) == {"nudge"}


def test_a_dead_broker_is_logged_and_asked_again_later(broker, caplog):
    def fail():
        raise ConnectionRefusedError("redis://:secret@broker")

    calls = broker(fail)

    with caplog.at_level(logging.WARNING, logger="notices.nudge"):
        nudge.nudge()
        wait_until(lambda: caplog.records, what="the failure was logged")
        nudge.nudge()
        wait_until(lambda: len(calls) == 2, what="the broker was asked again")

    assert "ConnectionRefusedError" in caplog.text
    assert "secret" not in caplog.text


TELLS = """
import time, django
from django.conf import settings
settings.TEMPLATES[0]["DIRS"].append("tests/notices/words")
django.setup()
from accounts.models import User
from notices import outbox
began = time.monotonic()
outbox.tell(User.objects.filter(is_active=True), "tests/hello",
            title="龙泉路修补", days=2)
print("took", time.monotonic() - began)
time.sleep(1.5)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_listening", [True, False])
def test_a_real_process_tells_at_once_whether_its_redis_is_silent_or_gone(tmp_path, is_listening):
    make_user()
    database = OneDatabase(tmp_path)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        if is_listening:
            deaf.listen()
        env = database.environment(
            REDIS_URL=f"redis://127.0.0.1:{deaf.getsockname()[1]}/0",
            DJANGO_SETTINGS_MODULE="studioportal.settings",
        )
        process = subprocess.run(
            [sys.executable, "-c", TELLS], cwd=ROOT, env=env, text=True, timeout=60,
            capture_output=True, check=False,
        )  # fmt: skip

    assert process.returncode == 0, process.stderr
    assert float(process.stdout.rsplit(" ", 1)[1]) < 1
    assert database.run("SELECT COUNT(*) FROM notices_notice") == [(1,)]
    assert database.run("SELECT state FROM notices_delivery") == [("pending",)]
