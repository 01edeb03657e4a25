"""Every address of the portal, knocked at by everybody, at home and in the other county.

Who gets in is written in `tests/matrix/table_*.py`; an address that is not in the table fails.
"""

from contextlib import nullcontext
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.matrix import fixtures, table_consultations, table_petitions
from tests.matrix.knocking import ANONYMOUS, address, knock, plain_refusals, unrendered, writes
from tests.matrix.people import ROLES
from tests.matrix.table import TABLE
from tests.test_house import PUBLIC, pages

world, counties = fixtures.world, fixtures.counties
NAMES = sorted({name for name, _ in pages()})
DOORS = [(name, n) for name in TABLE for n in range(len(TABLE[name]))]
FORMS = [(name, n) for name, n in DOORS if not TABLE[name][n].reads]
OWN = [(name, n) for name, n in DOORS if TABLE[name][n].args]
NO_PAGE = 405
TYPED = {"remark": "试试", "title": "试试"}


@pytest.fixture(autouse=True, scope="module")
def _quickly(world):
    with plain_refusals(world[0].people):
        yield


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
    for role in door.insiders if door.public else ROLES:
        # Drawn for two of them: every page is drawn for everybody elsewhere, where it is read.
        is_drawn = role in (door.may.split()[0], door.may.split()[-1])
        with nullcontext() if is_drawn else unrendered():
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
    method = "get" if door.reads or door.public else "post"

    with writes() as heard:
        answers = {
            r: knock(home.browsers[r], url, TYPED, method).status_code for r in door.insiders
        }

    if door.public:
        assert set(answers.values()) == {200}
    else:
        assert {r: a for r, a in answers.items() if a not in door.foreign_answers(r)} == {}
    assert heard == []


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_nobody_else_may_send_the_form(counties, name, n):
    home, _ = counties
    door = TABLE[name][n]
    url = address(name, door, home)
    # The first three of those who see it, and one who does not: `test_who_gets_in` asks them all.
    others = [role for role in door.insiders if role not in door.may.split()]
    others = [*others[:3], *others[3:][-1:]]

    with writes() as heard:
        answers = {r: knock(home.browsers[r], url, TYPED, "post").status_code for r in others}

    assert {r: a for r, a in answers.items() if a not in door.answers(r)} == {}
    assert heard == []


@pytest.mark.parametrize(("name", "n"), [d for d in FORMS if TABLE[d[0]][d[1]].post_only])
def test_who_may_press_a_button_is_sent_on(counties, name, n):
    home, _ = counties
    door = TABLE[name][n]

    statuses = {
        role: knock(home.browsers[role], address(name, door, home), {}, "post").status_code
        for role in door.may.split()
    }

    assert set(statuses.values()) == {302}


# Words of which only some may read a thing; of the other county's, nobody reads any.
SECRETS = {
    "qingxi意见registered": table_consultations.NEW,
    "qingxi涉密件": "office",
    "qingxi议题proposed": table_consultations.INSIDE,
    "qingxi社情民意draft": "member",
    "qingxi社情民意submitted": table_petitions.HANDED_IN,
    "qingxi提案draft": "member",
    "qingxi提案submitted": table_petitions.FILED,
    "qingxi交办acknowledged": table_petitions.HANDLED,
    "qingxi批示交办": "office signer leader unit unit2",
    "qingxi批示原文": "",
    "13611112222": "",
    "qingxi消息": "member",
    "qingxi流转": "auditor",
    "linjiang": "",
}
ROOMS = [
    "/issues/?tab=all", "/issues/?tab=all&format=xlsx", "/topics/?tab=all", "/activities/?tab=all",
    "/reports/?tab=all", "/proposals/?tab=all", "/assignments/?tab=all", "/notices/?tab=all",
    "/desk/", "/board/raised/", "/audit/", "/accounts/people/", "/search/?q=涉密",
    "/search/?q=draft", "/search/?q=批示",
]  # fmt: skip


def _shown(answer):
    """What stands on the page or in the sheet."""
    if "sheet" not in answer.headers["Content-Type"]:
        return answer.content.decode()
    with ZipFile(BytesIO(answer.content)) as sheet:
        return "".join(sheet.read(name).decode() for name in sheet.namelist())


@pytest.mark.parametrize("role", ROLES)
def test_lists_search_and_sheets_show_what_the_reader_may_see_and_no_more(counties, role):
    home, _ = counties

    texts = [_shown(knock(home.browsers[role], room)) for room in ROOMS]

    seen = {secret for secret in SECRETS if any(secret in text for text in texts)}
    assert seen == {secret for secret, known_to in SECRETS.items() if role in known_to.split()}


@pytest.mark.parametrize("role", ROLES)
def test_the_words_of_an_instruction_are_for_few(counties, role):
    home, _ = counties
    browser = home.browsers[role]
    pages = [home.report["issued"], home.assignment["of_instruction"]]

    texts = [_shown(knock(browser, page.get_absolute_url())) for page in pages]

    assert ("批示原文" in texts[0]) == (role in "office signer leader".split())
    assert "批示原文" not in texts[1]
