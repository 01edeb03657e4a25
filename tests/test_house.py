"""The rules that the house keeps about itself."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
import rules
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string

from core import measures, tallies
from core.access import permission_name
from scoring.enums import QuotaEvent, QuotaScope
from studios.enums import OPEN_MATTERS, AutoRule

ROOT = Path(settings.BASE_DIR)
LADDER = [
    "core",
    "audit",
    "notices",
    "accounts",
    "studios",
    "scoring",
    "consultations",
    "petitions",
    "dashboards",
]
SOURCES = sorted(
    path
    for app in [*LADDER, "studioportal"]
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
MODELS = [model for app in LADDER for model in apps.get_app_config(app).get_models()]
FLOWING = [model for model in MODELS if hasattr(model, "workflow")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Everything that anybody may open without signing in.
PUBLIC = {
    "core:healthz",
    "dashboards:home",
    "accounts:login",
    "accounts:first_password",
    "studios:studio_list",
    "studios:studio",
    "studios:qr",
    "studios:poster",
    "consultations:door",
    "consultations:raised",
    "consultations:door_likes",
    "consultations:roster",
    "consultations:talk",
    "consultations:hours",
    "consultations:duty_poster",
    "petitions:track",
    "petitions:track_matter",
    "petitions:rate",
    "petitions:withdraw_matter",
    "petitions:appeal_matter",
    "petitions:track_part",
    "petitions:leave_tracking",
}


def rung(app_label):
    # audit and notices are siblings, blind to each other.
    return LADDER.index(app_label)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_no_key_climbs_the_ladder(model):
    for field in chain(model._meta.local_fields, model._meta.local_many_to_many):
        target = field.related_model
        if target is None or target._meta.app_label not in LADDER:
            continue
        if target is apps.get_model(settings.AUTH_USER_MODEL):
            continue
        assert rung(target._meta.app_label) <= rung(model._meta.app_label), field


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_keys_between_apps_cannot_be_followed_upward(model):
    allowed = {"notices.Notice.to", "studios.Member.user", "accounts.Grant.user"}
    for field in chain(model._meta.local_fields, model._meta.local_many_to_many):
        target = field.related_model
        if target is None or target._meta.app_label in {model._meta.app_label, "auth"}:
            continue
        if f"{model._meta.label}.{field.name}" not in allowed:
            assert field.remote_field.hidden, f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize("model", FLOWING, ids=lambda m: m._meta.label)
def test_every_step_says_who_may_take_it(model):
    names = [permission_name(verb, model) for verb in model.workflow.steps]

    assert [name for name in names if not rules.perm_exists(name)] == []


@pytest.mark.parametrize("model", FLOWING, ids=lambda m: m._meta.label)
def test_every_status_is_reachable(model):
    start = model._meta.get_field("status").default
    reached, before = {start}, set()
    while reached != before:
        before = set(reached)
        for source, _, target in model.workflow.edges():
            if source in reached:
                reached.add(target)

    assert reached == set(model.workflow.states.values)


def test_every_scheduled_task_exists():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert import_string(entry["task"]).name == entry["task"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_exceeds_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_exceeds_120_lines(path):
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_keep_the_content_policy(path):
    text = path.read_text()

    assert not re.search(r"\sstyle=|\son[a-z]+=\"|javascript:|<style", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    assert "|safe" not in text


def test_every_template_is_used():
    names = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    by_django = {"400.html", "403.html", "404.html", "500.html"}
    texts = [p.read_text() for p in (*SOURCES, *TEMPLATES)]
    everything = "\n".join(texts)

    assert [n for n in names - by_django if f'"{n}"' not in everything] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_clock_reads_the_time(path):
    if path.name == "clock.py" and path.parent.name == "core":
        return
    calls = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and not node.args  # localtime(moment) converts, localtime() reads
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    }

    assert not calls & {
        "timezone.now",
        "timezone.localdate",
        "timezone.localtime",
        "date.today",
        "datetime.now",
        "datetime.utcnow",
    }


def pages(patterns=None, namespace=""):
    """Every (name, view) that an address leads to."""
    for pattern in patterns or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from pages(pattern.url_patterns, namespace + inner)
        else:
            yield f"{namespace}{pattern.name}", pattern.callback


def test_public_pages_are_exactly_this_list():
    public = {name for name, view in pages() if not getattr(view, "login_required", True)}

    assert public == PUBLIC


def test_every_page_has_a_name():
    assert [name for name, _ in pages() if name.endswith("None")] == []


def test_everything_a_standard_can_ask_for_is_counted_by_somebody():
    assert measures.known() == {*AutoRule.values, OPEN_MATTERS}


@pytest.mark.parametrize("event", QuotaEvent)
def test_everything_a_quota_can_ask_for_is_counted_of_everybody_it_can_be_asked_of(event):
    # Plans and summaries are written by studios, never by a member.
    nobody = {QuotaScope.MEMBER} if event == QuotaEvent.PAPER else set()

    assert tallies.known(event).scopes == set(QuotaScope) - nobody
