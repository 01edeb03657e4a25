"""The lock on the flow record: the database itself refuses to change or delete a line.

The triggers are set by a migration; on SQLite a later migration that rebuilds one of the tables
must set them again (`verify_trail` says when they are missing). Only emptying a whole database
(`flush`, used between tests) lifts them, and sets them again before anything else is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager

TABLES = ("audit_entry", "audit_seal")
SENTENCE = "the flow record is append-only"


def lock(connection) -> None:
    """Refuse every UPDATE, DELETE and TRUNCATE of the record from now on."""
    _run(connection, _locking(connection.vendor))


def unlock(connection) -> None:
    """Take the triggers away; for emptying or unmaking a whole database."""
    _run(connection, _unlocking(connection.vendor))


def is_locked(connection) -> bool:
    """Whether every trigger is in its place."""
    catalogue = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        present = {name for (name,) in cursor.fetchall()}
    return set(_names(connection.vendor)) <= present


@contextmanager
def lifted(connection) -> Iterator[None]:
    """Lift the lock for as long as a database is being emptied."""
    unlock(connection)
    try:
        yield
    finally:
        lock(connection)


def _run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _locking(vendor: str) -> list[str]:
    if vendor == "postgresql":
        refuse = (
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = '23001'; END $$"
        )
        rows = [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
            for table in TABLES
        ]
        return [refuse, *rows]
    return [
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for table in TABLES
        for deed in ("UPDATE", "DELETE")
    ]


def _unlocking(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in _names(vendor)]


def _names(vendor: str) -> list[str]:
    endings = ("append_only",) if vendor == "postgresql" else ("no_update", "no_delete")
    return [f"{table}_{ending}" for table in TABLES for ending in endings]
