"""A matter that moves, and people who may move it."""

import pytest
import rules

from studios.models import Area, Studio
from tests.builders.people import make_committee, make_user


@rules.predicate
def is_of_the_office(user, studio=None):
    return user.holds("office")


@pytest.fixture(autouse=True)
def _who_may(monkeypatch):
    """The office moves studios here, whatever else the directory says."""
    permissions = rules.permissions.permissions
    for verb in Studio.workflow.steps:
        monkeypatch.setitem(permissions, f"studios.{verb}_studio", is_of_the_office)


def make_matter(code: str = "longquan") -> Studio:
    """A studio that is not open yet: the simplest thing with steps."""
    committee = make_committee()
    area, _ = Area.objects.get_or_create(
        committee=committee, code="longquan", defaults={"name": "龙泉镇", "level": "township"}
    )
    return Studio.objects.create(
        committee=committee, code=code, name="龙泉镇委员工作室", area=area, address="龙泉镇政府"
    )


@pytest.fixture
def matter(db):
    return make_matter()


@pytest.fixture
def clerk(db):
    return make_user("李明", office=True)
