import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from prepare import ROOT


def script(name, *arguments, **env):
    """A script of deploy/, as the operator or the timer calls it."""
    plain = {"PATH": os.environ["PATH"], "PYTHON": sys.executable, "DEMO": "True"}
    command = [str(ROOT / "deploy" / name), *map(str, arguments)]
    return subprocess.run(command, env=plain | env, capture_output=True, text=True, check=False)


def machine(folder: Path) -> dict[str, str]:
    """A portal that keeps everything in one folder."""
    return {
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
    }


@pytest.fixture
def backup(tmp_path):
    """A portal with a matter and an attachment, and its backup."""
    old = tmp_path / "old"
    (old / "media").mkdir(parents=True)
    (old / "media" / "photo.jpg").write_bytes(b"jpeg")
    with sqlite3.connect(old / "portal.sqlite3") as database:
        database.execute("CREATE TABLE matter (title TEXT)")
        database.execute("INSERT INTO matter VALUES ('路灯不亮')")
    done = script("backup.sh", tmp_path / "backups", **machine(old))
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_what_was_backed_up_comes_back(backup, tmp_path):
    new = tmp_path / "new"

    done = script("restore.sh", backup, **machine(new))

    assert done.returncode == 0, done.stderr
    assert (new / "media" / "photo.jpg").read_bytes() == b"jpeg"
    with sqlite3.connect(new / "portal.sqlite3") as database:
        assert database.execute("SELECT title FROM matter").fetchall() == [("路灯不亮",)]


def test_a_backup_can_be_read_by_its_owner_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_restoring_never_overwrites(backup, tmp_path):
    done = script("restore.sh", backup, **machine(tmp_path / "old"))
    assert done.returncode == 1
    assert "没有恢复任何内容" in done.stderr


def test_a_damaged_backup_restores_nothing(backup, tmp_path):
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(backup, unpacked)
    (unpacked / "media.tar").write_bytes(b"other")
    damaged = shutil.make_archive(str(tmp_path / "damaged"), "gztar", unpacked)

    done = script("restore.sh", damaged, **machine(tmp_path / "new"))

    assert done.returncode == 1
    assert not (tmp_path / "new" / "portal.sqlite3").exists()


def test_only_the_newest_backups_are_kept(backup, tmp_path):
    for day in range(1, 6):
        old = backup.with_name(f"studioportal-2026010{day}-013000.tar.gz")
        old.write_bytes(b"")
        os.utime(old, (day, day))

    script("backup.sh", backup.parent, KEEP="2", **machine(tmp_path / "old"))

    assert len(list(backup.parent.iterdir())) == 2


@pytest.mark.real
def test_postgresql_comes_back_row_for_row(real_services, tmp_path):
    host = connection.settings_dict["OPTIONS"]["host"]
    where = f"host={host} user=postgres"
    with psycopg.connect(where, autocommit=True) as server:
        for name in ("backup_old", "backup_new"):
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
    old, new = (
        {**machine(tmp_path / n), "DATABASE_URL": f"postgres://postgres@/backup_{n}?host={host}"}
        for n in ("old", "new")
    )
    bins = next(Path(host).glob("**/pginstall/bin"), Path("/usr/bin"))
    path = {"PATH": f"{bins}{os.pathsep}{os.environ['PATH']}"}
    with psycopg.connect(f"{where} dbname=backup_old") as database:
        database.execute("CREATE TABLE matter (title TEXT)")
        database.execute("INSERT INTO matter VALUES ('路灯不亮')")

    made = script("backup.sh", tmp_path / "backups", **old | path)
    done = script("restore.sh", made.stdout.strip(), **new | path)

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stderr
    with psycopg.connect(f"{where} dbname=backup_new") as database:
        assert database.execute("SELECT title FROM matter").fetchall() == [("路灯不亮",)]
