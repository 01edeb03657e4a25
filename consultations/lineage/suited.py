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
from studios.models import Interest, Member, MemberPlace, Sector, SpecialCommittee
from studios.models.area import TOWNSHIP, places

# In whose titles and categories a field of work shows.
SOUGHT = ("title", "category__name", "category__parent__name")


def suited_to(rows: QuerySet[Issue], member: Member, on: date) -> QuerySet[Issue]:
    """Of `rows`, what lies in the member's field, near their places, or in a category they have
    handled; nothing that their own unit is to handle. Costs two queries besides its own."""
    handled = Issue.objects.filter(claimed_by=member, category__isnull=False).values("category")
    suits = Q(category__in=handled) | _near(member)
    if words := words_of(fields_of(*_said_of(member))):
        suits |= reduce(or_, (Q(**{f"{path}__contains": w}) for path in SOUGHT for w in words))
    barred = Category.objects.filter(units__in=_own_units(member, on))
    return rows.filter(suits).filter(Q(category=None) | ~Q(category__in=barred.values("pk")))


def _own_units(member: Member, on: date) -> QuerySet[Any]:
    """What the member has declared as their own unit, or what their post names."""
    declared = Interest.objects.in_force(on).filter(member=member, kind=InterestKind.OWN_UNIT)
    named = Q(post__contains=F("name"))
    units = Unit.objects.filter(committee=member.committee_id).alias(post=Value(member.post))
    is_own = Q(pk__in=declared.values("unit")) | Q(name__in=declared.values("name")) | named
    return units.filter(is_own).order_by().values("pk")


def _near(member: Member) -> Q:
    """Title or place name one of the four places (四地); a whole township says too little."""
    tree = places()
    mine = MemberPlace.objects.filter(member=member).values_list("area", flat=True)
    names = {stem(tree[key].name) for key in mine if key in tree and tree[key].level != TOWNSHIP}
    named = [Q(**{f"{path}__contains": name}) for path in ("title", "place") for name in names]
    return reduce(or_, named, Q(pk__in=[]))


def _said_of(member: Member) -> list[str]:
    """Post, sector and special committee in words."""
    names = Sector.objects.filter(pk=member.sector_id).order_by().values_list("name", flat=True)
    own = SpecialCommittee.objects.filter(pk=member.special_committee_id).order_by()
    return [member.post, *names.union(own.values_list("name", flat=True), all=True)]
