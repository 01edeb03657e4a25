"""Which unclaimed matters suit a member (适合您的意见), asked of the database in one go."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from accounts.models import Unit
from consultations.lineage.suggestions import stem
from consultations.lineage.trades import fields_of, words_of
from consultations.models import Category, Issue
from studios.enums import InterestKind
from studios.models import Area, Interest, Member, MemberPlace, Sector, SpecialCommittee
from studios.models.area import TOWNSHIP

# In whose titles and categories a field of work shows.
SOUGHT = ("title", "category__name", "category__parent__name")
# Where a place is named.
NAMED = ("title", "place")


def suited_to(rows: QuerySet[Issue], member: Member, on: date) -> QuerySet[Issue]:
    """Of `rows`, what lies in the member's field, near their places, or in a category they have
    handled; nothing that their own unit is to handle. Costs one query besides its own."""
    handled = Issue.objects.filter(claimed_by=member, category__isnull=False).values("category")
    offices, near = _offices_and_places(member)
    suits = Q(category__in=handled)
    for words, paths in ((words_of(fields_of(member.post, *offices)), SOUGHT), (near, NAMED)):
        suits = reduce(or_, (Q(**{f"{path}__contains": w}) for path in paths for w in words), suits)
    barred = Category.objects.filter(units__in=_own_units(member, on))
    return rows.filter(suits).filter(Q(category=None) | ~Q(category__in=barred.values("pk")))


def _own_units(member: Member, on: date) -> QuerySet[Any]:
    """What the member has declared as their own unit, or what their post names."""
    declared = Interest.objects.in_force(on).filter(member=member, kind=InterestKind.OWN_UNIT)
    named = Q(post__contains=F("name"))
    units = Unit.objects.filter(committee=member.committee_id).alias(post=Value(member.post))
    is_own = Q(pk__in=declared.values("unit")) | Q(name__in=declared.values("name")) | named
    return units.filter(is_own).order_by().values("pk")


def _offices_and_places(member: Member) -> tuple[list[str], list[str]]:
    """Sector and special committee; and the four places below the township, as people name them."""
    mine = MemberPlace.objects.filter(member=member).values("area")
    sources: list[tuple[str, QuerySet[Any]]] = [
        ("office", Sector.objects.filter(pk=member.sector_id or 0)),
        ("office", SpecialCommittee.objects.filter(pk=member.special_committee_id or 0)),
        ("place", Area.objects.filter(pk__in=mine).exclude(level=TOWNSHIP)),
    ]
    first, *rest = [
        rows.order_by().annotate(kind=Value(kind)).values_list("kind", "name")
        for kind, rows in sources
    ]
    found = list(first.union(*rest))
    offices = [name for kind, name in found if kind == "office"]
    return offices, [stem(name) for kind, name in found if kind == "place"]
