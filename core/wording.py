"""The county's own words for our steps, states and messages (措辞).

Code owns the verb, the county owns what it is called: `claim` is 接单 here and 买单 there. Codes:
`verb.<app>.<verb>_<model>` · `status.<app>.<model>.<state>` · `stage.<STAGE>` ·
`notice:<app>/<event>`.
"""

from typing import Any

from core.models import Wording
from core.versions import Cached


def _load() -> dict[tuple[str, str], str]:
    rows = Wording.objects.values_list("scope", "code", "text")
    return {(scope, code): text for scope, code, text in rows}


_texts: Cached[dict[tuple[str, str], str]] = Cached(Wording.version_name, _load)


def say(scope: str, code: str, default: str) -> str:
    """The wording of the committee with code `scope`, or ours."""
    return _texts.get().get((scope, code), default)


def named(obj: Any, code: str, default: str, scope: str | None = None) -> str:
    """What a thing's own mechanism says, else its county, else we.

    A thing has a mechanism when it gives `own_words`; the one page of a matter then reads right
    under 三题 and under 四单.
    """
    own: dict[str, str] = getattr(obj, "own_words", None) or {}
    if text := own.get(code):
        return text
    return say(scope_of(obj) if scope is None else scope, code, default)


def scope_of(obj: Any, reader: Any = None) -> str:
    """The code of the committee a thing belongs to; empty when it belongs to none.

    A `reader` of the same committee lends it, so that a list of rows asks nothing for it.
    """
    for name in ("trail_scope", "scope"):
        if isinstance(scope := getattr(obj, name, None), str):
            return scope
    owner = getattr(obj, "committee_id", None)
    if owner is None:
        return ""
    if reader is not None and owner == getattr(reader, "committee_id", None):
        return str(reader.committee.code)
    return str(obj.committee.code)
