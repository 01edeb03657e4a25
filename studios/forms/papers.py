"""What is asked when a plan or summary is written and reviewed (计划与总结)."""

from typing import Any

import django_filters
from django import forms

from core.forms import PortalForm
from studios.enums import PaperKind
from studios.models import Paper

LONGEST = 10_000


class PaperForm(PortalForm, forms.ModelForm):
    """Title and text (标题、正文); the headings are told from plain words by their numbers."""

    edits = True
    submit_label = "保存"

    class Meta:
        model = Paper
        fields = ("title", "body")
        widgets = {
            "body": forms.Textarea(attrs={"rows": 24, "class": "grow", "data-count": LONGEST})
        }
        help_texts = {"body": "一段一行。以“一、”“（一）”开头的行是两级标题，导出Word时自动排版。"}


class PaperRemarkForm(PortalForm, forms.Form):
    """What to mend (退回意见)."""

    remark = forms.CharField(
        label="意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明缺什么、怎么改；工作室召集人、联络员会收到这段话。",
    )


class EndorseForm(PortalForm, forms.Form):
    """What the township says to it, if anything (审核意见)."""

    remark = forms.CharField(
        label="审核意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperFilter(django_filters.FilterSet):
    """By year and by kind."""

    year = django_filters.NumberFilter(label="年度", min_value=2000, max_value=2100)
    kind = django_filters.ChoiceFilter(label="文种", choices=PaperKind.choices, empty_label="全部")

    class Meta:
        model = Paper
        fields: list[Any] = []
