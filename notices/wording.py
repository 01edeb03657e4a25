"""The words of a notice: the county's own, or those in `templates/notices/`.

The first line is the title, the rest is the text. Templates see plain values only, so that
a clerk may edit them and no wording can reach into the database.
"""

from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.utils.functional import Promise

from core.wording import say

PLAIN = (str, int, float, bool, Decimal, date, time, type(None))
TITLE_LENGTH = 200


def words(scope: str, template: str, context: dict[str, Any]) -> tuple[str, str]:
    """The title and the text of one notice, in the county's wording."""
    values = Context(
        {name: _plain(name, value) for name, value in context.items()}, autoescape=False
    )
    source = say(scope, f"notice:{template}", _standard(template)).strip()
    title, _, text = source.partition("\n")
    head = " ".join(_compiled(title).render(values).split())  # one line, whatever a value holds
    return head[:TITLE_LENGTH], _compiled(text).render(values).strip()


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if not isinstance(value, PLAIN):
        raise TypeError(f"a notice takes plain values, and {name} is a {type(value).__name__}")
    return value


@cache
def _standard(template: str) -> str:
    """The wording that ships with the portal."""
    return get_template(f"notices/{template}.txt").template.source  # type: ignore[attr-defined]


@cache
def _compiled(source: str) -> Template:
    return Template(source, engine=_engine())


@cache
def _engine() -> Engine:
    """Tags and filters of Django, and no way to any file, library or page."""
    return Engine(dirs=[], loaders=[], libraries={})
