"""A refusal looked at again, once (复核)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import citizen
from audit import trail
from audit.models import Entry
from consultations.actions import issues, reviewing
from consultations.enums import IssueStatus, LimitCode, ReasonKind, Urgency
from consultations.models import StageLimit
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import make_category, make_issue, make_reason, township
from tests.builders.directory import open_studio

WHY = "我没有信访过，是第一次反映。"


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def declined(studio):
    StageLimit.objects.create(committee=studio.committee, code=LimitCode.REVIEW, days=3)
    return make_issue(studio, declined=True)


@pytest.fixture
def appealed(declined, party):
    reviewing.appeal(declined, by=citizen(), why=WHY)
    return declined


def overturn(issue, by):
    category = make_category(committee=issue.committee)
    reviewing.overturn(issue, by=by, category=category, urgency=Urgency.PRESSING, remark="应予受理")


def told(issue):
    return issue.tellings.last().text


def heard(person, template):
    return Notice.objects.get(to=person, template=f"consultations/{template}")


def test_the_raiser_asks_and_the_township_and_the_studio_hear_of_it(appealed, party, convener):
    assert (appealed.status, appealed.review_due_on) == (IssueStatus.REVIEWING, date(2026, 3, 5))
    assert appealed.appealed_at is not None
    assert appealed.closed_at is None
    assert WHY in heard(party, "issue_appealed").text
    assert WHY in heard(convener, "issue_appealed_here").text
    assert "2026年3月5日" in told(appealed)


def test_what_the_raiser_wrote_stays_out_of_the_record_and_of_the_mail(appealed, party):
    assert not Entry.objects.filter(remark__contains="信访").exists()
    assert heard(party, "issue_appealed").private
    assert appealed.tellings.filter(text__contains=WHY).exists()


def test_nobody_asks_without_saying_why(declined):
    with pytest.raises(ValidationError, match="理由"):
        reviewing.appeal(declined, by=citizen(), why="  ")


def test_nobody_asks_in_the_raisers_place(declined, convener, party):
    for person in (convener, party):
        with pytest.raises(NotYours):
            reviewing.appeal(declined, by=person, why=WHY)


@pytest.mark.parametrize("flags", [{}, {"accepted": True}, {"answered": True}, {"closed": True}])
def test_only_a_refusal_is_looked_at_again(studio, flags):
    with pytest.raises(NotAllowedNow):
        reviewing.appeal(make_issue(studio, **flags), by=citizen(), why=WHY)


def test_who_was_shown_another_door_cannot_ask(studio, convener):
    issue = make_issue(studio)
    issues.refer(issue, by=convener, reason=make_reason(ReasonKind.ISSUE_REFERRED))

    with pytest.raises(NotAllowedNow):
        reviewing.appeal(issue, by=citizen(), why=WHY)


def test_the_township_of_the_place_decides_and_nobody_else(appealed, convener, liaison, office):
    for person in (convener, liaison, office, township(open_studio())):
        with pytest.raises(NotYours):
            overturn(appealed, person)
        with pytest.raises(NotYours):
            reviewing.uphold(appealed, by=person, remark="维持原意见。")


def test_what_is_taken_on_after_all_waits_for_a_member(appealed, party, convener):
    overturn(appealed, party)

    assert appealed.status == IssueStatus.ACCEPTED
    assert (appealed.urgency, appealed.reason) == (Urgency.PRESSING, None)
    assert appealed.claim_due_on == date(2026, 3, 5)
    assert "改为受理" in told(appealed)
    assert "改为受理" in heard(convener, "issue_overturned").title


def test_what_is_upheld_tells_the_raiser_why_and_where_to_go(appealed, party, convener):
    reviewing.uphold(appealed, by=party, remark="该事项已进入信访程序。")

    assert appealed.status == IssueStatus.DECLINED
    assert appealed.closed_at is not None
    assert "该事项已进入信访程序" in told(appealed)
    assert "县信访局" in told(appealed)
    assert "维持" in heard(convener, "issue_upheld").title


def test_there_is_no_second_appeal(appealed, party):
    reviewing.uphold(appealed, by=party, remark="该事项已进入信访程序。")

    with pytest.raises(NotYours):
        reviewing.appeal(appealed, by=citizen(), why=WHY)


@pytest.mark.parametrize("flags", [{}, {"accepted": True}, {"declined": True}])
def test_nothing_is_decided_that_nobody_asked_for(studio, party, flags):
    issue = make_issue(studio, **flags)

    with pytest.raises(NotAllowedNow):
        reviewing.uphold(issue, by=party, remark="维持原意见。")
    with pytest.raises(NotAllowedNow):
        overturn(issue, party)


def test_a_locked_refusal_is_not_looked_at_again(declined, office):
    issues.lock(declined, by=office, remark="提到未公开文件")

    with pytest.raises(NotYours):
        reviewing.appeal(declined, by=citizen(), why=WHY)


def test_the_record_says_who_asked_and_who_decided(appealed, party):
    overturn(appealed, party)

    labels = list(trail.history_of(appealed).values_list("label", flat=True)[:2])
    assert labels == ["改为受理", "申请复核"]
