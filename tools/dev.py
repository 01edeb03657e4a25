"""One door for everything a developer or a newcomer does: `python3 tools/dev.py run|test|check|…`.

Standard library only, so that it works before anything is installed. `make NAME` calls it.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable

import prepare
from prepare import PYTHON, ROOT, VAR, VENV, run, say
from supervise import Service, Supervisor

DEMO_ACCOUNTS = {
    "office": "政协办公室",
    "committee": "专委会",
    "proposals": "提案委",
    "signer": "签发领导",
    "leader": "政协领导",
    "township": "镇党委",
    "convener": "召集人",
    "liaison": "联络员",
    "member": "委员",
    "member2": "委员（另一位）",
    "convener2": "召集人（另一工作室）",
    "unit": "承办单位",
    "unit2": "承办单位（另一家）",
    "auditor": "审计员",
    "admin": "系统管理员",
}


def environment(**more: str) -> dict[str, str]:
    """This terminal's environment, with our venv first on the path."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '/usr/bin:/bin')}"
    return {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **more}


def demo_environment(port: int) -> dict[str, str]:
    """A demonstration touches nothing but var/, whatever a `.env` says."""
    defaults = {
        "DEBUG": "False",
        "DEMO": "True",
        "SECRET_KEY": prepare.secret("secret_key"),
        "CONTACT_KEY": prepare.secret("contact_key"),
        "VAR_DIR": str(VAR),
        "DATABASE_URL": f"sqlite:///{VAR / 'portal.sqlite3'}",
        "REDIS_URL": "",
        "EMAIL_URL": f"filemail:///{VAR / 'mail'}",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DEMO_PASSWORD": "qingxi-demo-2026",
        # Celery's advice about root is for servers; a demonstration in a container is root.
        "PYTHONWARNINGS": "ignore:::celery.platforms",
    }
    return environment(**{k: os.environ.get(k, v) for k, v in defaults.items()})


def first_steps(env: dict[str, str]) -> None:
    """Migrate and load; a new demo database is built aside, so that none is ever half full."""
    steps = [PYTHON, ROOT / "tools" / "first_steps.py"]
    final = VAR / "portal.sqlite3"
    if env["DATABASE_URL"] != f"sqlite:///{final}" or final.exists():
        run(steps, env=env)
        return
    say("建立演示数据库（只在第一次）")
    part = VAR / "portal.part.sqlite3"
    for leftover in VAR.glob(f"{part.name}*"):
        leftover.unlink()
    shutil.rmtree(VAR / "queue", ignore_errors=True)
    run(steps, env={**env, "DATABASE_URL": f"sqlite:///{part}"})
    part.rename(final)


