"""What templates ask of the house: the reader's steps, the office's words, days as said."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core import access, clock, crypto, days, icons

# A deadline without a warning day of its own is near from here on.
NEAR = timedelta(days=2)

NOT_IN_A_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

register = template.Library()

register.filter("mask_phone", crypto.mask_phone)
register.filter("mask_name", crypto.mask_name)
register.simple_tag(icons.icon, name="icon")


@register.filter
def steps_for(obj: Any, user: Any) -> list[Any]:
    """The buttons of a page: `{% for step in report|steps_for:request.user %}`."""
    return access.steps_for(obj, user)


@register.filter
def status_text(obj: Any) -> str:
    """Where a matter stands, in the county's word."""
    return access.state_text(obj)


@register.simple_tag
def status_badge(obj: Any) -> SafeString:
    """The state as a badge. Its tone comes from the model's `status_tones`, else from the table:
    green when no step leads on, blue before."""
    tones: dict[str, str] = getattr(obj, "status_tones", {})
    guess = "green" if obj.workflow.is_final(obj.status) else "blue"
    tone = tones.get(obj.status, guess)
    return format_html('<span class="status tone-{}">{}</span>', tone, status_text(obj))


@register.filter
def deadline(due: date | None, kind: str | None = None) -> str:
    """“3月2日，逾期3天”; empty without a deadline."""
    return days.deadline(due, clock.today(), kind) if due else ""


@register.inclusion_tag("_light.html")
def due_light(due: date, warn_on: date | None = None, kind: str | None = None) -> dict[str, str]:
    """A deadline with its light: red when it has passed, yellow when it is near."""
    today = clock.today()
    near = (warn_on or due - NEAR) <= today
    colour = "red" if due < today else "yellow" if near else "green"
    return {"light": colour, "word": days.deadline(due, today, kind)}


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月2日"""
    return days.full_day(_local_day(value)) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """3月2日, with the year when it is another one."""
    return days.short_day(_local_day(value), clock.today()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年3月2日 09:05"""
    return days.moment(value) if value else ""


@register.simple_tag(takes_context=True)
def qs(context: RequestContext, **changes: Any) -> str:
    """The page's address query with some of it changed; None or "" takes a word out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def ld_json(facts: dict[str, Any]) -> SafeString:
    """Facts for machines (schema.org) as a block of data that cannot end too early."""
    data = json.dumps(facts, ensure_ascii=False).translate(NOT_IN_A_SCRIPT)
    block = mark_safe(data)  # noqa: S308 - nothing in it can end the block
    return format_html('<script type="application/ld+json">{}</script>', block)


def _local_day(value: date | datetime) -> date:
    return clock.local_day(value) if isinstance(value, datetime) else value
