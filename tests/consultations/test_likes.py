"""Matters that say the same are joined without losing anybody; one that says two is split."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import citizen
from audit import trail
from consultations.actions import issues, likes
from consultations.enums import IssueStatus, ReasonKind, Source
from consultations.models import Issue
from core import clock
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from tests.builders.consultations import (
    make_issue,
    make_reason,
    make_topic,
    staff,
)
from tests.builders.directory import open_studio

SECOND = {"title": "河堤路灯不亮", "body": "护栏旁边的三盏路灯也坏了半个月。"}


@pytest.fixture
def parent(studio):
    return make_issue(studio, accepted=True)


@pytest.fixture
def like(studio, convener, parent):
    made = make_issue(studio, title="西关桥边栏杆断了")
    likes.merge(made, parent, by=convener)
    return made


def told(issue):
    return [line.text for line in issue.tellings.all()]


@pytest.mark.parametrize("flags", [{}, {"accepted": True}])
def test_a_like_matter_is_made_one_with_another_and_its_raiser_is_told(
    studio, convener, parent, flags
):
    issue = make_issue(studio, **flags)

    likes.merge(issue, parent, by=convener)

    assert (issue.status, issue.merged_into) == (IssueStatus.MERGED, parent)
    assert "同一事项" in told(issue)[-1]
    assert trail.history_of(issue).first().remark == f"并入{parent.number}。"


@pytest.mark.parametrize(
    "flags", [{}, {"answered": True}, {"closed": True}, {"declined": True}, {"locked": True}]
)
def test_nothing_is_made_one_with_what_is_not_open_to_it(studio, convener, flags):
    issue, into = make_issue(studio), make_issue(studio, **flags)

    with pytest.raises(NotAllowedNow):
        likes.merge(issue, into, by=convener)


def test_a_matter_is_not_made_one_with_itself_nor_with_one_that_is_merged(
    studio, convener, parent, like
):
    for into in (parent, like):
        with pytest.raises(NotAllowedNow):
            likes.merge(parent, into, by=convener)


def test_a_matter_that_the_person_may_not_see_cannot_be_chosen(studio, convener):
    hidden = make_issue(open_studio(), accepted=True)

    with pytest.raises(NotAllowedNow):
        likes.merge(make_issue(studio), hidden, by=convener)


def test_only_whoever_runs_the_studio_joins_parts_and_splits(
    studio, parent, like, member, party, office, stranger
):
    for person in (member, party, office, stranger):
        with pytest.raises(NotYours):
            likes.merge(make_issue(studio), parent, by=person)
        with pytest.raises(NotYours):
            likes.part(like, by=person, remark="不是一回事")
        with pytest.raises(NotYours):
            likes.split(parent, by=person, **SECOND)


@pytest.mark.parametrize(
    "flags", [{"claimed_by": True}, {"answered": True}, {"closed": True}, {"declined": True}]
)
def test_what_is_further_on_is_neither_joined_nor_split(studio, convener, member, parent, flags):
    flags = {name: member if name == "claimed_by" else value for name, value in flags.items()}
    issue = make_issue(studio, **flags)

    with pytest.raises(NotAllowedNow):
        likes.merge(issue, parent, by=convener)
    with pytest.raises(NotAllowedNow):
        likes.split(issue, by=convener, **SECOND)


def test_whoever_has_the_one_matter_hears_that_more_people_wait(studio, convener, member, parent):
    promised_on = clock.today() + timedelta(days=9)
    issues.claim(parent, by=member, promised_on=promised_on)

    likes.merge(make_issue(studio), parent, by=convener)

    assert "共并入1件" in Notice.objects.get(to=member, template="consultations/issue_merged").text


def test_whoever_registered_a_like_matter_is_credited_as_for_any_other(studio, convener, member):
    issue = make_issue(studio, by=member, source=Source.VISIT)
    Rule.objects.create(
        committee=studio.committee,
        year=clock.today().year,
        code="D2",
        label="接待群众",
        block="协商议事",
        merit=Merit.ISSUE_RECEIVED,
        points=Decimal(1),
    )

    likes.merge(issue, make_issue(studio, accepted=True), by=convener)

    assert ScoreEntry.objects.filter(member=member.member, source_id=issue.pk).exists()


def test_what_is_told_of_the_one_is_told_to_all(parent, like, member):
    issues.claim(parent, by=member, promised_on=clock.today() + timedelta(days=9))

    assert told(like)[-1].startswith("与您反映相同的事项有新进展：")


def test_all_get_the_answer_and_each_rates_for_themselves(parent, like, convener):
    issues.answer(parent, by=convener, answer="护栏已经更换。")

    like.refresh_from_db()
    assert (like.status, like.answer) == (IssueStatus.ANSWERED, "护栏已经更换。")
    issues.close(like, by=citizen())
    assert parent.status == IssueStatus.ANSWERED


def test_who_is_not_satisfied_comes_into_the_hands_that_answered(parent, like, member):
    issues.claim(parent, by=member, promised_on=clock.today() + timedelta(days=9))
    issues.answer(parent, by=member, answer="护栏已经更换。")
    like.refresh_from_db()

    issues.rehandle(like, by=citizen(), remark="反映人评价为不满意")
    issues.answer(like, by=member, answer="又加固了一次。")

    assert like.claimed_by == member.member
    parent.refresh_from_db()
    assert parent.answer == "护栏已经更换。"


def test_a_topic_answers_those_that_were_made_one_with_its_matters(studio, convener, parent, like):
    topic = make_topic(studio)
    issues.join(parent, topic, by=convener)
    assert "议题" in told(like)[-1]

    assert list(Issue.objects.of_topic(topic).order_by("pk")) == [parent, like]


def test_a_matter_taken_apart_waits_for_a_member_again(parent, like, convener):
    likes.part(like, by=convener, remark="地点不同")

    assert (like.status, like.merged_into) == (IssueStatus.ACCEPTED, None)
    assert like.category == parent.category
    assert like.claim_due_on is not None
    assert "单独办理" in told(like)[-1]


def test_nothing_is_taken_apart_that_is_not_joined(parent, convener):
    with pytest.raises(NotAllowedNow):
        likes.part(parent, by=convener, remark="不是一回事")


def test_when_the_one_is_taken_back_the_others_go_on_by_themselves(parent, like, convener):
    issues.withdraw(parent, by=citizen())

    like.refresh_from_db()
    assert (like.status, like.merged_into) == (IssueStatus.ACCEPTED, None)
    assert Notice.objects.filter(to=convener, template="consultations/issue_parted").exists()
    assert "撤回" not in told(like)[-1]


def test_when_the_one_is_made_one_with_a_third_all_follow(studio, parent, like, convener):
    third = make_issue(studio, accepted=True)

    likes.merge(parent, third, by=convener)

    like.refresh_from_db()
    assert like.merged_into == third


def test_a_letter_with_two_matters_becomes_two(studio, convener):
    issue = make_issue(studio, place="西关桥", contact_name="赵某", contact_phone="13611112222")

    part = likes.split(issue, by=convener, **SECOND)

    assert (part.split_from, part.status) == (issue, IssueStatus.REGISTERED)
    assert (part.place, part.source, part.consent_at) == (
        issue.place, issue.source, issue.consent_at,
    )  # fmt: skip
    assert part.contact.phone == "13611112222"
    assert part.number != issue.number
    assert issue.status == IssueStatus.REGISTERED
    assert trail.history_of(issue).first().remark == f"拆分出{part.number}"


def test_news_of_the_part_stand_on_the_page_of_the_letter(studio, convener):
    issue = make_issue(studio)
    part = likes.split(issue, by=convener, **SECOND)

    issues.decline(part, by=convener, reason=make_reason(ReasonKind.ISSUE_DECLINED))

    assert told(issue)[-1].startswith(f"拆分出的{part.number}：")


def test_a_part_belongs_to_whoever_wrote_the_letter_down(studio, convener, member):
    issue = make_issue(studio, by=member, source=Source.VISIT)

    assert likes.split(issue, by=convener, **SECOND).registered_by == member


def test_the_choice_is_what_is_open_and_in_sight(studio, convener, parent, like):
    make_issue(studio, answered=True)
    make_issue(open_studio(), accepted=True)
    other = make_issue(studio, accepted=True)

    assert set(likes.candidates(parent, convener)) == {other}
    assert staff(studio) == convener


def test_the_list_counts_what_was_joined(studio, parent, like):
    found = {issue.pk: issue.likes for issue in Issue.objects.with_likes()}

    assert found == {parent.pk: 1, like.pk: None}
