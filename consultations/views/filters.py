"""The filters of our lists, kept in the address."""

from functools import partial

import django_filters as filters
from django import forms

from consultations.enums import ActivityKind, PostingKind, Source
from consultations.models import Activity, Issue, Posting, Topic
from studios.models import Studio


class Choice(filters.ChoiceFilter):
    """One of a fixed list, or all."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = forms.Select(attrs={"class": "form-select"})
        super().__init__(*args, empty_label="全部", **kwargs)


class Period(filters.DateFilter):
    """From or until a day."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = forms.DateInput(attrs={"type": "date", "class": "form-control"})
        super().__init__(*args, **kwargs)


class CountyFilter(filters.FilterSet):
    """Offers the studios of the reader's own county."""

    studio = filters.ModelChoiceFilter(
        label="工作室",
        queryset=Studio.objects.none(),
        empty_label="全部",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["studio"].queryset = Studio.objects.visible_to(reader)

    @classmethod
    def read_by(cls, reader):
        """The filter as a list page wants it: made with nothing but address and rows."""
        return partial(cls, reader=reader)


class IssueFilter(CountyFilter):
    """By studio, by where it came from and when."""

    source = Choice(label="来源", choices=Source.choices)
    sent_by = filters.CharFilter(
        label="转来单位",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"class": "form-control", "maxlength": 40}),
    )
    since = Period(label="提出日期从", field_name="raised_at", lookup_expr="date__gte")
    until = Period(label="至", field_name="raised_at", lookup_expr="date__lte")

    class Meta:
        model = Issue
        fields = ("studio", "source", "sent_by", "since", "until")


class TopicFilter(CountyFilter):
    """By studio and when it was proposed."""

    since = Period(label="提出日期从", field_name="proposed_at", lookup_expr="date__gte")
    until = Period(label="至", field_name="proposed_at", lookup_expr="date__lte")

    class Meta:
        model = Topic
        fields = ("studio", "since", "until")


class ActivityFilter(CountyFilter):
    """By studio, kind and day."""

    kind = Choice(label="类型", choices=ActivityKind.choices)
    since = Period(label="日期从", field_name="held_on", lookup_expr="gte")
    until = Period(label="至", field_name="held_on", lookup_expr="lte")

    class Meta:
        model = Activity
        fields = ("studio", "kind", "since", "until")


class PostingFilter(CountyFilter):
    """By studio, kind and the day it began."""

    kind = Choice(label="类型", choices=PostingKind.choices)
    since = Period(label="开始日期从", field_name="opens_on", lookup_expr="gte")
    until = Period(label="至", field_name="opens_on", lookup_expr="lte")

    class Meta:
        model = Posting
        fields = ("studio", "kind", "since", "until")
