"""Dispatch, and what units and the office do until there is a reply."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.enums import ConsensusStatus, IssueStatus, TopicStatus
from core import clock
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from petitions.actions import assignments, replies, requests, supervision
from petitions.enums import AssignmentStatus as S
from petitions.models import Assignment, Supervision
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.petitions import (
    a_topic,
    acknowledge,
    an_issue,
    answer,
    handler_of,
    make_assignment,
    make_item,
    make_limit_class,
    office,
)
from tests.builders.studios import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


def give(matter, **changes):
    fields = {
        "lead_unit": make_unit(),
        "limit_class": make_limit_class(),
        "title": "护栏",
        "demand": "请加固。",
        "by": office(),
    }
    return assignments.dispatch(matter, **fields | changes)


def test_a_dispatched_item_has_number_unit_clock_and_history():
    unit = make_unit("县水利局")

    made = give(make_item(unit), lead_unit=unit)

    assert made.number == "JB20260001"
    assert made.authority == "县政府办"
    assert (made.starts_on, made.sign_due_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (made.warn_on, made.due_on) == (date(2026, 3, 9), date(2026, 3, 11))
    assert made.consensus_item.status == ConsensusStatus.DISPATCHED
    assert trail.history_of(made)[0].remark == "主办：县水利局"


def test_the_units_and_those_who_raised_it_hear_of_a_dispatch():
    topic = a_topic()
    issue = an_issue(topic=topic)
    lead, support = make_unit("县水利局"), make_unit("县财政局")
    people = [make_user(unit=lead), make_user(unit=support)]

    give(make_item(topic=topic), lead_unit=lead, supporting_units=[support])

    topic.refresh_from_db()
    assert topic.status == TopicStatus.DISPATCHED
    assert Notice.objects.filter(to__in=people, template="petitions/dispatched").count() == 2
    assert "县水利局" in issue.tellings.last().text


def test_a_supporting_unit_owes_its_opinion_at_six_tenths_of_the_time():
    made = give(make_item(), supporting_units=[make_unit()], limit_class=make_limit_class(due=10))

    assert made.undertakings.get(role="support").opinion_due_on == date(2026, 3, 10)


def test_an_issue_can_be_dispatched_directly():
    issue = an_issue()

    made = give(issue)

    issue.refresh_from_db()
    assert (issue.status, made.studio) == (IssueStatus.DISPATCHED, issue.studio)


def test_a_unit_may_not_lead_and_support():
    unit = make_unit()

    with pytest.raises(ValidationError):
        give(make_item(), lead_unit=unit, supporting_units=[unit])


def test_a_unit_of_another_county_gets_nothing():
    with pytest.raises(ValidationError):
        give(make_item(), lead_unit=make_unit(committee=make_committee("other")))


@pytest.mark.parametrize("role", ["proposals", "leader", "signer", "township"])
def test_nobody_but_the_office_dispatches_an_item(role):
    with pytest.raises(NotYours):
        give(make_item(), by=make_user(**{role: True}))


def test_a_dispatched_matter_is_not_dispatched_again_until_it_was_taken_back():
    item = make_item()
    made = give(item)

    with pytest.raises(NotAllowedNow):
        give(item)
    assignments.withdraw(made, by=office(), remark="单位有误")
    item.refresh_from_db()

    assert give(item).number == "JB20260002"


def test_a_unit_signs_and_names_who_handles_it():
    made = make_assignment(acknowledged=True)

    part = made.undertakings.get()
    assert made.status == S.ACKNOWLEDGED
    assert (part.contact_name, part.contact_phone) == ("陈经办", "13900001111")


@pytest.mark.parametrize(
    "deed",
    [
        lambda a, by: assignments.acknowledge(a, by=by, contact_name="", contact_phone=""),
        lambda a, by: requests.request_return(a, by=by, reason="不属我局"),
        lambda a, by: assignments.withdraw(a, by=by, remark=""),
        lambda a, by: supervision.press(a, on=clock.today(), by=by),
        lambda a, by: supervision.supervise(a, by=by, demand=""),
        lambda a, by: assignments.give_opinion(a, by=by, opinion=""),
        lambda a, by: assignments.rehandle(a, by=by, remark=""),
    ],
)
def test_a_stranger_takes_no_step_of_an_assignment(deed):
    made = make_assignment()

    with pytest.raises(NotYours):
        deed(made, make_user(unit=make_unit()))

    made.refresh_from_db()
    assert made.status == S.DISPATCHED


@pytest.mark.parametrize(
    "deed",
    [
        lambda a: acknowledge(a),
        lambda a: requests.grant_return(a, by=office(), lead_unit=make_unit()),
        lambda a: requests.refuse_return(a, by=office(), remark=""),
        lambda a: replies.reject_reply(a, by=office(), remark=""),
        lambda a: replies.accept_reply(a, by=office()),
    ],
)
def test_a_step_from_the_wrong_state_is_refused(deed):
    made = make_assignment(acknowledged=True)

    with pytest.raises(NotAllowedNow):
        deed(made)


def test_a_supporting_units_opinion_reaches_the_lead_unit_once():
    support = make_unit("县财政局")
    made = make_assignment(supporting_units=[support])
    by, lead = make_user(unit=support), handler_of(made.lead_unit)

    assignments.give_opinion(made, by=by, opinion="资金已列入预算。")

    assert made.undertakings.get(role="support").opinion == "资金已列入预算。"
    assert Notice.objects.filter(to=lead, template="petitions/opinion_given").exists()
    with pytest.raises(NotYours):
        assignments.give_opinion(made, by=by, opinion="再说一次")


def test_a_letter_goes_to_the_late_and_keeps_the_due_day(frozen):
    made = make_assignment(acknowledged=True)
    with pytest.raises(NotAllowedNow, match="尚在期限内"):
        supervision.supervise(made, by=office(), demand="请抓紧")

    frozen("2026-03-16")
    letter = supervision.supervise(made, by=office(), demand="请主要负责人过问")

    assert letter.number == "督〔2026〕1号"
    assert letter.new_due_on == date(2026, 3, 23)
    assert Assignment.objects.get().due_on == date(2026, 3, 11)
    with pytest.raises(NotAllowedNow, match="期满前不再发函"):
        supervision.supervise(Assignment.objects.get(), by=office(), demand="再发")
    assert Supervision.objects.count() == 1


def test_a_unit_is_pressed_by_hand_once_a_day(frozen):
    made = make_assignment()
    by = handler_of(made.lead_unit)

    assert supervision.press(made, on=clock.today(), by=office()) == 1
    with pytest.raises(NotAllowedNow, match="今天已经催办过"):
        supervision.press(Assignment.objects.get(), on=clock.today(), by=office())
    frozen("2026-03-03")

    assert supervision.press(Assignment.objects.get(), on=clock.today(), by=office()) == 1
    assert Notice.objects.filter(to=by, template="petitions/pressed").count() == 2


def test_a_withdrawn_assignment_leaves_the_units_sight():
    made = make_assignment()
    by = handler_of(made.lead_unit)

    assignments.withdraw(made, by=office(), remark="重复交办")

    assert not Assignment.objects.visible_to(fresh(by)).exists()
    assert Notice.objects.filter(to=by, template="petitions/withdrawn").exists()


def test_who_sees_an_assignment():
    host = make_member()
    item = make_item(host=host)
    made = make_assignment(item)
    studio = item.activity.studio

    seeing = [
        office(),
        handler_of(made.lead_unit),
        make_user(leader=True),
        host.user,
        make_user(convener=studio),
        make_user(township=studio.area),
    ]
    blind = [
        make_user(unit=make_unit()),
        make_user(),
        make_member("钱委员").user,
        make_user(office=True, committee=make_committee("other")),
    ]

    assert [Assignment.objects.visible_to(fresh(user)).count() for user in seeing] == [1] * 6
    assert [Assignment.objects.visible_to(fresh(user)).count() for user in blind] == [0] * 4


def fresh(user):
    """The same person in another request."""
    return type(user).objects.get(pk=user.pk)


def test_a_reply_is_rejected_with_three_days_to_answer_anew(frozen):
    made = make_assignment(replied="A")

    frozen("2026-03-11")
    replies.reject_reply(made, by=office(), remark="没有回答资金问题")

    assert (made.status, made.replied_at) == (S.ACKNOWLEDGED, None)
    assert made.due_on == date(2026, 3, 16)
    answer(made)
    assert made.status == S.REPLIED
