"""Trying doors: one browser for each person, and a picture of everything that is stored."""

from http.cookies import SimpleCookie
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from core.models import Version

ANONYMOUS = "anonymous"
# Addresses that name something that is no object of a county.
SPECIAL = {"dashboards:figure": ["raised"]}


def sign_in_all(people) -> dict[str, Client]:
    """A browser for everybody, and one for somebody who has not signed in."""
    browsers = {ANONYMOUS: Client()}
    for name, person in people.items():
        browsers[name] = Client()
        browsers[name].force_login(
            person, backend="django.contrib.auth.backends.ModelBackend"
        )
    for browser in browsers.values():
        browser.pass_card = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return browsers


def knock(browser: Client, url: str, data=None, method: str = "get"):
    """Ask as this person, with a fresh pocket of cookies."""
    browser.cookies = SimpleCookie()
    if browser.pass_card:
        browser.cookies[settings.SESSION_COOKIE_NAME] = browser.pass_card.value
    return getattr(browser, method)(url, data)


def address(name: str, door, county) -> str:
    """Where the door stands in `county`."""
    return reverse(name, args=door.args(county) if door.args else SPECIAL.get(name, []))


def everything() -> dict[str, list]:
    """All rows of all our tables, to see that nothing has changed."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in apps.get_app_configs()
        if Path(app.path).parent == Path(settings.BASE_DIR)
        for model in app.get_models()
        if model is not Version  # counts what is kept in memory, and nothing of the county
    }
