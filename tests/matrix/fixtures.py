"""What the tests over the whole portal stand on: two counties, made once for a module.

Everything happens inside one transaction that is taken back at the end, and every test inside a
smaller one.
"""

import pytest
from django.db import transaction

from core import clock
from tests.matrix.knocking import sign_in_all
from tests.matrix.world import NOW, build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The counties 青溪 and 临江, alike in everything, and a browser for everybody at home."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(NOW):
        home, away = build("qingxi"), build("linjiang")
        home.browsers = sign_in_all(home.people)
        yield home, away
        transaction.set_rollback(True)


@pytest.fixture
def counties(world, db):
    """The same; whatever the test does in them is undone by `db`."""
    return world
