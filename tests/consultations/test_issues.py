"""What each step on an issue does; and that it is refused from the wrong state."""

from datetime import date

import pytest

from accounts.models import citizen, system_user
from audit import trail
from consultations.actions import issues
from consultations.enums import IssueStatus, ReasonKind, Urgency
from consultations.models import Telling
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from tests.builders.consultations import (
    a_day_after,
    make_category,
    make_issue,
    make_issue_and_code,
    make_reason,
    make_topic,
)
from tests.builders.directory import join_studio, make_special_committee, open_studio
from tests.builders.people import make_committee, make_user


@pytest.fixture
def points(db):
    """Every deed of the house is worth two points, this year and the next."""
    for merit in Merit.values:
        for year in (2026, 2027):
            Rule.objects.create(
                committee=make_committee(),
                year=year,
                merit=merit,
                code="D",
                label=merit,
                block="D",
                points=2,
            )


def told(issue):
    """What the raiser was told last."""
    return issue.tellings.last().text


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


def total(member):
    return ScoreEntry.objects.filter(member=member).total()


def test_raising_tells_the_studio_and_the_raiser(studio, convener, liaison):
    issue = make_issue(studio)

    assert heard(convener, issue.number)
    assert heard(liaison, issue.number)
    assert issue.number in told(issue)


def test_whoever_registers_hears_nothing_of_their_own_deed(studio, convener, liaison):
    make_issue(studio, by=convener, source="visit")

    assert not Notice.objects.filter(to=convener).exists()
    assert Notice.objects.filter(to=liaison).exists()


def test_only_the_studios_own_people_register_for_somebody(studio, stranger):
    with pytest.raises(NotYours):
        make_issue(studio, by=stranger)


def test_numbers_run_within_the_year_and_each_county(studio):
    other = open_studio(committee=make_committee("jintai"))

    numbers = [make_issue(studio).number, make_issue(studio).number, make_issue(other).number]

    assert numbers[0][:-1] == numbers[1][:-1]
    assert numbers[0] == numbers[2]


def test_a_code_is_found_however_it_is_typed(studio):
    issue, code = make_issue_and_code(studio)

    assert issues.find_by_code(f" {code.lower().replace('-', ' ')} ") == issue
    assert issues.find_by_code("7K3M-9QXA-2VTC") is None
    assert issues.find_by_code("") is None


def test_accepting_credits_the_member_who_received_it(studio, convener, member, points):
    issue = make_issue(studio, by=member, source="reception")

    issues.accept(issue, by=convener, category=make_category(), urgency=Urgency.PRESSING)

    assert (issue.status, issue.urgency) == (IssueStatus.ACCEPTED, Urgency.PRESSING)
    assert total(member.member) == 2
    assert "已由老城社区委员工作室受理" in told(issue)
    assert heard(member, "已受理")


def test_an_accepted_issue_waits_three_working_days_for_a_member(studio, frozen):
    frozen("2026-03-06")  # a Friday

    assert make_issue(studio, accepted=True).claim_due_on == date(2026, 3, 11)


def test_without_a_limit_in_the_profile_no_clock_runs(db):
    assert make_issue(open_studio()).triage_due_on is None


def test_a_refusal_shows_the_right_door(studio, convener):
    issue = make_issue(studio)

    issues.decline(issue, by=convener, reason=make_reason(ReasonKind.ISSUE_DECLINED))

    assert issue.status == IssueStatus.DECLINED
    assert "已信访" in told(issue)
    assert "县信访局（0917-3520000）" in told(issue)


def test_a_remark_of_ours_is_never_told_to_the_raiser(studio, convener):
    issue = make_issue(studio)
    reason = make_reason(ReasonKind.ISSUE_REFERRED)

    issues.refer(issue, by=convener, reason=reason, remark="反映人多次来访")

    assert "多次来访" not in told(issue)
    assert not any("多次来访" in line.remark for line in trail.history_of(issue).public())


def test_an_answer_on_the_spot_needs_no_acceptance(studio, convener):
    issue = make_issue(studio)

    issues.answer(issue, by=convener, answer="办理老年证请带身份证到社区。")

    assert issue.status == IssueStatus.ANSWERED
    assert issue.rating_due_on
    assert "办理老年证" in told(issue)


def test_a_claim_is_credited_promised_and_told(studio, convener, member, points):
    studio.special_committee = make_special_committee()
    studio.save()
    guide = make_user(committee_staff=studio.special_committee)
    issue = make_issue(studio, accepted=True)

    issues.claim(issue, by=member, promised_on=a_day_after(10))

    assert (issue.claimed_by, issue.promised_on) == (member.member, a_day_after(10))
    assert total(member.member) == 2
    assert "王建国委员跟办" in told(issue)
    assert heard(convener, "王建国")
    assert heard(guide, "王建国")


def test_the_convener_gives_an_unclaimed_issue_to_a_member(studio, convener, member):
    issue = make_issue(studio, accepted=True)

    issues.assign(issue, by=convener, member=member.member, promised_on=a_day_after(5))

    assert issue.status == IssueStatus.CLAIMED
    assert heard(member, "指派给您")


def test_what_is_given_back_is_taken_off_the_ledger(studio, convener, member, points):
    issue = make_issue(studio, claimed_by=member)

    issues.release(issue, by=member, remark="出差一个月")

    assert (issue.status, issue.claimed_by, issue.promised_on) == ("accepted", None, None)
    assert total(member.member) == 0
    assert heard(convener, "出差一个月")


