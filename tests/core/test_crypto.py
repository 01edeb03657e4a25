import re

import pytest
from cryptography.fernet import InvalidToken
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import (
    ALPHABET,
    decrypt,
    digest,
    encrypt,
    mask_name,
    mask_phone,
    new_code,
    read_code,
)
from core.models import FormKey


def test_text_comes_back_as_it_went_in():
    assert decrypt(encrypt("张三 13800138000")) == "张三 13800138000"


def test_the_same_text_is_never_stored_alike():
    assert encrypt("张三") != encrypt("张三")


def test_keys_can_be_changed_without_losing_what_the_old_one_wrote(settings):
    settings.CONTACT_KEY = "old"
    kept, code = encrypt("张三"), digest("code")

    settings.CONTACT_KEY = "new, old"

    assert decrypt(kept) == "张三"
    assert digest("code") == code
    settings.CONTACT_KEY = ["new"]
    with pytest.raises(InvalidToken):
        decrypt(kept)


def test_without_a_key_of_its_own_a_machine_uses_its_secret_key(settings):
    settings.CONTACT_KEY = ""
    kept = encrypt("张三")

    settings.CONTACT_KEY = settings.SECRET_KEY

    assert decrypt(kept) == "张三"


@pytest.mark.django_db
def test_the_database_cannot_read_what_it_keeps():
    key = FormKey.objects.create(key="k", location="/track/?code=ABCD")

    with connection.cursor() as cursor:
        cursor.execute("SELECT location FROM core_formkey")
        stored = cursor.fetchone()[0]

    assert "track" not in stored
    key.refresh_from_db()
    assert key.location == "/track/?code=ABCD"
    assert str(key) == "k"


@pytest.mark.django_db
def test_empty_stays_empty_and_nothing_is_looked_up_by_it():
    FormKey.objects.create(key="k")

    assert FormKey.objects.get(location__isnull=False).location == ""
    with pytest.raises(FieldError, match="encrypted"):
        FormKey.objects.filter(location="/x/").exists()


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800138000", "138****8000"),
        ("0917-3521234", "0917-****34"),
        ("010-62345678-12", "010-****12"),
        ("3521234", "****"),
        ("1-2", "****"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_masked_phone(phone, shown):
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(("name", "shown"), [("张三", "张*"), ("欧阳娜娜", "欧*"), (None, "")])
def test_a_masked_name_does_not_even_tell_its_length(name, shown):
    assert mask_name(name) == shown


def test_a_tracking_code_has_sixty_bits_without_letters_that_are_misread():
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", code) for code in codes)
    assert len(ALPHABET) ** 12 == 2**60
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "abcd-efgh-0123",
        " ABCD EFGH 0123 ",
        "ＡＢＣＤ－ＥＦＧＨ－ｏi23",
        "ABCDEFGHOL23",
        "abcd_efgh—0123",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    assert read_code(typed) == "ABCD-EFGH-0123"


@pytest.mark.parametrize(
    "typed", ["", "ABCD-EFGH-012", "ABCD-EFGH-012U", "编号是多少呢一二三四五六七"]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) == ""


@given(st.text(max_size=40))
def test_reading_a_code_never_fails(text):
    assert len(read_code(text)) in (0, 14)


def test_a_digest_tells_nothing_without_the_key(settings):
    code = new_code()
    known = digest(code)

    assert known == digest(read_code(code.lower()))
    settings.CONTACT_KEY = "another"
    assert digest(code) != known
