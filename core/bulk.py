"""Thousands of new rows in one go, where a row through the ORM costs more than the row itself."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models, transaction

Row = TypeVar("Row", bound=models.Model)


def insert(rows: Sequence[Row]) -> list[Row]:
    """Store unsaved rows of one model and give them their keys: all of them, or none.

    PostgreSQL takes them by COPY; other databases by `bulk_create`, and like that it makes no
    savepoint of its own: a broken constraint raises `IntegrityError` and ends the transaction.
    Only for models whose fields keep plain values.
    """
    if not rows:
        return []
    model: Any = type(rows[0])
    if connection.vendor != "postgresql":
        return list(model._base_manager.bulk_create(rows))
    names = [field.attname for field in model._meta.concrete_fields]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        keys = _new_keys(cursor, model, len(rows))
        made = (
            row.__dict__ | {model._meta.pk.attname: key}
            for row, key in zip(rows, keys, strict=True)
        )
        _copy(cursor, model, names, ([values[name] for name in names] for values in made))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
    return list(rows)


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store plain values without making objects of them: for rows that have no number of their own.

    `names` are all the model's columns as attributes (`issue_id`).
    """
    if connection.vendor != "postgresql":
        made = [model(**dict(zip(names, row, strict=True))) for row in rows]
        model._base_manager.bulk_create(made)
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        _copy(cursor, model, names, rows)


def _copy(cursor: Any, model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Send rows by COPY."""
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    quoted = ", ".join(connection.ops.quote_name(columns[name]) for name in names)
    sql = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({quoted}) FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def _new_keys(cursor: Any, model: Any, count: int) -> list[int]:
    """As many keys as rows, from the table's own sequence."""
    sequence = "pg_get_serial_sequence(%s, %s)"
    cursor.execute(
        f"SELECT nextval({sequence}) FROM generate_series(1, %s)",  # noqa: S608 - nothing of ours
        [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column, count],
    )
    return [key for (key,) in cursor.fetchall()]
