"""A county goes back into a file: what was loaded is written, and what is written is loaded."""

import tomllib
from datetime import time
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Committee, Unit
from consultations.models import DutyRule
from dashboards.profile import loading, present, reading, writing
from petitions.models import LimitClass
from studios.enums import StudioStatus
from studios.models import Studio

pytestmark = pytest.mark.django_db
PROFILES = Path(settings.BASE_DIR) / "profiles"
NAMES = sorted(path.stem for path in PROFILES.glob("*.toml"))


def exported(committee: Committee) -> str:
    return writing.written(present.rows_of(committee), present.tables_of(committee))


def test_there_are_nine_counties():
    assert NAMES == [
        "default", "jintai", "kaili", "lianluowei", "nantong", "shangcheng", "shangyou",
        "shiquan", "xincheng",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_is_exported_changes_nothing_when_loaded_and_makes_the_same_county_anew(name):
    with transaction.atomic():
        loading.load(reading.read(PROFILES / f"{name}.toml"))
        text = exported(Committee.objects.get())
        assert loading.load(reading.check(text)).made == []
        transaction.set_rollback(True)
    assert not Committee.objects.exists()

    loading.load(reading.check(text))

    assert exported(Committee.objects.get()) == text


@pytest.fixture
def shiquan() -> Committee:
    loading.load(reading.read(PROFILES / "shiquan.toml"))
    return Committee.objects.get()


def command(*args, **options) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("export_profile", *args, stdout=out, stderr=errors, **options)
    return out.getvalue(), errors.getvalue()


def test_what_was_changed_in_the_portal_is_in_the_file(shiquan):
    Unit.objects.filter(code="yancaoju").update(is_active=False)
    Studio.objects.filter(code="sq-yiyao").update(status=StudioStatus.REVOKED)
    DutyRule.objects.filter(studio__code="sq-chihe").update(seats=3)

    text, errors = command("shiquan")

    assert errors == ""
    assert "yancaoju" not in text
    assert "sq-yiyao" not in text
    assert 'studios = ["sq-chihe"]\ncadence = "monthly"' in text
    changed = [str(change) for change in loading.load(reading.check(text)).made]
    assert [words for words in changed if "排序" not in words] == []


def test_the_file_is_written_once_and_replaced_only_when_asked(shiquan, tmp_path):
    path = tmp_path / "county.toml"

    assert command("shiquan", str(path))[0] == f"{path}：已写入{shiquan}的现行配置。\n"
    with pytest.raises(CommandError, match="已经有了。确要代替请加 --overwrite"):
        command("shiquan", str(path))
    command("shiquan", str(path), overwrite=True)

    assert reading.read(path).codes("mechanisms")["santi"]["default"]


def test_an_unknown_county_is_answered_with_those_there_are(shiquan):
    with pytest.raises(CommandError, match="没有代码为“shiqun”的政协委员会，现有：shiquan。"):
        command("shiqun")


def test_what_a_file_may_not_say_is_pointed_out(shiquan):
    LimitClass.objects.filter(code="S").update(warn_days=30)

    assert "在装载前要先改正：" in command("shiquan")[1]


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (True, "true"),
        (7, "7"),
        (Decimal("0.50"), "0.5"),
        (Decimal("20.00"), "20"),
        (time(9, 5), '"9:05"'),
        (["甲", 1], '["甲", 1]'),
        ({"stage.CLOSE": "销单"}, '{ "stage.CLOSE" = "销单" }'),
        ('“甲”"乙"\\', '"“甲”\\"乙\\"\\\\"'),
        ("第一行\n第二行", "'''\n第一行\n第二行'''"),
        ("三撇'''\n", "\"三撇'''\\n\""),
        ("\x07", '"\\u0007"'),
    ],
)
def test_every_value_is_read_back_as_it_was(thing, text):
    assert writing.value(thing) == text
    read = tomllib.loads(f"key = {text}")["key"]
    assert read == (text.strip('"') if isinstance(thing, time) else thing)
