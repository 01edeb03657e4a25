"""Running numbers of documents (编号): unique within their series, never given twice."""

from datetime import date

from django.db import transaction
from django.db.models import F

from core.models import NumberPattern, NumberSeries
from core.patterns import problem_with, split

DEFAULT_PATTERN = "{yyyy}{n:05d}"


def next_number(
    scope: str, code: str, *, on: date, default: str = DEFAULT_PATTERN, **parts: object
) -> str:
    """The next number of this kind in this county; `default` is used where it set no pattern.

    A series is everything a number says apart from its running part, so `YJ{yyyy}{n:04d}` starts
    again each year and `{studio}-{n}` counts for each studio by itself. The row of the series
    stays locked until the caller's transaction ends: no number is skipped, none given twice.
    """
    found = NumberPattern.objects.filter(scope=scope, code=code)
    template = found.values_list("template", flat=True).first() or default
    if problem := problem_with(template, parts=tuple(parts)):
        raise ValueError(problem)
    words = {name: str(value) for name, value in parts.items()}
    words |= {"yyyy": f"{on:%Y}", "yy": f"{on:%y}", "mm": f"{on:%m}", "dd": f"{on:%d}"}
    before, form, after = split(template, words)
    return f"{before}{_count_up(scope, code, f'{before}#{after}'):{form}}{after}"


@transaction.atomic
def _count_up(scope: str, code: str, period: str) -> int:
    series, _ = NumberSeries.objects.get_or_create(scope=scope, code=code, period=period)
    mine = NumberSeries.objects.filter(pk=series.pk)
    mine.update(last=F("last") + 1)
    return mine.values_list("last", flat=True).get()
