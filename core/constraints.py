"""Conditions for database constraints that read as sentences."""

from django.db.models import Q


def _all_set(fields: tuple[str, ...], is_set: bool) -> Q:
    return Q(**{f"{field}__isnull": not is_set for field in fields})


def exactly_one_of(*fields: str) -> Q:
    """One of the fields is set, and only one."""
    condition = Q()
    for chosen in fields:
        others = tuple(field for field in fields if field != chosen)
        condition |= _all_set((chosen,), True) & _all_set(others, False)
    return condition


def set_together(*fields: str) -> Q:
    """The fields live and die together: all set or all empty."""
    return _all_set(fields, True) | _all_set(fields, False)


def set_when(*fields: str, **case: object) -> Q:
    """In this case every field is set: `set_when("replied_at", "replied_by", status="replied")`.

    Outside the case nothing is said: a matter that moved on keeps who moved it and when.
    """
    return ~Q(**case) | _all_set(fields, True)


def set_exactly_when(*fields: str, **case: object) -> Q:
    """In this case every field is set, and outside it none is."""
    return Q(**case) & _all_set(fields, True) | ~Q(**case) & _all_set(fields, False)
