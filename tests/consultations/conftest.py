"""The people of one studio: each test names those it needs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.enums import Role
from tests.builders.consultations import make_jpeg, make_limits, staff, township
from tests.builders.directory import join_studio, member_user, open_studio
from tests.builders.people import make_user


@pytest.fixture
def studio(db):
    make_limits()
    return open_studio("老城社区委员工作室")


@pytest.fixture
def convener(studio):
    return staff(studio)


@pytest.fixture
def liaison(studio):
    return staff(studio, Role.LIAISON)


@pytest.fixture
def member(studio):
    return member_user(studio, "王建国")


@pytest.fixture
def wang(studio):
    """王建国, a member of the studio, who takes turns on duty."""
    return join_studio(studio, "王建国")


@pytest.fixture
def li(studio):
    """李秀英, likewise."""
    return join_studio(studio, "李秀英")


@pytest.fixture
def party(studio):
    """The township Party office (镇党委)."""
    return township(studio)


@pytest.fixture
def office(db):
    return make_user("周办", office=True)


@pytest.fixture
def stranger(db):
    """Somebody of the county who runs another studio."""
    return staff(open_studio())


@pytest.fixture
def sign_in():
    """A browser in which this person has signed in."""

    def of(user):
        client = Client()
        client.force_login(user, backend="accounts.backends.PortalBackend")
        return client

    return of


@pytest.fixture
def photo():
    """A small photo as a telephone sends it, with the place where it was taken."""
    return SimpleUploadedFile("现场.jpg", make_jpeg(b"GPS 34.36N 107.13E"), "image/jpeg")
