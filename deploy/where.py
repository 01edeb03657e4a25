"""Tells the backup scripts, as shell words, where this portal keeps its data."""

import os
import shlex
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studioportal.settings")

from django.conf import settings


def postgres_url(database: dict) -> str:
    """The database as pg_dump understands it; a socket folder travels in the query."""
    options = {"host": database["OPTIONS"].get("host") or database["HOST"]}
    options |= {"port": database["PORT"]} if database["PORT"] else {}
    who = quote(database["USER"], safe="")
    if database["PASSWORD"]:
        who += ":" + quote(database["PASSWORD"], safe="")
    given = urlencode({k: v for k, v in options.items() if v})
    return f"postgresql://{who}@/{quote(database['NAME'], safe='')}?{given}"


def main() -> None:
    """Print ENGINE, SQLITE or PG_URL, and MEDIA."""
    database = settings.DATABASES["default"]
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    found = {"ENGINE": "sqlite" if is_sqlite else "postgres", "MEDIA": str(settings.MEDIA_ROOT)}
    if is_sqlite:
        found["SQLITE"] = str(database["NAME"])
    else:
        found["PG_URL"] = postgres_url(database)
    for name, value in found.items():
        print(f"{name}={shlex.quote(value)}")


if __name__ == "__main__":
    main()
