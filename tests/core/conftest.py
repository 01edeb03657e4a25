"""The table of `world.Matter`, a frame without the upper apps' menus, and somebody to sign in."""

from copy import deepcopy

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


@pytest.fixture(autouse=True)
def _bare_frame(settings):
    """Core's pages know nothing of the apps above, so neither does their frame here."""
    templates = deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [
        name for name in options["context_processors"] if name.startswith("django.")
    ]
    settings.TEMPLATES = templates


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
