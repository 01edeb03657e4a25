"""When a studio receives, as machines read it (schema.org): for maps and other portals."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from studios.models import Opening, Studio

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# schema.org knows no day of the month: the next ones are named by their dates.
MOST_DAYS, DAYS_AHEAD = 3, 366


def facts_of(studio: Studio, openings: Iterable[Opening], site: str, on: date) -> dict[str, Any]:
    """Name, address, telephone, hours of a studio; nothing about persons."""
    known = {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "name": studio.name,
        "alternateName": studio.group_name,
        "url": f"{site}{studio.get_absolute_url()}",
        "address": {
            "@type": "PostalAddress",
            "addressRegion": studio.committee.county_name,
            "streetAddress": studio.address,
        },
        "telephone": studio.phone,
        "description": studio.hours and f"接待时间：{studio.hours}",
        "openingHoursSpecification": [
            hours for opening in openings for hours in _hours(opening, on)
        ],
    }
    return {name: value for name, value in known.items() if value}


def rows_of(openings: Iterable[Opening]) -> list[dict[str, Any]]:
    """The same hours as plain rows: a weekday (1 is Monday) or a day of the month."""
    return [
        {
            "weekday": None if opening.weekday is None else opening.weekday + 1,
            "month_day": opening.month_day,
            "opens": f"{opening.opens_at:%H:%M}",
            "closes": f"{opening.closes_at:%H:%M}",
        }
        for opening in sorted(openings, key=lambda one: (one.weekday is None, one.weekday or 0))
    ]


def _hours(opening: Opening, on: date) -> Iterator[dict[str, str]]:
    hours = {
        "@type": "OpeningHoursSpecification",
        "opens": f"{opening.opens_at:%H:%M}",
        "closes": f"{opening.closes_at:%H:%M}",
    }
    if opening.weekday is not None:
        yield hours | {"dayOfWeek": f"https://schema.org/{WEEKDAYS[opening.weekday]}"}
        return
    for day in _next(opening.month_day or 1, on):
        yield hours | {"validFrom": day.isoformat(), "validThrough": day.isoformat()}


def _next(month_day: int, on: date) -> Iterator[date]:
    """The next such days; a month that has none is passed over."""
    days = (on + timedelta(days=n) for n in range(DAYS_AHEAD))
    found = (day for day in days if day.day == month_day)
    yield from (day for day, _ in zip(found, range(MOST_DAYS), strict=False))
