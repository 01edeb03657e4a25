"""What a unit asks for: to give it back, or more time (申退、延期)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from core.workflow import NotAllowedNow
from notices.models import Notice
from petitions.actions import requests
from petitions.enums import AssignmentStatus as S
from petitions.models import Assignment
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import (
    an_issue,
    handler_of,
    make_assignment,
    make_limit_class,
    office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


def fresh(user):
    """The same person in another request."""
    return type(user).objects.get(pk=user.pk)


def test_a_returned_matter_leaves_the_old_units_sight_and_starts_anew(frozen):
    made = make_assignment(acknowledged=True)
    old = handler_of(made.lead_unit)
    new = make_unit("县交通局", dispatch_authority="县委办")
    requests.request_return(made, by=old, reason="属交通部门", suggested_unit=new)

    frozen("2026-03-04")
    requests.grant_return(made, by=office(), lead_unit=new)

    assert not Assignment.objects.visible_to(fresh(old)).exists()
    assert Assignment.objects.visible_to(make_user(unit=new)).exists()
    made.refresh_from_db()
    assert (made.status, made.authority) == (S.DISPATCHED, "县委办")
    assert (made.starts_on, made.due_on) == (date(2026, 3, 4), date(2026, 3, 13))
    assert Notice.objects.filter(to=old, template="petitions/returned").exists()


def test_a_refused_return_leaves_the_clock_as_it_was(frozen):
    made = make_assignment()
    by = handler_of(made.lead_unit)
    requests.request_return(made, by=by, reason="不属我局")

    frozen("2026-03-03")
    requests.refuse_return(made, by=office(), remark="三定方案已明确")

    assert (made.status, made.due_on) == (S.DISPATCHED, date(2026, 3, 11))


def test_a_second_return_is_for_the_offices_conference():
    made = make_assignment()
    by = handler_of(made.lead_unit)
    requests.request_return(made, by=by, reason="不属我局")
    requests.refuse_return(made, by=office(), remark="属你局")

    with pytest.raises(NotAllowedNow, match="会商"):
        requests.request_return(made, by=by, reason="还是不属我局")


def test_a_return_after_its_days_is_refused(frozen):
    made = make_assignment()

    frozen("2026-03-05")

    with pytest.raises(NotAllowedNow, match="3月4日"):
        requests.request_return(made, by=handler_of(made.lead_unit), reason="不属我局")


def test_more_time_is_asked_for_granted_and_told(frozen):
    issue = an_issue()
    made = make_assignment(issue, acknowledged=True)
    asked = requests.request_extension(made, by=handler_of(made.lead_unit), days=5, reason="备料")

    requests.grant_extension(asked, by=office(), remark="同意")

    made.refresh_from_db()
    assert made.due_on == date(2026, 3, 18)
    assert made.warn_on == date(2026, 3, 16)
    assert "3月18日" in issue.tellings.last().text
    assert "延期5个工作日" in trail.history_of(made)[0].remark


def test_refused_time_changes_nothing():
    made = make_assignment(acknowledged=True)
    asked = requests.request_extension(made, by=handler_of(made.lead_unit), days=5, reason="备料")

    requests.refuse_extension(asked, by=office(), remark="可以按期")

    made.refresh_from_db()
    assert made.due_on == date(2026, 3, 11)
    assert Notice.objects.filter(template="petitions/extension_refused").exists()


@pytest.mark.parametrize(
    ("on", "days", "words"),
    [("2026-03-10", 3, "最迟3月9日"), ("2026-03-09", 8, "最多延期7个工作日")],
)
def test_too_late_or_too_much_time_is_refused(frozen, on, days, words):
    made = make_assignment(acknowledged=True)

    frozen(on)

    with pytest.raises((NotAllowedNow, ValidationError), match=words):
        requests.request_extension(made, by=handler_of(made.lead_unit), days=days, reason="备料")


def test_more_time_is_given_once():
    made = make_assignment(acknowledged=True)
    by = handler_of(made.lead_unit)
    asked = requests.request_extension(made, by=by, days=2, reason="备料")

    with pytest.raises(NotAllowedNow, match="正在审批"):
        requests.request_extension(made, by=by, days=2, reason="备料")
    requests.grant_extension(asked, by=office())
    made = Assignment.objects.get(pk=made.pk)

    with pytest.raises(NotAllowedNow, match="已延期一次"):
        requests.request_extension(made, by=by, days=2, reason="备料")


def test_a_class_without_extension_gives_none():
    made = make_assignment(acknowledged=True, limit_class=make_limit_class("U", extension_days=0))

    with pytest.raises(NotAllowedNow, match="不得延期"):
        requests.request_extension(made, by=handler_of(made.lead_unit), days=1, reason="备料")
