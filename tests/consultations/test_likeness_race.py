"""Many raise the same in the same second, while the nightly run is at it: nobody waits in vain."""

import pytest

from consultations.actions import likeness
from consultations.lineage import grams
from consultations.models import Gram, Issue
from tests.audit.test_race import race
from tests.builders.consultations import make_issue, staff
from tests.builders.directory import open_studio

pytestmark = pytest.mark.django_db(transaction=True)

RAISERS, NIGHTLY = 12, 3


def raising(studio):
    def run(wait):
        wait()
        return make_issue(studio).pk

    return run


def indexing(studio):
    def run(wait):
        wait()
        return -likeness.index(studio.committee)

    return run


def test_each_of_many_like_matters_is_written_down_once():
    studio = open_studio()
    assert staff(studio).committee_id == studio.committee_id
    earlier = make_issue(studio)
    earlier.grams.all().delete()

    race([*[raising(studio)] * RAISERS, *[indexing(studio)] * NIGHTLY])

    text = grams.gist_of(earlier.title, earlier.body, earlier.place)
    assert Issue.objects.count() == RAISERS + 1
    assert Gram.objects.count() == (RAISERS + 1) * min(grams.KEPT, len(text.all))
