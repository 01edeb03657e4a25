import itertools

import pytest
from django.db import models

from core.constraints import exactly_one_of, set_exactly_when, set_together, set_when
from core.models import FormKey

pytestmark = pytest.mark.django_db


def holds(condition, **values):
    """Whether the database finds the condition true of these values."""
    FormKey.objects.get_or_create(key="one row to look at")
    columns = {
        name: models.Value(value, models.IntegerField(null=True)) for name, value in values.items()
    }
    return FormKey.objects.annotate(**columns).filter(condition).exists()


@pytest.mark.parametrize("values", list(itertools.product([None, 1], repeat=3)))
def test_exactly_one_of(values):
    fields = dict(zip("abc", values, strict=True))

    assert holds(exactly_one_of("a", "b", "c"), **fields) == (sum(v == 1 for v in values) == 1)


@pytest.mark.parametrize(
    ("a", "b", "allowed"), [(1, 1, True), (None, None, True), (1, None, False), (None, 1, False)]
)
def test_set_together(a, b, allowed):
    assert holds(set_together("a", "b"), a=a, b=b) == allowed


@pytest.mark.parametrize(
    ("state", "a", "when", "exactly"),
    [(7, 1, True, True), (7, None, False, False), (8, 1, True, False), (8, None, True, True)],
)
def test_set_when_and_set_exactly_when(state, a, when, exactly):
    assert holds(set_when("a", state=7), state=state, a=a) == when
    assert holds(set_exactly_when("a", state=7), state=state, a=a) == exactly
