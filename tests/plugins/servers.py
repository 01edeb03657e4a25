"""Real servers and processes: PostgreSQL, Redis, an SMTP socket, Celery's worker and beat."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis
from aiosmtpd.controller import Controller
from django.conf import settings as portal
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def real_services(transactional_db):
    """A real PostgreSQL and a real Redis; the test fails where they are absent."""
    if connection.vendor != "postgresql" or not portal.REDIS_URL:
        pytest.fail("Needs a real PostgreSQL and Redis: run `make test`", pytrace=False)
    empty_queue()
    yield
    empty_queue()


def broker_url() -> str:
    """This pytest worker's own queue, as redis-py spells it."""
    return portal.CELERY_BROKER_URL.replace("redis+socket://", "unix://").replace(
        "?virtual_host=", "?db="
    )


def empty_queue() -> None:
    with redis.Redis.from_url(broker_url()) as client:
        client.flushdb()


def wait_until(is_so: Callable[[], object], *, seconds: float = 30, what: str = "") -> None:
    """Wait for the outside world; fails with `what` when it does not come."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what or is_so}")
        time.sleep(0.1)


@dataclass
class Sink:
    """A mail server that keeps what it is given."""

    port: int
    messages: list = field(default_factory=list)

    @property
    def url(self) -> str:
        """As EMAIL_URL wants it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope):
        """Parse and keep one message."""
        self.messages.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)
        )
        return "250 kept"


@pytest.fixture
def smtp_sink(settings):
    """A real SMTP socket, to which this process and `celery_processes` send."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        sink = Sink(probe.getsockname()[1])
    server = Controller(sink, hostname="127.0.0.1", port=sink.port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    yield sink
    server.stop()


@dataclass
class Processes:
    """Starts real Celery processes against the test's own database and queue."""

    env: dict[str, str]
    folder: Path
    started: list[subprocess.Popen] = field(default_factory=list)
    logs: dict[int, Path] = field(default_factory=dict)

    def worker(self, *arguments: str, **env: str) -> subprocess.Popen:
        """A worker with two children; returns when it takes tasks."""
        options = ["--without-gossip", "--without-mingle", "-l", "INFO", "-c", "2", *arguments]
        process = self.start("worker", options, env)
        wait_until(
            lambda: "ready." in self.log(process) or process.poll() is not None,
            what="worker is ready",
        )
        assert process.poll() is None, self.log(process)
        return process

    def beat(self, **env: str) -> subprocess.Popen:
        """A beat that ticks every second."""
        schedule = str(self.folder / f"schedule{len(self.started)}")
        return self.start("beat", ["-s", schedule, "--pidfile=", "-l", "INFO"], env)

    def start(self, what: str, options: list[str], env: dict[str, str]) -> subprocess.Popen:
        """`celery -A studioportal WHAT`, in a session of its own, its words in a log."""
        log = self.folder / f"{len(self.started)}.log"
        command = [sys.executable, "-m", "celery", "-A", "studioportal", what, *options]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env | env, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        self.logs[process.pid] = log
        self.started.append(process)
        return process

    def log(self, process: subprocess.Popen) -> str:
        """What a process has said so far."""
        return self.logs[process.pid].read_text(errors="replace")

    def kill(self, process: subprocess.Popen) -> None:
        """Kill -9 a process and all its children, as a power cut would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """TERM to the main processes, KILL to whoever lingers."""
        for process in self.started:
            if process.poll() is None:
                process.terminate()
        for process in self.started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill(process)


@pytest.fixture
def celery_processes(real_services, smtp_sink, tmp_path):
    """`.worker()` and `.beat()` start the real things: one tick a second, mail to `smtp_sink`."""
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    env = {
        **os.environ,
        "DEBUG": "False",
        "DEMO": "True",
        "DATABASE_URL": f"postgres://{database['USER']}@/{database['NAME']}?host={host}",
        "REDIS_URL": broker_url(),
        "EMAIL_URL": smtp_sink.url,
        "CONTACT_KEY": portal.CONTACT_KEY,
        "VAR_DIR": str(tmp_path),
        "TICK_SECONDS": "1",
        "PYTHONWARNINGS": "default",
    }
    processes = Processes(env, tmp_path)
    yield processes
    processes.end()
