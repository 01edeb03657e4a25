"""Telling the broker that something waits: a courtesy, never a condition.

The rows are already committed and a sweep sends them every minute. So the nudge leaves from
a thread of its own: a broker that is dead, slow or swallowed by a firewall costs the person
who pressed the button nothing at all.
"""

import logging
import threading

from notices import tasks

log = logging.getLogger(__name__)

_wanted = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def nudge() -> None:
    """Ask for a delivery run soon; returns at once and never raises."""
    global _thread
    _wanted.set()
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="nudge", daemon=True)
            _thread.start()


def _work() -> None:
    """Send one nudge for however many were wanted meanwhile."""
    while _wanted.wait():
        _wanted.clear()
        try:
            tasks.deliver.apply_async(retry=False, ignore_result=True)
        except Exception as error:  # whatever a broker can fail with; the sweep does its work
            log.warning("broker not reached, the sweep will send: %s", type(error).__name__)
