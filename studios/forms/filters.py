"""By what the directory is narrowed: place, kind, sector, studio."""

from typing import Any

import django_filters

from studios.models import Area, Member, Sector, Studio, StudioKind
from studios.models.area import within


class StudioFilter(django_filters.FilterSet):
    """By township and by kind."""

    area = django_filters.ModelChoiceFilter(
        label="镇街", queryset=Area.objects.none(), empty_label="全部", method="within"
    )
    kind = django_filters.ModelChoiceFilter(
        field_name="kinds", label="类型", queryset=StudioKind.objects.none(), empty_label="全部"
    )

    class Meta:
        model = Studio
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = self.queryset.values("committee")
        townships = Area.objects.filter(committee__in=committees, level="township")
        self.filters["area"].field.queryset = townships
        self.filters["kind"].field.queryset = StudioKind.objects.filter(committee__in=committees)

    def within(self, studios, name, area):
        """Of the place itself and of everything that lies in it."""
        return studios.filter(area__in=within({area.pk}))


class MemberFilter(django_filters.FilterSet):
    """By sector and by studio."""

    sector = django_filters.ModelChoiceFilter(
        label="界别", queryset=Sector.objects.none(), empty_label="全部"
    )
    studio = django_filters.ModelChoiceFilter(
        label="工作室", queryset=Studio.objects.none(), empty_label="全部", method="belonging_to"
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = self.queryset.values("committee")
        self.filters["sector"].field.queryset = Sector.objects.filter(committee__in=committees)
        self.filters["studio"].field.queryset = Studio.objects.filter(committee__in=committees)

    def belonging_to(self, members, name, studio):
        return members.of_studio(studio)
