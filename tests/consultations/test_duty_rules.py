"""Rules and groups of duty: kept by the studio's staff, said in one sentence, on record."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import duty_rules
from consultations.forms.duty_rules import RuleForm
from consultations.models import DutyGroup, DutyRule
from core.access import NotYours
from tests.builders.directory import join_studio

HOURS = {"starts_at": time(9), "ends_at": time(11, 30)}


def keep(studio, by, **changes):
    return duty_rules.keep_rule(
        studio, by=by, **{"cadence": "weekly", "days": [2], **HOURS} | changes
    )


@pytest.mark.parametrize("who", ["member", "office", "stranger"])
def test_others_than_the_staff_may_not_keep_rules_and_groups(studio, convener, who, request):
    by = request.getfixturevalue(who)
    rule = keep(studio, convener)
    group = duty_rules.keep_group(studio, by=convener, name="法制组", members=[])

    for deed in (
        lambda: keep(studio, by),
        lambda: keep(studio, by, rule=rule, days=[3]),
        lambda: duty_rules.end_rule(rule, by=by),
        lambda: duty_rules.keep_group(studio, by=by, name="经济组", members=[]),
        lambda: duty_rules.end_group(group, by=by),
    ):
        with pytest.raises(NotYours):
            deed()

    assert DutyRule.objects.get().days == [2]
    assert DutyGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "每周三上午 9:00—11:30，2人，遇节假日顺延"),
        ({"days": [4, 0]}, "每周一、周五上午 9:00—11:30，2人，遇节假日顺延"),
        (
            {"cadence": "monthly", "days": [20, 10], "on_holiday": "skip", "seats": 1},
            "每月10日、20日上午 9:00—11:30，1人，遇节假日不安排",
        ),
        (
            {"cadence": "nth", "days": [2], "weeks": [3, 1], "on_holiday": "keep"},
            "每月第1、3个周三上午 9:00—11:30，2人，节假日照常",
        ),
        (
            {"by_group": True, "seats": 0, "starts_at": time(14, 30), "ends_at": time(17)},
            "每周三下午 14:30—17:00，按组轮值，全组到岗，遇节假日顺延",
        ),
        (
            {"by_group": True, "seats": 3},
            "每周三上午 9:00—11:30，按组轮值，每班3人，遇节假日顺延",
        ),
    ],
)
def test_a_rule_is_said_in_one_sentence(studio, convener, facts, sentence):
    assert keep(studio, convener, **facts).summary == sentence


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"days": []}, "days"),
        ({"days": [7]}, "days"),
        ({"cadence": "monthly", "days": [0]}, "days"),
        ({"cadence": "monthly", "days": [32]}, "days"),
        ({"cadence": "nth", "days": [2], "weeks": []}, "weeks"),
        ({"cadence": "nth", "days": [2], "weeks": [6]}, "weeks"),
        ({"ends_at": time(9)}, "ends_at"),
        ({"seats": 0}, "seats"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(studio, convener, facts, field):
    with pytest.raises(ValidationError) as refused:
        keep(studio, convener, **facts)

    assert set(refused.value.message_dict) == {field}


def test_a_changed_rule_says_in_the_record_what_it_was(studio, convener):
    rule = keep(studio, convener)

    keep(studio, convener, rule=rule, days=[3])

    entry = trail.history_of(studio).first()
    assert entry.label == "设置排班规则"
    assert "每周四" in entry.remark
    assert "原为：每周三" in entry.remark
    assert (DutyRule.objects.get().name, DutyRule.objects.count()) == ("每周四", 1)


def test_a_rule_saved_as_it_was_leaves_no_trace(studio, convener):
    rule = keep(studio, convener)

    keep(studio, convener, rule=rule)

    assert trail.history_of(studio).count() == 1


def test_an_ended_rule_is_kept_for_the_shifts_it_has_made(studio, convener):
    rule = keep(studio, convener)

    duty_rules.end_rule(rule, by=convener)
    duty_rules.end_rule(rule, by=convener)

    assert not DutyRule.objects.get().is_active
    assert trail.history_of(studio).filter(verb="end_rule").count() == 1


def test_groups_take_turns_in_the_order_in_which_they_were_made(studio, convener):
    for name in ("法制组", "经济组", "教科组"):
        duty_rules.keep_group(studio, by=convener, name=name, members=[])

    assert [group.order for group in DutyGroup.objects.all()] == [1, 2, 3]


def test_a_group_is_named_once_in_a_studio(studio, convener):
    duty_rules.keep_group(studio, by=convener, name="法制组", members=[])

    with pytest.raises(ValidationError, match="已有“法制组”"):
        duty_rules.keep_group(studio, by=convener, name="法制组", members=[])


def test_a_group_changes_its_members_and_can_be_given_up(studio, convener):
    member = join_studio(studio, "赵委员")
    group = duty_rules.keep_group(studio, by=convener, name="法制组", members=[])

    duty_rules.keep_group(studio, by=convener, group=group, name="法制组", members=[member])
    assert list(group.members.all()) == [member]
    duty_rules.end_group(group, by=convener)

    assert not DutyGroup.objects.exists()
    assert [entry.remark for entry in trail.history_of(studio)][:2] == ["法制组", "法制组：赵委员"]


SENT = {"starts_at": "9:00", "ends_at": "11:30", "seats": "2", "on_holiday": "next"}


@pytest.mark.parametrize(
    ("cadence", "sent", "days"),
    [
        ("weekly", {"days": ["2", "4"]}, [2, 4]),
        ("monthly", {"dates": "10、20"}, [10, 20]),
        ("monthly", {"dates": "20日, 10日，20"}, [10, 20]),
        ("nth", {"days": ["2"], "weeks": ["1", "3"]}, [2]),
    ],
)
def test_the_form_reads_days_however_they_are_written(cadence, sent, days):
    form = RuleForm(SENT | sent, cadence=cadence)

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["cadence"], form.cleaned_data["days"]) == (cadence, days)


@pytest.mark.parametrize(
    ("cadence", "sent", "field"),
    [
        ("weekly", {}, "days"),
        ("monthly", {"dates": "32"}, "dates"),
        ("monthly", {"dates": "0"}, "dates"),
        ("monthly", {"dates": "月底"}, "dates"),
        ("monthly", {"dates": "100"}, "dates"),
        ("nth", {"days": ["2"]}, "weeks"),
        ("weekly", {"days": ["2"], "seats": ""}, "seats"),
        ("weekly", {"days": ["2"], "seats": "0"}, "seats"),
        ("weekly", {"days": ["2"], "ends_at": "8:00"}, "ends_at"),
        ("weekly", {"days": ["2"], "ends_at": "半夜"}, "ends_at"),
    ],
)
def test_the_form_points_out_what_is_wrong(cadence, sent, field):
    form = RuleForm(SENT | sent, cadence=cadence)

    assert not form.is_valid()
    assert field in form.errors


def test_a_whole_group_needs_no_number():
    form = RuleForm(SENT | {"days": ["2"], "by_group": "1", "seats": ""}, cadence="weekly")

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["by_group"], form.cleaned_data["seats"]) == (True, 0)


def test_a_rule_fills_its_own_form(studio, convener):
    rule = keep(studio, convener, by_group=True, seats=0)
    facts = {name: value for name, value in RuleForm.facts_of(rule).items() if value}

    form = RuleForm(facts, cadence=rule.cadence)

    assert form.is_valid(), form.errors
