"""For what an office is held (授权范围): things of upper apps, known by label and key."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from accounts.enums import SCOPE_OF_ROLE
from accounts.models import Committee, Grant

WHOLE_COUNTY = "全县"


def choices(role: str, committee: Committee) -> models.QuerySet | None:
    """The objects for which `role` can be held in this county; None: held for the whole county."""
    label = SCOPE_OF_ROLE.get(role)
    if label is None:
        return None
    return apps.get_model(label)._base_manager.filter(committee=committee)


def name_all(grants: Iterable[Grant]) -> list[Grant]:
    """The same grants, each with `scope_name`; one query per kind of scope."""
    grants = list(grants)
    wanted: dict[str, set[int]] = {}
    for grant in grants:
        if grant.scope_id is not None:
            wanted.setdefault(grant.scope_label, set()).add(grant.scope_id)
    found = {
        label: apps.get_model(label)._base_manager.in_bulk(keys) for label, keys in wanted.items()
    }
    for grant in grants:
        scope = found.get(grant.scope_label, {}).get(grant.scope_id)
        grant.scope_name = str(grant.unit or scope or WHOLE_COUNTY)
    return grants
