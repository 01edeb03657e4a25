"""`advance` is the only door, and every passage leaves a line."""

import pytest
from django.db import transaction

from audit import trail
from audit.models import START, Entry
from core import clock
from core.access import NotYours
from core.models import Wording
from core.workflow import NotAllowedNow
from studios.models import Studio
from tests.audit.conftest import make_matter
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db


def test_a_step_moves_the_matter_and_leaves_a_line(matter, clerk, frozen):
    frozen("2026-03-02T10:00")

    entry = trail.advance(matter, "open", by=clerk, remark="条件具备", phone="0000-1")

    assert (matter.status, matter.phone) == ("running", "0000-1")
    matter.refresh_from_db()
    assert (matter.status, matter.phone) == ("running", "0000-1")
    assert (entry.label, entry.before, entry.after) == ("挂牌运行", "preparing", "running")
    assert (entry.by, entry.by_name, entry.remark) == (clerk, "李明", "条件具备")
    assert (entry.scope, entry.at) == ("qingxi", clock.now())


def test_nobody_moves_what_is_not_theirs(matter):
    with pytest.raises(NotYours, match="政协办公室"):
        trail.advance(matter, "open", by=make_user())

    assert not Entry.objects.exists()


def test_nobody_moves_from_the_wrong_state(matter, clerk):
    with pytest.raises(NotAllowedNow, match="筹建"):
        trail.advance(matter, "rectify", by=clerk)

    assert not Entry.objects.exists()


def test_who_comes_second_is_told_who_was_first_and_where_it_stands(matter, clerk):
    seen_before = Studio.objects.get(pk=matter.pk)
    trail.advance(matter, "open", by=make_user("张华", office=True))

    with pytest.raises(NotAllowedNow) as refusal:
        trail.advance(seen_before, "open", by=clerk)

    assert refusal.value.sentence == (
        "该事项已被他人办理：张华已“挂牌运行”，现为“运行”，请刷新后再办。"
    )
    assert seen_before.status == "preparing"
    assert Entry.objects.count() == 1


def test_a_matter_moved_without_a_line_is_refused_too(matter, clerk):
    Studio.objects.filter(pk=matter.pk).update(status="running")

    with pytest.raises(NotAllowedNow, match="已被他人办理，现为“运行”"):
        trail.advance(matter, "open", by=clerk)


def test_a_matter_that_is_gone_is_refused(matter, clerk):
    stale = Studio.objects.get(pk=matter.pk)
    matter.delete()

    with pytest.raises(NotAllowedNow, match="已不存在"):
        trail.advance(stale, "open", by=clerk)


def test_if_the_deed_fails_no_line_stays(matter, clerk):
    with transaction.atomic():
        trail.advance(matter, "open", by=clerk)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()
    assert Studio.objects.get(pk=matter.pk).status == "preparing"


def test_the_lines_of_one_matter_form_a_chain(matter, clerk):
    first = trail.advance(matter, "open", by=clerk)
    second = trail.record(matter, "visit", by=clerk, label="走访", public=True)

    assert (first.seq, first.previous) == (1, START)
    assert (second.seq, second.previous) == (2, first.digest)
    assert list(trail.history_of(matter)) == [second, first]
    assert list(trail.history_of(matter).public()) == [second]
    assert second.computed_digest() == Entry.objects.get(pk=second.pk).digest


def test_a_line_speaks_the_words_of_the_county(matter, clerk):
    Wording.objects.create(scope="qingxi", code="verb.studios.open_studio", text="授牌")

    assert trail.advance(matter, "open", by=clerk).label == "授牌"


def test_a_step_is_public_when_its_model_says_so(matter, clerk, monkeypatch):
    monkeypatch.setattr(Studio, "public_steps", {"open"}, raising=False)

    assert trail.advance(matter, "open", by=clerk).public
    assert not trail.record(matter, "rectify", by=clerk).public


def test_a_verb_without_a_name_is_recorded_as_it_is(matter, clerk):
    assert trail.record(matter, "measure", by=clerk).label == "measure"


def test_a_line_needs_few_queries(matter, clerk, django_assert_max_num_queries):
    trail.advance(matter, "open", by=clerk)

    with django_assert_max_num_queries(7):  # three of them are savepoints
        trail.advance(matter, "rectify", by=clerk)


def test_many_lines_are_written_at_once_and_every_chain_goes_on(clerk):
    old, new = make_matter("longquan"), make_matter("shuangquan")
    trail.advance(old, "open", by=clerk)

    trail.record_all([old, new], "note", by=clerk, label="补充说明", remarks=["甲", "乙"])

    assert [line.remark for line in trail.history_of(old)] == ["甲", ""]
    assert trail.history_of(new).get().seq == 1
    assert trail.verify() == []


def test_nothing_is_written_about_nobody(clerk):
    trail.record_all([], "note", by=clerk, label="补充说明")

    assert not Entry.objects.exists()


def test_many_lines_give_way_to_whoever_was_quicker(matter, clerk, monkeypatch):
    trail.record(matter, "note", by=clerk, label="补充说明")
    monkeypatch.setattr(trail, "_last_lines", lambda objs: {})  # read before the other wrote

    with transaction.atomic(), pytest.raises(NotAllowedNow, match="多人同时办理"):
        trail.record_all([matter], "note", by=clerk, label="补充说明")

    assert trail.history_of(matter).count() == 1
