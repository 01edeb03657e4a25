"""Keeps the web server, the worker and beat running side by side, and ends them together.

Signals go to the three main processes only: a Celery pool child that is signalled by itself dies
in the middle of a task and leaves its worker hanging.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

RESTARTS = 5
PATIENCE = 20  # seconds between TERM and KILL
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Ask Linux to end this child when the supervisor itself is killed."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (AttributeError, OSError):
        return


@dataclass
class Service:
    """One long-running process; a vital one takes the whole down when it ends."""

    name: str
    command: list[str]
    vital: bool = False
    restarts: int = 0
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self, env: dict[str, str]) -> None:
        """Start in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(
            self.command, env=env, start_new_session=True, preexec_fn=_die_with_parent
        )

    def is_running(self) -> bool:
        """Started, and not ended yet."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Starts services and restarts those that may die; ends all when told, or with a vital one."""

    def __init__(self, services: list[Service], env: dict[str, str]) -> None:
        self.services = services
        self.env = env
        self.told_to_stop = False

    def stop_soon(self, signum: int, frame: FrameType | None) -> None:
        """What Ctrl-C and TERM do."""
        self.told_to_stop = True

    def run(self) -> int:
        """Run until told to stop (0) or until a service cannot be kept alive (1)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop_soon)
        for service in self.services:
            service.start(self.env)
        try:
            while not self.told_to_stop:
                time.sleep(0.2)
                for service in self.services:
                    if not service.is_running() and not self.revive(service):
                        return 1
            return 0
        finally:
            self.end_all()

    def revive(self, service: Service) -> bool:
        """Start a dead service again; False when it is vital or has died too often."""
        code = service.process.returncode if service.process else None
        if self.told_to_stop:
            return True
        if service.vital or service.restarts >= RESTARTS:
            print(f"» {service.name} 已退出（代码 {code}），全部停止。", file=sys.stderr)
            return False
        service.restarts += 1
        print(f"» {service.name} 已退出（代码 {code}），重新启动。", file=sys.stderr)
        time.sleep(min(service.restarts, 3))
        service.start(self.env)
        return True

    def end_all(self) -> None:
        """TERM to every main process, then KILL to the process groups of those that linger."""
        running = [s.process for s in self.services if s.process and s.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
