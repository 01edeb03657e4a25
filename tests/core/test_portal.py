"""The words and drawings of templates."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import RequestFactory

from core import days, icons
from core.enums import LimitKind
from core.models import Wording
from core.workdays import Calendar, SpecialDay
from tests.core.world import Matter, S

QINGMING = {date(2026, 4, 6): SpecialDay(False, "清明节")}


@pytest.fixture(autouse=True)
def qingming(monkeypatch):
    monkeypatch.setattr(days, "calendar", lambda: Calendar(QINGMING))


def drawn(text, **context):
    return Template("{% load portal %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("due", "kind", "said"),
    [
        ("2026-03-02", None, "3月2日，逾期29天"),
        ("2026-03-30", None, "3月30日，逾期1天"),
        ("2026-03-31", None, "3月31日，今天到期"),
        ("2026-04-01", None, "4月1日，还有1个工作日"),
        ("2026-04-07", None, "4月7日，还有4个工作日"),  # Qingming does not count
        ("2027-01-04", None, "2027年1月4日，还有198个工作日"),
        ("2026-03-27", LimitKind.WORKDAY, "3月27日，逾期2个工作日"),
        ("2026-04-07", LimitKind.WORKDAY, "4月7日，还有4个工作日"),
        ("2026-04-07", LimitKind.NATURAL, "4月7日，还有7天"),
        ("2026-03-27", LimitKind.MONTH, "3月27日，逾期4天"),
    ],
)
def test_a_deadline_is_said_with_its_day_and_its_distance(frozen, due, kind, said):
    frozen("2026-03-31")

    assert drawn("{{ due|deadline:kind }}", due=date.fromisoformat(due), kind=kind) == said


def test_over_a_rest_day_only_days_tell_the_distance():
    assert days.distance(date(2026, 4, 5), date(2026, 4, 4)) == "还有1天"


def test_nothing_is_said_of_a_day_that_is_not_set():
    assert drawn("{{ x|deadline }}{{ x|day }}{{ x|short_day }}{{ x|moment }}", x=None) == ""


def test_days_and_moments_are_said_in_the_countys_time(frozen):
    frozen("2026-03-02")
    late = datetime(2026, 3, 2, 16, 5, tzinfo=UTC)

    assert drawn("{{ x|day }} {{ x|short_day }} {{ x|moment }}", x=late) == (
        "2026年3月3日 3月3日 2026年3月3日 00:05"
    )
    assert (
        drawn("{{ x|day }} {{ x|short_day }}", x=date(2025, 12, 1)) == "2025年12月1日 2025年12月1日"
    )
    assert days.moment(datetime(2026, 3, 2, 9, 5)) == "2026年3月2日 09:05"
    assert days.short_day(date(2025, 12, 1)) == "12月1日"


def test_people_are_masked():
    assert drawn("{{ n|mask_name }} {{ p|mask_phone }}", n="张三", p="13800138000") == (
        "张* 138****8000"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "tones", "badge"),
    [
        (S.SENT, {}, '<span class="status tone-blue">已提交</span>'),
        (S.DONE, {}, '<span class="status tone-green">已办结</span>'),
        (S.DONE, {S.DONE: "red"}, '<span class="status tone-red">已办结</span>'),
    ],
)
def test_a_state_is_a_word_with_a_tone(status, tones, badge, monkeypatch):
    monkeypatch.setattr(Matter, "status_tones", tones, raising=False)

    assert drawn("{% status_badge m %}", m=Matter(status=status)) == badge


@pytest.mark.django_db
def test_a_badge_says_the_countys_word_and_escapes_it():
    Wording.objects.create(scope="qingxi", code="status.core.matter.done", text="已<销>号")

    assert "已&lt;销&gt;号" in drawn("{% status_badge m %}", m=Matter(status=S.DONE))


@pytest.mark.django_db
def test_the_buttons_of_a_page_are_its_readers_steps(author):
    text = "{% for step in m|steps_for:user %}{{ step.verb }}:{{ step.label }}{% endfor %}"

    assert drawn(text, m=Matter(status=S.SENT, edited_by="other"), user=author) == "conclude:办结"


@pytest.mark.parametrize(
    ("tag", "query"),
    [
        ('{% qs tab="all" %}', "?tab=all&amp;q=%E6%A1%A5&amp;a=1&amp;a=2"),
        ("{% qs tab=None q='' %}", "?a=1&amp;a=2"),
    ],
)
def test_a_link_keeps_the_rest_of_the_address(tag, query):
    request = RequestFactory().get("/?tab=x&q=桥&a=1&a=2")

    assert sorted(drawn(tag, request=request).strip("?").split("&amp;")) == sorted(
        query.strip("?").split("&amp;")
    )


@pytest.fixture
def drawings(tmp_path, monkeypatch):
    """One icon is installed: a bell."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M8 16"/></svg>'
    (tmp_path / "bell.svg").write_text(svg)
    known = {"vendor/icons/bell.svg": str(tmp_path / "bell.svg")}
    monkeypatch.setattr(finders, "find", known.get)
    icons.icon.cache_clear()
    yield
    icons.icon.cache_clear()


def test_an_icon_is_drawn_into_the_page(drawings):
    assert drawn('{% icon "bell" %}') == (
        '<svg class="bi" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<path d="M8 16" /></svg>'
    )


def test_an_icon_that_is_not_installed_is_nothing(drawings):
    assert drawn('{% icon "no" %}{% icon name %}', name='"><script>') == ""
