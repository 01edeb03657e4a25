"""Bad input: a Chinese sentence where the person looks, the typed text kept, nothing changed.

Every form of the portal is sent empty, with rubbish, from a page that is out of date and from the
wrong state, by somebody who may send it. The browser of a test passes every error on, so a page
that would answer 500 fails by itself.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.test import Client
from django.urls import reverse

from core.forms import STALE
from tests.matrix import fixtures
from tests.matrix.garbage import (
    A_YES_WILL_DO,
    BAD_FILES,
    CREATING,
    EDITING,
    LONG,
    QUERIES,
    RUBBISH,
    errors_of,
    fields_of,
    initial_of,
    wrong_states,
)
from tests.matrix.knocking import ANONYMOUS, address, everything, knock, writes
from tests.matrix.table import TABLE

world, counties = fixtures.world, fixtures.counties
DOORS = [(name, n) for name in TABLE for n in range(len(TABLE[name]))]
FORMS = [
    (name, n)
    for name, n in DOORS
    if not (door := TABLE[name][n]).reads and not door.post_only and not door.lands
]
CHINESE = re.compile("[一-鿿]")
HUGE = 10**30
# A password is never shown again.
SAID_TO_NOBODY = {"old", "new1", "new2"}


@pytest.fixture(scope="module")
def pristine(world):
    """Everything that is stored before anybody does anything."""
    return everything()


def _opened(home, name, n):
    """The door, its address, and the browser of the first who may open it."""
    door = TABLE[name][n]
    role = ANONYMOUS if door.public else door.may.split()[0]
    if name == "accounts:calendar":
        role = "admin"
    return door, address(name, door, home), home.browsers[role]


def _is_untouched(heard, pristine):
    """Nothing was written, or what was written has been taken back."""
    return not heard or everything() == pristine


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_an_empty_form_is_shown_again(counties, pristine, name, n):
    _, url, browser = _opened(counties[0], name, n)

    with writes() as heard:
        answer = knock(browser, url, {"csrfmiddlewaretoken": "x"}, "post")

    if name in A_YES_WILL_DO:
        assert answer.status_code == 302
        return
    assert answer.status_code == 200
    assert errors_of(answer)
    assert all(CHINESE.search(sentence) for sentence in errors_of(answer)), errors_of(answer)
    assert _is_untouched(heard, pristine)


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_rubbish_in_every_field_breaks_nothing(counties, pristine, name, n):
    _, url, browser = _opened(counties[0], name, n)
    names = fields_of(knock(browser, url))

    for kind, text in RUBBISH.items():
        with writes() as heard:
            answer = knock(browser, url, dict.fromkeys(names, text), "post")
        assert answer.status_code in {200, 302, 409}, kind
        if answer.status_code != 200:
            return  # the text was good enough for a remark, and the step is taken
        assert all(CHINESE.search(sentence) for sentence in errors_of(answer)), errors_of(answer)
        assert _is_untouched(heard, pristine), kind


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_a_text_that_is_too_long_is_kept_and_pointed_out(counties, name, n):
    _, url, browser = _opened(counties[0], name, n)
    fields = fields_of(knock(browser, url))
    texts = [name for name, field in fields.items() if getattr(field, "max_length", None)]
    texts = [name for name in texts if name not in SAID_TO_NOBODY]
    if not texts:
        return

    answer = knock(browser, url, dict.fromkeys(texts, LONG), "post")

    assert answer.status_code == 200
    assert any("最多" in sentence for sentence in errors_of(answer)), errors_of(answer)
    assert LONG in answer.content.decode()


@pytest.mark.parametrize("name", sorted(CREATING))
def test_an_expired_form_keeps_what_was_typed(counties, pristine, name):
    _, url, browser = _opened(counties[0], name, 0)
    sent = initial_of(knock(browser, url)) | {"once": "long:gone:forged"}
    sent |= {"title": "我写了很久的标题", "text": "我写了很久的标题", "name": "我写了很久的标题"}

    with writes() as heard:
        answer = knock(browser, url, sent, "post")

    assert answer.status_code == 200
    assert STALE in answer.content.decode()
    assert _is_untouched(heard, pristine)


def test_every_form_that_creates_something_carries_its_own_number(counties):
    home, _ = counties
    found = set()
    for name, n in FORMS:
        _, url, browser = _opened(home, name, n)
        if getattr(knock(browser, url).context["form"], "creates", False):
            found.add(name)

    assert found ^ CREATING == set()


@pytest.mark.parametrize("name", sorted(EDITING))
def test_a_page_that_is_out_of_date_shows_both_texts(counties, pristine, name):
    _, url, browser = _opened(counties[0], name, 0)
    page = knock(browser, url)
    texts = {"title", "summary", "address", "note", "highlights", "post", "paper"}
    typed = texts & fields_of(page).keys()
    sent = initial_of(page) | dict.fromkeys(typed, "我改过的标题") | {"version": 0}

    with writes() as heard:
        answer = knock(browser, url, sent, "post")

    assert answer.status_code == 409
    assert "我改过的标题" in answer.content.decode()
    assert "已有人修改" in answer.content.decode()
    assert _is_untouched(heard, pristine)


def test_a_step_from_the_wrong_state_is_refused_with_a_sentence(counties, pristine):
    home, _ = counties
    told = set()
    with writes() as heard:
        for name, roles, thing in wrong_states(home):
            for role in roles:
                url = reverse(name, args=[thing.pk])
                answer = knock(home.browsers[role], url, {"remark": "我写的"}, "post")
                assert answer.status_code in {403, 404, 409}, (name, role, thing.status)
                if answer.status_code == 409:
                    assert "我写的" in answer.content.decode()
                    told.add(name)

    assert _is_untouched(heard, pristine)
    assert len(told) >= 40


@pytest.mark.parametrize(("name", "n"), [d for d in DOORS if not TABLE[d[0]][d[1]].post_only])
def test_nonsense_in_the_address_is_overlooked(counties, pristine, name, n):
    door, url, browser = _opened(counties[0], name, n)

    with writes() as heard:
        for query in QUERIES if door.args is None and door.reads else ["&".join(QUERIES)]:
            answer = knock(browser, f"{url}?{query}")
            assert answer.status_code in {200, 302, 404}, query

    assert _is_untouched(heard, pristine) or name == "notices:open"


@pytest.mark.parametrize("name", [name for name, doors in TABLE.items() if doors[0].args])
def test_an_impossible_number_is_not_found(counties, name):
    home, _ = counties
    door, _, _ = _opened(home, name, 0)
    args = [HUGE if isinstance(arg, int) else arg for arg in door.args(home)]
    if HUGE not in args:
        args = ["no-such-code"]
    method = "post" if door.post_only else "get"

    for role in (*door.may.split()[:2], "stranger", "admin"):
        answer = knock(home.browsers[role], reverse(name, args=args), {}, method)
        assert answer.status_code in {403, 404} if door.asks_first else {404}
        assert CHINESE.search(answer.content.decode())


def test_an_unknown_number_of_the_board_or_kind_of_matter_is_not_found(counties):
    home, _ = counties

    assert knock(home.browsers["leader"], "/board/zzz/").status_code == 404
    assert knock(home.browsers["office"], "/assignments/new/zzz/1/").status_code == 404


@pytest.mark.parametrize("code", ["", "x" * 5000, "\x00", "😀", "0000-0000-0000", "'; --", "　"])
def test_a_code_that_is_none_is_answered_in_words(counties, code):
    home, _ = counties

    answer = knock(home.browsers[ANONYMOUS], "/track/", {"code": code}, "post")

    assert answer.status_code == 200
    assert all(CHINESE.search(sentence) for sentence in errors_of(answer))
    assert errors_of(answer)


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_wrong_file_is_named_and_the_text_kept(counties, pristine, kind):
    home, _ = counties
    browser = home.browsers["convener"]
    sent = initial_of(knock(browser, "/issues/new/"))
    sent |= {"title": "路灯不亮", "body": "晚上看不见路，老人摔了一跤。", "consent": "on"}

    with writes() as heard:
        file = SimpleUploadedFile(*BAD_FILES[kind])
        answer = knock(browser, "/issues/new/", sent | {"photos": file}, "post")

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"photos"}
    assert CHINESE.search(errors_of(answer)[0])
    assert "老人摔了一跤" in answer.content.decode()
    assert _is_untouched(heard, pristine)


@pytest.mark.parametrize("phone", ["12345", "1380013800", "138001380000", "abc", "138-0013-800x"])
def test_a_wrong_telephone_is_pointed_out_and_kept(counties, pristine, phone):
    home, _ = counties
    url = f"{home.assignment['dispatched'].get_absolute_url()}acknowledge/"

    with writes() as heard:
        sent = {"contact_name": "陈经办", "contact_phone": phone}
        answer = knock(home.browsers["unit"], url, sent, "post")

    assert "11位手机号" in errors_of(answer)[0]
    assert phone in answer.content.decode()
    assert _is_untouched(heard, pristine)


def test_a_double_click_makes_one_report(counties):
    home, _ = counties
    browser = home.browsers["member"]
    sent = initial_of(knock(browser, "/reports/write/"))
    sent |= {"title": "双击", "situation": "按了两次。", "suggestion": "只记一次。"}

    first = knock(browser, "/reports/write/", sent, "post")
    second = knock(browser, "/reports/write/", sent, "post")

    assert isinstance(first, HttpResponseRedirect)
    assert second.headers["Location"] == first.headers["Location"]


def test_a_form_from_another_session_is_refused_kindly(counties):
    home, _ = counties
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(home.studio.public_url, {"title": "我写了很久的标题"})

    assert answer.status_code == 403
    assert "我写了很久的标题" in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"garbage", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{", "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % n for n in range(1500)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_turned_away(counties, pristine, body, kind):
    home, _ = counties

    with writes() as heard:
        for url in ("/track/", home.studio.public_url):
            answer = Client().post(url, body, content_type=kind)
            assert answer.status_code in {200, 400}

    assert _is_untouched(heard, pristine)