def test_only_an_open_topic_takes_issues(studio, convener):
    issue, topic = make_issue(studio, accepted=True), make_topic(studio, concluded=True)

    with pytest.raises(NotAllowedNow, match="不能再并入"):
        issues.join(issue, topic, by=convener)


def test_a_topic_of_another_county_takes_none(studio, convener):
    issue = make_issue(studio, accepted=True)
    topic = make_topic(open_studio(committee=make_committee("jintai")))

    with pytest.raises(NotAllowedNow):
        issues.join(issue, topic, by=convener)


def test_an_issue_leaves_a_topic_and_waits_again(studio, convener):
    issue = make_issue(studio, joined=make_topic(studio))

    issues.leave(issue, by=convener, remark="不是一回事")

    assert (issue.status, issue.topic) == (IssueStatus.ACCEPTED, None)


def test_what_is_agreed_upon_is_not_left_any_more(studio, convener):
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, joined=topic)
    topic.status = "concluded"
    topic.save()

    with pytest.raises(NotYours):
        issues.leave(issue, by=convener, remark="不是一回事")


def test_a_dispatched_issue_is_answered_with_the_result(studio, convener, office):
    issue = make_issue(studio, accepted=True)
    issues.dispatch(issue, by=office)

    issues.resolve(issue, by=system_user(), answer="路灯已经修好。")

    assert (issue.status, issue.answer) == (IssueStatus.ANSWERED, "路灯已经修好。")
    assert heard(convener, "办理结果")


def test_who_is_not_satisfied_is_handled_again(studio, convener, member):
    issue = make_issue(studio, claimed_by=member, answered=True)

    issues.rehandle(issue, by=citizen(), remark="反映人评价为不满意")

    assert (issue.status, issue.round) == (IssueStatus.REHANDLING, 2)
    assert issue.rating_due_on is None
    assert heard(member, "再次办理")
    issues.answer(issue, by=member, answer="已重新更换护栏。")
    assert issue.status == IssueStatus.ANSWERED


def test_a_closed_issue_credits_who_took_it_on(studio, member, points):
    issue = make_issue(studio, claimed_by=member, closed=True)

    assert issue.closed_at
    assert total(member.member) == 4  # claimed, and brought to an end


def test_a_second_no_is_closed_and_stays_visible(studio, convener):
    issue = make_issue(studio, answered=True)

    issues.close_unsatisfied(issue, by=citizen())

    assert issue.status == IssueStatus.CLOSED_UNSATISFIED
    assert heard(convener, "仍不满意")


def test_the_raiser_takes_back_what_nobody_works_on(studio, convener, member):
    issue, taken = make_issue(studio), make_issue(studio, claimed_by=member)

    issues.withdraw(issue, by=citizen())

    assert issue.status == IssueStatus.WITHDRAWN
    assert heard(convener, "撤回")
    with pytest.raises(NotAllowedNow):
        issues.withdraw(taken, by=citizen())


def test_reading_a_telephone_leaves_a_line_and_moves_nothing(studio, convener):
    issue = make_issue(studio, contact_phone="13800138000")

    issues.reveal_contact(issue, by=convener, remark="核实地点")

    line = trail.history_of(issue).first()
    assert (line.verb, line.remark, line.by) == ("reveal_contact", "核实地点", convener)
    assert issue.status == IssueStatus.REGISTERED


def test_a_locked_issue_rests_until_the_office_clears_it(studio, convener, office):
    issue = make_issue(studio, locked=True)
    assert heard(office, "疑似涉密")

    with pytest.raises(NotYours):
        issues.accept(issue, by=convener, category=make_category(), urgency=Urgency.NORMAL)
    issues.unlock(issue, by=office)

    assert not issue.is_locked
    assert heard(convener, "解除锁定")


def test_what_a_raiser_is_told_never_grows_too_long(studio):
    issue = make_issue(studio)

    issues.tell(issue, "长" * 900)

    assert len(told(issue)) == 500


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_an_ended_issue_takes_no_further_step(studio, convener, state):
    issue = make_issue(studio, **{state: True})

    with pytest.raises(NotAllowedNow):
        issues.answer(issue, by=convener, answer="再答复一次。")
    with pytest.raises(NotAllowedNow):
        issues.accept(issue, by=convener, category=make_category(), urgency=Urgency.NORMAL)


def test_a_refused_step_tells_nobody(studio, stranger):
    issue = make_issue(studio)
    before = Telling.objects.count(), Notice.objects.count()

    with pytest.raises(NotYours):
        issues.answer(issue, by=stranger, answer="不归我管。")

    assert (Telling.objects.count(), Notice.objects.count()) == before


def test_members_see_their_studios_issues_once_they_are_accepted(studio, member, stranger):
    new, taken = make_issue(studio), make_issue(studio, accepted=True)
    elsewhere = join_studio(open_studio()).user

    def seen(user):
        return set(type(new).objects.visible_to(user))

    assert seen(member) == {taken}
    assert seen(elsewhere) == set()
    assert seen(stranger) == set()


def test_the_township_and_the_guiding_committee_see_their_studios_issues(studio, party):
    studio.special_committee = make_special_committee()
    studio.save()
    issue = make_issue(studio)
    guide = make_user(committee_staff=studio.special_committee)

    for user in (party, guide):
        assert list(type(issue).objects.visible_to(user)) == [issue]
