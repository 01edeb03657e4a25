"""The words of a notice: the county's own, or those in `templates/notices/`.

The first line is the title, the rest is the text. Templates see plain values only, so that
a clerk may edit them and no wording can reach into the database.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.template import Context, Engine, Template
from django.template.base import NodeList, TextNode, VariableNode
from django.template.loader import get_template
from django.utils.functional import Promise

from core.access import STEP, step_words
from core.wording import say

PLAIN = (str, int, float, bool, Decimal, date, time, type(None))
TITLE_LENGTH = 200
_ABSENT = object()  # a name that nobody gave a value


def words(scope: str, template: str, context: dict[str, Any], about: Any = None) -> tuple[str, str]:
    """The title and the text of one notice, in the county's wording; the steps of the matter that
    it is `about` are named as they are on its page."""
    source = say(scope, f"notice:{template}", _standard(template))
    if about is not None and STEP in source:
        context = step_words(about) | context
    values = {name: _plain(name, value) for name, value in context.items()}
    title, text = _compiled(source)
    head = " ".join(title.filled(values).split())  # one line, whatever a value holds
    return head[:TITLE_LENGTH], text.filled(values).strip()


class _Line:
    """A template, taken apart once: text, names and filtered names are put together without the
    engine, which a sweep with ten thousand letters would notice. Anything else is left to it."""

    def __init__(self, source: str) -> None:
        self._template = Template(source, engine=_engine())
        pieces = [_piece(node) for node in self._template.nodelist]
        self._pieces = [piece for piece in pieces if piece is not None]
        self._is_plain = len(self._pieces) == len(pieces)

    def filled(self, values: dict[str, Any]) -> str:
        """The words, with the values in their places."""
        if self._is_plain:
            return "".join([piece(values) for piece in self._pieces])
        return self._template.render(Context(values, autoescape=False))


def _piece(node: Any) -> Callable[[dict[str, Any]], str] | None:
    """What a part of a template says of the values; None when only the engine knows."""
    if isinstance(node, TextNode):
        return lambda values: node.s
    if not isinstance(node, VariableNode):
        return None
    expression = node.filter_expression
    lookups: tuple[str, ...] = getattr(expression.var, "lookups", None) or ()
    is_steady = not any(is_name for _, args in expression.filters for is_name, _ in args)
    if len(lookups) != 1 or not is_steady or expression.var.translate:
        return None
    name = lookups[0]
    says = _told(node, name)
    if expression.filters:
        return lambda values: says(values.get(name, _ABSENT))
    return lambda values: v if type(v := values.get(name, _ABSENT)) is str else says(v)


def _told(node: Any, name: str) -> Callable[[Any], str]:
    """What the engine makes of one value; the same day or number is written out once."""
    alone = Template("", engine=_engine())
    alone.nodelist = NodeList([node])

    def says(value: Any) -> str:
        known = {} if value is _ABSENT else {name: value}
        return alone.render(Context(known, autoescape=False))

    remembered = lru_cache(maxsize=256, typed=True)(says)
    return lambda value: remembered(value) if type(value) in (date, int) else says(value)


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
def _compiled(source: str) -> tuple[_Line, _Line]:
    """Title and text of a wording, ready to be filled."""
    title, _, text = source.strip().partition("\n")
    return _Line(title), _Line(text)


@cache
def _engine() -> Engine:
    """Tags and filters of Django, and no way to any file, library or page."""
    return Engine(dirs=[], loaders=[], libraries={})
