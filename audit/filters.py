"""What an auditor may narrow the flow record by."""

from datetime import date, datetime, time, timedelta

import django_filters
from django.apps import apps
from django.db.models import QuerySet
from django.forms import DateInput, NumberInput, Select
from django.utils import timezone

from audit.models import Entry

# Nothing is recorded outside; a day beyond would leave the range of dates in another zone.
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


def kinds() -> list[tuple[str, str]]:
    """Every kind of matter that moves through steps."""
    flowing = [model for model in apps.get_models() if hasattr(model, "workflow")]
    return [(model._meta.label, str(model._meta.verbose_name)) for model in flowing]


class EntryFilter(django_filters.FilterSet):
    """Which kind of matter, which one, and between which days."""

    kind = django_filters.ChoiceFilter(
        field_name="subject_label",
        choices=kinds,
        label="对象类别",
        empty_label="全部类别",
        widget=Select(attrs={"class": "form-select"}),
    )
    number = django_filters.NumberFilter(
        field_name="subject_id",
        label="对象号",
        widget=NumberInput(attrs={"class": "form-control"}),
    )
    since = django_filters.DateFilter(
        method="from_day",
        label="自",
        widget=DateInput(attrs={"type": "date", "class": "form-control"}),
    )
    until = django_filters.DateFilter(
        method="to_day",
        label="至",
        widget=DateInput(attrs={"type": "date", "class": "form-control"}),
    )

    class Meta:
        model = Entry
        fields: list[str] = []

    def from_day(self, lines: QuerySet, name: str, day: date) -> QuerySet:
        return lines.filter(at__gte=_midnight(day))

    def to_day(self, lines: QuerySet, name: str, day: date) -> QuerySet:
        return lines.filter(at__lt=_midnight(min(day, LATEST) + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    near = min(max(day, EARLIEST), LATEST)
    return timezone.make_aware(datetime.combine(near, time.min), timezone.get_default_timezone())
