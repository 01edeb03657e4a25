"""Pages cut by key (键集分页), and counts that stop early: both cost the same at any size."""

import base64
import binascii
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.core.exceptions import EmptyResultSet, FieldError, ValidationError
from django.db import connections
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

COUNT_CAP = 1000


class Key:
    """The order of a list, and the place of one row in it: `("-created_at", "-id")`.

    The last field must be unique, for rows that are equal in all others need an order too. Rows
    without a value come last, in both directions.
    """

    def __init__(self, model: type[Model], order: Sequence[str]) -> None:
        self._names = [name.lstrip("-") for name in order]
        self._descending = [name.startswith("-") for name in order]
        self._fields = [_field(model, name) for name in self._names]
        if not self._fields[-1].unique:
            raise FieldError(f"{order[-1]} is not unique: the order needs `id` at its end.")

    def ordering(self, backwards: bool = False) -> list[OrderBy]:
        """What `order_by` takes; `backwards` for the page before."""
        return [
            self._one_order(name, is_descending != backwards, is_null, backwards)
            for name, is_descending, is_null in zip(
                self._names, self._descending, self._nullable, strict=True
            )
        ]

    def cursor(self, row: Any) -> str:
        """The place of `row`, as text for an address."""
        values = [attrgetter(name.replace("__", "."))(row) for name in self._names]
        texts = [
            None if value is None else field.value_to_string(_Holder(field, value))  # type: ignore[arg-type]
            for field, value in zip(self._fields, values, strict=True)
        ]
        return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")

    def read(self, cursor: str) -> list[Any] | None:
        """The place that an address names; None when it names none of this order."""
        try:
            texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            pairs = zip(self._fields, texts, strict=True)
            values = [field.to_python(_clean(text)) for field, text in pairs]
        except (binascii.Error, ValueError, TypeError, ValidationError):
            return None
        is_whole = all(v is not None or f.null for v, f in zip(values, self._fields, strict=True))
        return values if is_whole else None

    def beyond(self, place: Sequence[Any], backwards: bool = False) -> Q:
        """The rows after `place`, or before it when `backwards`."""
        condition = Q(pk__in=[])
        parts = zip(self._names, self._descending, self._nullable, place, strict=True)
        for name, is_descending, is_null, value in reversed(list(parts)):
            lookup = "lt" if is_descending != backwards else "gt"
            if value is None:
                same = Q(**{f"{name}__isnull": True})
                further = Q(**{f"{name}__isnull": False}) if backwards else Q(pk__in=[])
            else:
                same, further = Q(**{name: value}), Q(**{f"{name}__{lookup}": value})
                if is_null and not backwards:
                    further |= Q(**{f"{name}__isnull": True})
            condition = further | (same & condition)
        return condition & self._range(place, backwards)

    @property
    def _nullable(self) -> list[bool]:
        return [field.null for field in self._fields]

    def _range(self, place: Sequence[Any], backwards: bool) -> Q:
        """Says nothing new, but lets the database enter its index at the right place."""
        if self._nullable[0]:
            return Q()
        lookup = "lte" if self._descending[0] != backwards else "gte"
        return Q(**{f"{self._names[0]}__{lookup}": place[0]})

    @staticmethod
    def _one_order(name: str, is_descending: bool, is_null: bool, backwards: bool) -> OrderBy:
        # Said only where it matters: an index without it serves the order of the others.
        nulls = {"nulls_first" if backwards else "nulls_last": True} if is_null else {}
        return F(name).desc(**nulls) if is_descending else F(name).asc(**nulls)


class _Holder:
    """Something that a field can read its value from."""

    def __init__(self, field: Field, value: Any) -> None:
        setattr(self, field.attname, value)


def _field(model: type[Model], path: str) -> Field:
    *relations, last = path.split("__")
    for name in relations:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    meta = model._meta
    return meta.pk if last == "pk" else meta.get_field(last)  # type: ignore[return-value]


def _clean(text: Any) -> Any:
    if isinstance(text, list | dict) or "\x00" in str(text):
        raise ValueError("not a value of a cursor")
    return text


def capped_counts(querysets: Sequence[QuerySet[Any]]) -> list[int]:
    """How many rows each has, at most one more than the cap; one query for all of them."""
    counts = [0] * len(querysets)
    parts, params = [], []
    for place, rows in enumerate(querysets):
        some = rows.order_by().values("pk")[: COUNT_CAP + 1]
        try:
            sql, values = some.query.get_compiler(some.db).as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {place}, COUNT(*) FROM ({sql}) AS part_{place}")  # noqa: S608
        params += values
    if parts:
        with connections[querysets[0].db].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for place, count in cursor.fetchall():
                counts[place] = count
    return counts


def capped(count: int) -> str:
    """“1000+” for what nobody counted to the end."""
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
