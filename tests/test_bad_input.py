"""Bad input: a Chinese sentence where the person looks, the typed text kept, nothing changed.

Every form of the portal is sent empty, with rubbish, from a page that is out of date and from the
wrong state, by somebody who may send it. The browser of a test passes every error on, so a page
that would answer 500 fails by itself.
"""

import re
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.test import Client
from django.urls import reverse

from core.forms import STALE
from tests.matrix.fixtures import counties, world  # noqa: F401
from tests.matrix.garbage import LONG, QUERIES, RUBBISH, fields_of, initial_of
from tests.matrix.knocking import ANONYMOUS, SPECIAL, address, everything, knock, writes
from tests.matrix.table import TABLE

DOORS = [(name, n) for name in TABLE for n in range(len(TABLE[name]))]
FORMS = [
    (name, n)
    for name, n in DOORS
    if not (door := TABLE[name][n]).reads and not door.post_only and not door.lands
]
# A yes is enough, or all that is asked may be left out.
A_YES_WILL_DO = {
    "consultations:claim_topic", "consultations:close_issue", "consultations:close_topic",
    "consultations:confirm_activity", "consultations:designate_topic",
    "consultations:unlock_issue", "petitions:accept_report", "petitions:accept_reply_assignment",
    "petitions:file_proposal", "petitions:press_assignment", "petitions:sign_report",
    "petitions:submit_proposal", "petitions:submit_report", "petitions:withdraw_report",
}  # fmt: skip
CREATING = {
    "accounts:add_person", "accounts:grant_person", "consultations:activity_new",
    "consultations:door", "consultations:issue_new", "consultations:topic_new",
    "petitions:dispatch", "petitions:reply_assignment", "petitions:report_progress_assignment",
    "petitions:supervise_assignment", "petitions:write_proposal", "petitions:write_report",
    "studios:affiliate_studio",
}  # fmt: skip
EDITING = {
    "consultations:amend_activity", "consultations:revise_topic", "petitions:edit_report",
    "petitions:revise_proposal", "petitions:revise_report", "studios:edit_studio",
}  # fmt: skip
CHINESE = re.compile("[一-鿿]")
HUGE = 10**30


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


def _errors(answer):
    form = answer.context["form"]
    rows = getattr(form, "items", None)
    return [
        str(sentence)
        for one in (form, *(rows or ()))
        for sentences in one.errors.values()
        for sentence in sentences
    ]


def _is_untouched(heard, pristine):
    """Nothing was written, or what was written has been taken back."""
    return not heard or everything() == pristine


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_an_empty_form_is_shown_again(counties, pristine, name, n):
    _, url, browser = _opened(counties[0], name, n)

    with writes() as heard:
        answer = knock(browser, url, {}, "post")

    if name in A_YES_WILL_DO:
        assert answer.status_code == 302
        return
    assert answer.status_code == 200
    assert _errors(answer)
    assert all(CHINESE.search(sentence) for sentence in _errors(answer)), _errors(answer)
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
        assert all(CHINESE.search(sentence) for sentence in _errors(answer)), _errors(answer)
        assert _is_untouched(heard, pristine), kind


@pytest.mark.parametrize(("name", "n"), FORMS)
def test_a_text_that_is_too_long_is_kept_and_pointed_out(counties, name, n):
    _, url, browser = _opened(counties[0], name, n)
    fields = fields_of(knock(browser, url))
    texts = [f for f, field in fields.items() if getattr(field, "max_length", None) and "pass" not in f]
    texts = [f for f in texts if not f.startswith(("new", "old"))]
    if not texts:
        return

    answer = knock(browser, url, {one: LONG for one in texts}, "post")

    assert answer.status_code == 200
    assert any("最多" in sentence for sentence in _errors(answer)), _errors(answer)
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

    assert found == CREATING


@pytest.mark.parametrize("name", sorted(EDITING))
def test_a_page_that_is_out_of_date_shows_both_texts(counties, pristine, name):
    _, url, browser = _opened(counties[0], name, 0)
    sent = initial_of(knock(browser, url)) | {"version": 0}
    typed = {"title": "我改过的标题", "summary": "我改过的标题", "hours": "我改过的标题"}
    sent |= {field: text for field, text in typed.items() if field in fields_of(knock(browser, url))}

    with writes() as heard:
        answer = knock(browser, url, sent, "post")

    assert answer.status_code == 409
    assert "我改过的标题" in answer.content.decode()
    assert "已有人修改" in answer.content.decode()
    assert _is_untouched(heard, pristine)


def _steps_and_wrong_states(home):
    """Every step with every thing of its kind from whose state it cannot be taken."""
    for name, doors in TABLE.items():
        verb, _, noun = name.partition(":")[2].rpartition("_")
        things = getattr(home, noun, None)
        if not isinstance(things, dict) or not doors[0].args:
            continue
        for thing in things.values():
            step = thing.workflow.steps.get(verb)
            if step and thing.status not in step.sources:
                yield name, doors[0].may.split(), thing


def test_a_step_from_the_wrong_state_is_refused_with_a_sentence(counties, pristine):
    home, _ = counties
    told = set()
    with writes() as heard:
        for name, roles, thing in _steps_and_wrong_states(home):
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
        for query in QUERIES if door.args is None else QUERIES[::7]:
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
    assert all(CHINESE.search(sentence) for sentence in _errors(answer))
    assert _errors(answer)


BAD_FILES = {
    "a program called a photo": ("a.jpg", b"MZ\x90\x00 program", "image/jpeg"),
    "a page called a photo": ("a.png", b"<html><script>", "image/png"),
    "a kind we do not take": ("a.exe", b"MZ\x90\x00", "application/octet-stream"),
    "nothing in it": ("a.jpg", b"", "image/jpeg"),
    "no ending": ("photo", b"\xff\xd8\xff\xe0", "image/jpeg"),
    "a name that climbs": ("../../etc/passwd", b"root", "text/plain"),
    "too large": ("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * (21 * 1024 * 1024), "image/jpeg"),
}


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
    assert CHINESE.search(_errors(answer)[0])
    assert "老人摔了一跤" in answer.content.decode()
    assert _is_untouched(heard, pristine)


@pytest.mark.parametrize("phone", ["12345", "1380013800", "138001380000", "abc", "138-0013-800x"])
def test_a_wrong_telephone_is_pointed_out_and_kept(counties, pristine, phone):
    home, _ = counties
    url = address("petitions:acknowledge_assignment", TABLE["petitions:acknowledge_assignment"][0], home)

    with writes() as heard:
        sent = {"contact_name": "陈经办", "contact_phone": phone}
        answer = knock(home.browsers["unit"], url, sent, "post")

    assert "11位手机号" in _errors(answer)[0]
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
        (urlencode({f"f{n}": 1 for n in range(1500)}).encode(), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_turned_away(counties, pristine, body, kind):
    home, _ = counties

    with writes() as heard:
        for url in ("/track/", home.studio.public_url):
            answer = Client().post(url, body, content_type=kind)
            assert answer.status_code in {200, 400}

    assert _is_untouched(heard, pristine)


def test_addresses_without_an_object_are_all_known():
    assert set(SPECIAL) <= set(TABLE)
