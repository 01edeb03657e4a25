"""Lists that are kept by the year (年度)."""

from core import clock

EARLIEST = 2000
# The year whose topics are set in winter is shown before it begins.
AHEAD = 1


def year_asked(request) -> int:
    """The year in the address; this one where there is none that can be meant."""
    this, asked = clock.today().year, request.GET.get("year", "")
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 4:
        return this
    return int(asked) if EARLIEST <= int(asked) <= this + AHEAD else this


def years_around(year: int) -> dict[str, int]:
    """The years before and after, as far as there are lists of them."""
    last = clock.today().year + AHEAD
    return {
        "year": year,
        "before": year - 1 if year > EARLIEST else 0,
        "after": year + 1 if year < last else 0,
    }
