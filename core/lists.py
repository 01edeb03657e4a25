"""A list page: tabs that are queryset words, filters, search, Excel.

Pages are cut by key, not by number: the address holds the last row seen, so the millionth row
costs what the first did. Counts stop at 1000.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from core.excel import Column
from core.paging import Key, capped, capped_counts

__all__ = ["Column", "Listing", "Tab"]

NOT_KEPT = ("after", "before", "format")

Search = Sequence[str] | Callable[[QuerySet[Any], str], QuerySet[Any]]


class Tab(NamedTuple):
    """One word of the queryset, as `templates/_tabs.html` wants it."""

    url: str
    label: str
    count: str  # type: ignore[assignment]  # hides tuple.count, which nobody asks for
    is_current: bool
    key: str


class Cell(NamedTuple):
    """What one column shows of one row."""

    text: Any
    url: str
    label: str


class Listing:
    """What one reader asked a list page for, and the rows that answer.

    `search` is a list of lookups, all words of the query must be found, or a function. `order`
    must be made of fields and end with a unique one.
    """

    def __init__(
        self,
        params: MultiValueDict[str, str],
        *,
        tabs: Mapping[str, tuple[str, QuerySet[Any]]],
        default: str,
        filterset: type | None = None,
        search: Search = (),
        order: Sequence[str] = ("-created_at", "-id"),
        columns: Sequence[Column] = (),
        per_page: int = 25,
    ) -> None:
        self.params = params
        self.columns = list(columns)
        self.per_page = per_page
        self._tabs = tabs
        chosen = params.get("tab", default)
        self.tab = chosen if chosen in tabs else default
        self.can_search = bool(search)
        self.q = params.get("q", "").replace("\x00", "").strip()[:100]
        base = tabs[self.tab][1]
        self._key = Key(base.model, order)
        self.filter = filterset(params, queryset=base) if filterset else None
        self._found = _searched(self.filter.qs if self.filter else base, search, self.q)

    @cached_property
    def is_narrowed(self) -> bool:
        """A filter or a search is on, so an empty list may just be asked too much."""
        names = self.filter.filters if self.filter else {}
        return bool(self.q) or any(self.params.get(name) for name in names)

    @cached_property
    def rows(self) -> list[Any]:
        """This page's rows."""
        return self._page[0]

    @cached_property
    def next_url(self) -> str:
        """The page after this one; empty when there is none."""
        return self._url(after=self._key.cursor(self.rows[-1])) if self._page[2] else ""

    @cached_property
    def prev_url(self) -> str:
        """The page before this one; empty when this is the first."""
        return self._url(before=self._key.cursor(self.rows[0])) if self._page[1] else ""

    @cached_property
    def tabs(self) -> list[Tab]:
        """All tabs with their counts, which take one query together. A narrowed list shows none:
        counting what a search finds in every tab would cost more than the page."""
        counts = [""] * len(self._tabs)
        if not self.is_narrowed:
            counts = [capped(n) for n in capped_counts([rows for _, rows in self._tabs.values()])]
        return [
            Tab(self._url(tab=key), label, count, key == self.tab, key)
            for (key, (label, _)), count in zip(self._tabs.items(), counts, strict=True)
        ]

    @cached_property
    def total_capped(self) -> str:
        """How many rows the whole list has, at most “1000+”."""
        if not self.next_url and not self.prev_url:
            return str(len(self.rows))
        if not self.is_narrowed:
            return next(tab.count for tab in self.tabs if tab.is_current)
        return capped(capped_counts([self._found])[0])

    @cached_property
    def query_without_page(self) -> str:
        """The address's tab, filters and search, for links that must keep them."""
        return self._url().removeprefix("?")

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows as the columns show them."""
        return [
            [
                Cell(column.of(row), column.url(row) if column.url else "", column.label)
                for column in self.columns
            ]
            for row in self.rows
        ]

    @property
    def excel_url(self) -> str:
        """The same list as an Excel file."""
        return self._url(format="xlsx")

    @property
    def clear_url(self) -> str:
        """The same tab without filters and search."""
        return f"?{urlencode({'tab': self.tab})}"

    def all_rows(self, most: int) -> list[Any]:
        """The rows of every page, `most` of them at most."""
        return list(self._found.order_by(*self._key.ordering())[:most])

    @cached_property
    def _page(self) -> tuple[list[Any], bool, bool]:
        """The rows, and whether there are rows before and after them."""
        if before := self._key.read(self.params.get("before", "")):
            rows = self._cut(before, backwards=True)
            return rows[: self.per_page][::-1], len(rows) > self.per_page, bool(rows)
        after = self._key.read(self.params.get("after", ""))
        rows = self._cut(after)
        return rows[: self.per_page], bool(after and rows), len(rows) > self.per_page

    def _cut(self, seen: list[Any] | None, *, backwards: bool = False) -> list[Any]:
        rows = self._found.order_by(*self._key.ordering(backwards))
        if seen:
            rows = rows.filter(self._key.beyond(seen, backwards))
        return list(rows[: self.per_page + 1])

    def _url(self, **changes: str) -> str:
        kept: dict[str, Any] = dict(self.params.lists())
        wanted = {name: texts for name, texts in kept.items() if name not in NOT_KEPT}
        return f"?{urlencode(wanted | changes, doseq=True)}"


def _searched(rows: QuerySet[Any], search: Search, text: str) -> QuerySet[Any]:
    """The rows in which every word of `text` is found somewhere."""
    if not text or not search:
        return rows
    if callable(search):
        return search(rows, text)
    for word in text.split():
        rows = rows.filter(reduce(or_, (Q(**{lookup: word}) for lookup in search)))
    return rows
