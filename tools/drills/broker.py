"""The broker dies while the public sends matters in: every one is stored, and nobody waits."""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import services
from bench import county

from consultations.forms.door import stamp
from consultations.models import Issue
from core import clock, once
from drills.faults import free_port, require
from tests.plugins.servers import wait_until

ROOT = Path(__file__).resolve().parents[2]
SUBMISSIONS, BEFORE_THE_BROKER_DIES, PATIENCE = 200, 40, 2.0


def broker_down(folder: Path) -> str:
    """The broker is killed while two hundred people send the form at a studio's door."""
    with (folder / "redis.log").open("w") as log:
        redis, redis_url = services.start_redis(folder, log)
        before = Issue.objects.count()
        with web(folder, redis_url) as port:
            took = submissions(port, redis)
    stored = Issue.objects.count() - before
    titles = Counter(Issue.objects.order_by("-pk")[:stored].values_list("title", flat=True))
    is_once = set(titles.values()) == {1}
    require(stored == SUBMISSIONS and is_once, f"存入 {stored}，有重复：{not is_once}")
    slowest = max(took)
    require(slowest < PATIENCE, f"最慢 {slowest:.2f} 秒")
    return (
        f"{SUBMISSIONS} 件提交，{BEFORE_THE_BROKER_DIES} 件后杀死 Redis：全部存入，"
        f"每件一次，最慢 {slowest:.2f} 秒"
    )


def answers(port: int) -> bool:
    """Whether the public results can be read."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", "/")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def submissions(port: int, redis: subprocess.Popen) -> list[float]:
    """How long each took; the broker dies when some are in."""
    done = threading.Event()
    door = county.people().door.code
    counted = iter(range(SUBMISSIONS))

    def one(n: int) -> float:
        began = time.monotonic()
        status, place = post(port, f"/s/{door}/", door_form(n))
        if next(counted) == BEFORE_THE_BROKER_DIES:
            redis.kill()
            done.set()
        require(status == 302 and place.endswith("/raised/"), f"第{n}件：{status} {place}")
        return time.monotonic() - began

    with ThreadPoolExecutor(4) as pool:
        took = list(pool.map(one, range(SUBMISSIONS)))
    require(done.is_set(), "Redis 没有被杀死")
    redis.wait()
    return took


def door_form(n: int) -> dict[str, str]:
    """What a citizen has filled in."""
    with clock.at(clock.now() - timedelta(seconds=10)):
        opened = stamp()
    return {
        "title": f"演练第{n}件：路口积水",
        "body": "下雨后路口积水，行人无法通过，请疏通排水。",
        "consent": "on",
        "opened": opened,
        "once": once.new_key(),
    }


def post(port: int, path: str, data: dict[str, str]) -> tuple[int, str]:
    """Send a form as a browser would."""
    token = "a" * 32
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = urlencode(data | {"csrfmiddlewaretoken": token})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={token}",
    }
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, answer.getheader("Location", "")


@contextmanager
def web(folder: Path, redis_url: str) -> Iterator[int]:
    """Two real web processes."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "studioportal.wsgi", "--workers", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning"]
    with (folder / "web.log").open("w") as log:
        env = os.environ | {"REDIS_URL": redis_url}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            wait_until(lambda: answers(port), what="the web answers")
            for _ in range(10):  # both processes have loaded what they need
                answers(port)
            yield port
        finally:
            process.terminate()
            process.wait(30)
