"""A county changes its ladder (催办督办阶梯): what is open is looked at again, and only then."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Unit
from petitions.actions import ladder
from petitions.models import Assignment, Reminder
from tests.builders.people import make_user
from tests.builders.petitions import make_assignment, office

PROFILE = Path(__file__).resolve().parents[2] / "profiles" / "default.toml"

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(frozen):
    """Due on 11 March, pressed on the 12th, and waiting for the letter (督办函) on the 16th."""
    frozen("2026-03-02")
    call_command("load_calendar", years=[2026], verbosity=0)
    call_command("load_profile", str(PROFILE), verbosity=0)
    # A unit of the file: one that has gone from it is refused while it owes an answer.
    unit = Unit.objects.get(code="shuiliju")
    make_user(unit=unit)
    office()
    made = make_assignment(lead_unit=unit)
    frozen("2026-03-12")
    ladder.climb(date(2026, 3, 12))
    return made


def look_on(made) -> date:
    return Assignment.objects.values_list("next_rung_on", flat=True).get(pk=made.pk)


def load(tmp_path, change: str = "") -> None:
    """The county's file, with another day for the letter if one is given."""
    text = PROFILE.read_text()
    if change:
        head, rung, rest = text.partition('code = "E2"\n')
        text = head + rung + rest.replace("days = 3\n", change, 1)
    file = tmp_path / "county.toml"
    file.write_text(text)
    call_command("load_profile", str(file), verbosity=0)


def test_a_sooner_rung_is_climbed_by_the_next_sweep(late, tmp_path):
    assert look_on(late) == date(2026, 3, 16)

    load(tmp_path, "days = 1\n")

    assert look_on(late) == date(2026, 3, 12)
    assert ladder.climb(date(2026, 3, 12)) == 1
    assert Reminder.objects.filter(rung="E2").count() == 1


def test_a_file_without_changes_disturbs_nothing(late, tmp_path):
    load(tmp_path)

    assert look_on(late) == date(2026, 3, 16)
    assert ladder.climb(date(2026, 3, 12)) == 0
