"""Who reads what a studio hands in (计划总结的收文人): its own staff, its township, the office."""

from datetime import date

from accounts.enums import Role
from accounts.models import User
from studios.models import Studio
from studios.models.area import above


def runners_of(studio: Studio, on: date) -> list[User]:
    """Convener and liaison officer (召集人、联络员)."""
    scope = {"scope_label": studio._meta.label, "scope_id": studio.pk}
    people = [
        person
        for role in (Role.CONVENER, Role.LIAISON)
        for person in User.objects.holding(role, on, **scope).select_related("committee")
    ]
    return list(dict.fromkeys(people))


def township_of(studio: Studio, on: date) -> list[User]:
    """The township Party office of the place (镇党委), at whatever level one has been named."""
    scope = {"scope_label": studio.area._meta.label, "scope_id__in": above(studio.area_id)}
    return list(User.objects.holding(Role.TOWNSHIP, on, **scope).select_related("committee"))


def office_of(studio: Studio, on: date) -> list[User]:
    """The office of the county's committee (政协办公室)."""
    found = User.objects.holding(Role.OFFICE, on).filter(committee=studio.committee_id)
    return list(found.select_related("committee"))
