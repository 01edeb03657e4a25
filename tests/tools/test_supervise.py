import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import supervise
from supervise import Service, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
TOOLS = Path(supervise.__file__).parent


def dying(note: Path) -> list[str]:
    """A command that leaves a mark and dies at once."""
    return [sys.executable, "-c", f"open({str(note)!r}, 'a').write('x'); raise SystemExit(3)"]


def supervised(*services: Service) -> int:
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        return Supervisor(list(services), {**os.environ}).run()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def test_a_dead_web_server_ends_everything(tmp_path):
    web, worker = Service("web", dying(tmp_path / "web"), vital=True), Service("worker", SLEEPER)

    code = supervised(web, worker)

    assert code == 1
    assert not worker.is_running()


def test_a_dead_worker_is_started_again_five_times_at_most(tmp_path, monkeypatch):
    monkeypatch.setattr(supervise.time, "sleep", lambda seconds: None)
    web = Service("web", SLEEPER, vital=True)
    worker = Service("worker", dying(tmp_path / "worker"))

    code = supervised(web, worker)

    assert code == 1
    assert (tmp_path / "worker").read_text() == "x" * 6
    assert not web.is_running()


def test_term_ends_all_and_counts_as_success(tmp_path):
    program = (
        "import os, sys; from supervise import Service, Supervisor\n"
        f"sys.exit(Supervisor([Service('web', {SLEEPER!r}, vital=True)], dict(os.environ)).run())"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=TOOLS)
    time.sleep(1)

    process.send_signal(signal.SIGTERM)

    assert process.wait(10) == 0
