"""One county of one size in a process of its own: it does what it is told and says what it took.

Reads names of work, one a line; answers each with one line of JSON. Only `bench` starts it.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection


class Counter:
    """Counts the statements of one piece of work."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def server_seconds() -> float:
    """The processor time of this connection's own PostgreSQL process so far. The connection is
    kept for the whole run, for a new one would have a process, and a count, of its own."""
    global _server
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    if _server not in (None, pid):
        sys.exit("the connection was changed in the middle of the run")
    _server = pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


_server: int | None = None


def our_seconds() -> float:
    """The processor time of this process, and of those it started and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measure(work: Any) -> dict[str, float]:
    """One sample in milliseconds: our processor time and the server's, ours alone, the wall's."""
    made = [work.ready() for _ in range(work.times)]
    server, ours, wall = server_seconds(), our_seconds(), time.perf_counter()
    answers = [work.do(one) for one in made]
    ours, wall = our_seconds() - ours, time.perf_counter() - wall
    server = server_seconds() - server
    for answer in answers:
        work.check(answer)
    each = 1000 / work.times
    return {"cpu": (ours + server) * each, "python": ours * each, "wall": wall * each}


def warm_up(work: Any) -> int:
    """Once, unmeasured: templates are compiled, caches filled; returns how many statements."""
    work.check(work.do(work.ready()))
    made, counter = work.ready(), Counter()
    with connection.execute_wrapper(counter):
        answer = work.do(made)
    work.check(answer)
    return counter.count


def main(size: int) -> None:
    """Fill the county, then serve."""
    django.setup()
    settings.ROOT_URLCONF = "bench.anchors"
    connection.settings_dict["CONN_MAX_AGE"] = None
    from bench import county
    from bench.work import all_work

    began = time.perf_counter()
    county.fill(size)
    known = all_work()
    county.settle_statistics()
    queries = {name: warm_up(work) for name, work in known.items()}
    tell({"queries": queries, "seconds": time.perf_counter() - began})
    for line in sys.stdin:
        tell(measure(known[line.strip()]))


def tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
