from datetime import timedelta

import pytest

from core import clock, once
from core.models import FormKey
from core.tasks import forget_form_keys


@pytest.mark.django_db
def test_keys_are_forgotten_when_their_forms_can_no_longer_be_sent(frozen):
    now = frozen("2026-03-02")
    for name, age in {"fresh": 0, "valid": once.MAX_AGE, "old": 2 * once.MAX_AGE + 1}.items():
        FormKey.objects.create(key=name, used_at=now - timedelta(seconds=age))

    assert forget_form_keys() == 1
    assert forget_form_keys() == 0

    assert set(FormKey.objects.values_list("key", flat=True)) == {"fresh", "valid"}
    assert clock.now() == now
