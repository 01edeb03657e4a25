"""Words to say, and settings that the tests state themselves."""

from pathlib import Path

import pytest
import rules

from notices import nudge, wording

WORDS = Path(__file__).parent / "words"


@rules.predicate
def is_of_the_office(user):
    return user.holds("office")


@pytest.fixture(autouse=True)
def _plain_settings(settings, monkeypatch):
    """No quiet hours, no digest, no robot, and templates of our own."""
    settings.NOTICE_QUIET_HOURS, settings.NOTICE_DIGEST, settings.NOTICE_WEBHOOK_URL = "", False, ""
    settings.SITE_URL = "http://portal.test"
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], WORDS]}]
    monkeypatch.setitem(rules.permissions.permissions, "notices.see_undelivered", is_of_the_office)
    wording._standard.cache_clear()


@pytest.fixture
def nudges(monkeypatch):
    """Counts the nudges instead of sending them."""
    counted = []
    monkeypatch.setattr(nudge, "nudge", lambda: counted.append(1))
    return counted
