"""The test's own database, as another process reaches it."""

import os
import sqlite3
from pathlib import Path

from django.conf import settings as portal
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


class OneDatabase:
    """PostgreSQL is shared as it is; SQLite's lives in memory and is written to a file first."""

    def __init__(self, folder: Path):
        self.folder, self.file = folder, folder / "portal.sqlite3"
        if connection.vendor == "postgresql":
            database = connection.settings_dict
            host = database["OPTIONS"].get("host") or database["HOST"]
            self.url = f"postgres://{database['USER']}@/{database['NAME']}?host={host}"
            return
        self.url = f"sqlite:///{self.file}"
        with sqlite3.connect(self.file) as copy:
            connection.connection.backup(copy)

    def run(self, sql: str) -> list[tuple]:
        """Ask or change it, as it is on disk now."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        with sqlite3.connect(self.file) as file:
            return file.execute(sql).fetchall()

    def environment(self, **changes: str) -> dict[str, str]:
        """What a process of the portal needs to work on this database."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
            "DEMO": "True",
            "NOTICE_QUIET_HOURS": "",
            "REDIS_URL": "",
            "CONTACT_KEY": portal.CONTACT_KEY,
            "PYTHONWARNINGS": "default",
        } | changes
