"""How the raiser found the result, and what follows (评价、二次办理)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit.models import Entry
from consultations.actions import issues
from consultations.enums import ConsensusStatus, IssueStatus, TopicStatus
from core.workflow import NotAllowedNow
from notices.models import Notice
from petitions.actions import ratings, replies
from petitions.enums import AssignmentStatus as S
from petitions.forms.tracking import RatingForm
from petitions.models import Assignment, Rating, RatingRule
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import (
    a_topic,
    an_issue,
    answer,
    handler_of,
    make_assignment,
    make_item,
    make_limit_class,
    office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def answered():
    """An issue that a unit has answered."""
    issue = an_issue()
    make_assignment(issue, accepted="A")
    issue.refresh_from_db()
    return issue


def rate(issue, result="satisfied", comment=""):
    return ratings.rate(issue, result=result, attitude="satisfied", comment=comment)


@pytest.mark.parametrize("result", ["satisfied", "fair"])
def test_a_satisfied_raiser_closes_the_matter(answered, result):
    rating = rate(answered, result)

    answered.refresh_from_db()
    assert answered.status == IssueStatus.CLOSED
    assert (rating.round, rating.result) == (1, result)


def test_dissatisfaction_needs_a_reason(answered):
    with pytest.raises(ValidationError, match="原因"):
        rate(answered, "unsatisfied", "  ")

    assert not Rating.objects.exists()


def test_an_unsatisfied_raiser_sends_it_back_to_the_unit(answered, frozen):
    frozen("2026-03-16")
    rate(answered, "unsatisfied", "护栏仍然摇晃")

    made = Assignment.objects.get()
    answered.refresh_from_db()
    assert (answered.status, answered.round) == (IssueStatus.REHANDLING, 2)
    assert (made.status, made.round) == (S.REHANDLING, 2)
    assert (made.starts_on, made.due_on) == (date(2026, 3, 16), date(2026, 4, 7))
    notice = Notice.objects.get(template="petitions/rehandle")
    assert notice.to == handler_of(made.lead_unit)
    assert "护栏仍然摇晃" in notice.text


def test_what_the_raiser_wrote_is_read_inside_and_kept_out_of_the_record(answered, client):
    rate(answered, "unsatisfied", "我是北街赵某，护栏仍然摇晃")
    made = Assignment.objects.get()
    client.force_login(handler_of(made.lead_unit))

    assert "护栏仍然摇晃" in client.get(made.get_absolute_url()).content.decode()
    assert Notice.objects.get(template="petitions/rehandle").private
    assert not Entry.objects.filter(remark__contains="赵某").exists()


def test_the_second_answer_is_rated_again_and_then_it_ends(answered):
    rate(answered, "unsatisfied", "护栏仍然摇晃")
    made = Assignment.objects.get()
    answer(made)
    replies.accept_reply(made, by=office())
    answered.refresh_from_db()
    assert answered.status == IssueStatus.ANSWERED

    rate(answered, "unsatisfied", "还是摇晃")

    answered.refresh_from_db()
    made.refresh_from_db()
    assert answered.status == IssueStatus.CLOSED_UNSATISFIED
    assert (made.status, made.round) == (S.CONCLUDED, 2)


def test_a_topic_is_handled_again_for_the_one_and_stays_closed_for_the_other():
    topic = a_topic()
    glad, sad = an_issue(topic=topic), an_issue(topic=topic)
    made = make_assignment(make_item(topic=topic), accepted="A")
    for issue in (glad, sad):
        issue.refresh_from_db()
    rate(glad)

    rate(sad, "unsatisfied", "没有修到我家门口")

    topic.refresh_from_db()
    assert topic.status == TopicStatus.DISPATCHED
    assert topic.consensus_items.get().status == ConsensusStatus.DISPATCHED
    again = Assignment.objects.get(pk=made.pk)
    answer(again)
    replies.accept_reply(again, by=office())
    for issue in (glad, sad):
        issue.refresh_from_db()
    assert (glad.status, sad.status) == (IssueStatus.CLOSED, IssueStatus.ANSWERED)


def test_two_unsatisfied_raisers_send_it_back_once():
    topic = a_topic()
    both = [an_issue(topic=topic), an_issue(topic=topic)]
    unit = make_unit()
    handler = make_user(unit=unit)
    make_assignment(make_item(unit, topic=topic), accepted="A")

    for issue in both:
        issue.refresh_from_db()
        rate(issue, "unsatisfied", "没有修好")

    assert Assignment.objects.get().round == 2
    assert handler.notices.filter(template="petitions/rehandle").count() == 1


def test_without_a_unit_it_is_the_answerers_turn():
    issue = an_issue()
    issues.answer(issue, by=make_user(convener=issue.studio), answer="已联系物业。")

    rate(issue, "unsatisfied", "物业没有来")

    issue.refresh_from_db()
    assert issue.status == IssueStatus.REHANDLING


def test_a_result_is_rated_once_a_round(answered):
    rate(answered)

    with pytest.raises(NotAllowedNow):
        rate(answered)
    assert Rating.objects.count() == 1


def test_a_rating_that_fails_halfway_leaves_nothing(answered, monkeypatch):
    monkeypatch.setattr(ratings.assignments, "rehandle", _fail)

    with pytest.raises(RuntimeError):
        rate(answered, "unsatisfied", "护栏仍然摇晃")

    answered.refresh_from_db()
    assert (answered.status, answered.round) == (IssueStatus.ANSWERED, 1)
    assert not Rating.objects.exists()


def test_how_long_the_second_time_takes_is_the_countys_word(frozen):
    issue = an_issue()
    make_assignment(
        issue,
        lead_unit=make_unit(),
        accepted="A",
        limit_class=make_limit_class("C", rehandle_days=5),
    )
    issue.refresh_from_db()

    rate(issue, "unsatisfied", "没有修好")

    assert Assignment.objects.get().due_on == date(2026, 3, 9)


def _fail(*_, **__):
    raise RuntimeError


def rules_here(issue, **labels):
    """The county's words for the results; an exclamation mark means it is handled once more."""
    for code, label in labels.items():
        RatingRule.objects.create(
            committee=issue.committee, code=code, label=label.strip("!"), rehandles="!" in label
        )


