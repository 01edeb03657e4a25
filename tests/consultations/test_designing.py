"""How a county mends its own mechanisms, and what other limits would have meant."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import designing, issues, mechanisms
from consultations.enums import LimitCode, Urgency
from consultations.lineage import simulation
from consultations.models import Mechanism, StageLimit, Topic
from consultations.models.practice import practice
from core import clock
from core.access import NotYours
from core.workdays import Limit
from core.workflow import NotAllowedNow
from tests.builders.consultations import make_category, make_issue, make_topic
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 4)


@pytest.fixture
def four(studio):
    return make_shipped(studio.committee, "jintai", "sidan", default=True)


@pytest.fixture
def keeper(studio):
    return make_user(admin=True)


def make_limit(studio, code, days):
    return StageLimit.objects.update_or_create(
        committee=studio.committee, code=code, defaults={"days": days, "kind": "workday"}
    )[0]


def rename_step(mechanism, by, label="接单", place=1, **more):
    seen = designing.mark_of(mechanism)
    return designing.edit_step(mechanism, place, by=by, seen=seen, on=DAY, label=label, **more)


@pytest.mark.parametrize("role", ["convener", "member", "leader", "township"])
def test_only_the_office_and_the_keeper_of_the_portal_mend_a_mechanism(four, studio, role):
    stranger = make_user(**{role: studio if role == "convener" else True}) if role in (
        "convener", "leader"
    ) else make_user()  # fmt: skip

    with pytest.raises(NotYours):
        rename_step(four, stranger)


def test_an_unused_version_is_mended_in_place(four, keeper):
    fresh = rename_step(four, keeper)

    assert (fresh.pk, fresh.version) == (four.pk, 1)
    assert practice(four.pk).steps[1].label == "接单"


def test_matters_keep_the_version_under_which_they_began(four, keeper, studio):
    old = make_topic(studio)

    fresh = rename_step(four, keeper)

    assert (fresh.version, fresh.valid_from, fresh.is_default) == (2, DAY, True)
    assert Topic.objects.get(pk=old.pk).practice.steps[1].label == "买单"
    assert make_topic(studio).practice.steps[1].label == "接单"
    assert not Mechanism.objects.get(pk=four.pk).is_current


def test_every_edit_is_in_the_record(four, keeper):
    fresh = rename_step(four, keeper)

    line = trail.history_of(fresh).first()
    assert (line.label, line.remark) == ("修改机制", "修改“接单”")


def test_two_editors_do_not_overwrite_each_other(four, keeper):
    seen = designing.mark_of(four)
    designing.edit_step(four, 1, by=keeper, seen=seen, on=DAY, label="接单")

    with pytest.raises(ValidationError, match="刚被他人修改过"):
        designing.edit_step(four, 1, by=keeper, seen=seen, on=DAY, label="领单")


def test_an_old_version_is_for_reading(four, keeper, studio):
    make_topic(studio)
    rename_step(four, keeper)

    with pytest.raises(NotAllowedNow, match="以前的版本"):
        rename_step(four, keeper, label="领单")


@pytest.mark.parametrize(
    ("gate", "field", "said"),
    [
        ({"verb": "issue.close", "kind": "vote"}, "kind", "只能用于议题"),
        ({"verb": "topic.conclude", "kind": "notice"}, "days", "应写满几日"),
        ({"verb": "topic.conclude", "kind": "vote", "majority": "三分之二"}, "majority", "分数"),
        ({"verb": "topic.conclude", "kind": "vote", "majority": "3/2"}, "majority", "分数"),
        ({"verb": "topic.conclude", "kind": "form"}, "fields", "须填写哪几项"),
        ({"verb": "topic.conclude", "kind": "second", "days": 3}, "days", "只有公示"),
    ],
)
def test_a_condition_that_cannot_be_met_is_refused_beside_its_field(
    four, keeper, gate, field, said
):
    with pytest.raises(ValidationError) as refusal:
        designing.put_gate(four, 2, None, by=keeper, seen=designing.mark_of(four), on=DAY, **gate)

    assert said in refusal.value.message_dict[field][0]
    assert mechanisms.stated(four)["steps"][2]["gates"] == []


def test_a_condition_is_set_changed_and_taken_away(four, keeper):
    notice = {"verb": "topic.conclude", "kind": "notice"}

    def seen():
        return {"by": keeper, "seen": designing.mark_of(four), "on": DAY}

    designing.put_gate(four, 2, None, days=7, **notice, **seen())
    designing.put_gate(four, 2, 0, days=9, **notice, **seen())
    assert [gate.days for gate in practice(four.pk).gates_before("topic.conclude")] == [9]

    designing.drop_gate(four, 2, 0, **seen())
    assert practice(four.pk).gates_before("topic.conclude") == []


def test_a_limit_of_the_step_runs_instead_of_the_countys(studio, keeper):
    liubu = make_shipped(studio.committee, "nantong", "haoshangliang", default=True)
    make_limit(studio, LimitCode.DECIDE, 5)
    rename_step(liubu, keeper, "党委审定", place=3, limit=2, limit_kind="natural")

    with clock.at(DAY):
        assert make_topic(studio).decision_due_on == DAY + timedelta(days=2)


def test_a_limit_on_a_step_of_several_clocks_is_refused(four, keeper):
    with pytest.raises(ValidationError) as refusal:
        rename_step(four, keeper, limit=3)

    assert "几个计时的阶段" in refusal.value.message_dict["limit"][0]


def test_the_countys_limits_are_changed_with_a_line_for_each(four, keeper, studio):
    row = make_limit(studio, LimitCode.CLAIM, 3)

    assert designing.set_limits([row], by=keeper, days={"claim": 5}) == 1
    assert designing.set_limits([row], by=keeper, days={"claim": 5}) == 0

    assert trail.history_of(row).get().remark == "3个工作日→5个工作日"


def test_the_last_day_of_a_limit_is_in_time():
    wait = (date(2026, 3, 2), date(2026, 3, 5))

    assert simulation.late([wait], Limit(3), DAY) == 0
    assert simulation.late([wait], Limit(2), DAY) == 1
    assert simulation.late([(date(2026, 3, 2), None)], Limit(1), DAY) == 1
    assert simulation.late([wait], None, DAY) == 0


def test_a_year_is_read_off_the_record(four, studio, convener):
    with clock.at(DAY):
        issue = make_issue(studio)
    with clock.at(DAY + timedelta(days=6)):
        issues.accept(issue, by=convener, category=make_category(), urgency=Urgency.NORMAL)

    waits = simulation.waits_of(four, DAY - timedelta(days=9), DAY + timedelta(days=9))

    begun = [*waits[LimitCode.TRIAGE], *waits[LimitCode.TRIAGE_QR]]
    assert begun == [(DAY, DAY + timedelta(days=6))]
    assert waits[LimitCode.CLAIM] == [(DAY + timedelta(days=6), None)]
