"""By what the directory of studios is narrowed and searched (名录查找)."""

from typing import Any

import django_filters
from django.db.models import Q

from studios.lineage.directory import headings, named
from studios.models import Affiliation, Studio, StudioKind
from studios.models.area import within

MOST_WORDS = 5


class StudioFilter(django_filters.FilterSet):
    """By place and by kind."""

    area = django_filters.ChoiceFilter(label="镇街", empty_label="全部", method="within")
    kind = django_filters.ModelChoiceFilter(
        field_name="kinds", label="类型", queryset=StudioKind.objects.none(), empty_label="全部"
    )

    class Meta:
        model = Studio
        fields: list[str] = []

    def __init__(self, *args: Any, county: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].extra["choices"] = headings(county)
        kinds = StudioKind.objects.filter(committee__in=self.queryset.values("committee"))
        self.filters["kind"].field.queryset = kinds

    def within(self, studios, name, area):
        """Of the place itself and of everything that lies in it."""
        return studios.filter(area__in=within({int(area)}))


def matching(studios, text):
    """In which every word is found: name, address, place, village, or who belongs to it."""
    for word in text.split()[:MOST_WORDS]:
        places = within(named(word))
        people = Affiliation.objects.filter(_called(word), ends_on=None)
        covering = Studio.covers.through.objects.filter(area__in=places)
        studios = studios.filter(
            Q(name__icontains=word)
            | Q(group_name__icontains=word)
            | Q(address__icontains=word)
            | Q(area__in=places)
            | Q(pk__in=covering.values("studio"))
            | Q(pk__in=people.values("studio"))
        )
    return studios


def _called(word):
    """By a part of the name, by its sound or by its initials."""
    sound = word.lower()
    return (
        Q(member__name__icontains=word)
        | Q(member__pinyin__startswith=sound)
        | Q(member__pinyin__endswith=f" {sound}")
    )