def free_port(port: int) -> None:
    """Refuse early, and say how to go on, when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"端口 {port} 已被占用。换一个端口：PORT={port + 1} make run")


def services(port: int) -> list[Service]:
    """The three processes of the portal."""
    # Celery's process pool needs shared memory, which some containers do not have.
    pool = "prefork" if os.access("/dev/shm", os.W_OK) else "threads"
    celery = [str(PYTHON), "-m", "celery", "--quiet", "-A", "studioportal"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    web = [str(PYTHON), "-m", "gunicorn", "studioportal.wsgi", "--bind", f"127.0.0.1:{port}"]
    web += ["--workers", "2", "--no-control-socket", "--log-level", "warning"]
    worker = [*celery, "worker", "--pool", pool, "-c", "2", "-l", "WARNING", *quiet]
    beat = [*celery, "beat", "-l", "WARNING", "--pidfile="]
    return [Service("web", web, vital=True), Service("worker", worker), Service("beat", beat)]


def make_run(arguments: list[str]) -> int:
    """The portal with the demo county, on this machine: web, worker and beat."""
    port = int(os.environ.get("PORT", "8000"))
    free_port(port)
    prepare.everything("requirements.txt")
    env = demo_environment(port)
    first_steps(env)
    say(f"门户已启动：http://127.0.0.1:{port}/   （按 Ctrl-C 停止；邮件存于 var/mail）")
    say(f"演示账号（密码都是 {env['DEMO_PASSWORD']}）：")
    for name, who in DEMO_ACCOUNTS.items():
        print(f"    {name:<12}{who}", flush=True)
    return Supervisor(services(port), env).run()


def make_test(arguments: list[str]) -> int:
    """The whole suite: first on SQLite, then on a real PostgreSQL, Redis and Chromium."""
    prepare.everything("requirements-dev.txt")
    env = environment(**prepare.browser(), DEBUG="False", DEMO="False", COLLECTED_STATICS="1")
    run([PYTHON, ROOT / "tools" / "first_steps.py", "--only-statics"], env=env)
    pytest = [
        str(PYTHON),
        "-m",
        "pytest",
        "-n",
        os.environ.get("WORKERS", "2"),
        "-q",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",  # our own order: the longest first
    ]
    say("SQLite（不含浏览器和真实服务）")
    lite = {**env, "DATABASE_URL": f"sqlite:///{VAR / 'test.sqlite3'}", "REDIS_URL": ""}
    # Who gets in and what a form refuses does not hang on the database: once, below.
    once = ["--ignore=tests/test_access_matrix.py", "--ignore=tests/test_bad_input.py"]
    marks = ["-m", "not browser and not real"]
    first = subprocess.call([*pytest, *marks, *once, *arguments], env=lite)
    say("PostgreSQL、Redis、Chromium、SMTP（全部）")
    beside = [str(PYTHON), str(ROOT / "tools" / "services.py"), "--"]
    env["REQUIRE_REAL"] = "1"
    second = subprocess.call([*beside, *pytest, *arguments], env=env)
    return first or second


def make_check(arguments: list[str]) -> int:
    """Everything that can be known without running the portal."""
    prepare.python("requirements-dev.txt")
    env = environment(DEBUG="True", DATABASE_URL="sqlite://:memory:", REDIS_URL="")
    manage = [PYTHON, "manage.py"]
    checks: dict[str, list] = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "djade": ["djade", "--target-version", "5.2", "--check", *templates()],
        "mypy": ["mypy"],
        "lint-imports": ["lint-imports"],
        "manage check": [*manage, "check", "--fail-level", "WARNING"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "diagrams": [*manage, "draw_workflows", "--check"],
    }
    failed = [name for name, command in checks.items() if not passes(name, command, env)]
    failed += [f"lock: {trouble}" for trouble in unlocked()]
    say(f"未通过：{'; '.join(failed)}" if failed else "全部检查通过")
    return 1 if failed else 0


def templates() -> list[str]:
    """Every page and fragment, as djade wants them named."""
    return sorted(str(p.relative_to(ROOT)) for p in (ROOT / "templates").rglob("*.html"))


def passes(name: str, command: list, env: dict[str, str]) -> bool:
    """Run one check; its output is shown only when it fails."""
    program = VENV / "bin" / str(command[0])
    full = [str(program if program.exists() else command[0]), *map(str, command[1:])]
    done = subprocess.run(full, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    print(f"  {'通过' if done.returncode == 0 else '失败'}  {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def unlocked() -> list[str]:
    """Pins whose lockfile says something else, and lockfiles that name a host."""
    troubles = []
    for name in ("requirements", "requirements-dev", "requirements-node"):
        lock = (ROOT / f"{name}.txt").read_text()
        pins = (ROOT / f"{name}.in").read_text()
        for package, version in re.findall(r"^([\w.-]+)(?:\[\w+\])?==([^\s#]+)", pins, re.M):
            if not re.search(rf"^{package}(\[\w+\])?=={re.escape(version)} \\$", lock, re.M | re.I):
                troubles.append(f"{name}.txt lacks {package}=={version}")
    locks = [*ROOT.glob("requirements*.txt"), *ROOT.glob("package-lock.json")]
    for file in [*locks, *ROOT.glob("tools/browser/package-lock.json")]:
        if re.search(r"https?://|--index-url|--find-links", file.read_text()):
            troubles.append(f"{file.name} names a host")
    return troubles


def measured(package: str, arguments: list[str]) -> int:
    """Run one of our measuring packages beside real servers, as a production server is set."""
    prepare.everything("requirements-dev.txt")
    env = environment(
        DEBUG="False",
        DEMO="False",
        SECRET_KEY=prepare.secret("secret_key"),
        CONTACT_KEY=prepare.secret("contact_key"),
        ALLOWED_HOSTS="127.0.0.1",
        NOTICE_QUIET_HOURS="",
        LOG_LEVEL="ERROR",
        DJANGO_SETTINGS_MODULE="studioportal.settings",
        PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tools")]),
    )
    run([PYTHON, ROOT / "tools" / "first_steps.py", "--only-statics"], env=env)
    beside = [str(PYTHON), str(ROOT / "tools" / "services.py"), "--"]
    return subprocess.call([*beside, str(PYTHON), "-m", package, *arguments], env=env)


def make_bench(arguments: list[str]) -> int:
    """What pages, steps and sweeps cost in a small and in a large county (SIZES=1000,100000)."""
    return measured("bench", arguments)


def make_drills(arguments: list[str]) -> int:
    """Long fault drills: killed senders, a dead broker, two hundred on one button."""
    return measured("drills", arguments)


def make_lock(arguments: list[str]) -> int:
    """Write the lockfiles anew (maintainers only)."""
    prepare.python("requirements-dev.txt")
    if not (VENV / "bin" / "uv").exists():
        run([PYTHON, "-m", "pip", "install", "--quiet", "uv==0.13.9"])
    for name in ("requirements", "requirements-dev", "requirements-node"):
        flags = ["--quiet", "--generate-hashes", "--no-emit-index-url", "--python-version", "3.11"]
        flags += ["--custom-compile-command", "make lock"]
        run([VENV / "bin" / "uv", "pip", "compile", *flags, f"{name}.in", "-o", f"{name}.txt"])
    for folder in (ROOT, prepare.BROWSER):
        prepare.npm(folder, "install", "--package-lock-only")
        prepare.strip_hosts(folder / "package-lock.json")
    return 0


def make_bundle(arguments: list[str]) -> int:
    """Fetch all that a server needs (packages, front-end files); afterwards it needs no network."""
    prepare.everything("requirements.txt")
    run([PYTHON, "-m", "compileall", "-q", *VENV.glob("lib/python3*/site-packages")])
    return 0


def make_format(arguments: list[str]) -> int:
    """Put the code into its one shape."""
    prepare.python("requirements-dev.txt")
    run([VENV / "bin" / "ruff", "check", "--fix", "--quiet", "."])
    run([VENV / "bin" / "ruff", "format", "."])
    subprocess.call([VENV / "bin" / "djade", "--target-version", "5.2", *templates()])
    return 0


def make_diagrams(arguments: list[str]) -> int:
    """Draw docs/workflows.md from the workflow tables."""
    prepare.python("requirements-dev.txt")
    run([PYTHON, "manage.py", "draw_workflows"], env=environment(DEBUG="True"))
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": make_run,
    "test": make_test,
    "check": make_check,
    "format": make_format,
    "diagrams": make_diagrams,
    "bench": make_bench,
    "drills": make_drills,
    "lock": make_lock,
    "bundle": make_bundle,
}


def main() -> int:
    """Do what the first argument names; the rest goes to it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        sys.exit("需要 Python 3.11 或更新的版本。")
    name, arguments = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    if name not in COMMANDS:
        print(__doc__)
        for known, command in COMMANDS.items():
            print(f"  make {known:<10} {command.__doc__}")
        return 0 if name in ("help", "-h", "--help") else 2
    os.chdir(ROOT)
    return COMMANDS[name](arguments)


if __name__ == "__main__":
    sys.exit(main())
