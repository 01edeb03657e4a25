"""What nobody should send and somebody will."""

from django import forms

from core import once

LONG = "长" * 20_000
# In every field at once.
RUBBISH = {
    "too long": LONG,
    "nul": "坏\x00字",
    "huge number": "9" * 40,
    "markup": "\"'><script>alert(1)</script>{{ 7 }}{% now %}",
    "half a date": "2026-99-99",
    "negative": "-1",
    "blanks": "   \t ",
    "odd letters": "😀́‮𠮷",
}
# In the address, each by itself.
QUERIES = (
    "tab=zzz", "tab=", "tab=%00", "after=garbage", "after=%00", "before=e30", "after=W251bGxd",
    "before=WyJhIiwiYiJd", "after=WzEsMiwzXQ", "since=abc", "until=2026-99-99",
    "since=0001-01-01", "until=9999-12-31", "unit=999999999999999999999", "studio=abc",
    "studio=%00", "studio=-1", "category=999999999999999999999", "kind=zzz", "source=%00",
    "area=999999999999999999999", "sector=x", "limit_class=x", "q=%00", "q=" + "%25" * 200,
    "q='%22%3B--", "year=99999", "year=%D9%A3", "year=-1", "day=abc", "topic=abc",
    "topic=999999999999999999999", "topic=-1", "consensus_item=999999999999999999999",
    "consensus_item=%00", "issue=x&issue=999999999999999999999", "format=pdf", "page=-1",
    "actor=%00", "verb=zzz", "next=//example.com/", "%00=1",
)  # fmt: skip


def fields_of(answer) -> dict[str, forms.Field]:
    """What the form on the page asks for, the hidden things left out."""
    form = answer.context["form"]
    return {
        name: field
        for name, field in form.fields.items()
        if name not in (once.FIELD, "version") and not isinstance(field, forms.FileField)
    }


def initial_of(answer) -> dict[str, str]:
    """What a browser would send back unchanged."""
    form = answer.context["form"]
    given = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, forms.FileField) or value in (None, False):
            continue
        if isinstance(value, (list, tuple)):
            value = [getattr(one, "pk", one) for one in value]
        given[bound.html_name] = getattr(value, "pk", value)
    for row in getattr(form, "items", ()):
        given |= {bound.html_name: bound.value() or "" for bound in row}
    if hasattr(form, "items"):
        given |= {b.html_name: b.value() for b in form.items.management_form}
    return given