def test_a_county_may_handle_again_what_was_found_fair(answered):
    rules_here(answered, fair="基本满意!")
    with pytest.raises(ValidationError, match="请写明基本满意的原因"):
        rate(answered, "fair")

    rate(answered, "fair", "路灯只修了一半")

    answered.refresh_from_db()
    assert answered.status == IssueStatus.REHANDLING
    assert (
        "评价为基本满意，原因：路灯只修了一半"
        in Notice.objects.get(template="petitions/rehandle").text
    )


def test_what_is_fair_the_second_time_is_closed_and_not_called_unsatisfied(answered):
    rules_here(answered, fair="基本满意!")
    rate(answered, "fair", "路灯只修了一半")
    made = Assignment.objects.get()
    answer(made)
    replies.accept_reply(made, by=office())
    answered.refresh_from_db()

    rate(answered, "fair", "还差一盏")

    answered.refresh_from_db()
    assert answered.status == IssueStatus.CLOSED


def test_the_raiser_reads_the_countys_words(answered):
    rules_here(answered, unsatisfied="不认可!", fair="尚可")

    form = RatingForm({"result": "unsatisfied", "attitude": "fair"}, committee=answered.committee)

    assert ("unsatisfied", "不认可") in form.fields["result"].choices
    assert form.fields["comment"].help_text.startswith("不认可的请写明原因")
    assert form.errors == {"comment": ["请写明不认可的原因，我们会据此重新办理。"]}


def test_the_unit_reads_the_countys_words(answered, client):
    rules_here(answered, satisfied="很好")
    rate(answered)
    made = Assignment.objects.get()
    client.force_login(handler_of(made.lead_unit))

    assert "结果很好，态度很好" in client.get(made.get_absolute_url()).content.decode()
