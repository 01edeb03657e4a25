"""The table of `world.Matter`, and somebody to sign in."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from tests.core.world import Matter


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The project's tables, and the one that only these tests know."""
    with django_db_blocker.unblock():
        if Matter._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Matter)


@pytest.fixture
def author(db):
    return get_user_model().objects.create_user("author", password="long-enough-word")


@pytest.fixture
def stranger(db):
    return get_user_model().objects.create_user("stranger", password="long-enough-word")


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client
