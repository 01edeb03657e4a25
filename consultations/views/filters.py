"""The filters of our lists, kept in the address."""

import django_filters as filters
from django import forms

from consultations.enums import ActivityKind, Source
from consultations.models import Activity, Issue, Topic


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


class IssueFilter(filters.FilterSet):
    """By where it came from and when."""

    source = Choice(label="来源", choices=Source.choices)
    since = Period(label="提出日期从", field_name="raised_at", lookup_expr="date__gte")
    until = Period(label="至", field_name="raised_at", lookup_expr="date__lte")
    studio = filters.NumberFilter(widget=forms.HiddenInput)
    category = filters.NumberFilter(widget=forms.HiddenInput)
    topic = filters.NumberFilter(widget=forms.HiddenInput)
    claimed_by = filters.NumberFilter(widget=forms.HiddenInput)

    class Meta:
        model = Issue
        fields = ("source", "since", "until", "studio", "category", "topic", "claimed_by")


class TopicFilter(filters.FilterSet):
    """By when it was proposed."""

    since = Period(label="提出日期从", field_name="proposed_at", lookup_expr="date__gte")
    until = Period(label="至", field_name="proposed_at", lookup_expr="date__lte")
    studio = filters.NumberFilter(widget=forms.HiddenInput)
    category = filters.NumberFilter(widget=forms.HiddenInput)

    class Meta:
        model = Topic
        fields = ("since", "until", "studio", "category")


class ActivityFilter(filters.FilterSet):
    """By kind and day."""

    kind = Choice(label="类型", choices=ActivityKind.choices)
    since = Period(label="日期从", field_name="held_on", lookup_expr="gte")
    until = Period(label="至", field_name="held_on", lookup_expr="lte")
    studio = filters.NumberFilter(widget=forms.HiddenInput)
    topic = filters.NumberFilter(widget=forms.HiddenInput)

    class Meta:
        model = Activity
        fields = ("kind", "since", "until", "studio", "topic")
