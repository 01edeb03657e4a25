"""Every address of the portal, knocked at by everybody, at home and in the other county.

Who gets in is written in `tests/matrix/table_*.py`; an address that is not in the table fails.
"""

import pytest

from tests.matrix.fixtures import counties, world  # noqa: F401
from tests.matrix.knocking import ANONYMOUS, address, everything, knock
from tests.matrix.people import ROLES
from tests.matrix.table import TABLE
from tests.test_house import PUBLIC, pages

NAMES = sorted({name for name, _ in pages()})
DOORS = [(name, n) for name in TABLE for n in range(len(TABLE[name]))]
FORMS = [(name, n) for name, n in DOORS if not TABLE[name][n].reads]
OWN = [(name, n) for name, n in DOORS if TABLE[name][n].args]
NO_PAGE = 405


def test_every_address_is_in_the_table():
    assert sorted(TABLE) == NAMES


def test_the_table_knows_what_is_public():
    assert {name for name, doors in TABLE.items() if any(d.public for d in doors)} == PUBLIC


@pytest.mark.parametrize(("name", "n"), DOORS)
def test_who_gets_in(counties, name, n):
    home, _ = counties
    door = TABLE[name][n]
    url = address(name, door, home)

    wrong = {}
    for role in ROLES:
        answer = knock(home.browsers[role], url)
        expected = {NO_PAGE} if door.post_only else door.answers(role)
        if answer.status_code not in expected:
            wrong[role] = (answer.status_code, expected)
        if door.lands and not door.post_only and role in door.may.split():
            assert answer.headers["Location"].startswith(door.lands)

    assert wrong == {}


@pytest.mark.parametrize(("name", "n"), DOORS)
def test_who_has_not_signed_in_is_asked_to(counties, name, n):
    home, _ = counties
    door = TABLE[name][n]

    answer = knock(home.browsers[ANONYMOUS], address(name, door, home))

    if door.post_only and door.public:
        assert answer.status_code == NO_PAGE
    elif door.public:
        assert answer.status_code in {200, 302}
    elif name in PUBLIC:
        assert answer.status_code == 404
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize(("name", "n"), OWN)
def test_another_county_is_nobodys_business(counties, name, n):
    home, away = counties
    door = TABLE[name][n]
    url = address(name, door, away)
    method = "post" if door.post_only else "get"

    answers = {role: knock(home.browsers[role], url, {}, method).status_code for role in ROLES}

    if door.public:
        assert set(answers.values()) == {200}
    else:
        assert {r: a for r, a in answers.items() if a not in door.foreign_answers(r)} == {}


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_nobody_else_may_send_the_form(counties, name, n):
    home, away = counties
    door = TABLE[name][n]
    url = address(name, door, home)
    before = everything()

    wrong = {}
    for role in set(ROLES) - set(door.may.split()):
        status = knock(home.browsers[role], url, {"remark": "试试"}, "post").status_code
        if status not in door.answers(role):
            wrong[role] = (status, door.answers(role))
    if door.args and not door.public:
        for role in ROLES:
            url = address(name, door, away)
            status = knock(home.browsers[role], url, {"remark": "试试"}, "post").status_code
            if status not in door.foreign_answers(role):
                wrong[f"{role} 外县"] = (status, door.foreign_answers(role))

    assert wrong == {}
    assert everything() == before


@pytest.mark.parametrize(("name", "n"), [d for d in FORMS if TABLE[d[0]][d[1]].post_only])
def test_who_may_press_a_button_is_sent_on(counties, name, n):
    home, _ = counties
    door = TABLE[name][n]

    statuses = {
        role: knock(home.browsers[role], address(name, door, home), {}, "post").status_code
        for role in door.may.split()
    }

    assert set(statuses.values()) == {302}
