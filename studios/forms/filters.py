"""By what the directory is narrowed: place, kind, sector, studio."""

from typing import Any

import django_filters
from django.db.models import CharField, F, Q, QuerySet, Value

from studios.forms.places import in_tree_order
from studios.models import Area, Member, Sector, SpecialCommittee, Studio
from studios.models.area import within


class MemberFilter(django_filters.FilterSet):
    """By sector, studio, special committee, place and party."""

    sector = django_filters.ChoiceFilter(label="界别", empty_label="全部")
    studio = django_filters.ChoiceFilter(label="工作室", empty_label="全部", method="belonging_to")
    special_committee = django_filters.ChoiceFilter(
        label="专委会", empty_label="全部", method="of_committee"
    )
    area = django_filters.ChoiceFilter(label="地方", empty_label="全部", method="tied_to")
    party = django_filters.ChoiceFilter(label="党派", empty_label="全部")

    class Meta:
        model = Member
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in _offered(self.queryset).items():
            self.filters[name].extra["choices"] = choices

    def belonging_to(self, members, name, studio):
        return members.belonging_to(pk=studio)

    def of_committee(self, members, name, committee):
        """As the first special committee or as the second."""
        return members.filter(Q(special_committee=committee) | Q(second_committee=committee))

    def tied_to(self, members, name, area):
        """To the place itself and to everything that lies in it."""
        return members.tied_to(within({int(area)}))


def _offered(members: QuerySet[Member]) -> dict[str, list[tuple[Any, str]]]:
    """What a list of members can be narrowed by, all of it in one query."""
    county = {"committee__in": members.order_by().values("committee")}
    parts = [
        _named("sector", Sector.objects.filter(**county)),
        _named("special_committee", SpecialCommittee.objects.filter(**county)),
        _named("area", Area.objects.filter(**county)),
        _named("studio", Studio.objects.filter(**county), order=Value(0)),
        _named("party", Member.objects.filter(**county).exclude(party=""), Value(0), Value(0)),
    ]
    found: dict[str, list[tuple[int, str, int]]] = {name: [] for name in OFFERS}
    for kind, key, name, order in parts[0].union(*parts[1:]):
        found[kind].append((key, name, order))
    offered: dict[str, list[tuple[Any, str]]] = {
        kind: [(key, name) for key, name, _ in sorted(rows, key=lambda row: (row[2], row[1]))]
        for kind, rows in found.items()
    }
    offered["area"] = list(in_tree_order(found["area"]))
    offered["party"] = [(name, name) for _, name in offered["party"]]
    return offered


PK, ORDER = F("pk"), F("order")
OFFERS = ("sector", "special_committee", "area", "studio", "party")


def _named(kind: str, rows: QuerySet, key: Any = PK, order: Any = ORDER) -> QuerySet:
    """Rows as (kind, key, name, order), so that tables of one shape can be read together."""
    name = "party" if kind == "party" else "name"
    return rows.order_by().values_list(Value(kind, CharField()), key, name, order)
