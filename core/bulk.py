"""Thousands of new rows in one go, where a row through the ORM costs more than the row itself."""

from collections.abc import Sequence
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
    fields = model._meta.concrete_fields
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        keys = _new_keys(cursor, model, len(rows))
        quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        table = connection.ops.quote_name(model._meta.db_table)
        names = [field.attname for field in fields]
        sql = f"COPY {table} ({quoted}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(sql) as copy:
            for row, key in zip(rows, keys, strict=True):
                values = row.__dict__ | {model._meta.pk.attname: key}
                copy.write_row([values[name] for name in names])
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
    return list(rows)


def _new_keys(cursor: Any, model: Any, count: int) -> list[int]:
    """As many keys as rows, from the table's own sequence."""
    sequence = "pg_get_serial_sequence(%s, %s)"
    cursor.execute(
        f"SELECT nextval({sequence}) FROM generate_series(1, %s)",  # noqa: S608 - nothing of ours
        [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column, count],
    )
    return [key for (key,) in cursor.fetchall()]
