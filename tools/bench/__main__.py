"""`make bench`: what the portal costs in a small county and in a large one, beside anchors.

    SIZES=1000,100000 ROUNDS=9 make bench
    make bench ARGS=likeness

Runs inside `tools/services.py`. Each size is a database and a process of its own; the rounds go
through all work of all sizes in turn, so that a noisy moment is shared. Processor time counts the
portal's process and its PostgreSQL process; every answer is checked, outside the time.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from bench.floors import FLOORS, LABELS, Floor, Table

ROOT = Path(__file__).resolve().parents[2]
LEAST_ROUNDS = 7
# A helper process of the server would work uncounted.
ALONE = "&options=-c%20max_parallel_workers_per_gather%3D0"


class Station:
    """The process that holds one county."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.station", str(size)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address(str(size))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def hear(self) -> dict[str, Any]:
        """Its next line; a station that failed ends the run."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"{self.size} 件的县没有测完（{self._process.wait()}）")
        return json.loads(line)

    def take(self, name: str) -> dict[str, float]:
        """One sample of one kind of work."""
        assert self._process.stdin
        print(name, file=self._process.stdin, flush=True)
        return self.hear()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def found_counties(names: list[str]) -> None:
    """One county is founded; each database starts as a copy of it."""
    import django
    import psycopg
    from django.core.management import call_command

    django.setup()
    from django.db import connection

    from bench import county

    call_command("migrate", verbosity=0)
    county.found()
    settings = connection.get_connection_params()
    connection.close()
    with psycopg.connect(host=settings["host"], user=settings["user"], autocommit=True) as server:
        for name in names:
            server.execute(f"CREATE DATABASE county_{name} TEMPLATE portal".encode())


def address(name: str) -> str:
    """Where the copy of that name stands."""
    return os.environ["DATABASE_URL"].replace("/portal?", f"/county_{name}?") + ALONE


def find_likes() -> int:
    """Like matters, in a process and a database of their own."""
    command = [sys.executable, "-m", "bench.likeness"]
    env = {**os.environ, "DATABASE_URL": address("likeness")}
    return subprocess.call(command, cwd=ROOT, env=env)


def measure(stations: list[Station], rounds: int) -> dict[tuple[int, str], list[dict]]:
    """All work of all sizes, round after round."""
    samples: dict[tuple[int, str], list[dict]] = defaultdict(list)
    for number in range(rounds):
        for name in LABELS:
            for station in stations[:: -1 if number % 2 else 1]:
                samples[station.size, name].append(station.take(name))
        print(f"  第 {number + 1} 轮", flush=True)
    return samples


def show(table: Table, wall: dict[tuple[int, str], float]) -> None:
    """Milliseconds and statements, one line for each kind of work."""
    heads = " ".join(f"{size:>9,}件" for size in table.sizes)
    print(f"\n处理器毫秒（最静一轮；括号内为墙上时钟的中位数）、大县÷小县、语句数\n{'':26}{heads}")
    for name, label in LABELS.items():
        cells = " ".join(
            f"{table.cpu(size, name):8.1f} ({wall[size, name]:.1f})" for size in table.sizes
        )
        print(f"{label}  {cells}  ×{table.growth(name):.2f}  {table.statements(name):.0f}")


def judge(table: Table) -> int:
    """Print every floor beside what was measured; 1 when one that we claim is broken."""
    broken: list[Floor] = []
    print("\n底线（括号内为实测）")
    for floor in FLOORS:
        value, holds = floor.verdict(table)
        word = "守住" if holds else "破线" if floor.is_claimed else "目标，未到"
        print(f"  {word}  {LABELS[floor.name]} {floor.what} ≤ {floor.limit:g}（{value:.2f}）")
        broken += [floor] if floor.is_claimed and not holds else []
    print(f"\n{len(broken)} 条底线被打破" if broken else "\n底线全部守住")
    return 1 if broken else 0


def main(arguments: list[str]) -> int:
    """Found, measure, show, judge."""
    if arguments == ["likeness"]:
        found_counties(["likeness"])
        return find_likes()
    sizes = sorted(int(size) for size in os.environ.get("SIZES", "1000,20000").split(","))
    rounds = max(LEAST_ROUNDS, int(os.environ.get("ROUNDS", "0")))
    found_counties([*map(str, sizes), "likeness"])
    stations = [Station(size) for size in sizes]
    try:
        queries: dict[tuple[int, str], int] = {}
        for station in stations:
            said = station.hear()
            print(f"  {station.size:,} 件的县已就绪（{said['seconds']:.0f} 秒）", flush=True)
            queries |= {(station.size, name): n for name, n in said["queries"].items()}
        samples = measure(stations, rounds)
    finally:
        for station in stations:
            station.end()
    cpu = {key: [sample["cpu"] for sample in found] for key, found in samples.items()}
    wall = {key: median(sample["wall"] for sample in found) for key, found in samples.items()}
    table = Table(sizes, cpu, queries)
    show(table, wall)
    broken = judge(table)
    return find_likes() or broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
