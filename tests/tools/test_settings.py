import os
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from prepare import ROOT

from studioportal import checks

SOUND = {"SECRET_KEY": "x" * 50, "CONTACT_KEY": "y" * 40, "ALLOWED_HOSTS": ["portal.example"]}


@pytest.fixture
def production(settings):
    """Settings as a county's server has them."""
    settings.DEBUG = settings.DEMO = False
    for name, value in SOUND.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("SECRET_KEY", "not-a-secret-only-for-tests-and-development", "studioportal.E001"),
        ("SECRET_KEY", "short", "studioportal.E001"),
        ("CONTACT_KEY", "", "studioportal.E002"),
        ("ALLOWED_HOSTS", ["*"], "studioportal.E003"),
    ],
)
def test_production_refuses_to_start_with(production, name, value, error):
    setattr(production, name, value)
    assert [e.id for e in checks.keys_are_set(None)] == [error]


@pytest.mark.parametrize("exempt", ["DEBUG", "DEMO"])
def test_development_and_demonstration_may_start_with_defaults(production, exempt):
    production.SECRET_KEY, production.CONTACT_KEY = "short", ""
    setattr(production, exempt, True)
    assert checks.keys_are_set(None) == []


@pytest.mark.django_db
def test_production_refuses_to_start_with_demo_accounts(production):
    get_user_model().objects.create_user("office", password=production.DEMO_PASSWORD, name="办公室")
    with pytest.raises(ImproperlyConfigured, match="office"):
        checks.refuse_unsafe_start()


@pytest.mark.django_db
def test_production_starts_with_an_office_account_of_its_own(production):
    get_user_model().objects.create_user("office", password="kept-to-herself-77", name="办公室")
    checks.refuse_unsafe_start()


def manage(*arguments, **env):
    """`manage.py` as an operator calls it, without a `.env`."""
    plain = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=plain | env, capture_output=True, text=True, check=False
    )


def test_production_settings_pass_the_deployment_check(tmp_path):
    env = {
        "DEBUG": "False", "SECRET_KEY": "kJ8-vQ2_xZ5+" * 5, "CONTACT_KEY": "y" * 40,
        "ALLOWED_HOSTS": "portal.example", "SITE_URL": "https://portal.example",
        "VAR_DIR": str(tmp_path),
    }  # fmt: skip
    done = manage("check", "--deploy", "--fail-level", "WARNING", **env)
    assert done.returncode == 0, done.stderr


def test_a_server_with_the_default_secret_does_not_answer(tmp_path):
    env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "DEBUG": "False", "DEMO": "False"}
    env |= {"VAR_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "-c", "import studioportal.wsgi"]
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr
