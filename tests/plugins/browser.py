"""A real Chromium, and the promise that a page neither errs nor leaves the machine."""

import os
import shutil
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
OURS = {"127.0.0.1", "localhost", ""}


def chromium() -> str | None:
    """The browser `make test` found or fetched, else the machine's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Browser:
    """One browser for the whole run; every test gets a context of its own."""
    executable = chromium()
    if not executable:
        pytest.fail("There is no Chromium: run `make test`, or set CHROMIUM=", pytrace=False)
    env = {**os.environ}
    if libraries := os.environ.get("CHROMIUM_LIBS"):
        env["LD_LIBRARY_PATH"] = libraries
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, env=env, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def chromium_page(browser, live_server, settings) -> Callable[..., Page]:
    """`chromium_page(width=390)` opens a fresh, signed-out page on the live server.

    At the end the test fails for every console error and every request that left the machine.
    `expected=("409",)` names the console errors a test provokes on purpose.
    """
    settings.SITE_URL = live_server.url
    contexts, troubles = [], []

    def opened(width: int = 1280, expected: tuple[str, ...] = ()) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844 if width < 800 else 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch(page, troubles, expected)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def watch(page: Page, troubles: list[str], expected: tuple[str, ...]) -> None:
    """Write down console errors, uncaught exceptions and requests that leave the machine."""

    def hear(message):
        if message.type == "error" and not any(word in message.text for word in expected):
            troubles.append(f"console on {page.url}: {message.text}")

    def see(request):
        if urlsplit(request.url).hostname not in OURS and not request.url.startswith("data:"):
            troubles.append(f"request left the machine: {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: troubles.append(f"exception on {page.url}: {error}"))
    page.on("request", see)
