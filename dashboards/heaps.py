"""One heap of the desk (待办): a word of a queryset, with the list behind it."""

from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.urls import reverse

from core.paging import capped

SHOWN = 5


# What a line of the desk names beside the title.
NAMED = {"studio", "lead_unit", "unit"}


@dataclass(frozen=True)
class Queue:
    """One heap of steps waiting for this person, urgent ones first."""

    title: str
    waiting: QuerySet
    url: str
    hint: str = ""
    rows: list = field(default_factory=list)
    count: int = 0

    @property
    def number(self) -> str:
        """“1000+” for a heap that nobody counted to the end."""
        return capped(self.count)

    def shown(self, count: int) -> "Queue":
        """With its first rows; for all that are longer there is the list."""
        named = NAMED & {one.name for one in self.waiting.model._meta.fields}
        return replace(self, rows=list(self.waiting.select_related(*named)[:SHOWN]), count=count)


def queue(title: str, rows: QuerySet, name: str, query: str = "", hint: str = "") -> Queue:
    return Queue(title, rows, reverse(name) + query, hint)
