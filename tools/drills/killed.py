"""Senders are killed, again and again: no reminder is lost, none comes under a second id."""

import asyncio
import os
import random
import signal
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from bench import county

from core import clock
from drills.faults import free_port, require
from notices.models import Delivery
from petitions.actions import clocks, ladder
from tests.plugins.servers import Processes, Sink, wait_until

DUTIES, KILLS, SMTP_PAUSE = 700, 20, 0.02


class SlowSink(Sink):
    """A mail server that takes its time, so that there is somebody to kill."""

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(SMTP_PAUSE)
        return await super().handle_DATA(server, session, envelope)


def killed_senders(folder: Path) -> str:
    """Twenty times kill -9, in turn of a worker, of one of its children and of beat."""
    today = clock.today()
    clocks.restate_after_calendar_change()  # else the first sweep would move the due days
    county.duties(DUTIES, due_on=today)
    county.make_due("CB", today - timedelta(days=10), today)
    expected = set(ladder.due_keys(today))
    sink = SlowSink(free_port())
    server = Controller(sink, hostname="127.0.0.1", port=sink.port)
    server.start()
    processes = Processes(os.environ | {"EMAIL_URL": sink.url, "TICK_SECONDS": "1"}, folder)
    try:
        worker, beat = processes.worker(), processes.beat()
        for number in range(KILLS):
            wait_for(sink, len(expected) * (number + 1) // (KILLS + 2))
            victim = ("worker", "child", "beat")[number % 3]
            if victim == "child":
                os.kill(random.choice(children(worker.pid)), signal.SIGKILL)
            elif victim == "worker":
                processes.kill(worker)
                worker = processes.worker()
            else:
                processes.kill(beat)
                beat = processes.beat()
        # What a killed sender held is free after two minutes.
        owed = Delivery.objects.filter(state__in=["pending", "sending", "failed"])
        wait_until(lambda: not owed.exists(), seconds=240, what="everything has left")
    finally:
        processes.end()
        server.stop()
    return verdict_on_mails(expected, sink)


def wait_for(sink: Sink, goal: int) -> None:
    """Until so many reminders have arrived."""
    wait_until(lambda: len(ids_by_key(sink)) >= goal, seconds=90, what=f"{goal} arrive")


def verdict_on_mails(expected: set[str], sink: Sink) -> str:
    """Each key arrived, and under one id."""
    found = ids_by_key(sink)
    twice = sum(len(ids) > 1 for ids in found.values())
    second_id = sum(len(set(ids)) > 1 for ids in found.values())
    lost, strange = len(expected - set(found)), len(set(found) - expected)
    require(not lost and not strange and not second_id, f"丢失{lost} 多出{strange} 换号{second_id}")
    return (
        f"{len(expected)} 个催办号，kill -9 {KILLS} 次：全部送达，换号 0，"
        f"以同一邮件标识重复 {twice} 个"
    )


def ids_by_key(sink: Sink) -> dict[str, list[str]]:
    """The ids under which each reminder reached the mail server."""
    found: dict[str, list[str]] = defaultdict(list)
    for message in list(sink.messages):
        if not hasattr(message, "keys_named"):
            body = message.get_body().get_content()
            lines = [line for line in body.splitlines() if line.startswith("催办号:")]
            message.keys_named = [line.removeprefix("催办号:") for line in lines]
        for key in message.keys_named:
            found[key].append(message["Message-ID"])
    return found


def children(pid: int) -> list[int]:
    """The processes that a worker has started."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
