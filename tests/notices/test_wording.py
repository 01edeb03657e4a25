"""A notice speaks the county's words, and its words cannot reach anywhere."""

from datetime import date

import pytest
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import gettext_lazy

from core.models import Wording
from notices.wording import TITLE_LENGTH, words
from tests.builders.people import make_user
from tests.notices.letters import VALUES

pytestmark = pytest.mark.django_db


def reword(text: str) -> None:
    Wording.objects.create(scope="qingxi", code="notice:tests/hello", text=text)


def test_the_first_line_is_the_title_and_the_rest_the_text():
    assert words("", "tests/hello", VALUES) == (
        "“龙泉路修补”请于3月2日前办理",
        "已逾期 2 天，请尽快答复。",
    )


def test_a_county_says_it_in_its_own_words():
    reword("{{ title }}逾期{{ days }}天\n请速办。")

    assert words("qingxi", "tests/hello", VALUES) == ("龙泉路修补逾期2天", "请速办。")
    assert words("other", "tests/hello", VALUES)[1] == "已逾期 2 天，请尽快答复。"


def test_a_value_breaks_no_line_and_is_not_escaped():
    title, text = words("", "tests/hello", VALUES | {"title": "A&B\r\nBcc: x@y.cn\n" + "长" * 300})

    assert title.startswith("“A&B Bcc: x@y.cn 长")
    assert len(title) == TITLE_LENGTH
    assert text == "已逾期 2 天，请尽快答复。"


@pytest.mark.parametrize("source", ["{% load core %}", '{% include "base.html" %}'])
def test_words_reach_no_library_and_no_file(source):
    reword(source)

    with pytest.raises((TemplateSyntaxError, TemplateDoesNotExist)):
        words("qingxi", "tests/hello", VALUES)


def test_only_plain_values_are_taken():
    with pytest.raises(TypeError, match="title is a User"):
        words("", "tests/hello", VALUES | {"title": make_user()})


@pytest.mark.parametrize(
    "source",
    [
        "{{ title }}{{ days }}天，{{ due_on|date:'Y年n月j日' }}",
        "{{ title|upper }}{{ absent }}{{ absent|default:'无' }}{{ days|add:days }}",
        "{% if days %}{{ title }}{% endif %}{{ True }}{{ title.0 }}",
        "{{ 'A&B' }}{{ title|cut:'B' }}{{ due_on }}{{ nothing }}{{ is_late }}",
        "{# unseen #}{% now 'Y' as year %}{{ days }}",
    ],
)
def test_words_are_what_the_engine_of_templates_makes_of_them(source):
    values = {
        "title": "A&B<路>", "days": 2, "due_on": date(2026, 3, 2), "nothing": None, "is_late": True,
    }  # fmt: skip
    made = Engine().from_string(source).render(Context(values, autoescape=False))
    reword(f"标题\n{source}")

    for _ in range(2):  # the second time from memory
        assert words("qingxi", "tests/hello", values) == ("标题", made.strip())


def test_another_day_is_another_word():
    reword("标题\n{{ day|date:'n月j日' }}第{{ n }}次")

    said = [words("qingxi", "tests/hello", {"day": date(2026, 3, n), "n": n})[1] for n in (2, 3)]
    assert said == ["3月2日第2次", "3月3日第3次"]
    assert (
        words("qingxi", "tests/hello", {"day": date(2026, 3, 2), "n": True})[1] == "3月2日第True次"
    )


def test_a_lazy_text_is_a_text():
    title, _ = words("", "tests/hello", VALUES | {"title": gettext_lazy("Monday")})

    assert title == "“星期一”请于3月2日前办理"
