"""The mechanisms that ship in the county files, each as a county would load it."""

import tomllib
from pathlib import Path

from django.conf import settings

from accounts.models import Committee
from consultations.actions import mechanisms
from consultations.models import Mechanism
from core import clock

PROFILES = Path(settings.BASE_DIR) / "profiles"


def make_shipped(
    committee: Committee, county: str, code: str, *, default: bool = False, **changes
) -> Mechanism:
    """The mechanism `code` of `profiles/<county>.toml`; `changes` overwrite what it says."""
    rows = tomllib.loads((PROFILES / f"{county}.toml").read_text("utf-8"))["mechanisms"]
    row = next(row for row in rows if row["code"] == code)
    says = {name: value for name, value in row.items() if name not in ("code", "default")}
    made, _ = mechanisms.write(committee, code, says | changes, on=clock.today())
    if default:
        Mechanism.objects.filter(committee=committee, is_default=True).update(is_default=False)
        Mechanism.objects.filter(pk=made.pk).update(is_default=True)
        made.is_default = True
    return made
