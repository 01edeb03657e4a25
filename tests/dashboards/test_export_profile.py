"""A county goes back into a file: what was loaded is written, and what is written is loaded."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from accounts.models import Committee
from dashboards.profile import loading, present, reading, writing

pytestmark = pytest.mark.django_db
PROFILES = Path(settings.BASE_DIR) / "profiles"
NAMES = sorted(path.stem for path in PROFILES.glob("*.toml"))


def exported(committee: Committee) -> str:
    return writing.written(present.rows_of(committee), present.tables_of(committee))


def test_there_are_nine_counties():
    assert NAMES == [
        "default", "jintai", "kaili", "lianluowei", "nantong", "shangcheng", "shangyou",
        "shiquan", "xincheng",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_is_exported_changes_nothing_when_loaded_and_makes_the_same_county_anew(name):
    with transaction.atomic():
        loading.load(reading.read(PROFILES / f"{name}.toml"))
        text = exported(Committee.objects.get())
        assert loading.load(reading.check(text)).made == []
        transaction.set_rollback(True)
    assert not Committee.objects.exists()

    loading.load(reading.check(text))

    assert exported(Committee.objects.get()) == text
