import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core import signing

from core import once
from core.forms import ConfirmForm, PortalForm
from core.models import FormKey, NumberPattern
from tests.core.world import Matter, PatternForm

pytestmark = pytest.mark.urls("tests.core.world")


class ReportForm(PortalForm, forms.Form):
    more = ("source",)

    title = forms.CharField(label="标题", max_length=5, min_length=2)
    level = forms.ChoiceField(label="级别", choices=[("", "—"), ("a", "县级")])
    source = forms.CharField(label="来源", required=False)
    note = forms.CharField(label="备注", error_messages={"required": "备注要写。"})

    def clean(self):
        if self.cleaned_data.get("title") == "冲突":
            raise forms.ValidationError("标题与已有的重复。")


class MatterForm(PortalForm, forms.Form):
    edits = True
    body = forms.CharField(label="正文")

    def __init__(self, *args, instance, **kwargs):
        self.instance = instance
        super().__init__(*args, **kwargs)


def test_what_is_missing_is_said_by_name():
    form = ReportForm({})

    assert form.errors == {
        "title": ["请填写标题。"],
        "level": ["请选择级别。"],
        "note": ["备注要写。"],  # the form's own sentence wins
    }


@pytest.mark.parametrize(
    ("title", "sentence"),
    [("一二三四五六", "标题最多5字，现在有6字。"), ("一", "标题至少2字，现在只有1字。")],
)
def test_lengths_are_said_with_both_numbers(title, sentence):
    assert ReportForm({"title": title}).errors["title"] == [sentence]


def test_errors_stand_in_a_summary_that_links_to_the_fields():
    html = render_crispy_form(ReportForm({"title": "一二三四五六", "level": "a", "note": "n"}))

    assert '<a href="#id_title">标题最多5字，现在有6字。</a>' in html
    assert html.index("error-summary") < html.index("<label")
    assert 'value="一二三四五六"' in html  # what was typed is still there
    assert "novalidate" in html


def test_errors_of_the_whole_form_are_in_the_summary():
    html = render_crispy_form(ReportForm({"title": "冲突", "level": "a", "note": "n"}))

    assert "<li>标题与已有的重复。</li>" in html


def test_a_clean_form_has_no_summary_and_one_button():
    form = ReportForm()
    form.submit_label = "报送"
    html = render_crispy_form(form)

    assert "error-summary" not in html
    assert html.count("<button") == 1
    assert ">报送</button>" in html


@pytest.mark.parametrize(
    ("form", "is_open"),
    [(ReportForm(), False), (ReportForm(initial={"source": "走访"}), True)],
)
def test_what_most_never_need_is_folded_away_unless_filled(form, is_open):
    html = render_crispy_form(form)

    assert ('<details class="more" open>' in html) == is_open
    assert html.index("<summary>更多") < html.index("id_source")


def test_a_step_lends_its_name_to_the_button_unless_the_form_has_its_own():
    class Named(ConfirmForm):
        submit_label = "确认送出"

    matter = Matter(pk=7, title="桥")
    plain, named = ConfirmForm(), Named()
    for form in (plain, named):
        form.offer("办结", matter)

    assert (plain.submit_label, named.submit_label) == ("办结", "确认送出")
    assert 'href="/matters/7/"' in render_crispy_form(plain)


def test_a_form_that_creates_carries_a_fresh_key_each_time():
    keys = {PatternForm()["once"].value() for _ in range(3)}

    assert len(keys) == 3
    assert all(len(key) <= FormKey._meta.get_field("key").max_length for key in keys)
    assert "once" not in ReportForm().fields


@pytest.mark.django_db
def test_the_key_is_never_handed_on_to_the_action():
    data = {"scope": "s", "code": "c", "template": "{n}", "once": once.new_key()}
    form = PatternForm(data)

    assert form.is_valid()
    assert form.cleaned_data == {"scope": "s", "code": "c", "template": "{n}"}
    assert form.save() == NumberPattern.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["forged", "old"])
def test_a_stale_key_keeps_the_text_and_gives_a_new_key(how, monkeypatch):
    key = "forged:key" if how == "forged" else once.new_key()
    if how == "old":
        monkeypatch.setattr(once, "MAX_AGE", -1)
    form = PatternForm({"scope": "s", "code": "很长的话", "template": "{n}", "once": key})

    html = render_crispy_form(form)

    assert form.non_field_errors() == ["表单已过期，请核对后重新提交。"]
    assert 'value="很长的话"' in html
    assert key not in html
    assert signing.TimestampSigner(salt="core.once").unsign(form["once"].value())


def test_a_form_that_edits_carries_the_version_that_was_seen():
    matter = Matter(version=4)

    assert MatterForm(instance=matter)["version"].value() == 4
    form = MatterForm({"body": "新", "version": "3"}, instance=matter)
    assert form.is_valid()
    assert form.cleaned_data == {"body": "新", "version": 3}
