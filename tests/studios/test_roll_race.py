"""Two confirm in the same second: one import, whoever wins."""

import pytest
from django.core.exceptions import ValidationError

from core import clock
from core.workflow import NotAllowedNow
from studios.actions import rolls
from studios.models import Member, Roll
from tests.audit.test_race import race
from tests.builders.people import make_user
from tests.builders.rolls import found_words, people, sheet

pytestmark = pytest.mark.django_db(transaction=True)


def confirming(roll, by):
    """Press the button on a page that was read while nothing had been entered."""
    seen = Roll.objects.select_related("committee").get(pk=roll.pk)
    assert by.current_grants

    def run(wait):
        wait()
        try:
            rolls.enter(seen, by=by, on=clock.today())
        except (NotAllowedNow, ValidationError) as refusal:
            return str(refusal)
        return ""

    return run


def test_one_list_confirmed_twice_at_once_goes_in_once():
    found_words()
    office = make_user(office=True)
    roll = rolls.read(sheet(people(30)), by=office, name="名单.xlsx")

    outcomes = race([confirming(roll, office) for _ in range(4)])

    assert outcomes.count("") == 1
    assert all("已经导入过" in said for said in outcomes if said)
    assert Member.objects.count() == 30


def test_the_same_people_on_two_lists_at_once_are_entered_once():
    found_words()
    clerks = [make_user(office=True) for _ in range(4)]
    lists = [rolls.read(sheet(people(30)), by=clerk, name="名单.xlsx") for clerk in clerks]

    outcomes = race([confirming(*pair) for pair in zip(lists, clerks, strict=True)])

    assert outcomes.count("") == 1
    assert all("没有变化" in said for said in outcomes if said)
    assert Member.objects.count() == 30
